"""CSV that no spreadsheet runs, and that our reader gives back as it was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_kit.support.csv_safe import csv_bytes, neutralised, restored


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+1 519 555-0199", "'+1 519 555-0199"),
        ("-rf", "'-rf"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("'=1", "''=1"),
        ("'tis", "'tis"),
        ("O'Brien", "O'Brien"),
        ("a=b", "a=b"),
        ("", ""),
    ],
)
def test_a_dangerous_cell_is_neutralised_and_restored(text: str, cell: str) -> None:
    assert (neutralised(text), restored(cell)) == (cell, text)


@given(st.text("'=+-@\t\rab", max_size=6))
def test_nothing_is_lost_and_nothing_dangerous_stays(text: str) -> None:
    cell = neutralised(text)
    assert restored(cell) == text
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))


def test_a_table_has_every_cell_in_quotes_and_the_mark_of_utf_8() -> None:
    rows = [("name", "note"), ('Zoë "Z"', "=1;2"), ("a\nb", "")]
    expected = '"name","note"\r\n"Zoë ""Z""","\'=1;2"\r\n"a\nb",""\r\n'
    assert csv_bytes(rows) == b"\xef\xbb\xbf" + expected.encode()
