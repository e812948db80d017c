"""Define the position of a cell of a roster, which adds the text of the cell to a message."""

from __future__ import annotations

from operator import eq
from typing import Self

from interview_kit.stages.read.coerce import shortened
from interview_kit.stages.read.roster.headers import Column
from interview_kit.stages.read.roster.table import place
from interview_kit.stages.read.validation import REQUIRED
from interview_kit.support.errors import L, Origin, Problem
from interview_kit.support.i18n import N_, _

_FILL_IN = N_("this cell is empty, and it has to be filled in")


class CellOrigin(Origin):
    """The position of a cell, or without `of` that of a whole row: `line` is the number of the row, from 1.

    Problems are ordered by `column`: the number of the cell's column `of`, or 1 for an empty cell and a key
    with others below it, and 0 for a row. `text` is that of the cell.
    """

    of: Column | None
    text: str

    def __new__(cls, file: str, line: int, column: int, of: Column | None = None, text: str = "") -> Self:
        """Return the position; without the last two as it is first when it is unpickled."""
        new = super().__new__(cls, file, line, column)
        new.of, new.text = of, text
        return new

    def located(self, kind: type[L], path: str, message: str) -> L:
        """Return a message at the cell; about a key that has no cell, at the row."""
        own, parts = self.of.path.split(".") if self.of else [""], path.split(".")
        if parts[0] == own[0] and own[1:2] and own[1].isdecimal():
            # The column's title has the number of a list entry; empty entries before it were left out.
            parts[1:2] = own[1:2]
        column = self.of if all(map(eq, own, parts)) else None
        if column and self.text:
            message = _with_value(message, self.text) if kind is Problem else message
        elif column and message == _(REQUIRED):
            message = _(_FILL_IN)
        cell = place(self.line, column.number, column.title) if column else place(self.line, 0)
        return kind(self.file, None, None, ".".join(parts), message, cell)


def _with_value(message: str, text: str) -> str:
    if any(f"'{shortened(entry.strip())}'" in message for entry in (text, *text.split(";"))):
        return message
    return _("{message}; here stands “{text}”", message=message, text=shortened(" ".join(text.split())))
