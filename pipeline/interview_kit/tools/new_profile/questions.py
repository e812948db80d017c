"""Hold the questions of the intake and the comments of a new profile, from templates/intake."""

from __future__ import annotations

from functools import cache
from typing import Self

from pydantic import Field, model_validator

from interview_kit.model.enums import Language
from interview_kit.model.field_types import Typed
from interview_kit.stages.read.roster.profile_keys import Key, Kind, key_at, parts_of
from interview_kit.stages.read.strict_yaml import read_yaml
from interview_kit.stages.read.validation import validate
from interview_kit.support.i18n import say
from interview_kit.support.paths import TEMPLATES

QUESTIONS_FILE = TEMPLATES / "intake" / "questions.yaml"
PROFILE_FILE = TEMPLATES / "intake" / "profile.yaml"

ANY, NONE = "any", "none"


class Sentence(Typed):
    """One sentence in both languages."""

    en: str
    fr: str

    def said(self, language: Language, *names: object) -> str:
        """Return the sentence in a language, with `names` in the place of its braces."""
        return (self.fr if language is Language.FRENCH else self.en).format(*names)


class Switch(Sentence):
    """One of several things that may be true: its label, and its option on the command line."""

    flag: str
    help: str


class Question(Typed):
    """One question: the key it fills, its option, its words, and when it is asked.

    One with `switches` fills a key below its own for each of them.
    """

    key: str
    flag: str = ""
    help: str = ""
    ask: Sentence
    example: Sentence | None = None
    default: Sentence | None = None
    wrong: Sentence | None = None
    required: bool = False
    usual: str = ""
    choices: dict[str, Sentence] = Field(default_factory=dict)
    switches: dict[str, Switch] = Field(default_factory=dict)
    only_if: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    not_if: dict[str, tuple[str, ...]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _fills_a_key(self) -> Self:
        if not all(parts_of(key) for key in self.keys):
            raise ValueError(say("this is no key of a profile"))
        return self

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the keys that this question fills."""
        return tuple(f"{self.key}.{name}" for name in self.switches) or (self.key,)

    @property
    def several(self) -> bool:
        """Return whether there may be more than one answer."""
        return bool(self.switches) or known_key(self.key).kind is Kind.LIST

    @property
    def labels(self) -> dict[str, Sentence]:
        """Return what can be chosen from, in its order; nothing where any words may be written."""
        return self.choices or dict(self.switches)


class TalkWords(Typed):
    """What is said around the questions."""

    welcome: Sentence
    how: Sentence
    example: Sentence
    default: Sentence
    one: Sentence
    several: Sentence
    given: Sentence
    needed: Sentence
    not_a_choice: Sentence
    not_one_choice: Sentence
    first: Sentence
    cannot_stop_yet: Sentence
    wrong: Sentence
    is_there: Sentence
    written: Sentence
    stopped: Sentence
    nothing: Sentence
    still: Sentence
    build: Sentence
    later: Sentence
    yes_no: Sentence
    no_yes: Sentence


class IntakeWords(Typed):
    """Everything that questions.yaml says."""

    questions: tuple[Question, ...]
    talk: TalkWords
    yes_words: tuple[str, ...]
    no_words: tuple[str, ...]


class Part(Typed):
    """A key of a new profile: the comment above it, an example of an answer, and the keys below it."""

    key: str
    about: Sentence | None = None
    example: Sentence | None = None
    list: bool = False
    parts: tuple[Part, ...] = ()


class ProfileWords(Typed):
    """Everything that profile.yaml says."""

    head: tuple[Sentence, ...]
    one_of: Sentence
    some_of: Sentence
    parts: tuple[Part, ...]


@cache
def intake_words() -> IntakeWords:
    """Return the questions and what is said around them; they are read once."""
    return validate(IntakeWords, read_yaml(QUESTIONS_FILE), str(QUESTIONS_FILE))


@cache
def profile_words() -> ProfileWords:
    """Return the comments of a new profile; they are read once."""
    return validate(ProfileWords, read_yaml(PROFILE_FILE), str(PROFILE_FILE))


def known_key(name: str) -> Key:
    """Return a key of a profile by its name. Raises ValueError where it is none."""
    parts = parts_of(name)
    if parts is None:
        raise ValueError(name)
    return key_at(parts)
