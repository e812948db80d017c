"""Hold what was chosen for one person: approach, replies, minutes and questions of each talk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from interview_kit.model.enums import AskBy, Channel
from interview_kit.model.profile import Talk

ApproachId: TypeAlias = Literal["A", "B", "C"]
Value: TypeAlias = "str | int | float | Reason"


# Reasons that speak of room in this talk, not of the person: another choice could have asked the question.
_NO_ROOM = ("drop.cap.", "drop.minutes", "drop.count", "drop.written-count")


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something was chosen or left out: a key of the bank's `reasons.yaml`, and what fills its words.

    A value that is itself a reason is worded first; what the person typed stays a plain string.
    """

    key: str
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Pick:
    """One question to ask; `minutes` is a multiple of one half.

    `text` holds the person's own words where they added the question (ids `own.1`, `own.2` …), else it is "".
    """

    id: str
    minutes: float
    starred: bool
    slot: str
    weight: float
    reason: Reason
    text: str = ""


@dataclass(frozen=True, slots=True)
class Drop:
    """One question that is not asked; `text` is as in `Pick`, so that no words of the person are lost."""

    id: str
    reason: Reason
    text: str = ""

    @property
    def possible(self) -> bool:
        """Return whether the question suits the person and only found no room: they may swap it in."""
        return self.reason.key.startswith(_NO_ROOM)


@dataclass(frozen=True, slots=True)
class MinutePlan:
    """Where the minutes go: opening, summary, for_questions, closing and reserve add up to `asked` exactly.

    Each is a multiple of one half. `used` is what the chosen questions take of `for_questions`; `at_most`
    is how many questions there may be.
    """

    asked: int
    opening: float
    summary: float
    for_questions: float
    closing: float
    reserve: float
    used: float
    at_most: int


@dataclass(frozen=True, slots=True)
class ApproachChoice:
    """How to ask for the talk: the script, its cold or warm variant, and the way it is asked and held."""

    id: ApproachId
    warm: bool
    ask_by: AskBy
    channel: Channel
    reason: Reason


@dataclass(frozen=True, slots=True)
class RefusalChoice:
    """One "no" to be ready for."""

    id: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Conversation:
    """Everything chosen for one talk; `questions` stand in the order they are asked.

    `closing` is asked after them and is outside the count; `dropped` follows the order of the bank.
    """

    talk: Talk
    approach: ApproachChoice
    spare: ApproachId | None
    refusals: tuple[RefusalChoice, ...]
    tasks: tuple[str, ...]
    plan: MinutePlan
    questions: tuple[Pick, ...]
    closing: Pick
    dropped: tuple[Drop, ...]


@dataclass(frozen=True, slots=True)
class Selection:
    """What was chosen for a person, one conversation a talk, in the order of `profile.talks()`."""

    conversations: tuple[Conversation, ...]
