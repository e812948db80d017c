"""Define what is sent to a worker and back: the config of a class, tasks, and answers."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import Protocol, TypeAlias

from interview_kit.build.limits import USUAL_LIMITS, Limits, NoAnswer, Why
from interview_kit.model.bank import Bank
from interview_kit.model.enums import Language
from interview_kit.model.theme import Theme, Variant
from interview_kit.support.errors import InvalidInput, KitError, Problem
from interview_kit.support.i18n import message_language
from interview_kit.support.positions import Parts


@dataclass(frozen=True, slots=True)
class BuildConfig:
    """What all kits of a class share: bank, themes by variant, formats and limits.

    `extras` are e-mail drafts (`eml`) and calendars (`ics`), of which a kit has any number of files. `tools`
    maps programs and libraries to their versions: a worker with other versions would render other bytes.
    Messages are in `message_language`, the language of the caller, whichever process renders the kits.
    """

    bank: Bank
    themes: Mapping[Variant, Theme]
    formats: tuple[str, ...]
    tools: Mapping[str, str]
    limits: Limits = USUAL_LIMITS
    extras: tuple[str, ...] = ()
    message_language: str = field(default_factory=message_language)

    def packed(self) -> bytes:
        """Return the config as bytes, for one of our own processes."""
        return pickle.dumps(self)


@lru_cache(maxsize=4)
def unpacked(data: bytes) -> BuildConfig:
    """Return the config that `packed` was called on."""
    config: BuildConfig = pickle.loads(data)
    return config


@dataclass(frozen=True, slots=True)
class KitTask:
    """One kit to render: the profile as JSON, the variant, and the name of the profile in messages.

    It is `of_a_list` if the profile is a row of a roster.
    """

    profile: str
    variant: Variant
    source: str
    of_a_list: bool = False


class Piece(StrEnum):
    """A kind of file that is made from several kits."""

    VOLUME = "file to print"
    SHEET = "class sheet"


@dataclass(frozen=True, slots=True)
class ClassTask:
    """One class file to make: its kind, the kits, the language of its text, its name in messages.

    A class sheet `has_marks` if it has a column for them. A file to print is `two_up` if its kits are laid
    out for half pages.
    """

    piece: Piece
    kits: tuple[KitTask, ...]
    language: Language
    source: str
    has_marks: bool = False
    two_up: bool = False


Work: TypeAlias = KitTask | ClassTask


class Task(Protocol):
    """What a worker process is given: it has a name in messages."""

    @property
    def source(self) -> str:
        """Return the name."""


@dataclass(frozen=True, slots=True)
class Kit:
    """The files of a kit by format, and its columns in the report; approach and minutes list each talk.

    `unprinted` are the paths of typed texts that it does not print.
    """

    files: Mapping[str, bytes]
    pages: int | None
    approach: str
    minutes: str
    seconds: float
    unprinted: tuple[Parts, ...] = ()


class FailureKind(StrEnum):
    """Why a kit could not be built."""

    REFUSED = "refused"  # the words or the theme do not go with this profile
    LIMIT = "limit"  # it took more time or memory than a kit may
    DIED = "died"  # the worker was killed, or crashed
    ENVIRONMENT = "environment"  # nothing can be built here, this kit or another
    BUG = "bug"


@dataclass(frozen=True, slots=True)
class Failed:
    """A kit that could not be built; `trace` is the traceback, for --debug."""

    why: FailureKind
    problems: tuple[Problem, ...]
    trace: str = ""


Answer: TypeAlias = Kit | Failed


class BuildFailure(KitError):
    """A kit could not be built although its profile is valid; `failure` says why."""

    exit_code = 1

    def __init__(self, failure: Failed) -> None:
        super().__init__(failure)
        self.failure = failure

    def __str__(self) -> str:
        """Return one line for each problem."""
        return "\n".join(map(str, self.failure.problems))

    @property
    def messages(self) -> str:
        """Return the message of each problem, without its file."""
        return "\n".join(problem.message for problem in self.failure.problems)


def kit_from(answer: Answer) -> Kit:
    """Return the kit of an answer. Raises InvalidInput for a profile that is refused, else BuildFailure."""
    if not isinstance(answer, Failed):
        return answer
    raise InvalidInput(answer.problems) if answer.why is FailureKind.REFUSED else BuildFailure(answer)


def failure(why: FailureKind, source: str, message: str, trace: str = "") -> Failed:
    """Return a failure with one problem that concerns the whole profile."""
    return Failed(why, (Problem(source, None, None, "", message),), trace)


def unanswered(error: NoAnswer, task: Task, limits: Limits) -> Failed:
    """Return the failure of a task that exceeded its limits, or whose worker died."""
    why = FailureKind.DIED if error.why is Why.DIED else FailureKind.LIMIT
    return Failed(why, (error.problem(task.source, limits),))
