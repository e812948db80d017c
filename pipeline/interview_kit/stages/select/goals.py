"""Say which question of a talk serves each goal of the person, or why none does (content rule G)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from interview_kit.model.selection import Drop, GoalOutcome, Pick, Reason
from interview_kit.stages.select.conditions import Case


def goal_outcomes(case: Case, picks: Sequence[Pick], drops: Sequence[Drop]) -> Iterator[GoalOutcome]:
    """Yield the outcome of each goal in the order typed.

    Of several questions that serve it, the heaviest is named. Of several that do not, the reason is that of
    one which this talk leaves out, where there is one, and of the heaviest.
    """
    for goal in case.profile.goals:
        questions = case.choosing.questions_for(goal)
        served = [pick for pick in picks if pick.id in questions]
        if served:
            best = max(served, key=lambda pick: pick.weight)
            yield GoalOutcome(goal, best.id, best.reason)
            continue
        left = [drop for drop in drops if drop.id in questions]
        left.sort(key=lambda drop: (not drop.possible, -drop.weight))
        yield GoalOutcome(goal, None, left[0].reason if left else Reason("drop.goal"))
