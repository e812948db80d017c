"""Whatever a roster's file holds: rows, or one clear refusal; and what is written is read as it was."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from interview_kit.stages.read.profiles import ReadProfile
from interview_kit.stages.read.roster.csv_table import csv_table
from interview_kit.stages.read.roster.rows import rosters_of
from interview_kit.stages.read.roster.sheet_table import sheet_tables
from interview_kit.stages.read.roster.table import RosterTable
from interview_kit.support.csv_safe import csv_bytes
from interview_kit.support.errors import InvalidInput
from tests.shared import examples
from tests.spreadsheets import ods, ods_row, xlsx, xlsx_row

TITLES = ("name", "target.field", "Minutes", "contacts.2.name", "Situation", "_note")
NOWHERE = Path("/nowhere/r.csv")

# Signs that mean something to some part of the reader, and a few that mean nothing.
pieces = st.sampled_from(
    [
        "name",
        "Job",
        "Minutes",
        ",",
        ";",
        "\t",
        "|",
        '"',
        '""',
        "\n",
        "\r\n",
        "\r",
        "'",
        "=",
        "10.0",
        "é",
        " ",
        "sep=;\n",
    ]
)
nearly_csv = st.lists(pieces, max_size=40).map(lambda found: "".join(found).encode())
# What CSV may hold: no control characters but line breaks and tabs.
cells = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=8).map(
    lambda text: "".join(c for c in text if c not in "\u2028\u2029\ufffe\uffff")
) | st.sampled_from(["=1", "'=1", "a\nb", "a\r\nb", 'a"b', "a,b;c|d\te", "10", ""])


def checked(*tables: RosterTable) -> None:
    for row in rosters_of(tables, NOWHERE)[0].rows:
        assert isinstance(row.found, ReadProfile) or all(problem.cell for problem in row.found.problems)


@given(st.binary(max_size=200) | nearly_csv | nearly_csv.map(lambda data: b"name,Job\n" + data))
def test_any_bytes_are_rows_or_a_refusal(data: bytes) -> None:
    try:
        checked(csv_table(data, "r.csv"))
    except InvalidInput as error:
        assert error.problems


@settings(max_examples=examples(50))
@given(st.lists(st.tuples(*[cells] * len(TITLES)), min_size=1, max_size=4))
def test_every_row_is_told_good_or_bad_in_csv_excel_and_open_document(rows: list[tuple[str, ...]]) -> None:
    table = csv_table(csv_bytes([TITLES, *rows]), "r.csv")
    assert [row.cells for row in table.rows] == rows
    try:
        checked(table)
    except InvalidInput as error:
        assert [problem.message for problem in error.problems] == [
            "this roster has titles and no rows; write one person a row below them"
        ]
    checked(*sheet_tables(xlsx([xlsx_row(*TITLES), xlsx_row("Zoë", *rows[0][1:])]), "r.xlsx"))
    checked(*sheet_tables(ods([ods_row(*TITLES), ods_row("Zoë", *rows[0][1:])]), "r.ods"))


@given(
    st.lists(st.lists(cells, min_size=2, max_size=2), min_size=1, max_size=5),
    st.sampled_from(",;\t|"),
    st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
)
def test_what_python_writes_as_csv_is_read_as_python_reads_it(
    rows: list[list[str]], sign: str, quoting: int
) -> None:
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=sign, quoting=quoting).writerows([["name", "Job"], *rows])  # type: ignore[arg-type]
    text = written.getvalue()
    table = csv_table(text.encode(), "r.csv", sign)
    expected = [tuple(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=True)][
        1:
    ]
    unneutralised = [tuple(cell[1:] if cell.startswith("'=") else cell for cell in row) for row in expected]
    assert [row.cells for row in table.rows] == unneutralised
