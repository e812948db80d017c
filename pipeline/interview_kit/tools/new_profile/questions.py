"""Read the wizard's questions and the comments of a new profile from templates/intake."""

from __future__ import annotations

from functools import cache
from typing import Self

from pydantic import Field, model_validator

from interview_kit.model.field_types import InputModel
from interview_kit.model.language import Synonyms, Translated
from interview_kit.stages.read.language_words import read_words
from interview_kit.stages.read.roster.profile_keys import Key, KeyKind, key_at, parts_of
from interview_kit.stages.read.roster.vocabulary import wrong_values
from interview_kit.support.errors import PartsRefused
from interview_kit.support.i18n import _
from interview_kit.support.paths import TEMPLATES

QUESTIONS_FILE = TEMPLATES / "intake" / "questions.yaml"
PROFILE_FILE = TEMPLATES / "intake" / "profile.yaml"

# In conditions: any answer, none, and a language with several forms of address.
ANY, NONE, WITH_REGISTERS = "any", "none", "with-registers"


class Switch(Translated):
    """One yes/no option of a question: its label, and its flag on the command line."""

    flag: str
    help: str


class WizardQuestion(InputModel):
    """One question: the profile key it fills, its command-line option, its texts, and its conditions.

    A question with `switches` fills a key below its own for each of them. The short path asks questions that
    are `short`, and others where `short_if` is true; the full path asks all. `stem` is the start of a
    sentence that the answer completes, in one or more wordings; it is removed where it was typed.
    """

    key: str
    flag: str = ""
    help: str = ""
    ask: Translated
    example: Translated | None = None
    default: Translated | None = None
    stem: Synonyms | None = None
    wrong: Translated | None = None
    required: bool = False
    usual: str = ""
    choices: dict[str, Translated] = Field(default_factory=dict)
    switches: dict[str, Switch] = Field(default_factory=dict)
    short: bool = False
    short_if: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    only_if: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    not_if: dict[str, tuple[str, ...]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _fills_a_key(self) -> Self:
        if not all(parts_of(key) for key in self.keys):
            raise ValueError(_("this is no key of a profile"))
        if self.choices and not self.switches:
            wrong = wrong_values(known_key(self.key), self.choices, ("choices",))
            if wrong:
                raise PartsRefused(wrong)
        return self

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the profile keys that this question fills."""
        return tuple(f"{self.key}.{name}" for name in self.switches) or (self.key,)

    @property
    def several(self) -> bool:
        """Return whether the question accepts more than one answer."""
        return bool(self.switches) or known_key(self.key).kind is KeyKind.LIST

    @property
    def labels(self) -> dict[str, Translated]:
        """Return the label of each choice, in order; {} for free text."""
        return self.choices or dict(self.switches)


class TalkWords(InputModel):
    """The wizard's messages around the questions."""

    welcome: Translated
    how: Translated
    short: Translated
    more: Translated
    stem: Translated
    example: Translated
    default: Translated
    one: Translated
    several: Translated
    given: Translated
    needed: Translated
    not_a_choice: Translated
    not_one_choice: Translated
    first: Translated
    cannot_stop_yet: Translated
    wrong: Translated
    progress: Translated
    go_on: Translated
    is_there: Translated
    written: Translated
    stopped: Translated
    nothing: Translated
    still: Translated
    build: Translated
    later: Translated
    yes_no: Translated
    no_yes: Translated


class IntakeWords(InputModel):
    """The contents of questions.yaml."""

    questions: tuple[WizardQuestion, ...]
    talk: TalkWords
    and_words: Synonyms
    yes_words: Synonyms
    no_words: Synonyms


class ProfileKey(InputModel):
    """A key of a new profile: the comment above it, an example of an answer, and the keys below it."""

    key: str
    about: Translated | None = None
    example: Translated | None = None
    list: bool = False
    parts: tuple[ProfileKey, ...] = ()


class ProfileWords(InputModel):
    """The contents of profile.yaml."""

    head: tuple[Translated, ...]
    one_of: Translated
    some_of: Translated
    parts: tuple[ProfileKey, ...]


@cache
def intake_words() -> IntakeWords:
    """Return the questions and the wizard's messages, read once."""
    return read_words(IntakeWords, QUESTIONS_FILE)


@cache
def profile_words() -> ProfileWords:
    """Return the comments of a new profile, read once."""
    return read_words(ProfileWords, PROFILE_FILE)


def known_key(name: str) -> Key:
    """Return the profile key of a dotted name. Raises ValueError where there is none."""
    parts = parts_of(name)
    if parts is None:
        raise ValueError(name)
    return key_at(parts)
