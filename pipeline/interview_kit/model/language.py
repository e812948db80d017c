"""Define the rules of a language: locale, registers, reading limits, patterns of words that ask for a job."""

from __future__ import annotations

from functools import cache
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from interview_kit.model.enums import Language, Register
from interview_kit.support.errors import InvalidInput, Problem
from interview_kit.support.paths import LANGUAGES

RULES = "language.yaml"
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Rules(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Reading(_Rules):
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


class SentenceLimits(_Rules):
    """The most words of one sentence, and of a usual sentence: the mean of a passage."""

    longest: int = 25
    usual: int = 15


class JobAsking(_Rules):
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


class LanguageRules(_Rules):
    """The contents of a language's `language.yaml`; each key has a neutral default.

    `locale` is Babel's, `tag` the BCP 47 tag of documents. `day`, `first_day` (of a month), `clock` and
    `full_hour` are Babel's patterns or format names. `colon` includes the space before it. `registers` are
    forms of address, the usual one first. `articles` is a pattern of what people type before an occupation.
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
    articles: str = "(?!)"
    reading: Reading | None = None
    sentences: SentenceLimits = SentenceLimits()
    job_asking: JobAsking = JobAsking()


@cache
def rules_of(language: Language) -> LanguageRules:
    """Return what a language's folder says, read once. Raises InvalidInput."""
    file = LANGUAGES / language / RULES
    try:
        return LanguageRules.model_validate(yaml.load(file.read_bytes(), Loader=_LOADER) or {})
    except (OSError, yaml.YAMLError, ValidationError) as error:
        raise InvalidInput((Problem(str(file), None, None, "", str(error)),)) from error


def keys_of(language: Language) -> tuple[str, ...]:
    """Return the keys of texts in a language: its code, and one for each unusual register (fr, fr_tu)."""
    return (language.value, *(f"{language}_{register}" for register in rules_of(language).registers[1:]))


def language_of(tag: str) -> Language | None:
    """Return the language of a document by its BCP 47 tag, or None where there is no such language."""
    return next((language for language in Language if rules_of(language).tag == tag), None)
