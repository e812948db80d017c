"""Define a table as read from its file, before its columns are matched to keys."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from interview_kit.support.errors import CellRef, InvalidInput, Problem
from interview_kit.support.i18n import N_, _, join_with_and

MIB = 1024 * 1024
LARGEST_ROSTER = 32 * MIB


class Limit(NamedTuple):
    """The most there may be of something in a table, and the message where there is more."""

    most: int
    message: str

    def check(self, found: int, file: str, row: int = 0, column: int = 0) -> None:
        """Raise InvalidInput where `found` is more: about a cell, a row, or (without these) the file."""
        if found > self.most:
            raise refusal(file, _(self.message, most=self.most), place(row, column) if row else None)


MOST_COLUMNS = Limit(300, N_("these are too many columns: the most is {most}"))
# Each becomes a profile, which takes a millisecond and 15 kB.
MOST_ROWS = Limit(50_000, N_("these are too many rows: the most is {most:,}"))
# A client list of ten thousand with all columns there are stays far below.
MOST_CELLS = Limit(2_000_000, N_("this table is too large: the most is {most:,} cells"))
# As many letters as the largest CSV can hold.
MOST_LETTERS = Limit(LARGEST_ROSTER, N_("this table is too large: the most is {most:,} characters"))
MOST_FAULTS = Limit(
    100_000,
    N_(
        "more than {most:,} cells are formulas, errors or numbers with more than 15 digits; "
        "copy the sheet and paste it back as values only"
    ),
)
MOST_MERGED = Limit(10_000, N_("these are too many merged cells: the most is {most:,}"))
# As many exports write numbers, so that a spreadsheet keeps their zeros.
TEXT_FORMULA = re.compile(r'="((?:[^"]|"")*)"')
# What one cell of a spreadsheet can hold; more could not be handed back for mending.
LONGEST_CELL = Limit(32_767, N_("this cell is too long: the most is {most:,} characters"))


@dataclass(frozen=True, slots=True)
class CellFault:
    """A problem with a cell; `column` counts from 1, and 0 is the whole row."""

    column: int
    message: str


@dataclass(frozen=True, slots=True)
class RawRow:
    """The cells of one row as text; `number` is the row number in the spreadsheet, from 1."""

    number: int
    cells: tuple[str, ...]
    faults: tuple[CellFault, ...] = ()

    @property
    def is_blank(self) -> bool:
        """Return whether all cells are empty."""
        return not any(cell.strip() for cell in self.cells)


@dataclass(frozen=True, slots=True)
class RosterTable:
    """The row of the column titles, and the rows below it.

    `sheet` is the name of its sheet in a workbook, `told` are remarks about the table, and `encoding` is the
    name of a text encoding that was guessed, or "".
    """

    file: str
    titles: RawRow
    rows: tuple[RawRow, ...]
    sheet: str = ""
    told: tuple[str, ...] = ()
    encoding: str = ""


def is_filled(table: RosterTable, column: int) -> bool:
    """Return whether a column, counted from 1, has text below its title."""
    return any(column <= len(row.cells) and row.cells[column - 1].strip() for row in table.rows)


def unwrapped(cell: str) -> str:
    """Return what a cell shows whose text is a formula of one text: 00123 for `="00123"`."""
    as_text = TEXT_FORMULA.fullmatch(cell)
    return as_text[1].replace('""', '"') if as_text else cell


def letters(column: int) -> str:
    """Return the spreadsheet letters of a column, counted from 1: 3 is C, 28 is AB."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def place(row: int, column: int, title: str = "") -> CellRef:
    """Return a reference to a cell; column 0 is the whole row."""
    return CellRef(row, letters(column), title.strip() if column else "")


def refusal(file: str, message: str, cell: CellRef | None = None) -> InvalidInput:
    """Return an InvalidInput with one problem, about a cell or the whole file."""
    return InvalidInput((Problem(file, None, None, "", message, cell),))


def quoted(texts: Iterable[str]) -> list[str]:
    """Return texts in the quotation marks of the message language."""
    return [_("“{text}”", text=text) for text in texts]


def spans(numbers: Iterable[int]) -> str:
    """Return ascending numbers as text, with ranges: `4, 7 to 9 and 12`."""
    ranges: list[list[int]] = []
    for number in numbers:
        if ranges and number == ranges[-1][-1] + 1:
            ranges[-1][1:] = [number]
        else:
            ranges.append([number])
    return join_with_and([_span(*each) for each in ranges])


def _span(first: int, last: int | None = None) -> str:
    return str(first) if last is None else _("{first} to {last}", first=first, last=last)
