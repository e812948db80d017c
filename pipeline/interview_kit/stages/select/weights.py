"""Weigh a question for one talk, and find the reason to ask it (content rule 2, weights)."""

from __future__ import annotations

from interview_kit.model.profile import Profile, Talk
from interview_kit.model.selection import Reason
from interview_kit.model.selection_rules import SelectionRules
from interview_kit.stages.select.conditions import holds


def weigh(choosing: SelectionRules, profile: Profile, talk: Talk, question: str) -> float:
    """Return the weight of a question: base, adjustments that apply, and a bonus for each goal it serves."""
    base = choosing.questions[question].base_weight(profile.decision)
    added = sum(amount for _, amount in _adjustments(choosing, profile, talk, question))
    return base + added + choosing.goal_weight * len(_goals(choosing, profile, question))


def why_worth_asking(choosing: SelectionRules, profile: Profile, talk: Talk, question: str) -> Reason:
    """Return the most personal reason: a goal, the largest adjustment, an explaining gate, the decision."""
    this = Reason(f"this.{question}")
    wanted = why_wanted(choosing, profile, question)
    if wanted:
        return wanted
    adding = [entry for entry in _adjustments(choosing, profile, talk, question) if entry[1] > 0]
    if adding:
        name = max(adding, key=lambda entry: entry[1])[0]
        return Reason(f"pick.for.{name}", {"this": this})
    for gate in choosing.questions[question].gates:
        if choosing.gates[gate].explains:
            return Reason(f"pick.gate.{gate}", {"this": this})
    return Reason(f"pick.decision.{profile.decision}", {"this": this})


def why_wanted(choosing: SelectionRules, profile: Profile, question: str) -> Reason | None:
    """Return the first of the person's goals that the question serves as a reason, or None."""
    goals = _goals(choosing, profile, question)
    return Reason(f"pick.goal.{goals[0]}", {"this": Reason(f"this.{question}")}) if goals else None


def _adjustments(
    choosing: SelectionRules, profile: Profile, talk: Talk, question: str
) -> list[tuple[str, float]]:
    return [
        (name, adjustment.add[question])
        for name, adjustment in choosing.adjust.items()
        if question in adjustment.add and holds(adjustment.when, profile, talk, choosing.health_words)
    ]


def _goals(choosing: SelectionRules, profile: Profile, question: str) -> list[str]:
    return [goal for goal in profile.goals if question in choosing.goals.get(goal, ())]
