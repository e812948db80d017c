"""Files that are no text, no UTF-8, too large or empty."""

from __future__ import annotations

from typing import Any

import pytest

GOOD = "name: Zoë\ndecision: exploring\ntarget: {field: animal care}\n"
MIB = 1024 * 1024

REFUSED = {
    "nothing in it": (b"", "p.yaml: this file is empty"),
    "a comment only": (b"# name: Maya\n", "p.yaml: this file is empty"),
    "white space only": (b" \n\n  \n", "p.yaml: this file is empty"),
    "a document mark only": (b"---\n", "p.yaml: this file is empty"),
    "one byte too large": (
        GOOD.encode() + b"#" * (MIB + 1 - len(GOOD.encode())),
        "p.yaml: this file is too large: the most is 1 MiB (1,048,576 bytes)",
    ),
    "a rich text file": (
        b"{\\rtf1 name: Maya}",
        "p.yaml: this is a rich text file (RTF), not plain text; save its words as plain text, as UTF-8",
    ),
    "a Word file": (
        b"PK\x03\x04\x14\x00",
        "p.yaml: this is a Word or Excel file, not plain text; save its words as plain text, as UTF-8",
    ),
    "UTF-16, little end first": (
        b"\xff\xfe" + GOOD.encode("utf-16-le"),
        "p.yaml: this file is UTF-16 text (seen at byte 0); save it again as UTF-8",
    ),
    "UTF-16, big end first": (
        b"\xfe\xff" + GOOD.encode("utf-16-be"),
        "p.yaml: this file is UTF-16 text (seen at byte 0); save it again as UTF-8",
    ),
    "UTF-16 without its mark": (
        GOOD.encode("utf-16-le"),
        "p.yaml: this file looks like UTF-16 text (seen at byte 0); save it again as UTF-8",
    ),
    "UTF-16 without its mark, big end first": (
        GOOD.encode("utf-16-be"),
        "p.yaml: this file looks like UTF-16 text (seen at byte 0); save it again as UTF-8",
    ),
    "UTF-32": (
        b"\xff\xfe\x00\x00" + GOOD.encode("utf-32-le"),
        "p.yaml: this file is UTF-32 text (seen at byte 0); save it again as UTF-8",
    ),
    "Latin-1": (
        GOOD.encode("latin-1"),
        "p.yaml:1:9: byte 8 (0xEB) is not UTF-8 text; save the file again as UTF-8",
    ),
    "Latin-1 after a UTF-8 mark, on line 2": (
        b"\xef\xbb\xbf# x\nname: Zo\xeb\n",
        "p.yaml:2:9: byte 15 (0xEB) is not UTF-8 text; save the file again as UTF-8",
    ),
    "cut off in a letter": (
        b"name: Zo\xc3",
        "p.yaml:1:9: byte 8 (0xC3) is not UTF-8 text; save the file again as UTF-8",
    ),
    "half a surrogate pair": (
        b"name: \xed\xa0\x80",
        "p.yaml:1:7: byte 6 (0xED) is not UTF-8 text; save the file again as UTF-8",
    ),
    "NUL": (b"name: a\x00b", "p.yaml:1:8: the character U+0000 at byte 7 is not allowed; take it out"),
    "NULs only": (bytes(100), "p.yaml:1:1: the character U+0000 at byte 0 is not allowed; take it out"),
    "escape": (
        b"a: 1\nname: \x1b[31m",
        "p.yaml:2:7: the character U+001B at byte 11 is not allowed; take it out",
    ),
    "delete": (b"name: \x7f", "p.yaml:1:7: the character U+007F at byte 6 is not allowed; take it out"),
    "the one-byte CSI": (
        "name: é\u009b1m".encode(),
        "p.yaml:1:8: the character U+009B at byte 8 is not allowed; take it out",
    ),
    "next line": (
        "name: a\u0085b".encode(),
        "p.yaml:1:8: the character U+0085 at byte 7 is not allowed; take it out",
    ),
    "line separator": (
        "name: a\u2028b".encode(),
        "p.yaml:1:8: the character U+2028 (a line separator) at byte 7 is not allowed; take it out",
    ),
    "U+FFFE": (
        "name: a\ufffe".encode(),
        "p.yaml:1:8: the character U+FFFE at byte 7 is not allowed; take it out",
    ),
    "U+FFFF": (
        "name: a\uffff".encode(),
        "p.yaml:1:8: the character U+FFFF at byte 7 is not allowed; take it out",
    ),
    "a picture": (
        b"\x89PNG\r\n\x1a\n",
        "p.yaml:1:1: byte 0 (0x89) is not UTF-8 text; save the file again as UTF-8",
    ),
}

ACCEPTED = {
    "plain UTF-8": GOOD.encode(),
    "with a mark": b"\xef\xbb\xbf" + GOOD.encode(),
    "lines of Windows": GOOD.replace("\n", "\r\n").encode(),
    "lines of an old Macintosh": GOOD.replace("\n", "\r").encode(),
    "no line end at the end": GOOD.rstrip().encode(),
    "exactly one MiB": GOOD.encode() + b"#" * (MIB - len(GOOD.encode())),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refused(case: str, check: Any) -> None:
    data, first_line = REFUSED[case]
    said = check(data)
    assert (said.lines, said.code) == ([first_line], 2)
    assert said.stdout == "1 profile checked: 0 good, 1 refused\n"


@pytest.mark.parametrize("case", ACCEPTED)
def test_accepted(case: str, check: Any) -> None:
    said = check(ACCEPTED[case])
    assert (said.lines, said.code, said.stdout) == ([], 0, "1 profile checked: 1 good, 0 refused\n")
