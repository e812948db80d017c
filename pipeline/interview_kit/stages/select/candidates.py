"""Rank the questions that may be asked: minutes are given out in this order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from interview_kit.model.profile import Profile, Talk
from interview_kit.model.selection import Reason
from interview_kit.model.selection_rules import SelectionRules
from interview_kit.stages.select.conditions import holds
from interview_kit.stages.select.weights import weigh, why_wanted, why_worth_asking


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


def rank_candidates(
    choosing: SelectionRules, profile: Profile, talk: Talk, allowed: Sequence[str]
) -> tuple[Candidate, ...]:
    """Return the candidates, ranked, each id once; `allowed` holds question ids in the bank's order.

    Own questions come first, then those kept, then those of the `coverage` rules that apply, then the rest
    by weight, equal weights in the bank's order. The rest leaves out weights of 0 or less.
    """
    first = (
        *(
            _kept(choosing, profile, talk, question)
            for question in profile.questions.keep
            if question in allowed
        ),
        *_coverage(choosing, profile, talk, allowed),
    )
    rest = (
        _candidate(choosing, profile, talk, question, why_worth_asking(choosing, profile, talk, question))
        for question in allowed
    )
    weighed = sorted((one for one in rest if one.weight > 0), key=lambda one: -one.weight)
    by_id: dict[str, Candidate] = {}
    for candidate in (*_own(choosing, profile), *first, *weighed):
        by_id.setdefault(candidate.id, candidate)
    return tuple(by_id.values())


def _own(choosing: SelectionRules, profile: Profile) -> Iterator[Candidate]:
    own = choosing.own
    for number, text in enumerate(profile.questions.add, start=1):
        yield Candidate(
            f"own.{number}", own.minutes, own.slot, own.weight, Reason("pick.own"), text, wanted=True
        )


def _kept(choosing: SelectionRules, profile: Profile, talk: Talk, question: str) -> Candidate:
    reason = Reason("pick.keep", {"this": Reason(f"this.{question}")})
    return _candidate(choosing, profile, talk, question, reason, wanted=True)


def _coverage(
    choosing: SelectionRules, profile: Profile, talk: Talk, allowed: Sequence[str]
) -> Iterator[Candidate]:
    for name, coverage in choosing.coverage.items():
        if holds(coverage.when, profile, talk, choosing.health_words):
            for question in coverage.ask:
                if question in allowed:
                    covered = Reason(f"pick.cover.{name}", {"this": Reason(f"this.{question}")})
                    reason = why_wanted(choosing, profile, question) or covered
                    yield _candidate(choosing, profile, talk, question, reason)


def _candidate(
    choosing: SelectionRules,
    profile: Profile,
    talk: Talk,
    question: str,
    reason: Reason,
    *,
    wanted: bool = False,
) -> Candidate:
    numbers = choosing.questions[question]
    weight = weigh(choosing, profile, talk, question)
    return Candidate(question, numbers.minutes, numbers.slot, weight, reason, wanted=wanted)
