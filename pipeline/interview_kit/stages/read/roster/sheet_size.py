"""Compute the size of a spreadsheet's table, and refuse it before memory is allocated for it."""

from __future__ import annotations

from dataclasses import dataclass, field

from interview_kit.stages.read.roster.table import (
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_FAULTS,
    MOST_LETTERS,
    CellFault,
    place,
    refusal,
    too_many,
    too_many_faults,
    too_much_text,
    too_wide,
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
        if self.letters > MOST_LETTERS:
            raise refusal(self.file, too_much_text(), place(row, column))

    def add_faults(self, faults: int, row: int, column: int) -> None:
        """Note cells that hold no plain value. Raises InvalidInput where there are too many by then."""
        self.faults += faults
        if self.faults > MOST_FAULTS:
            raise refusal(self.file, too_many_faults(), place(row, column))


@dataclass(slots=True)
class Scan:
    """What was found in a sheet: faults by row, and the last row and column that hold anything."""

    size: Size
    faults: dict[int, dict[CellFault, None]] = field(default_factory=dict)
    last_row: int = 0
    last_column: int = 0

    @property
    def file(self) -> str:
        """Return the name of the file."""
        return self.size.file

    def reach(self, row: int, column: int) -> None:
        """Note a cell that holds something. Raises InvalidInput where the table grows too large."""
        if row <= self.last_row and column <= self.last_column:
            return
        self.size.cells -= self.last_row * self.last_column
        self.last_row, self.last_column = max(self.last_row, row), max(self.last_column, column)
        self.size.cells += self.last_row * self.last_column
        if self.last_column > MOST_COLUMNS:
            raise refusal(self.file, too_wide())
        if self.size.cells > MOST_CELLS:
            raise refusal(self.file, too_many())

    def blame(self, row: int, column: int, message: str, rows: int = 1) -> None:
        """Note what is wrong with a cell, once, in this row and those after it that repeat it."""
        self.size.add_faults(rows, row, column)
        fault = CellFault(column, message)
        for number in range(row, row + rows):
            self.faults.setdefault(number, {})[fault] = None
