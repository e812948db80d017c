"""Read the known column titles and cell words from templates/roster/columns.yaml."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from functools import cache, lru_cache
from typing import Self

from pydantic import model_validator

from interview_kit.model.enums import SOURCE_LANGUAGE, Language
from interview_kit.model.field_types import InputModel
from interview_kit.model.language import Synonyms, Translated
from interview_kit.stages.read.language_words import read_words
from interview_kit.stages.read.roster.profile_keys import Key, KeyKind, known_keys
from interview_kit.support.errors import PartPath, PartsRefused, did_you_mean
from interview_kit.support.i18n import _, message_language
from interview_kit.support.paths import TEMPLATES

COLUMNS_FILE = TEMPLATES / "roster" / "columns.yaml"

_SIGNS = re.compile(r"[\W_]+")
# Decomposing takes the square of the length, where marks follow marks.
_LONGEST_COMPARED = 1000
_TRUTH_KINDS = (KeyKind.TRUTH, KeyKind.TRUTH_OR_TEXT)


class KnownColumn(Synonyms):
    """The titles of a key's column, with an explanation and an example of its values."""

    about: Translated
    example: Translated


class Guide(InputModel):
    """The texts in the sheets of a new roster."""

    roster: Translated
    settings: Translated
    explanations: Translated
    lines: tuple[Translated, ...]
    headings: tuple[Translated, ...]
    required: Translated
    one_of_two: Translated
    not_in_list: Translated
    not_a_number: Translated
    not_a_date: Translated


class Vocabulary(InputModel):
    """The contents of columns.yaml."""

    template: tuple[str, ...]
    settings: tuple[str, ...]
    columns: dict[str, KnownColumn]
    first_name: Synonyms
    last_name: Synonyms
    last_name_first: Synonyms
    never_needed: Synonyms
    of_pupils: Synonyms
    questions: dict[str, Synonyms]
    what_is_wrong: Synonyms
    choices: dict[str, dict[str, Synonyms]]
    truth: dict[str, Synonyms]
    guide: Guide

    @model_validator(mode="after")
    def _fits_the_profile(self) -> Self:
        keys = known_keys()
        wrong: dict[PartPath, str] = {
            ("columns", name): _("a profile has this key, and it has no column here")
            for name in keys
            if name not in self.columns
        }
        for key in keys.values():
            wrong |= wrong_values(key, self.choices.get(key.last, {}), ("choices", key.last))
        if wrong:
            raise PartsRefused(wrong)
        return self

    def meanings(self, key: Key) -> dict[str, Synonyms]:
        """Return the accepted words of a cell by the profile's value; empty where a key takes any text."""
        if key.kind in _TRUTH_KINDS:
            return self.truth
        return self.choices[key.last] if key.choices else {}


def wrong_values(key: Key, words: Collection[str], path: PartPath) -> dict[PartPath, str]:
    """Return a message for each of a key's values that `words`, a part of a file at `path`, lacks or invents.

    A key that takes any text has none.
    """
    wrong: dict[PartPath, str] = {
        (*path, value): _("{key} may have this value, and it has no words here", key=key.name)
        for value in key.choices
        if value not in words
    }
    for value in words if key.choices else ():
        if value not in key.choices:
            near = did_you_mean(value, key.choices)
            wrong[*path, value] = _(
                "{key} has no value {value!r}{near}", key=key.name, value=value, near=near
            )
    return wrong


@cache
def vocabulary() -> Vocabulary:
    """Return the contents of columns.yaml, which is read once. Raises InvalidInput."""
    return read_words(Vocabulary, COLUMNS_FILE)


def normal(words: str) -> str:
    """Return text for comparison, without capitals, accents and signs: `Métier visé :` is `metier vise`.

    A text of signs alone stays, and one that is longer than any word or title here.
    """
    if len(words) > _LONGEST_COMPARED:
        return words
    bare = words
    if not words.isascii():
        bare = "".join(c for c in unicodedata.normalize("NFKD", words) if not unicodedata.combining(c))
    return _SIGNS.sub(" ", bare.casefold()).strip() or words.strip()


def is_title_of(words: Synonyms, title: str) -> bool:
    """Return whether a title is one of some words, with or without spaces: `Birth date`, `BirthDate`."""
    return _joined(title) in _all_joined(words.all())


def _joined(words: str) -> str:
    return normal(words).replace(" ", "")


def is_never_needed(title: str) -> bool:
    """Return whether a title is that of a column that no kit needs."""
    known = vocabulary()
    return is_title_of(known.never_needed, title) or is_title_of(known.of_pupils, title)


@lru_cache
def _all_joined(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(_joined, words))


def is_sheet(name: str, texts: Translated) -> bool:
    """Return whether the name of a sheet is one of some texts, in any language."""
    return normal(name) in {normal(texts.said(language)) for language in Language}


@cache
def titles() -> dict[str, str]:
    """Return the key of each known title, which is normalised by `normal`."""
    return {normal(title): key for key, column in vocabulary().columns.items() for title in column.all()}


@cache
def titles_in(language: Language) -> frozenset[str]:
    """Return the titles of a language, normalised by `normal`, with those of first and last names."""
    known = vocabulary()
    columns = (*known.columns.values(), known.first_name, known.last_name)
    return frozenset(normal(title) for column in columns for title in getattr(column, language))


@cache
def own_titles() -> dict[str, str]:
    """Return the key of each title that `kit roster new` writes, in all languages, not normalised."""
    known = vocabulary()
    return {known.columns[key].first(language): key for key in known.template for language in Language}


@cache
def cell_words(key: Key) -> dict[str, str]:
    """Return the profile's value for each word that cells of `key` may have, normalised by `normal`."""
    meanings = vocabulary().meanings(key)
    own = {normal(word): word for word in meanings}
    return {normal(said): word for word, words in meanings.items() for said in words.all()} | own


def printed_choices(values: tuple[str, ...]) -> tuple[str, ...]:
    """Return a profile's values as the message language says them; values of something else as they are."""
    language = message_language()
    key = next((each for each in known_keys().values() if each.choices == values), None)
    if key is None or language == SOURCE_LANGUAGE or language not in list(Language):
        return values
    words = vocabulary().choices[key.last]
    return tuple(words[value].first(Language(language)) for value in values)
