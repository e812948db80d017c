"""Compute the size of a spreadsheet's table, and refuse it before memory is allocated for it."""

from __future__ import annotations

from dataclasses import dataclass, field

from interview_kit.stages.read.roster.table import (
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_FAULTS,
    MOST_LETTERS,
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
    """What was found in a sheet: faults by row, and the last row and column that hold anything."""

    size: Size
    faults: dict[int, dict[CellFault, None]] = field(default_factory=dict)
    last_row: int = 0
    last_column: int = 0

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
