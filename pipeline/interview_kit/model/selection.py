"""Define the selection for one person: approach, replies, minutes and questions of each talk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from interview_kit.model.bank import BankText
from interview_kit.model.enums import AskBy, Channel, Goal
from interview_kit.model.profile import Talk

ApproachId: TypeAlias = Literal["A", "B", "C"]
Value: TypeAlias = "str | int | float | Reason"


# Reasons that concern the person, not this talk: the question is never one to choose from.
_NEVER = ("drop.person", "drop.known.", "drop.gate.", "drop.together")


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something was selected or dropped: a key of the bank's `reasons.yaml`, and its placeholder values.

    A value that is itself a `Reason` is rendered to text first; text of the profile is a plain string.
    """

    key: str
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Probe:
    """A follow-up under a question, asked if there is time; `minutes` is a multiple of 0.5."""

    text: BankText
    minutes: float


@dataclass(frozen=True, slots=True)
class Pick:
    """One question to ask; `minutes` is a multiple of 0.5 and leaves out those of the `probes`.

    `text` is the text of a question that the person added (ids `own.1`, `own.2` …), or "".
    """

    id: str
    minutes: float
    starred: bool
    slot: str
    weight: float
    reason: Reason
    text: str = ""
    probes: tuple[Probe, ...] = ()

    @property
    def all_minutes(self) -> float:
        """Return the minutes of the question and its probes."""
        return self.minutes + sum(probe.minutes for probe in self.probes)


@dataclass(frozen=True, slots=True)
class Drop:
    """One question that is not asked; `text` is as in `Pick`, so that an added question is not lost."""

    id: str
    weight: float
    reason: Reason
    text: str = ""

    @property
    def possible(self) -> bool:
        """Return whether the person may still choose the question: this talk dropped it, not who they are.

        A gate on minutes gives them as a value of its reason, and concerns the talk.
        """
        return "minutes" in self.reason.values or not self.reason.key.startswith(_NEVER)


@dataclass(frozen=True, slots=True)
class MinutePlan:
    """The minutes of a talk: opening, summary, for_questions, closing and reserve add up to `asked` exactly.

    Each is a multiple of 0.5. `used` is what the selected questions and their probes take of `for_questions`;
    `at_most` is the largest number of questions.
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
class GoalOutcome:
    """The question of a talk that serves one of the person's goals, or None, and the reason of either."""

    goal: Goal
    served_by: str | None
    reason: Reason


@dataclass(frozen=True, slots=True)
class Conversation:
    """The selection for one talk; `questions` are in the order to ask them.

    `closing` is asked after them and not counted; `dropped` has the person's own questions first, then those
    of the bank in its order. `goals` are in the order typed. `spare` is the approach to fall back on; `tasks`
    are to be done before asking.
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
    goals: tuple[GoalOutcome, ...]


@dataclass(frozen=True, slots=True)
class Selection:
    """The selection for a person: one conversation for each talk, in the order of `profile.talks()`.

    `physical` is True for a trade and for work that contains one of the rules' `physical_words`; `province`
    is the name that the rules' `provinces` give the person's location, or ""; `sectors` are the names of the
    `sector_words` that the work contains;
    `short` asks for the short form. `unprinted` are typed texts that no other part of the kit prints.
    """

    conversations: tuple[Conversation, ...]
    physical: bool = False
    province: str = ""
    sectors: tuple[str, ...] = ()
    short: bool = False
    unprinted: frozenset[str] = frozenset()

    def unmet_goals(self) -> tuple[GoalOutcome, ...]:
        """Return the goals that no talk serves, in the order typed, as they are in the first talk."""
        served = {each.goal for talk in self.conversations for each in talk.goals if each.served_by}
        return tuple(each for each in self.conversations[0].goals if each.goal not in served)
