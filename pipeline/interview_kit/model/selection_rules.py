"""Define the selection rules, which are data of the bank: minutes, weights, caps, gates and orders."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Literal, Self, TypeAlias

from pydantic import Field, model_validator

from interview_kit.model import enums as e
from interview_kit.model.field_types import InputModel
from interview_kit.support.errors import PartPath, PartsRefused, did_you_mean
from interview_kit.support.i18n import N_, _

HalfMinutes = Annotated[float, Field(ge=0, le=60, multiple_of=0.5)]
QuestionMinutes = Annotated[float, Field(gt=0, le=60, multiple_of=0.5)]
Weight = Annotated[float, Field(ge=-100, le=100)]
Count = Annotated[int, Field(ge=0, le=60)]
Asked = Annotated[int, Field(ge=5, le=60)]
Ids: TypeAlias = tuple[str, ...]
Has: TypeAlias = Literal["experience", "summary", "needs", "interests", "skills", "location"]
WithWords: TypeAlias = Literal["experience", "needs", "interests", "skills", "location"]


class RuleModel(InputModel):
    """Base class of the selection rules: immutable, unknown keys refused."""


class Condition(RuleModel):
    """When a rule applies: every key that is given must hold; of a list of values, one is enough.

    Of `has`, all values must hold, or one word of each list. `health` means target work that contains one of
    `health_words`; `experienced`, a line of experience that names it or contains one of `trade_words`.
    """

    situation: tuple[e.Situation, ...] = ()
    decision: tuple[e.Decision, ...] = ()
    goal: tuple[e.Goal, ...] = ()
    ask_by: tuple[e.AskBy, ...] = ()
    channel: tuple[e.Channel, ...] = ()
    relationship: tuple[e.Relationship, ...] = ()
    training: tuple[e.Training, ...] = ()
    language: tuple[e.Language, ...] = ()
    has: tuple[Has, ...] | dict[WithWords, Ids] = ()
    minor: bool | None = None
    introduced: bool | None = None
    organisation: bool | None = None
    trade: bool | None = None
    regulated: bool | None = None
    health: bool | None = None
    experienced: bool | None = None
    from_minutes: Asked | None = None
    under_minutes: Asked | None = None


class MinuteRow(RuleModel):
    """One row of the minute table: how a talk of `asked` minutes is divided, how many questions it holds."""

    asked: Asked
    opening: HalfMinutes
    summary: HalfMinutes
    closing: HalfMinutes
    reserve: HalfMinutes
    for_questions: HalfMinutes
    at_most: Count

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        total = self.opening + self.summary + self.closing + self.reserve + self.for_questions
        if total != self.asked:
            raise ValueError(
                _(
                    "the columns of the row for {asked} minutes add up to {total:g}",
                    asked=self.asked,
                    total=total,
                )
            )
        return self


class Gate(RuleModel):
    """When a question may be asked at all; where it `explains`, it can be the printed reason for asking.

    It is open wherever `unless` holds, else where `only_if` holds and `not_if` does not.
    """

    only_if: Condition = Field(default_factory=Condition)
    not_if: Condition | None = None
    unless: Condition | None = None
    explains: bool = False


class QuestionRules(RuleModel):
    """The rules for one question; where `weight` lacks a decision, the weight is 0."""

    minutes: QuestionMinutes
    slot: str
    weight: Weight | dict[e.Decision, Weight]
    written: bool = True
    gates: Ids = ()

    def base_weight(self, decision: e.Decision) -> float:
        """Return the weight before adjustments."""
        return self.weight.get(decision, 0.0) if isinstance(self.weight, dict) else self.weight


class Adjustment(RuleModel):
    """Additions to the weights of some questions when a condition holds."""

    when: Condition
    add: dict[str, Weight]


class Coverage(RuleModel):
    """Questions that are tried before those chosen by weight, where `when` holds and `unless` does not."""

    when: Condition
    unless: Condition | None = None
    ask: Ids


class Limit(RuleModel):
    """A count that grows with the talk; `at_most` maps a minimum of minutes to a count."""

    at_most: dict[Asked, Count] = Field(min_length=1)

    def limit(self, minutes: int) -> int:
        """Return the count at the highest step that `minutes` reaches, or at the lowest step if none."""
        reached = [step for step in self.at_most if step <= minutes]
        return self.at_most[max(reached, default=min(self.at_most))]


class Cap(Limit):
    """A limit on how many of some questions are asked."""

    questions: Ids


class Probes(Limit):
    """How many follow-ups a question gets, the minutes of each, and the share of the minutes to fill."""

    minutes: QuestionMinutes
    share: Annotated[float, Field(ge=0, le=1)]


class Stars(RuleModel):
    """Which questions are marked "if time is cut short, ask these": the heaviest that fit these minutes."""

    at_most: Count
    minutes: HalfMinutes
    never: Ids = ()


class OwnQuestions(RuleModel):
    """The rules for a person's own questions: minutes, slot and weight; they follow the first of `after`."""

    minutes: QuestionMinutes
    slot: str
    weight: Weight
    after: Ids


class ShortForm(RuleModel):
    """Whose kit has the short form by default; how many refusals and questions, `more_first`, it prints."""

    when: Condition
    refusals: Count = 2
    more_at_most: Count
    more_first: Ids = ()


class Closing(RuleModel):
    """The question that ends every talk; it is not counted, and is asked within the closing minutes."""

    id: str
    slot: str
    minutes: HalfMinutes


class RefusalRules(RuleModel):
    """Which replies to a "no" are printed: `always`, then the first `at_most` of `order` that apply."""

    always: Ids
    at_most: Count
    order: Ids
    when: dict[str, tuple[Condition, ...]]


class SelectionRules(RuleModel):
    """All selection rules; the order of `questions` decides between equal weights."""

    minutes: tuple[MinuteRow, ...] = Field(min_length=2)
    slots: Ids
    never_first: str
    questions: dict[str, QuestionRules]
    gates: dict[str, Gate]
    closing: Closing
    own: OwnQuestions
    adjust: dict[str, Adjustment]
    goal_weight: Weight
    goals: dict[e.Goal, Ids]
    knows: dict[e.Topic, Ids]
    coverage: dict[str, Coverage]
    coverage_after_goals: dict[str, Coverage]
    caps: dict[str, Cap]
    never_together: tuple[Ids, ...]
    in_this_order: tuple[Ids, ...]
    probes: Probes
    written_at_most: Count
    stars: Stars
    short: ShortForm
    refusals: RefusalRules
    health_words: Ids
    physical_words: Ids
    sector_words: dict[str, Ids]
    trade_words: Ids
    provinces: dict[str, Ids]

    def questions_for(self, goal: e.Goal) -> Ids:
        """Return the questions that serve a goal: those it adds weight to, and those it covers."""
        covered = [each.ask for each in self.coverage.values() if goal in each.when.goal]
        return tuple(dict.fromkeys(sum(covered, self.goals.get(goal, ()))))

    @model_validator(mode="after")
    def _minutes_cover_every_talk(self) -> Self:
        asked = [row.asked for row in self.minutes]
        if asked != sorted(set(asked)) or (asked[0], asked[-1]) != (5, 60):
            raise ValueError(_("the rows of the minute table must go up from 5 to 60 minutes"))
        for lower, upper in zip(self.minutes, self.minutes[1:], strict=False):
            if upper.for_questions < lower.for_questions or upper.at_most < lower.at_most:
                raise ValueError(
                    _(
                        "{more} minutes leave less for questions than {less} do",
                        more=upper.asked,
                        less=lower.asked,
                    )
                )
        return self

    @model_validator(mode="after")
    def _questions_are_alike_in_length(self) -> Self:
        lengths = [self.own.minutes, *(question.minutes for question in self.questions.values())]
        # With this, a longer question that fits only in a longer talk never pushes out two shorter ones.
        if max(lengths) > 2 * min(lengths):
            raise ValueError(_("no question may take more than twice the minutes of another"))
        return self

    @model_validator(mode="after")
    def _names_what_there_is(self) -> Self:
        known: dict[str, Iterable[str]] = {
            N_("question"): self.questions,
            N_("slot"): self.slots,
            N_("gate"): self.gates,
            N_("condition in refusals.when for"): self.refusals.when,
        }
        unknown = {
            path: _(
                "there is no {what} {name!r}{near}",
                what=_(what),
                name=name,
                near=did_you_mean(name, known[what]),
            )
            for what, path, name in self._references()
            if name not in known[what]
        }
        if unknown:
            raise PartsRefused(unknown)
        return self

    def _references(self) -> Iterator[tuple[str, PartPath, str]]:
        """Yield what each reference refers to, its path in the file, and the name it gives."""
        for path, names in self._question_lists():
            yield from _numbered("question", path, names)
        for name, adjustment in self.adjust.items():
            yield from (("question", ("adjust", name, "add", each), each) for each in adjustment.add)
        for name, question in self.questions.items():
            yield "slot", ("questions", name, "slot"), question.slot
            yield from _numbered("gate", ("questions", name, "gates"), question.gates)
        yield "slot", ("never_first",), self.never_first
        yield "slot", ("own", "slot"), self.own.slot
        yield from _numbered("slot", ("own", "after"), self.own.after)
        yield "slot", ("closing", "slot"), self.closing.slot
        yield from _numbered("condition in refusals.when for", ("refusals", "order"), self.refusals.order)

    def _question_lists(self) -> Iterator[tuple[PartPath, Ids]]:
        yield from ((("goals", goal), names) for goal, names in self.goals.items())
        yield from ((("knows", topic), names) for topic, names in self.knows.items())
        for part in ("coverage", "coverage_after_goals"):
            yield from (((part, name, "ask"), each.ask) for name, each in getattr(self, part).items())
        yield from ((("caps", name, "questions"), cap.questions) for name, cap in self.caps.items())
        for part in ("never_together", "in_this_order"):
            yield from (((part, number), names) for number, names in enumerate(getattr(self, part)))
        yield ("stars", "never"), self.stars.never


def _numbered(what: str, path: PartPath, names: Ids) -> Iterator[tuple[str, PartPath, str]]:
    """Yield a reference for each entry of a list at `path`."""
    return ((what, (*path, number), name) for number, name in enumerate(names))
