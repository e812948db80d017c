"""Exclude questions that may not be asked at all (content rule 2, questions 1)."""

from __future__ import annotations

from interview_kit.model.profile import Channel, Profile, Talk
from interview_kit.model.selection import Reason, Value
from interview_kit.model.selection_rules import SelectionRules
from interview_kit.stages.select.conditions import holds


def exclusion_reason(choosing: SelectionRules, profile: Profile, talk: Talk, question: str) -> Reason | None:
    """Return why a question may not be asked, or None where it may.

    Checked in this order: the profile's `drop`, its `knows`, the gates, the written channel. `keep` overrides
    none of them: without experience there is nothing to ask about it, and asking what the person already
    looked up wastes the contact's minutes.
    """
    if question in profile.questions.drop:
        return Reason("drop.person")
    for topic in profile.knows:
        if question in choosing.knows.get(topic, ()):
            return Reason(f"drop.known.{topic}")
    numbers = choosing.questions[question]
    for gate in numbers.gates:
        if not _open(choosing, profile, talk, gate):
            return Reason(f"drop.gate.{gate}", _minutes_needed(choosing, gate))
    if talk.channel is Channel.WRITTEN and not numbers.written:
        return Reason("drop.written")
    return None


def _open(choosing: SelectionRules, profile: Profile, talk: Talk, name: str) -> bool:
    gate = choosing.gates[name]
    if gate.not_if is not None and holds(gate.not_if, profile, talk, choosing.health_words):
        return False
    return holds(gate.only_if, profile, talk, choosing.health_words)


def _minutes_needed(choosing: SelectionRules, name: str) -> dict[str, Value]:
    gate = choosing.gates[name]
    needed = gate.only_if.from_minutes or (gate.not_if and gate.not_if.under_minutes)
    return {"minutes": needed} if needed else {}
