"""Choose the questions of one talk within its minutes, its maximum count and the caps (content rule 2)."""

from __future__ import annotations

from collections.abc import Sequence

from interview_kit.model.profile import Channel, Profile, Talk
from interview_kit.model.selection import Drop, MinutePlan, Pick, Reason
from interview_kit.model.selection_rules import SelectionRules
from interview_kit.stages.select.candidates import Candidate, rank_candidates
from interview_kit.stages.select.gates import exclusion_reason
from interview_kit.stages.select.order import in_order, starred


def choose_questions(
    choosing: SelectionRules, profile: Profile, talk: Talk, plan: MinutePlan
) -> tuple[tuple[Pick, ...], tuple[Drop, ...]]:
    """Return the chosen questions in the order of the talk, and the dropped ones, the person's own first.

    Every question of the bank and of the person is in one of the two. Those the person keeps or adds come
    first and are exempt from caps and weights, but not from the limits on minutes and count.
    """
    reasons: dict[str, Reason] = {}
    for question in choosing.questions:
        reason = exclusion_reason(choosing, profile, talk, question)
        if reason:
            reasons[question] = reason
    allowed = [question for question in choosing.questions if question not in reasons]
    candidates = rank_candidates(choosing, profile, talk, allowed)
    taken: list[Candidate] = []
    for candidate in candidates:
        reason = _why_not_too(choosing, talk, plan, taken, candidate)
        if reason:
            reasons[candidate.id] = reason
        else:
            taken.append(candidate)
    return _picks(choosing, taken), _drops(choosing, candidates, taken, reasons)


def _why_not_too(
    choosing: SelectionRules, talk: Talk, plan: MinutePlan, taken: Sequence[Candidate], candidate: Candidate
) -> Reason | None:
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
        written = talk.channel is Channel.WRITTEN and plan.at_most == choosing.written_at_most
        return Reason(
            "drop.written-count" if written else "drop.count", {"count": plan.at_most, "minutes": plan.asked}
        )
    if sum(one.minutes for one in taken) + candidate.minutes > plan.for_questions:
        return Reason("drop.minutes", {"minutes": plan.asked})
    return None


def _picks(choosing: SelectionRules, taken: Sequence[Candidate]) -> tuple[Pick, ...]:
    stars = starred(choosing, taken)
    return tuple(
        Pick(one.id, one.minutes, one.id in stars, one.slot, one.weight, one.reason, one.text)
        for one in in_order(choosing, taken)
    )


def _drops(
    choosing: SelectionRules,
    candidates: Sequence[Candidate],
    taken: Sequence[Candidate],
    reasons: dict[str, Reason],
) -> tuple[Drop, ...]:
    ids = {one.id for one in taken}
    own = [Drop(one.id, reasons[one.id], one.text) for one in candidates if one.text and one.id not in ids]
    bank = [
        Drop(question, reasons.get(question, Reason("drop.weight")))
        for question in choosing.questions
        if question not in ids
    ]
    return (*own, *bank)
