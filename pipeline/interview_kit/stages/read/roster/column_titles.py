"""Match one column title to a key of the profile: exactly, with typing errors, or as a question of a form."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import lru_cache

from interview_kit.model.enums import Language
from interview_kit.stages.read.roster.profile_keys import parts_of
from interview_kit.stages.read.roster.table import letters, quoted
from interview_kit.stages.read.roster.vocabulary import (
    is_title_of,
    normal,
    own_titles,
    titles,
    titles_in,
    vocabulary,
)
from interview_kit.support.errors import escape
from interview_kit.support.i18n import N_, _
from interview_kit.support.positions import Parts, path_for_people

NAME: Parts = ("name",)
MINOR: Parts = ("minor",)

# Stop words, which are ignored; the single letters are left of "contact's" and "d’élève".
_JOINING = frozenset(["a", "au", "d", "de", "des", "du", "l", "la", "le", "les", "of", "s", "the", "to"])
# The similarity (`SequenceMatcher.ratio`) from which one word is a typing error of another; that of
# "name" and "number" is 0.6.
_A_SLIP = 0.75
_SHORTEST_SLIP = 4
_TURNS = ("", N_(" (first)"), N_(" (last)"))


@dataclass(frozen=True, slots=True)
class Column:
    """One column that is read: its number, from 1, its title and the path of the key it fills.

    If two columns fill one key (a first and a last name), the one with the smaller `turn` comes first. `like`
    is the known title that the column's own resembles, "" where it is that title, and None where the match is
    certain: a key, a title that `kit roster new` writes, or one that a person or a program gives. A
    `question` of a form is matched by its words. `samples` are the first cells of a guessed column.
    """

    number: int
    title: str
    parts: Parts
    turn: int = 0
    like: str | None = None
    question: bool = False
    samples: tuple[str, ...] = ()

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
            + (_(", such as {samples}", samples=", ".join(quoted(self.samples))) if self.samples else "")
        )


def matching(cells: Iterable[str], *, exactly: bool = False) -> int:
    """Return how many titles match a key, or with `exactly` those without a typing error."""
    return sum(
        (match_exactly if exactly else match_title)(1, title) is not None for title in cells if title.strip()
    )


def is_name(title: str) -> bool:
    """Return whether a title is one of names, or of first or last names."""
    column = match_exactly(1, title)
    return column is not None and column.parts == NAME


def column_for(number: int, title: str, target: str) -> Column | None:
    """Return the column of a title that is read as `target`, a key or a known title; None if it is none."""
    known = match_exactly(number, target)
    return replace(known, title=title, like=None) if known else None


def match_title(number: int, title: str) -> Column | None:
    """Return the column of a title, or None where it matches no key."""
    column = match_exactly(number, title)
    if column:
        return column
    words, place_in_list = _without_number(normal(title))
    like, key = _known_title(words)
    if key:
        return _numbered(Column(number, title, (), like=like), key, place_in_list)
    for key, patterns in vocabulary().questions.items():
        for language in Language:
            if any(re.search(pattern, normal(title)) for pattern in getattr(patterns, language)):
                like = vocabulary().columns[key].first(language)
                return _numbered(Column(number, title, (), like=like, question=True), key, "")
    return None


@lru_cache(maxsize=1024)
def match_exactly(number: int, title: str) -> Column | None:
    """Return the column of a title without typing errors, or None."""
    parts = parts_of(title)
    if parts:
        return Column(number, title, parts)
    known = vocabulary()
    for turn, name in enumerate((known.first_name, known.last_name), start=1):
        if is_title_of(name, title):
            return Column(number, title, NAME, turn, "")
    words, place_in_list = _without_number(normal(title))
    own = own_titles().get(title.strip())
    key = own or titles().get(words) or ("name" if is_title_of(known.columns["name"], title) else "")
    return _numbered(Column(number, title, (), like=None if own else ""), key, place_in_list) if key else None


def _numbered(column: Column, key: str, place_in_list: str) -> Column | None:
    """Return the column with the path of its key, with the number of an entry of a list, or None."""
    parts = parts_of(key.replace(".1.", f".{place_in_list}.") if place_in_list else key)
    return None if parts is None or (place_in_list and ".1." not in key) else replace(column, parts=parts)


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
