"""Say what each column of a class list is taken for, and to what it may be changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from interview_kit.model.enums import Language
from interview_kit.stages.read.roster.column_titles import NAME, Column
from interview_kit.stages.read.roster.headers import likely_columns, match_headers, with_samples
from interview_kit.stages.read.roster.people_rows import only_people
from interview_kit.stages.read.roster.profile_keys import MOST_CONTACTS, known_keys
from interview_kit.stages.read.roster.programs import program_of
from interview_kit.stages.read.roster.table import RosterTable, is_filled, letters
from interview_kit.stages.read.roster.vocabulary import vocabulary
from interview_kit.support.errors import InvalidInput
from interview_kit.support.i18n import N_, _, message_language
from interview_kit.tools.class_list.class_list import ClassList

FIRST_NAME, LAST_NAME = "first_name", "last_name"
# What most lists have; then groups of keys by what they begin with.
_OFTEN = ("name", FIRST_NAME, LAST_NAME, "target.occupation", "id", "email", "decision", "about.interests")
_GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (N_("What most lists have"), _OFTEN),
    (N_("The person to talk with"), ("contacts.",)),
    (N_("The talk"), ("talk.",)),
    (N_("What helps the student"), ("support",)),
    (N_("The class"), ("programme.",)),
    (N_("The kit"), ("questions", "length", "language", "extras")),
    (N_("More about the student"), ("",)),
)


class ColumnState(StrEnum):
    """How it is known what a column is."""

    CERTAIN = "certain"
    GUESSED = "guessed"
    CHOSEN = "chosen"
    UNREAD = "unread"  # it is set aside: no key is known for it, or another column makes it needless


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column of a class list that has cells: its table and number, its title, and two cells.

    `key` is what it is read as, or "".
    """

    table: int
    number: int
    title: str
    samples: tuple[str, ...]
    key: str
    state: ColumnState

    @property
    def letters(self) -> str:
        """Return the letters that a spreadsheet gives the column."""
        return letters(self.number)


def columns_of(found: ClassList) -> tuple[ListColumn, ...]:
    """Return the columns of the tables that are read, without empty ones and those that no kit needs."""
    tables = found.titled
    return tuple(
        column for number in found.read_tables() for column in _columns(found, number, tables[number])
    )


def _columns(found: ClassList, table_number: int, table: RosterTable) -> Iterator[ListColumn]:
    try:
        matched, _unread = match_headers(table, found.given)
    except InvalidInput:
        matched = tuple(likely_columns(table, found.given)[0])
    by_number = {column.number: column for column in matched}
    people = only_people(table, matched)[0]
    program = program_of(table.titles.cells)
    titles = found.own[table_number].titles.cells
    for number, title in enumerate(titles, start=1):
        place = table_number, number
        if not (is_filled(table, number) or (place in found.keys and title.strip())):
            continue
        column = by_number.get(number)
        samples = with_samples(Column(number, title, ()), people).samples
        state = ColumnState.CERTAIN
        if place in found.keys:
            state = ColumnState.CHOSEN
        elif column is None:
            is_known = program is not None and program.key_of(title) is not None
            state = ColumnState.CERTAIN if is_known else ColumnState.UNREAD
        elif column.like is not None:
            state = ColumnState.GUESSED
        yield ListColumn(table_number, number, title.strip(), samples, _key_of(column), state)


def _key_of(column: Column | None) -> str:
    if column is None:
        return ""
    return ("", FIRST_NAME, LAST_NAME)[column.turn] if column.parts == NAME and column.turn else column.path


def known_choices(columns: Iterable[ListColumn]) -> tuple[str, ...]:
    """Return the keys that a column may be given: all of one person, and those of `columns` besides."""
    own = (each.key for each in columns if each.key)
    return tuple(dict.fromkeys((*_OFTEN, *vocabulary().template, *known_keys(), *own)))


def column_choices(columns: Iterable[ListColumn]) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Return the keys that a column may be given, with their titles, in groups with a title each.

    What most lists have comes first.
    """
    language = Language(message_language())
    left = list(known_choices(columns))
    groups = []
    for title, beginnings in _GROUPS:
        here = [key for key in left if key.startswith(beginnings)]
        if beginnings == _OFTEN:
            here = [key for key in left if key in _OFTEN]
        left = [key for key in left if key not in here]
        if here:
            groups.append((_(title), tuple((key, column_title(key, language)) for key in here)))
    return tuple(groups)


def column_title(key: str, language: Language) -> str:
    """Return the title that a new roster has for a key, in a language; a key of another one as it is."""
    known = vocabulary()
    if key in (FIRST_NAME, LAST_NAME):
        return (known.first_name if key == FIRST_NAME else known.last_name).first(language)
    if key in known.columns:
        return known.columns[key].first(language)
    numbers = range(2, MOST_CONTACTS + 1)
    number = next((each for each in numbers if f".{each}." in key), 1)
    general = key.replace(f".{number}.", ".1.")
    return f"{known.columns[general].first(language)} {number}" if general in known.columns else key
