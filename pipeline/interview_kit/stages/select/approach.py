"""Choose how to ask for the talk (content rule 2, approach)."""

from __future__ import annotations

from interview_kit.model.profile import Decision, Profile, Relationship, Talk
from interview_kit.model.selection import ApproachChoice, ApproachId, Reason
from interview_kit.stages.select.conditions import introduced, relationship

ASK_FIRST = "ask-first"


def choose_approach(profile: Profile, talk: Talk) -> ApproachChoice:
    """Return the approach: B with a referral who agreed to be named, C for a decided person, else A."""
    if talk.contact and talk.contact.referral and introduced(talk):
        reason = Reason("approach.referred", {"name": talk.contact.referral.name})
        chosen: ApproachId = "B"
    else:
        reason = Reason(f"approach.{profile.decision}")
        chosen = _without_a_name(profile)
        if tasks_before(talk):
            reason = Reason("approach.not-agreed", {"reason": reason})
    warm = relationship(talk) is not Relationship.STRANGER
    return ApproachChoice(chosen, warm, talk.ask_by, talk.channel, reason)


def spare_approach(profile: Profile, approach: ApproachChoice) -> ApproachId | None:
    """Return the fallback of approach B, which is A or C; None for A and C."""
    return _without_a_name(profile) if approach.id == "B" else None


def tasks_before(talk: Talk) -> tuple[str, ...]:
    """Return the ids of the tasks before asking: `ask-first` where the referral has not agreed yet."""
    if talk.contact and talk.contact.referral and not introduced(talk):
        return (ASK_FIRST,)
    return ()


def _without_a_name(profile: Profile) -> ApproachId:
    return "C" if profile.decision is Decision.COMMITTED else "A"
