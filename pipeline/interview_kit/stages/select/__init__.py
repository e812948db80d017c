"""Stage 2: choose the approach, refusals, minutes and questions of every talk, each with its reason."""

from __future__ import annotations

from dataclasses import replace

from interview_kit.model.bank import Bank
from interview_kit.model.profile import Profile
from interview_kit.model.selection import Conversation, Pick, Reason, Selection
from interview_kit.stages.select.approach import (
    choose_approach,
    choose_refusals,
    spare_approach,
    tasks_before,
)
from interview_kit.stages.select.conditions import Case
from interview_kit.stages.select.goals import goal_outcomes
from interview_kit.stages.select.minutes import divide_minutes
from interview_kit.stages.select.probes import with_probes
from interview_kit.stages.select.questions import choose_questions

__all__ = ["select"]


def select(bank: Bank, profile: Profile) -> Selection:
    """Return the selection for a profile, one conversation per talk; deterministic."""
    cases = [Case(bank.choosing, profile, talk) for talk in profile.talks()]
    return Selection(
        tuple(_conversation(bank, case) for case in cases),
        cases[0].physical,
        cases[0].province,
        cases[0].sectors,
        short=all(case.short for case in cases),
    )


def _conversation(bank: Bank, case: Case) -> Conversation:
    approach = choose_approach(case)
    plan = divide_minutes(case.choosing, case.talk)
    picks, dropped = choose_questions(case, plan)
    questions = with_probes(bank, case.talk.channel, plan, picks)
    closing = case.choosing.closing
    return Conversation(
        talk=case.talk,
        approach=approach,
        spare=spare_approach(case, approach),
        refusals=choose_refusals(case),
        tasks=tasks_before(case),
        plan=replace(plan, used=sum(question.all_minutes for question in questions)),
        questions=questions,
        closing=Pick(closing.id, closing.minutes, False, closing.slot, 0.0, Reason("pick.closing")),
        dropped=dropped,
        goals=tuple(goal_outcomes(case, questions, dropped)),
    )
