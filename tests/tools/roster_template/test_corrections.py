"""Refused rows in a workbook of their own: mended and read again, nothing is lost."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from interview_kit.build.corrections import correction_roster, reasons
from interview_kit.stages.read.roster.csv_table import csv_table
from interview_kit.stages.read.roster.rows import Roster, rosters_of
from interview_kit.stages.read.roster.sheet_table import sheet_tables
from interview_kit.support.errors import InvalidInput
from tests.shared import examples

PATH = Path("/nowhere/r.xlsx")
TITLES = ("Student name", "Job", "Contact phone", "Minutes")


def refused(roster: Roster) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    return [(row.cells, reasons(row.found)) for row in roster.rows if isinstance(row.found, InvalidInput)]


def test_refused_rows_have_their_cells_and_what_is_wrong() -> None:
    text = "Student name,Job,Contact phone,Minutes\nMaya,nurse,007,10\nLee,,=1+1,ten\n"
    roster = rosters_of((csv_table(text.encode(), "r.csv"),), PATH)[0]
    table = sheet_tables(correction_roster(roster.titles, refused(roster)), "m.xlsx")[0]
    assert table.titles.cells == (*TITLES, "What is wrong")
    wrong = "Minutes: write a whole number alone, such as 10; here stands “ten”"
    assert [row.cells for row in table.rows] == [("Lee", "", "=1+1", "ten", wrong)]


def test_the_mended_roster_is_read_and_mended_again_without_another_column() -> None:
    bad = [("Lee", "", "007", "ten")]
    first = sheet_tables(correction_roster(TITLES, [(bad[0], ("Job: empty",))]), "m.xlsx")[0]
    again = rosters_of((first,), PATH)[0]
    second = sheet_tables(correction_roster(again.titles, refused(again)), "m.xlsx")[0]
    assert second.titles.cells == (*TITLES, "What is wrong")
    assert second.rows[0].cells[:4] == bad[0]


def test_cells_that_no_title_stands_over_have_to_be_looked_at() -> None:
    text = "name,Job\nZoe,nurse,Sudbury\n"
    roster = rosters_of((csv_table(text.encode(), "r.csv"),), PATH)[0]
    table = sheet_tables(correction_roster(roster.titles, refused(roster)), "m.xlsx")[0]
    assert table.titles.cells == ("name", "Job", "More cells than titles", "What is wrong")
    assert table.rows[0].cells[:3] == ("Zoe", "nurse", "Sudbury")
    try:
        rosters_of((table,), PATH)
    except InvalidInput as error:
        assert str(error).startswith(
            "m.xlsx row 1, column C (More cells than titles): these cells are beside the titles"
        )
    else:
        raise AssertionError("a row whose cells have moved was read")


cells = st.text(
    st.characters(codec="utf-8", exclude_characters="\0\ufffe\uffff"), max_size=10
) | st.sampled_from(
    [
        "_x0041_",
        "_x005F_x0041_",
        " a ",
        "\t",
        "\r\n",
        "a\rb",
        "=1+1",
        "'=1",
        "007",
        "1e5",
        "TRUE",
        "#N/A",
        "\x1f",
    ]
)


@settings(max_examples=examples(60), deadline=None)
@given(st.lists(st.tuples(cells, cells, cells, cells), min_size=1, max_size=3))
def test_no_character_is_lost(rows: list[tuple[str, ...]]) -> None:
    table = sheet_tables(correction_roster(TITLES, [(row, ("wrong",)) for row in rows]), "m.xlsx")[0]
    assert [row.cells[:4] for row in table.rows] == rows
    assert [row.faults for row in table.rows] == [()] * len(rows)


def test_the_same_rows_are_the_same_bytes() -> None:
    rows = [(("Lee", "", "007", "ten"), ("Job: empty",))]
    assert correction_roster(TITLES, rows) == correction_roster(TITLES, rows)
