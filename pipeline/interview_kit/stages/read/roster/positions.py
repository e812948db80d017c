"""Define the position of a cell of a roster, which adds the text of the cell to a message."""

from __future__ import annotations

from operator import eq
from typing import Self

from interview_kit.stages.read.convert import shortened
from interview_kit.stages.read.roster.table import place
from interview_kit.stages.read.validation import REQUIRED
from interview_kit.support.errors import L, Origin, Problem
from interview_kit.support.i18n import N_, _

_FILL_IN = N_("this cell is empty, and it has to be filled in")


class CellOrigin(Origin):
    """The position of a cell, or of a whole row: `line` and `number` are those of its row and column, from 1.

    Problems are ordered by `column`: that number, or 1 for an empty cell and a key with others below it, and
    0 for a row. `path` is that of its key, with the number that the column's title gives to a list entry;
    `text` is that of the cell.
    """

    number: int
    title: str
    path: str
    text: str

    def __new__(
        cls,
        file: str,
        line: int,
        column: int,
        number: int = 0,
        title: str = "",
        path: str = "",
        text: str = "",
    ) -> Self:
        """Return the position; without the last four as it is first when it is unpickled."""
        new = super().__new__(cls, file, line, column)
        new.number, new.title, new.path, new.text = number, title, path, text
        return new

    def located(self, kind: type[L], path: str, message: str) -> L:
        """Return a message at the cell; about a key that has no cell, at the row."""
        own, parts = self.path.split("."), path.split(".")
        if parts[0] == own[0] and own[1:2] and own[1].isdecimal():
            parts[1:2] = own[1:2]  # empty entries before it were left out of the list
        has_cell = all(map(eq, own, parts))
        if has_cell and self.text:
            message = _with_value(message, self.text) if kind is Problem else message
        elif has_cell and message == _(REQUIRED):
            message = _(_FILL_IN)
        cell = place(self.line, self.number if has_cell else 0, self.title)
        return kind(self.file, None, None, ".".join(parts), message, cell)


def _with_value(message: str, text: str) -> str:
    if any(f"'{shortened(entry.strip())}'" in message for entry in (text, *text.split(";"))):
        return message
    return _("{message}; here stands “{text}”", message=message, text=shortened(" ".join(text.split())))
