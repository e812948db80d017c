"""Compute the size of a spreadsheet's table, and refuse it before memory is allocated for it."""

from __future__ import annotations

from dataclasses import dataclass, field

from interview_kit.stages.read.roster.table import (
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_FAULTS,
    MOST_LETTERS,
    MOST_MERGED,
    CellFault,
)


@dataclass(slots=True)
class Size:
    """What a file comes to so far, over all the sheets of it that another reader will go through."""

    file: str
    cells: int = 0
    letters: int = 0
    faults: int = 0

    def add_letters(self, letters: int, row: int, column: int) -> None:
        """Note text that a cell adds. Raises InvalidInput where there is too much by then."""
        self.letters += letters
        MOST_LETTERS.check(self.letters, self.file, row, column)


@dataclass(slots=True)
class Scan:
    """What was found in a sheet: faults by row, and the last row and column that hold anything.

    `hidden_rows` and `hidden_columns` are the first and last number of each run of them, `merged` the first
    and last row and the column of each cell that is several rows high, and `shown` texts that a cell shows in
    place of its value, or the number formats that make them, by row, then column. `refused` is why the sheet
    is not read, or "".
    """

    size: Size
    faults: dict[int, dict[CellFault, None]] = field(default_factory=dict)
    last_row: int = 0
    last_column: int = 0
    hidden_rows: list[tuple[int, int]] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    merged: list[tuple[int, int, int]] = field(default_factory=list)
    shown: dict[int, dict[int, str]] = field(default_factory=dict)
    refused: str = ""

    def merge(self, first: int, last: int, column: int) -> None:
        """Note a merged cell from the first row to the last. Raises InvalidInput where there are too many."""
        if last > first:
            MOST_MERGED.check(len(self.merged) + 1, self.size.file, first, column)
            self.merged.append((first, last, column))

    def reach(self, row: int, column: int) -> None:
        """Note a cell that holds something. Raises InvalidInput where the table grows too large."""
        if row <= self.last_row and column <= self.last_column:
            return
        self.size.cells -= self.last_row * self.last_column
        self.last_row, self.last_column = max(self.last_row, row), max(self.last_column, column)
        self.size.cells += self.last_row * self.last_column
        MOST_COLUMNS.check(self.last_column, self.size.file)
        MOST_CELLS.check(self.size.cells, self.size.file)

    def blame(self, row: int, column: int, message: str, rows: int = 1) -> None:
        """Note what is wrong with a cell, once, in this row and those after it that repeat it.

        Raises InvalidInput where too many cells hold no plain value by then.
        """
        self.size.faults += rows
        MOST_FAULTS.check(self.size.faults, self.size.file, row, column)
        fault = CellFault(column, message)
        for number in range(row, row + rows):
            self.faults.setdefault(number, {})[fault] = None


def add_run(runs: list[tuple[int, int]], first: int, last: int) -> None:
    """Add the numbers from `first` to `last` to ascending runs of numbers."""
    if runs and runs[-1][1] == first - 1:
        runs[-1] = (runs[-1][0], last)
    else:
        runs.append((first, last))
