"""Find the cells of a class list that have to be mended: where each is, why, and the nearest choice."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from interview_kit.model.enums import Language
from interview_kit.stages.read.roster.profile_keys import key_at, parts_of
from interview_kit.stages.read.roster.rows import Roster, RosterRow
from interview_kit.stages.read.roster.table import letters
from interview_kit.stages.read.roster.vocabulary import cell_words, normal, vocabulary
from interview_kit.support.errors import InvalidInput, Problem, nearest
from interview_kit.support.i18n import message_language
from interview_kit.tools.class_list.class_list import ClassList, Place


@dataclass(frozen=True, slots=True)
class WrongCell:
    """A cell to mend: its place, the title of its column, its text, the reasons, and what may be meant.

    The first cell of a row also has the reasons that are about the whole row, whose cells are all here.
    """

    place: Place
    title: str
    text: str
    reasons: tuple[str, ...]
    choice: str = ""


@dataclass(frozen=True, slots=True)
class WrongRow:
    """A row with cells to mend: the number of its table, its number in the spreadsheet, and the name."""

    table: int
    number: int
    name: str
    cells: tuple[WrongCell, ...]


def wrong_rows(found: ClassList, rosters: Sequence[Roster]) -> tuple[WrongRow, ...]:
    """Return the refused rows of rosters that the list was read as."""
    numbers = found.read_tables()
    faulty = {
        (number, row.number, fault.column)
        for number in numbers
        for row in found.own[number].rows
        for fault in row.faults
    }
    return tuple(
        WrongRow(number, row.number, row.name, tuple(_cells(number, row, row.found, roster.titles, faulty)))
        for number, roster in zip(numbers, rosters, strict=True)
        for row in roster.rows
        if isinstance(row.found, InvalidInput)
    )


def _cells(
    table: int, row: RosterRow, error: InvalidInput, titles: Sequence[str], faulty: Collection[Place]
) -> Iterator[WrongCell]:
    """Yield the wrong cells of a row; all that are filled where a problem is about none of them.

    The text of a `faulty` cell, such as the value of a formula, may be meant as it is.
    """
    by_column: dict[int, list[Problem]] = {}
    for problem in error.problems:
        column = problem.cell.column if problem.cell else ""
        by_column.setdefault(column_number(column), []).append(problem)
    whole = [_whole(problem) for problem in by_column.pop(0, [])]
    numbers = [n for n, cell in enumerate(row.cells, start=1) if whole and (cell.strip() or n > len(titles))]
    for number in sorted({*by_column, *numbers}):
        text = row.cells[number - 1] if number <= len(row.cells) else ""
        title = titles[number - 1].strip() if number <= len(titles) else ""
        problems = by_column.get(number, [])
        reasons = (*whole, *(problem.message for problem in problems))
        whole = []
        choice = next(filter(None, (_meant(problem.path, text) for problem in problems)), "")
        place = table, row.number, number
        choice = choice or (text.strip() if place in faulty else "")
        yield WrongCell(place, title or letters(number), text, reasons, choice)


def _whole(problem: Problem) -> str:
    """Return the message of a problem of a whole row, after the title of its key."""
    column = vocabulary().columns.get(problem.path)
    title = column.first(Language(message_language())) if column else problem.path
    return f"{title}: {problem.message}" if title else problem.message


def column_number(column: str) -> int:
    """Return the number of a column from its letters, 0 for none."""
    number = 0
    for letter in column:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _meant(path: str, text: str) -> str:
    """Return the word that is nearest to a text, where a key has words to choose from, or ""."""
    parts = parts_of(path)
    if parts is None or not text.strip():
        return ""
    key = key_at(parts)
    words = cell_words(key)
    value = words.get(nearest(normal(text), words), "")
    said = vocabulary().meanings(key).get(value)
    return said.first(Language(message_language())) if said else ""
