"""Characters that cannot be printed, texts that are too long, and names from everywhere that are fine."""

from __future__ import annotations

from typing import Any

import pytest

GOOD = "decision: exploring\ntarget: {field: animal care}\n"


REFUSED = {
    "a bell": ('name: "a\\a"', "p.yaml:1:7 name"),
    "a NUL": ('name: "a\\0b"', "p.yaml:1:7 name"),
    "a tab": ('name: "a\\tb"', "p.yaml:1:7 name"),
    "a delete": ('name: "a\\x7fb"', "p.yaml:1:7 name"),
    "half a surrogate pair": ('name: "a\\ud800b"', "p.yaml:1:7 name"),
    "U+FFFE": ('name: "a\\ufffeb"', "p.yaml:1:7 name"),
    "U+FFFF": ('name: "a\\uffffb"', "p.yaml:1:7 name"),
    "a line separator": ('name: "a\\u2028b"', "p.yaml:1:7 name"),
    "a line break": ('name: "a\\nb"', "p.yaml:1:7 name"),
    "a text block": ("name: Maya\nlocation: |\n  Guelph\n  Ontario\n", "p.yaml:2:11 location"),
    "deep in a list": (
        'name: Maya\nabout:\n  skills:\n    - calm\n    - "x\\e[2J"\n',
        "p.yaml:5:7 about.skills.2",
    ),
    "five marks on one letter": ("name: Z\u0300\u0301\u0302\u0303\u0304", "p.yaml:1:7 name"),
    "marks with joiners between": ("name: Z\u0300\u0301\u200d\u0302\u0303\u200d\u0304", "p.yaml:1:7 name"),
    "half a million marks, in the wrong order": ("name: Z" + "\u0301\u0316" * 260_000, "p.yaml:1:7 name"),
    "a name of zero-width spaces": ('name: "\\u200b\\u2060\\ufeff"', "p.yaml:1:7 name"),
    "a name of white letters": ("name: \u3164\u2800\u115f", "p.yaml:1:7 name"),
    "101 letters": ("name: " + "a" * 101, "p.yaml:1:7 name"),
    "301 letters": ("name: Maya\nlocation: " + "a" * 301, "p.yaml:2:11 location"),
    "801 letters": ("name: Maya\nabout:\n  summary: " + "a" * 801, "p.yaml:3:12 about.summary"),
    "a megabyte of name": ("name: " + "a" * 1_000_000, "p.yaml:1:7 name"),
    "21 skills": ("name: Maya\nabout:\n  skills: [" + "calm," * 21 + "]", "p.yaml:3:3 about.skills"),
    "13 contacts": ("name: Maya\ncontacts:\n" + "  - name: Lou\n" * 13, "p.yaml:2:1 contacts"),
}

NAMES = {
    "Vietnamese, letters and marks apart": "Nguye\u0302\u0303n Thi\u0323 Ho\u0302\u0300ng",
    "Hebrew, pointed": "\u05e9\u05bc\u05c1\u05b8\u05dc\u05d5\u05b9\u05dd",
    "Arabic, pointed": "\u0645\u064f\u062d\u064e\u0645\u0651\u064e\u062f",
    "Persian, with a joiner": "\u0639\u0644\u06cc\u200c\u0631\u0636\u0627",
    "Thai": "\u0e01\u0e34\u0e48\u0e07\u0e17\u0e34\u0e1e\u0e22\u0e4c",
    "Devanagari": "\u0932\u0915\u094d\u0937\u094d\u092e\u0940",
    "Han": "\u9673\u7f8e\u9f61",
    "Inuktitut": "\u14c4\u14c7\u1585",
    "a family in one sign": "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "an apostrophe": "D'Arcy O\u2019Neill-\u0141ukasz",
    "100 letters": "a" * 100,
    "No": "No",
    "007": "007",
    "12:30": "12:30",
    "1_000": "1_000",
    "a date": "2026-12-02",
    "hexadecimal": "0x1F",
    "not a number": ".nan",
}


@pytest.mark.spread(3)
@pytest.mark.parametrize("case", REFUSED)
def test_refused(case: str, refused_profile: Any) -> None:
    text, place = REFUSED[case]
    data = (text.rstrip("\n") + "\n" + GOOD).encode()
    assert refused_profile(f"text: {case}", data) == ([place], 2, ["1", "0", "1"])


@pytest.mark.parametrize("case", NAMES)
def test_a_name_is_accepted(case: str, check: Any) -> None:
    said = check(f"name: {NAMES[case]}\n{GOOD}".encode())
    assert (said.lines, said.code) == ([], 0)


def test_a_key_cannot_write_to_the_terminal(check: Any) -> None:
    said = check(f'name: Maya\n"\\e]0;x\\a\\u202e\\u2066\\n": x\n{GOOD}'.encode())
    assert said.code == 2
    assert len(said.lines) == 1
    assert said.lines[0].startswith(
        "p.yaml:2:1 \\u{1b}]0;x\\u{7}\\u{202e}\\u{2066}\\u{a}: unknown key; the keys here are name, id,"
    )
