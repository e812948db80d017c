"""Define the position of a cell of a roster, which adds the text of the cell to a message."""

from __future__ import annotations

from collections.abc import Mapping
from operator import eq
from typing import Self

from interview_kit.stages.read.coerce import shortened
from interview_kit.stages.read.roster.column_titles import Column
from interview_kit.stages.read.roster.table import place
from interview_kit.stages.read.validation import REQUIRED
from interview_kit.support.errors import L, Origin, Problem
from interview_kit.support.i18n import N_, _

_FILL_IN = N_("this cell is empty, and it has to be filled in")


class CellOrigin(Origin):
    """The position of a cell, or without `of` that of a whole row: `line` is the number of the row, from 1.

    Problems are ordered by `column`, the number of the cell's column `of`, or 0 for a row. `text` is that of
    the cell, and `others` are the columns of the row by path, for keys whose cell is empty.
    """

    of: Column | None
    text: str
    others: Mapping[str, Column]

    def __new__(
        cls,
        file: str,
        line: int,
        column: int,
        of: Column | None = None,
        text: str = "",
        others: Mapping[str, Column] | None = None,
    ) -> Self:
        """Return the position."""
        new = super().__new__(cls, file, line, column)
        new.of, new.text, new.others = of, text, others or {}
        return new

    def __reduce__(self) -> tuple[type[Self], tuple[object, ...]]:
        """Return what pickle makes it from again, for the same reason as Text."""
        return type(self), (*self, self.of, self.text, self.others)

    def located(self, kind: type[L], path: str, message: str) -> L:
        """Return a message at the cell, at the empty cell of a key without value, or else at the row."""
        own, parts = self.of.path.split(".") if self.of else [""], path.split(".")
        if parts[0] == own[0] and own[1:2] and own[1].isdecimal():
            # The column's title has the number of a list entry; empty entries before it were left out.
            parts[1:2] = own[1:2]
        column = self.of if all(map(eq, own, parts)) else None
        if column:
            message = _with_value(message, self.text) if kind is Problem else message
        elif column := self._empty(".".join(parts)):
            message = _(_FILL_IN) if message == _(REQUIRED) else message
        cell = place(self.line, column.number, column.title) if column else place(self.line, 0)
        return kind(self.file, None, None, ".".join(parts), message, cell)

    def _empty(self, path: str) -> Column | None:
        """Return the column of a key, or the first one below it."""
        below = (column for key, column in self.others.items() if key.startswith(f"{path}."))
        return self.others.get(path) or next(below, None)


def _with_value(message: str, text: str) -> str:
    if any(f"'{shortened(entry.strip())}'" in message for entry in (text, *text.split(";"))):
        return message
    return _("{message}; here stands “{text}”", message=message, text=shortened(" ".join(text.split())))
