"""Stage 2: choose the approach, refusals, minutes and questions of every talk, each with its reason."""

from __future__ import annotations

from dataclasses import replace

from interview_kit.model.bank import Bank
from interview_kit.model.profile import Profile, Talk
from interview_kit.model.selection import Conversation, Pick, Reason, Selection
from interview_kit.model.selection_rules import SelectionRules
from interview_kit.stages.select.approach import choose_approach, spare_approach, tasks_before
from interview_kit.stages.select.minutes import divide_minutes
from interview_kit.stages.select.questions import choose_questions
from interview_kit.stages.select.refusals import choose_refusals

__all__ = ["select"]


def select(bank: Bank, profile: Profile) -> Selection:
    """Return the selection for a profile, one conversation per talk; deterministic."""
    return Selection(tuple(_conversation(bank.choosing, profile, talk) for talk in profile.talks()))


def _conversation(choosing: SelectionRules, profile: Profile, talk: Talk) -> Conversation:
    approach = choose_approach(profile, talk)
    plan = divide_minutes(choosing, talk)
    questions, dropped = choose_questions(choosing, profile, talk, plan)
    return Conversation(
        talk=talk,
        approach=approach,
        spare=spare_approach(profile, approach),
        refusals=choose_refusals(choosing, profile, talk),
        tasks=tasks_before(talk),
        plan=replace(plan, used=sum(question.minutes for question in questions)),
        questions=questions,
        closing=_closing(choosing),
        dropped=dropped,
    )


def _closing(choosing: SelectionRules) -> Pick:
    closing = choosing.closing
    return Pick(closing.id, closing.minutes, False, closing.slot, 0.0, Reason("pick.closing"))
