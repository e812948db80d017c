"""Define the rules of a language: locale, registers, reading limits, patterns of words that ask for a job."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, TypeVar

import yaml
from pydantic import BaseModel, Field, ValidationError, create_model

from interview_kit.model.enums import SOURCE_LANGUAGE, Language, Register
from interview_kit.model.field_types import InputModel
from interview_kit.support.cache import cached
from interview_kit.support.errors import InvalidInput, Problem
from interview_kit.support.paths import LANGUAGES

M = TypeVar("M", bound=BaseModel)

RULES = "language.yaml"
REGIONS = "regions"
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Reading(InputModel):
    """A readability formula: `constant` + `word` x words a sentence + `syllable` x syllables a word.

    A `grade` is harder the higher it is, an `ease` the lower it is. The limits are for texts that are spoken
    or sent, for others, and for plain wordings.
    """

    scale: Literal["grade", "ease"]
    constant: float
    word: float
    syllable: float
    spoken: int
    other: int
    plain: int


class SentenceLimits(InputModel):
    """The most words of one sentence, and of a usual sentence: the mean of a passage."""

    longest: int = 25
    usual: int = 15


class JobAsking(InputModel):
    """Regular expressions for words that ask for a job, matched against case-folded text with ' for ’.

    `{job}` in `asking` is the pattern `job`. A match does not count where its clause, which ends at
    `clause_end`, has `denied` and not `asked_anyway`, or where `denied_after` follows it.
    """

    job: str = ""
    asking: tuple[str, ...] = ()
    denied: str = "(?!)"
    denied_after: str = "(?!)"
    asked_anyway: str = "(?!)"
    clause_end: str = "[.!?;:,—\n]"


class SpokenWords(InputModel):
    """Regular expressions for words that no text holds (`idioms`), and that no spoken line holds.

    `long_forms` are written forms that speech contracts, `not_for` words by the register they do not fit.
    """

    idioms: str = "(?!)"
    long_forms: str = "(?!)"
    not_for: dict[str, str] = Field(default_factory=dict)


class LanguageRules(InputModel):
    """The contents of a language's `language.yaml`; each key has a neutral default.

    `locale` is Babel's, `tag` the BCP 47 tag of documents. `day`, `first_day` (of a month), `clock` and
    `full_hour` are Babel's patterns or format names. `colon` includes the space before it. `registers` are
    forms of address, the usual one first. `unbroken` are patterns of words in whose
    spaces no line breaks, matched without case.

    Patterns of what people type, matched without case: `articles` before an occupation, `not_a_job` within a
    sentence in its place, `continues` at the start of what a comma has cut off, a school `grade` as a whole
    (`grade_name` is how a sentence names it, by the typed words or their number),
    the letters behind an `ordinal` day, a `time` with the groups hour, minute and half (a for the morning, p
    for the afternoon), an `age` in years and `minutes` with the group n, and what comes `after_name` behind a
    comma. `joining` are words before the last entry of a list. `no_answer` are words that say nothing,
    `no_job` those that say nothing of a job alone, and `doubtful_names` are both such words and names.
    """

    name: str = ""
    locale: str = "root"
    tag: str = "und"
    day: str = "EEEE d MMMM"
    first_day: str = ""
    clock: str = "short"
    full_hour: str = "short"
    colon: str = ":"
    registers: tuple[Register, ...] = ()
    unbroken: tuple[str, ...] = ()
    articles: str = "(?!)"
    not_a_job: str = "(?!)"
    continues: str = "(?!)"
    grade: str = "(?!)"
    grade_name: str = "{typed}"
    ordinal: str = ""
    time: str = "(?!)"
    age: str = "(?!)"
    minutes: str = "(?!)"
    after_name: str = "(?!)"
    joining: tuple[str, ...] = ()
    no_answer: tuple[str, ...] = ()
    no_job: tuple[str, ...] = ()
    doubtful_names: tuple[str, ...] = ()
    reading: Reading | None = None
    sentences: SentenceLimits = Field(default_factory=SentenceLimits)
    spoken: SpokenWords = Field(default_factory=SpokenWords)
    job_asking: JobAsking = Field(default_factory=JobAsking)

    def names_a_grade(self, education: str) -> bool:
        """Return whether `education` is a school grade and nothing else."""
        return re.fullmatch(self.grade, education, re.IGNORECASE) is not None

    def grade_of(self, education: str) -> str:
        """Return the school grade as a sentence names it ("Grade 10"), or "" where `education` is none."""
        number = re.sub("[^0-9]", "", education)
        return self.grade_name.format(typed=education, number=number) if self.names_a_grade(education) else ""


class Region(InputModel):
    """What differs in the texts of one country: `regions/TAG.yaml` in a language's folder.

    `rules` are keys of LanguageRules. `spelling` replaces words of the bank; a `*` at the end of both is any
    ending. `texts` replaces a text by id, in every case of it and in plain language too.
    """

    rules: dict[str, Any] = Field(default_factory=dict)
    spelling: dict[str, str] = Field(default_factory=dict)
    texts: dict[str, str] = Field(default_factory=dict)


@cache
def region_of(language: Language, tag: str) -> Region:
    """Return what a language's folder says of a country, such as en-US; nothing without a file for it.

    Raises InvalidInput.
    """
    file = LANGUAGES / language / REGIONS / f"{tag}.yaml"
    return _read(Region, file) if tag and file.is_file() else Region()


@cache
def rules_of(language: Language, tag: str = "") -> LanguageRules:
    """Return what a language's folder says, read once; `tag` is that of a country, such as en-US.

    Raises InvalidInput.
    """
    of_region = {"tag": tag, "locale": tag.replace("-", "_"), **region_of(language, tag).rules} if tag else {}
    return _read(LanguageRules, LANGUAGES / language / RULES, of_region)


def all_rules() -> dict[Language, LanguageRules]:
    """Return the rules of each language where no country is named. Raises InvalidInput."""
    return {language: rules_of(language) for language in Language}


def _read(model: type[M], file: Path, more: Mapping[str, Any] = MappingProxyType({})) -> M:
    try:
        data = file.read_bytes()
        sources = (data, repr(sorted(more.items())).encode())
        return cached(model.__name__.lower(), lambda: sources, lambda: _validated(model, data, more))
    except ValidationError as error:
        found = ((".".join(map(str, each["loc"])), each["msg"]) for each in error.errors())
        raise InvalidInput(tuple(Problem(str(file), None, None, *each) for each in found)) from error
    except (OSError, yaml.YAMLError) as error:
        raise InvalidInput((Problem(str(file), None, None, "", str(error)),)) from error


def _validated(model: type[M], data: bytes, more: Mapping[str, Any]) -> M:
    return model.model_validate({**(yaml.load(data, Loader=_LOADER) or {}), **more})


def keys_of(language: Language) -> tuple[str, ...]:
    """Return the keys of texts in a language: its code, and one for each unusual register (fr, fr_tu)."""
    return (language.value, *(f"{language}_{register}" for register in rules_of(language).registers[1:]))


def language_of(tag: str) -> Language | None:
    """Return the language of a document by its BCP 47 tag, of any country; None for another language."""
    codes = {rules_of(language).tag.partition("-")[0]: language for language in Language}
    return codes.get(tag.partition("-")[0])


def with_fields(required: Any, optional: Any = None) -> Callable[[type[M]], type[M]]:
    """Return a class decorator that adds a field to a model for each language, by its code.

    All have the type `required`. With `optional`, only that of the source language is required, each register
    has a field too (`keys_of`), and these fields have the type `optional` and the default None.
    """
    fields: dict[str, Any] = {language.value: (required, ...) for language in Language}
    if optional:
        keys = [key for language in Language for key in keys_of(language)]
        fields = {key: (required, ...) if key == SOURCE_LANGUAGE else (optional, None) for key in keys}

    def extend(model: type[M]) -> type[M]:
        return create_model(
            model.__name__, __base__=model, __module__=model.__module__, __doc__=model.__doc__, **fields
        )

    return extend


@with_fields(str)
class Translated(InputModel):
    """One sentence in each language."""

    def said(self, language: Language, *names: object) -> str:
        """Return the sentence in a language, with `names` in its placeholders."""
        sentence: str = getattr(self, language)
        return sentence.format(*names) if names else sentence


@with_fields(tuple[str, ...])
class Synonyms(InputModel):
    """Words of the same meaning in each language; the first of each language is printed."""

    def of(self, language: Language) -> tuple[str, ...]:
        """Return the words of a language."""
        words: tuple[str, ...] = getattr(self, language)
        return words

    def first(self, language: Language) -> str:
        """Return the word to print in a language."""
        return self.of(language)[0]

    def all(self) -> tuple[str, ...]:
        """Return the words of all languages."""
        return tuple(word for language in Language for word in self.of(language))
