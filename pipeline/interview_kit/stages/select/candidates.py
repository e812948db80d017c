"""Weigh and rank the questions that may be asked: minutes are given out in this order (content rule 2)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from interview_kit.model.enums import Goal
from interview_kit.model.selection import Pick, Reason
from interview_kit.model.selection_rules import Coverage, SelectionRules
from interview_kit.stages.select.conditions import Case


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question that may be asked; one that the person `wanted` is exempt from caps."""

    id: str
    minutes: float
    slot: str
    weight: float
    reason: Reason
    text: str = ""
    wanted: bool = False


Weighed = TypeVar("Weighed", Candidate, Pick)


def wanted_first(case: Case, allowed: Collection[str]) -> Iterator[Candidate]:
    """Yield the person's own questions, those kept, then those of the `coverage` rules that apply.

    `allowed` holds question ids.
    """
    yield from _own(case)
    for question in case.profile.questions.keep:
        if question in allowed:
            reason = Reason("pick.keep", {"this": Reason(f"this.{question}")})
            yield _candidate(case, question, reason, wanted=True)
    yield from _coverage(case, case.choosing.coverage, allowed)


def for_goal(case: Case, goal: Goal, allowed: Collection[str]) -> Iterator[Candidate]:
    """Yield the questions that serve a goal, heaviest first, also those that weigh 0 or less."""
    return iter(_by_weight(case, [each for each in case.choosing.questions_for(goal) if each in allowed]))


def by_weight(case: Case, allowed: Collection[str]) -> Iterator[Candidate]:
    """Yield what joins the coverage after the goals, then the rest by weight without weights of 0 or less."""
    yield from _coverage(case, case.choosing.coverage_after_goals, allowed)
    yield from (one for one in _by_weight(case, allowed) if one.weight > 0)


def _by_weight(case: Case, questions: Collection[str]) -> list[Candidate]:
    weighed = [_candidate(case, each, _why_worth_asking(case, each)) for each in questions]
    return heaviest_first(case.choosing, weighed)


def _own(case: Case) -> Iterator[Candidate]:
    own = case.choosing.own
    for number, text in enumerate(case.profile.questions.add, start=1):
        yield Candidate(
            f"own.{number}", own.minutes, own.slot, own.weight, Reason("pick.own"), text, wanted=True
        )


def _coverage(case: Case, entries: Mapping[str, Coverage], allowed: Collection[str]) -> Iterator[Candidate]:
    for name, coverage in entries.items():
        applies = case.holds(coverage.when) and not (coverage.unless and case.holds(coverage.unless))
        for question in coverage.ask if applies else ():
            if question in allowed:
                covered = Reason(f"pick.cover.{name}", {"this": Reason(f"this.{question}")})
                yield _candidate(case, question, _why_wanted(case, question) or covered)


def _candidate(case: Case, question: str, reason: Reason, *, wanted: bool = False) -> Candidate:
    numbers = case.choosing.questions[question]
    return Candidate(
        question, numbers.minutes, numbers.slot, weight_of(case, question), reason, wanted=wanted
    )


def heaviest_first(choosing: SelectionRules, questions: Iterable[Weighed]) -> list[Weighed]:
    """Return candidates or picks by weight; equal weights are in the bank's order, after the person's own."""
    places = {question: place for place, question in enumerate(choosing.questions)}
    return sorted(questions, key=lambda one: (-one.weight, places.get(one.id, -1)))


def weight_of(case: Case, question: str) -> float:
    """Return the weight of a question: base, adjustments that apply, and a bonus for each goal it serves."""
    base = case.choosing.questions[question].base_weight(case.profile.decision)
    added = sum(amount for _, amount in _adjustments(case, question))
    return base + added + case.choosing.goal_weight * len(_goals(case, question))


def _why_worth_asking(case: Case, question: str) -> Reason:
    """Return the most personal reason: a goal, the largest adjustment, an explaining gate, the decision."""
    choosing = case.choosing
    this = Reason(f"this.{question}")
    wanted = _why_wanted(case, question)
    if wanted:
        return wanted
    adding = [entry for entry in _adjustments(case, question) if entry[1] > 0]
    if adding:
        name = max(adding, key=lambda entry: entry[1])[0]
        return Reason(f"pick.for.{name}", {"this": this})
    for gate in choosing.questions[question].gates:
        if choosing.gates[gate].explains:
            return Reason(f"pick.gate.{gate}", {"this": this})
    return Reason(f"pick.decision.{case.profile.decision}", {"this": this})


def _why_wanted(case: Case, question: str) -> Reason | None:
    """Return the first of the person's goals that the question serves as a reason, or None."""
    goals = _goals(case, question)
    return Reason(f"pick.goal.{goals[0]}", {"this": Reason(f"this.{question}")}) if goals else None


def _adjustments(case: Case, question: str) -> list[tuple[str, float]]:
    return [
        (name, adjustment.add[question])
        for name, adjustment in case.choosing.adjust.items()
        if question in adjustment.add and case.holds(adjustment.when)
    ]


def _goals(case: Case, question: str) -> list[str]:
    return [goal for goal in case.profile.goals if question in case.choosing.goals.get(goal, ())]
