"""Explain a selection as JSON data."""

from __future__ import annotations

from typing import Any

from interview_kit.model.bank import Bank
from interview_kit.model.profile import Profile
from interview_kit.model.selection import Conversation, Selection
from interview_kit.stages.assemble import section_ids
from interview_kit.stages.assemble.reasons import reason_text


def explanation(bank: Bank, profile: Profile, selection: Selection) -> dict[str, Any]:
    """Return the selection as JSON data, in the stable format that DESIGN specifies."""
    return {
        "profile": profile.name,
        "language": profile.language.value,
        "conversations": [_conversation(bank, profile, each) for each in selection.conversations],
        "sections": list(section_ids(bank, profile, selection)),
    }


def _conversation(bank: Bank, profile: Profile, conversation: Conversation) -> dict[str, Any]:
    language = profile.language
    contact, approach, plan = conversation.talk.contact, conversation.approach, conversation.plan
    return {
        "contact": (contact and (contact.name or contact.organisation or contact.occupation)) or None,
        "approach": {
            "id": approach.id,
            "warm": approach.warm,
            "ask_by": approach.ask_by.value,
            "channel": approach.channel.value,
            "reason": reason_text(bank, language, approach.reason),
        },
        "spare": conversation.spare,
        "refusals": [refusal.id for refusal in conversation.refusals],
        "tasks": list(conversation.tasks),
        "minutes": {
            "asked": plan.asked,
            "for_questions": _number(plan.for_questions),
            "used": _number(plan.used),
        },
        "questions": [
            {
                "id": pick.id,
                "minutes": _number(pick.minutes),
                "starred": pick.starred,
                "reason": reason_text(bank, language, pick.reason),
            }
            for pick in conversation.questions
        ],
        "dropped": [
            {"id": drop.id, "reason": reason_text(bank, language, drop.reason)}
            for drop in conversation.dropped
        ],
    }


def _number(minutes: float) -> float | int:
    return int(minutes) if minutes == int(minutes) else minutes
