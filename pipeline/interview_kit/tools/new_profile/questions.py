"""Read the wizard's questions and the comments of a new profile from templates/intake."""

from __future__ import annotations

from functools import cache
from typing import Self

from pydantic import Field, model_validator

from interview_kit.model.enums import Language
from interview_kit.model.field_types import InputModel
from interview_kit.stages.read.roster.profile_keys import Key, KeyKind, key_at, parts_of
from interview_kit.stages.read.roster.vocabulary import wrong_values
from interview_kit.stages.read.strict_yaml import read_yaml
from interview_kit.stages.read.validation import validate
from interview_kit.support.errors import PartsRefused
from interview_kit.support.i18n import _
from interview_kit.support.paths import TEMPLATES

QUESTIONS_FILE = TEMPLATES / "intake" / "questions.yaml"
PROFILE_FILE = TEMPLATES / "intake" / "profile.yaml"

ANY, NONE = "any", "none"


class Bilingual(InputModel):
    """One sentence in both languages."""

    en: str
    fr: str

    def said(self, language: Language, *names: object) -> str:
        """Return the sentence in a language, with `names` in its placeholders."""
        return (self.fr if language is Language.FRENCH else self.en).format(*names)


class Switch(Bilingual):
    """One yes/no option of a question: its label, and its flag on the command line."""

    flag: str
    help: str


class WizardQuestion(InputModel):
    """One question: the profile key it fills, its command-line option, its texts, and its conditions.

    A question with `switches` fills a key below its own for each of them.
    """

    key: str
    flag: str = ""
    help: str = ""
    ask: Bilingual
    example: Bilingual | None = None
    default: Bilingual | None = None
    wrong: Bilingual | None = None
    required: bool = False
    usual: str = ""
    choices: dict[str, Bilingual] = Field(default_factory=dict)
    switches: dict[str, Switch] = Field(default_factory=dict)
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
    def labels(self) -> dict[str, Bilingual]:
        """Return the label of each choice, in order; {} for free text."""
        return self.choices or dict(self.switches)


class TalkWords(InputModel):
    """The wizard's messages around the questions."""

    welcome: Bilingual
    how: Bilingual
    example: Bilingual
    default: Bilingual
    one: Bilingual
    several: Bilingual
    given: Bilingual
    needed: Bilingual
    not_a_choice: Bilingual
    not_one_choice: Bilingual
    first: Bilingual
    cannot_stop_yet: Bilingual
    wrong: Bilingual
    is_there: Bilingual
    written: Bilingual
    stopped: Bilingual
    nothing: Bilingual
    still: Bilingual
    build: Bilingual
    later: Bilingual
    yes_no: Bilingual
    no_yes: Bilingual


class IntakeWords(InputModel):
    """The contents of questions.yaml."""

    questions: tuple[WizardQuestion, ...]
    talk: TalkWords
    yes_words: tuple[str, ...]
    no_words: tuple[str, ...]


class ProfileKey(InputModel):
    """A key of a new profile: the comment above it, an example of an answer, and the keys below it."""

    key: str
    about: Bilingual | None = None
    example: Bilingual | None = None
    list: bool = False
    parts: tuple[ProfileKey, ...] = ()


class ProfileWords(InputModel):
    """The contents of profile.yaml."""

    head: tuple[Bilingual, ...]
    one_of: Bilingual
    some_of: Bilingual
    parts: tuple[ProfileKey, ...]


@cache
def intake_words() -> IntakeWords:
    """Return the questions and the wizard's messages, read once."""
    return validate(IntakeWords, read_yaml(QUESTIONS_FILE), str(QUESTIONS_FILE))


@cache
def profile_words() -> ProfileWords:
    """Return the comments of a new profile, read once."""
    return validate(ProfileWords, read_yaml(PROFILE_FILE), str(PROFILE_FILE))


def known_key(name: str) -> Key:
    """Return the profile key of a dotted name. Raises ValueError where there is none."""
    parts = parts_of(name)
    if parts is None:
        raise ValueError(name)
    return key_at(parts)
