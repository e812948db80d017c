"""Choose how to ask for the talk, and the refusals to prepare for (content rules 1 and 2)."""

from __future__ import annotations

from interview_kit.model.profile import Decision, Relationship
from interview_kit.model.selection import ApproachChoice, ApproachId, Reason, RefusalChoice
from interview_kit.stages.select.conditions import Case

ASK_FIRST = "ask-first"


def choose_approach(case: Case) -> ApproachChoice:
    """Return the approach: B with a referral who agreed to be named, C for a decided person, else A."""
    talk = case.talk
    if talk.contact and talk.contact.referral and case.introduced:
        reason = Reason("approach.referred", {"name": talk.contact.referral.name})
        chosen: ApproachId = "B"
    else:
        reason = Reason(f"approach.{case.profile.decision}")
        chosen = _without_a_name(case)
        if tasks_before(case):
            reason = Reason("approach.not-agreed", {"reason": reason})
    warm = case.relationship is not Relationship.STRANGER
    return ApproachChoice(chosen, warm, talk.ask_by, talk.channel, reason)


def spare_approach(case: Case, approach: ApproachChoice) -> ApproachId | None:
    """Return the fallback of approach B, which is A or C; None for A and C."""
    return _without_a_name(case) if approach.id == "B" else None


def tasks_before(case: Case) -> tuple[str, ...]:
    """Return the ids of the tasks before asking: `ask-first` where the referral has not agreed yet."""
    contact = case.talk.contact
    return (ASK_FIRST,) if contact and contact.referral and not case.introduced else ()


def _without_a_name(case: Case) -> ApproachId:
    return "C" if case.profile.decision is Decision.COMMITTED else "A"


def choose_refusals(case: Case) -> tuple[RefusalChoice, ...]:
    """Return the refusals in `always`, then the first `at_most` in `order` that apply to this talk."""
    numbers = case.choosing.refusals
    applying = [name for name in numbers.order if any(map(case.holds, numbers.when[name]))]
    chosen = [*numbers.always, *applying[: numbers.at_most]]
    return tuple(RefusalChoice(name, Reason(f"refusal.{name}")) for name in chosen)
