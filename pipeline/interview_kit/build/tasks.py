"""Hold what travels to a worker and back: the recipe of a class, tasks for kits and pieces, and answers."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import TypeAlias

from interview_kit.build.limits import USUAL_LIMITS, Limits
from interview_kit.model.bank import Bank
from interview_kit.model.enums import Language
from interview_kit.model.theme import Theme, Variant
from interview_kit.support.errors import Problem
from interview_kit.support.i18n import message_language


@dataclass(frozen=True, slots=True)
class BuildConfig:
    """What all kits of a class share: words, looks by variant, formats and limits.

    `extras` are drafts (`eml`) and dates (`ics`), of which a kit has as many files as it has use for. `tools`
    names what draws the kits, each with its version: a worker with others would make other bytes.
    `message_language` is that of the call, wherever the kits are made.
    """

    bank: Bank
    themes: Mapping[Variant, Theme]
    formats: tuple[str, ...]
    tools: Mapping[str, str]
    limits: Limits = USUAL_LIMITS
    extras: tuple[str, ...] = ()
    message_language: str = field(default_factory=message_language)

    def packed(self) -> bytes:
        """Return the recipe as bytes, for another process."""
        return pickle.dumps(self)


@lru_cache(maxsize=4)
def unpacked(data: bytes) -> BuildConfig:
    """Return the recipe that `packed` was called on."""
    config: BuildConfig = pickle.loads(data)
    return config


@dataclass(frozen=True, slots=True)
class KitTask:
    """One kit to make: the profile as JSON, its looks, and what messages call the profile."""

    profile: str
    variant: Variant
    source: str


class Piece(StrEnum):
    """What is made of a whole class."""

    VOLUME = "file to print"
    SHEET = "class sheet"


@dataclass(frozen=True, slots=True)
class ClassTask:
    """A piece to make of many kits: their tasks, the language of its own words, what messages call it."""

    piece: Piece
    kits: tuple[KitTask, ...]
    language: Language
    source: str


Work: TypeAlias = KitTask | ClassTask


@dataclass(frozen=True, slots=True)
class Built:
    """A kit: its files by format, and what is said of it; approach and minutes have a part a talk."""

    files: Mapping[str, bytes]
    pages: int | None
    approach: str
    minutes: str
    seconds: float


class FailureKind(StrEnum):
    """Why a kit could not be built."""

    REFUSED = "refused"  # the words or the theme do not go with this profile
    LIMIT = "limit"  # it took more time or memory than a kit may
    DIED = "died"  # the worker was killed, or crashed
    ENVIRONMENT = "environment"  # nothing can be built here, this kit or another
    BUG = "bug"


@dataclass(frozen=True, slots=True)
class Failed:
    """A kit that could not be built; `trace` says where in the program, for those who look for a bug."""

    why: FailureKind
    problems: tuple[Problem, ...]
    trace: str = ""


Answer: TypeAlias = Built | Failed


def failure(why: FailureKind, source: str, message: str, trace: str = "") -> Failed:
    """Return a failure with one problem: that of the whole profile."""
    return Failed(why, (Problem(source, None, None, "", message),), trace)
