"""Find the position of a profile's key in a roster or in its defaults file."""

from __future__ import annotations

from dataclasses import dataclass

from interview_kit.stages.read.coerce import shortened
from interview_kit.stages.read.profiles import ReadProfile
from interview_kit.stages.read.roster.cells import cell_of
from interview_kit.stages.read.roster.headers import Column
from interview_kit.stages.read.roster.table import RawRow, place
from interview_kit.stages.read.validation import REQUIRED
from interview_kit.support.errors import L, Notice, Problem
from interview_kit.support.i18n import N_, _
from interview_kit.support.positions import Data, Parts, path_for_people, place_in, places_on

_FILL_IN = N_("this cell is empty, and it has to be filled in")


def is_given(data: Data | None, parts: Parts) -> bool:
    """Return whether there are data, and they have the key at a path."""
    return data is not None and len(places_on(data, parts)) > len(parts)


@dataclass(frozen=True, slots=True)
class RowPositions:
    """The cells of one row by key; `moved` maps paths to those before empty list entries were removed.

    `usual` are the data of the defaults file.
    """

    file: str
    row: RawRow
    columns: tuple[Column, ...]
    moved: dict[Parts, Parts]
    usual: Data | None

    def say(self, kind: type[L], parts: Parts, message: str) -> L:
        """Return a problem or notice about a key: at its cell, at its line in the defaults, or at the row."""
        parts = self.moved.get(parts[:2], parts[:2]) + parts[2:]
        path = path_for_people(parts)
        column = self._column(parts)
        if column and cell_of(self.row, column):
            message = _with_value(message, cell_of(self.row, column)) if kind is Problem else message
        elif is_given(self.usual, parts):
            return place_in(self.usual, parts).located(kind, path, message)
        elif column and message == _(REQUIRED):
            message = _(_FILL_IN)
        cell = place(self.row.number, column.number if column else 0, column.title if column else "")
        return kind(self.file, None, None, path, message, cell)

    def _column(self, parts: Parts) -> Column | None:
        """Return the column of a key or of a key above it, else one of a key below it, else None."""
        around = [column for column in self.columns if parts[: len(column.parts)] == column.parts]
        filled = [column for column in around if cell_of(self.row, column)]
        inside = [column for column in self.columns if column.parts[: len(parts)] == parts]
        # A problem with a mapping as a whole means that one of its keys is missing.
        empty = [column for column in inside if not cell_of(self.row, column)]
        return next(iter(filled or around or empty or inside), None)


def _with_value(message: str, text: str) -> str:
    if any(f"'{shortened(entry.strip())}'" in message for entry in (text, *text.split(";"))):
        return message
    return _("{message}; here stands “{text}”", message=message, text=shortened(" ".join(text.split())))


@dataclass(frozen=True, slots=True)
class RowProfile(ReadProfile):
    """The profile of a row; its problems and notices are at cells."""

    places: RowPositions

    def problem(self, parts: Parts, message: str) -> Problem:
        """Return a problem at the cell of `parts`."""
        return self.places.say(Problem, parts, message)

    def notice(self, parts: Parts, message: str) -> Notice:
        """Return a notice at the cell of `parts`."""
        return self.places.say(Notice, parts, message)
