"""Files that are no text, no UTF-8, too large or empty."""

from __future__ import annotations

from typing import Any

import pytest

GOOD = "name: Zoë\ndecision: exploring\ntarget: {field: animal care}\n"
MIB = 1024 * 1024

REFUSED = {
    "nothing in it": (b"", "p.yaml"),
    "a comment only": (b"# name: Maya\n", "p.yaml"),
    "white space only": (b" \n\n  \n", "p.yaml"),
    "a document mark only": (b"---\n", "p.yaml"),
    "one byte too large": (GOOD.encode() + b"#" * (MIB + 1 - len(GOOD.encode())), "p.yaml"),
    "a rich text file": (b"{\\rtf1 name: Maya}", "p.yaml"),
    "a Word file": (b"PK\x03\x04\x14\x00", "p.yaml"),
    "UTF-16, little end first": (b"\xff\xfe" + GOOD.encode("utf-16-le"), "p.yaml"),
    "UTF-16, big end first": (b"\xfe\xff" + GOOD.encode("utf-16-be"), "p.yaml"),
    "UTF-16 without its mark": (GOOD.encode("utf-16-le"), "p.yaml"),
    "UTF-16 without its mark, big end first": (GOOD.encode("utf-16-be"), "p.yaml"),
    "UTF-32": (b"\xff\xfe\x00\x00" + GOOD.encode("utf-32-le"), "p.yaml"),
    "Latin-1": (GOOD.encode("latin-1"), "p.yaml:1:9"),
    "Latin-1 after a UTF-8 mark, on line 2": (b"\xef\xbb\xbf# x\nname: Zo\xeb\n", "p.yaml:2:9"),
    "cut off in a letter": (b"name: Zo\xc3", "p.yaml:1:9"),
    "half a surrogate pair": (b"name: \xed\xa0\x80", "p.yaml:1:7"),
    "NUL": (b"name: a\x00b", "p.yaml:1:8"),
    "NULs only": (bytes(100), "p.yaml:1:1"),
    "escape": (b"a: 1\nname: \x1b[31m", "p.yaml:2:7"),
    "delete": (b"name: \x7f", "p.yaml:1:7"),
    "the one-byte CSI": ("name: é\u009b1m".encode(), "p.yaml:1:8"),
    "next line": ("name: a\u0085b".encode(), "p.yaml:1:8"),
    "line separator": ("name: a\u2028b".encode(), "p.yaml:1:8"),
    "U+FFFE": ("name: a\ufffe".encode(), "p.yaml:1:8"),
    "U+FFFF": ("name: a\uffff".encode(), "p.yaml:1:8"),
    "a picture": (b"\x89PNG\r\n\x1a\n", "p.yaml:1:1"),
}

ACCEPTED = {
    "plain UTF-8": GOOD.encode(),
    "with a mark": b"\xef\xbb\xbf" + GOOD.encode(),
    "lines of Windows": GOOD.replace("\n", "\r\n").encode(),
    "lines of an old Macintosh": GOOD.replace("\n", "\r").encode(),
    "no line end at the end": GOOD.rstrip().encode(),
    "exactly one MiB": GOOD.encode() + b"#" * (MIB - len(GOOD.encode())),
}


@pytest.mark.spread(3)
@pytest.mark.parametrize("case", REFUSED)
def test_refused(case: str, refused_profile: Any) -> None:
    data, place = REFUSED[case]
    assert refused_profile(f"file: {case}", data) == ([place], 2, ["1", "0", "1"])


@pytest.mark.parametrize("case", ACCEPTED)
def test_accepted(case: str, check: Any) -> None:
    said = check(ACCEPTED[case])
    assert (said.lines, said.code, said.stdout) == ([], 0, "1 profile checked: 1 good, 0 refused\n")
