"""Define the selection for one person: approach, replies, minutes and questions of each talk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from interview_kit.model.enums import AskBy, Channel
from interview_kit.model.profile import Talk

ApproachId: TypeAlias = Literal["A", "B", "C"]
Value: TypeAlias = "str | int | float | Reason"


# Reasons that concern the room in this talk, not the person: the question could replace another.
_NO_ROOM = ("drop.cap.", "drop.minutes", "drop.count", "drop.written-count")


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something was selected or dropped: a key of the bank's `reasons.yaml`, and its placeholder values.

    A value that is itself a `Reason` is rendered to text first; text of the profile is a plain string.
    """

    key: str
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Pick:
    """One question to ask; `minutes` is a multiple of 0.5.

    `text` is the text of a question that the person added (ids `own.1`, `own.2` …), or "".
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
    """One question that is not asked; `text` is as in `Pick`, so that an added question is not lost."""

    id: str
    reason: Reason
    text: str = ""

    @property
    def possible(self) -> bool:
        """Return whether only a lack of room dropped the question, so that the person may swap it in."""
        return self.reason.key.startswith(_NO_ROOM)


@dataclass(frozen=True, slots=True)
class MinutePlan:
    """The minutes of a talk: opening, summary, for_questions, closing and reserve add up to `asked` exactly.

    Each is a multiple of 0.5. `used` is what the selected questions take of `for_questions`; `at_most` is the
    largest number of questions.
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
    """How to ask for the talk: the approach, its cold or warm variant, the way to ask and to talk."""

    id: ApproachId
    warm: bool
    ask_by: AskBy
    channel: Channel
    reason: Reason


@dataclass(frozen=True, slots=True)
class RefusalChoice:
    """One "no" to prepare for."""

    id: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Conversation:
    """The selection for one talk; `questions` are in the order to ask them.

    `closing` is asked after them and not counted; `dropped` has the person's own questions first, then those
    of the bank in its order. `spare` is the approach to fall back on; `tasks` are to be done before asking.
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
    """The selection for a person: one conversation for each talk, in the order of `profile.talks()`."""

    conversations: tuple[Conversation, ...]
