"""Weigh and rank the questions that may be asked: minutes are given out in this order (content rule 2)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from interview_kit.model.selection import Reason
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


def rank_candidates(case: Case, allowed: Sequence[str]) -> tuple[Candidate, ...]:
    """Return the candidates, ranked, each id once; `allowed` holds question ids in the bank's order.

    Own questions come first, then those kept, then those of the `coverage` rules that apply, then the rest
    by weight, equal weights in the bank's order. The rest leaves out weights of 0 or less.
    """
    kept = (
        _candidate(case, question, Reason("pick.keep", {"this": Reason(f"this.{question}")}), wanted=True)
        for question in case.profile.questions.keep
        if question in allowed
    )
    rest = (_candidate(case, question, _why_worth_asking(case, question)) for question in allowed)
    weighed = sorted((one for one in rest if one.weight > 0), key=lambda one: -one.weight)
    by_id: dict[str, Candidate] = {}
    for candidate in (*_own(case), *kept, *_coverage(case, allowed), *weighed):
        by_id.setdefault(candidate.id, candidate)
    return tuple(by_id.values())


def _own(case: Case) -> Iterator[Candidate]:
    own = case.choosing.own
    for number, text in enumerate(case.profile.questions.add, start=1):
        yield Candidate(
            f"own.{number}", own.minutes, own.slot, own.weight, Reason("pick.own"), text, wanted=True
        )


def _coverage(case: Case, allowed: Sequence[str]) -> Iterator[Candidate]:
    for name, coverage in case.choosing.coverage.items():
        for question in coverage.ask if case.holds(coverage.when) else ():
            if question in allowed:
                covered = Reason(f"pick.cover.{name}", {"this": Reason(f"this.{question}")})
                yield _candidate(case, question, _why_wanted(case, question) or covered)


def _candidate(case: Case, question: str, reason: Reason, *, wanted: bool = False) -> Candidate:
    numbers = case.choosing.questions[question]
    return Candidate(question, numbers.minutes, numbers.slot, _weight(case, question), reason, wanted=wanted)


def _weight(case: Case, question: str) -> float:
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
