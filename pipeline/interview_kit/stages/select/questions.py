"""Choose, star and order the questions of one talk (content rule 2, questions)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from interview_kit.model.profile import Channel
from interview_kit.model.selection import Drop, MinutePlan, Pick, Reason, Value
from interview_kit.model.selection_rules import SelectionRules
from interview_kit.stages.select.candidates import (
    Candidate,
    by_weight,
    for_goal,
    heaviest_first,
    wanted_first,
    weight_of,
)
from interview_kit.stages.select.conditions import Case


def choose_questions(case: Case, plan: MinutePlan) -> tuple[tuple[Pick, ...], tuple[Drop, ...]]:
    """Return the chosen questions in the order of the talk, and the dropped ones, the person's own first.

    Every question of the bank and of the person is in one of the two. Those the person keeps or adds come
    first and are exempt from caps and weights, but not from the limits on minutes and count. After them and
    the coverage, each goal that no question serves yet gets its heaviest question that is possible.
    """
    reasons: dict[str, Reason] = {}
    for question in case.choosing.questions:
        reason = _exclusion_reason(case, question)
        if reason:
            reasons[question] = reason
    allowed = [question for question in case.choosing.questions if question not in reasons]
    choice = _Choice(case, plan, reasons)
    for candidate in wanted_first(case, allowed):
        choice.try_to_take(candidate)
    for goal in case.profile.goals:
        if not any(question in choice.taken for question in case.choosing.questions_for(goal)):
            next(filter(choice.try_to_take, for_goal(case, goal, allowed)), None)
    for candidate in by_weight(case, allowed):
        choice.try_to_take(candidate)
    return _picks(case.choosing, choice.taken.values()), _drops(case, choice)


class _Choice:
    """The candidates taken so far, by id, and why others cannot be taken."""

    def __init__(self, case: Case, plan: MinutePlan, reasons: dict[str, Reason]) -> None:
        self._case = case
        self._plan = plan
        self.reasons = reasons
        self.taken: dict[str, Candidate] = {}
        self.own: dict[str, str] = {}

    def try_to_take(self, candidate: Candidate) -> bool:
        """Take a candidate unless something is in the way, and return whether it is taken."""
        if candidate.text:
            self.own[candidate.id] = candidate.text
        if candidate.id in self.taken or candidate.id in self.reasons:
            return candidate.id in self.taken
        reason = _why_not_too(self._case, self._plan, tuple(self.taken.values()), candidate)
        if reason:
            self.reasons[candidate.id] = reason
        else:
            self.taken[candidate.id] = candidate
        return not reason


def _exclusion_reason(case: Case, question: str) -> Reason | None:
    """Return why a question may not be asked at all, or None where it may.

    Checked in this order: the profile's `drop`, its `knows`, the gates, the written channel. `keep` overrides
    none of them: without experience there is nothing to ask about it, and asking what the person already
    looked up wastes the contact's minutes.
    """
    if question in case.profile.questions.drop:
        return Reason("drop.person")
    for topic in case.profile.knows:
        if question in case.choosing.knows.get(topic, ()):
            return Reason(f"drop.known.{topic}")
    numbers = case.choosing.questions[question]
    for gate in numbers.gates:
        if not _is_open(case, gate):
            return Reason(f"drop.gate.{gate}", _minutes_needed(case.choosing, gate))
    if case.talk.channel is Channel.WRITTEN and not numbers.written:
        return Reason("drop.written")
    return None


def _is_open(case: Case, name: str) -> bool:
    gate = case.choosing.gates[name]
    if gate.unless is not None and case.holds(gate.unless):
        return True
    return not (gate.not_if is not None and case.holds(gate.not_if)) and case.holds(gate.only_if)


def _minutes_needed(choosing: SelectionRules, name: str) -> dict[str, Value]:
    gate = choosing.gates[name]
    only = gate.only_if
    needed = only.from_minutes or only.under_minutes or (gate.not_if and gate.not_if.under_minutes)
    return {"minutes": needed} if needed else {}


def _why_not_too(
    case: Case, plan: MinutePlan, taken: Sequence[Candidate], candidate: Candidate
) -> Reason | None:
    choosing = case.choosing
    ids = {one.id for one in taken}
    for twins in choosing.never_together:
        if candidate.id in twins and not ids.isdisjoint(twins):
            return Reason("drop.together")
    for name, cap in choosing.caps.items():
        limit = cap.limit(plan.asked)
        full = candidate.id in cap.questions and len(ids.intersection(cap.questions)) >= limit
        if full and not candidate.wanted:
            return Reason(f"drop.cap.{name}", {"count": limit, "minutes": plan.asked})
    if len(taken) >= plan.at_most:
        written = case.talk.channel is Channel.WRITTEN and plan.at_most == choosing.written_at_most
        return Reason(
            "drop.written-count" if written else "drop.count", {"count": plan.at_most, "minutes": plan.asked}
        )
    if sum(one.minutes for one in taken) + candidate.minutes > plan.for_questions:
        return Reason("drop.minutes", {"minutes": plan.asked})
    return None


def _picks(choosing: SelectionRules, taken: Collection[Candidate]) -> tuple[Pick, ...]:
    stars = _starred(choosing, taken)
    return tuple(
        Pick(one.id, one.minutes, one.id in stars, one.slot, one.weight, one.reason, one.text)
        for one in _in_order(choosing, taken)
    )


def _starred(choosing: SelectionRules, taken: Iterable[Candidate]) -> set[str]:
    """Return the ids to ask if time runs short: by weight, within the stars' minutes and count."""
    stars: dict[str, float] = {}
    for one in heaviest_first(choosing, taken):
        fits = sum(stars.values()) + one.minutes <= choosing.stars.minutes
        if fits and len(stars) < choosing.stars.at_most and one.id not in choosing.stars.never:
            stars[one.id] = one.minutes
    return set(stars)


def _in_order(choosing: SelectionRules, taken: Collection[Candidate]) -> list[Candidate]:
    """Return the questions by slot, heavier first within a slot, except for three rules.

    Questions of one list of `in_this_order` change places so that they follow it. The first question outside
    the slot `never_first` moves to the front. The questions of the slot of the person's own follow the first
    question of the slots `own.after`, or else the first question of all.
    """
    heaviest = heaviest_first(choosing, taken)
    own = [one for one in heaviest if one.slot == choosing.own.slot]
    ordered = [one for one in heaviest if one.slot != choosing.own.slot]
    ordered.sort(key=lambda one: choosing.slots.index(one.slot))
    for group in choosing.in_this_order:
        places = [place for place, one in enumerate(ordered) if one.id in group]
        there = sorted((ordered[place] for place in places), key=lambda one: group.index(one.id))
        for place, one in zip(places, there, strict=True):
            ordered[place] = one
    ordered = _opened(choosing, ordered)
    after = next((place for place, one in enumerate(ordered, 1) if one.slot in choosing.own.after), 1)
    return _opened(choosing, [*ordered[:after], *own, *ordered[after:]])


def _opened(choosing: SelectionRules, ordered: list[Candidate]) -> list[Candidate]:
    """Return the questions with the first one outside the slot `never_first` at the front."""
    neighbour = next((place for place, one in enumerate(ordered) if one.slot != choosing.never_first), 0)
    return [*ordered[neighbour : neighbour + 1], *ordered[:neighbour], *ordered[neighbour + 1 :]]


def _drops(case: Case, choice: _Choice) -> tuple[Drop, ...]:
    own, reasons = case.choosing.own, choice.reasons
    left = [
        Drop(one, own.weight, reasons[one], text)
        for one, text in choice.own.items()
        if one not in choice.taken
    ]
    for question in case.choosing.questions:
        if question not in choice.taken:
            reason = reasons.get(question) or _too_light(case.choosing, question, choice.taken)
            left.append(Drop(question, weight_of(case, question), reason))
    return tuple(left)


def _too_light(choosing: SelectionRules, question: str, taken: Collection[str]) -> Reason:
    """Return the reason of a question of weight 0 or less: that, or another wording asked or usual."""
    for twins in choosing.never_together:
        if question in twins and (question != twins[0] or any(twin in taken for twin in twins)):
            return Reason("drop.together")
    return Reason("drop.weight")
