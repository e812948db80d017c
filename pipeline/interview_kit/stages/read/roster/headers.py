"""Match a roster's column titles to keys of the profile, and report those that match none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher, get_close_matches
from functools import lru_cache

from interview_kit.model.enums import SOURCE_LANGUAGE, Language
from interview_kit.stages.read.roster.profile_keys import known_keys, parts_of
from interview_kit.stages.read.roster.table import RosterTable, letters, place
from interview_kit.stages.read.roster.vocabulary import normal, own_titles, titles, titles_in, vocabulary
from interview_kit.support.errors import CellRef, InvalidInput, Problem, escape
from interview_kit.support.i18n import N_, _
from interview_kit.support.positions import Parts, path_for_people

NAME: Parts = ("name",)

# Stop words, which are ignored; the single letters are left of "contact's" and "d’élève".
_JOINING = frozenset(["a", "au", "d", "de", "des", "du", "l", "la", "le", "les", "of", "s", "the", "to"])
# The similarity (`SequenceMatcher.ratio`) from which one word is a typing error of another; that of
# "name" and "number" is 0.6.
_A_SLIP = 0.75
_SHORTEST_SLIP = 4
_NEAREST = 3
# How many rows below the first are searched for the titles, and how many known titles identify their row.
_ROWS_TO_LOOK_AT, _ENOUGH_TITLES = 5, 2
_NO_TITLES = N_(
    "no title in this row is known; write the titles into the first row, such as Student name and "
    "Job of interest, or fill in the sheet that {kit} roster new makes"
)
_TURNS = ("", N_(" (first)"), N_(" (last)"))


@dataclass(frozen=True, slots=True)
class Column:
    """One column that is read: its number, from 1, its title and the path of the key it fills.

    If two columns fill one key (a first and a last name), the one with the smaller `turn` comes first. `like`
    is the known title that the column's own resembles, "" where it is that title, and None where the match is
    certain: a key, or a title that `kit roster new` writes.
    """

    number: int
    title: str
    parts: Parts
    turn: int = 0
    like: str | None = None

    @property
    def path(self) -> str:
        """Return the key as messages show it, such as `contacts.1.name`."""
        return path_for_people(self.parts)

    def __str__(self) -> str:
        """Return `column C “Job of interest” → target.occupation`."""
        return escape(
            _(
                "column {column} “{title}” → {key}{near}",
                column=letters(self.number),
                title=self.title.strip(),
                key=self.path + _(_TURNS[self.turn]),
                near=_(" (read as “{like}”)", like=self.like) if self.like else "",
            )
        )


def match_headers(table: RosterTable) -> tuple[Column, ...]:
    """Return the columns of a table that are read, in their order.

    Raises InvalidInput with every title that is missing, unknown or a repeat.
    """
    problems: list[Problem] = []
    found: list[Column] = []
    passed_over = set(map(normal, vocabulary().what_is_wrong.all()))
    for number, title in enumerate(table.titles.cells, start=1):
        if not title.strip():
            if any(row.cells[number - 1 : number] and row.cells[number - 1].strip() for row in table.rows):
                message = _("this column has no title; write one in the first row, or delete the column")
                problems.append(_problem(table, number, "", message))
        elif not title.strip().startswith("_") and normal(title) not in passed_over:
            column = _match(number, title)
            if column:
                found.append(column)
            else:
                problems.append(_unknown(table, number, title))
    columns = _with_names(tuple(found))
    problems += _repeats(table, columns)
    if len(problems) > 1 and not found:
        message = _titles_below(table) or _(_NO_TITLES)
        raise InvalidInput((Problem(table.file, None, None, "", message, CellRef(table.titles.number)),))
    if problems:
        raise InvalidInput(tuple(problems))
    return columns


def _titles_below(table: RosterTable) -> str:
    """Return a message with the row of the titles, where other rows come first; "" where none is near."""
    for row in table.rows[:_ROWS_TO_LOOK_AT]:
        if matching(row.cells) >= _ENOUGH_TITLES:
            return _("the titles stand in row {row}; delete the rows above it", row=row.number)
    return ""


def matching(cells: tuple[str, ...]) -> int:
    """Return how many titles match a key; used to detect the delimiter."""
    return sum(_match(1, title) is not None for title in cells)


def _match(number: int, title: str) -> Column | None:
    """Return the column of a title, or None where it matches no key."""
    parts = parts_of(title)
    if parts:
        return Column(number, title, parts)
    for turn, name in enumerate((vocabulary().first_name, vocabulary().last_name), start=1):
        if normal(title) in map(normal, name.all()):
            return Column(number, title, NAME, turn, "")
    words, place_in_list = _without_number(normal(title))
    own = own_titles().get(title.strip())
    like, key = (None, own) if own else _known_title(words)
    parts = parts_of(key.replace(".1.", f".{place_in_list}.") if place_in_list else key)
    if parts is None or (place_in_list and ".1." not in key):
        return None
    return Column(number, title, parts, like=like)


def language_of_titles(columns: tuple[Column, ...]) -> Language | None:
    """Return the language of most titles, keys aside, or None where several have as many."""
    known = [normal(column.like or column.title) for column in columns if column.title.strip() != column.path]
    words = [_without_number(title)[0] for title in known]
    count = {language: sum(word in titles_in(language) for word in words) for language in Language}
    best = [language for language in Language if count[language] == max(count.values())]
    return best[0] if len(best) == 1 else None


def _without_number(words: str) -> tuple[str, str]:
    """Return a title without its one number, and the number or "": `contact phone`, `2`."""
    numbers = re.findall(r"\b[0-9]+\b", words)
    if len(numbers) != 1 or words in titles():
        return words, ""
    return " ".join(re.sub(r"\b[0-9]+\b", " ", words).split()), numbers[0]


@lru_cache(maxsize=1024)
def _known_title(words: str) -> tuple[str, str]:
    """Return the known title that differs by typing errors alone, "" for none, and its key.

    The key is "" unless one fits.
    """
    if words in titles():
        return "", titles()[words]
    like = {known: key for known, key in titles().items() if _is_slip(words, known)}
    if len(set(like.values())) != 1:
        return "", ""
    known = max(like, key=lambda each: SequenceMatcher(None, words, each).ratio())
    return _as_written(known, like[known]), like[known]


def _is_slip(words: str, known: str) -> bool:
    typed, meant = _main_words(words[:100]), _main_words(known)
    return len(typed) == len(meant) > 0 and all(map(_one_word_is_slip, typed, meant))


@lru_cache(maxsize=2048)
def _main_words(title: str) -> list[str]:
    return [word for word in title.split() if word not in _JOINING]


def _one_word_is_slip(typed: str, meant: str) -> bool:
    if typed.removesuffix("s") == meant.removesuffix("s"):
        return True
    shorter = min(len(typed), len(meant))
    # The most that the ratio can be, which takes no time to work out.
    if shorter < _SHORTEST_SLIP or 2 * shorter < _A_SLIP * (len(typed) + len(meant)):
        return False
    matcher = SequenceMatcher(None, typed, meant)
    return matcher.quick_ratio() >= _A_SLIP and matcher.ratio() >= _A_SLIP


def _as_written(known: str, key: str) -> str:
    return next(title for title in vocabulary().columns[key].all() if normal(title) == known)


def _with_names(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Return the columns; a column of names beside one of first names becomes that of last names."""
    turns = [column.turn for column in columns if column.parts == NAME]
    if sorted(turns) != [0, 1]:
        return columns
    return tuple(
        replace(column, turn=2) if column.parts == NAME and not column.turn else column for column in columns
    )


def _repeats(table: RosterTable, columns: tuple[Column, ...]) -> Iterator[Problem]:
    seen: list[Column] = []
    for column in columns:
        # A column of whole names conflicts with one of first or last names.
        same = (other for other in seen if other.parts == column.parts)
        first = next((other for other in same if other.turn in (0, column.turn) or not column.turn), None)
        if first:
            message = _(
                "this column is read as {path}, and so is column {number} ({title}); keep one of the two",
                path=column.path,
                number=letters(first.number),
                title=first.title.strip(),
            )
            yield _problem(table, column.number, column.title, message)
        seen.append(column)


def _unknown(table: RosterTable, number: int, title: str) -> Problem:
    words, _ignored = _without_number(normal(title)[:100])
    near = get_close_matches(words, titles(), n=_NEAREST)
    keys = get_close_matches(title.strip().casefold()[:100], known_keys(), n=1)
    nearest = list(dict.fromkeys([*keys, *(titles()[each] for each in near)]))
    said = [f"{key} (“{vocabulary().columns[key].first(SOURCE_LANGUAGE)}”)" for key in nearest[:_NEAREST]]
    hint = (
        _("the nearest are {said}", said=", ".join(said))
        if said
        else _("{kit} roster new makes a sheet with every title")
    )
    message = _(
        "this title is not known; {hint}; to keep the column unread, begin its title with _", hint=hint
    )
    return _problem(table, number, title, message)


def _problem(table: RosterTable, number: int, title: str, message: str) -> Problem:
    return Problem(table.file, None, None, "", message, place(table.titles.number, number, title))
