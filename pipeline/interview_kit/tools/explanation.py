"""Explain a selection as JSON data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from interview_kit.model.bank import Bank
from interview_kit.model.document import inline_text
from interview_kit.model.profile import Profile
from interview_kit.model.selection import Conversation, Drop, GoalOutcome, Pick, Reason, Selection
from interview_kit.stages.assemble import contexts, section_ids
from interview_kit.stages.assemble.context import RenderContext
from interview_kit.stages.assemble.reasons import reason_text
from interview_kit.stages.assemble.renderer import TextRenderer


def explanation(bank: Bank, profile: Profile, selection: Selection) -> dict[str, Any]:
    """Return the selection as JSON data, in the stable format that DESIGN specifies."""
    return {
        "profile": profile.name,
        "language": profile.language.value,
        "conversations": [_conversation(scene) for scene in contexts(selection, profile, bank)],
        "sections": list(section_ids(bank, profile, selection)),
    }


def _conversation(scene: RenderContext) -> dict[str, Any]:
    renderer, conversation = scene.renderer, scene.conversation
    contact, approach, plan = conversation.talk.contact, conversation.approach, conversation.plan
    return {
        "contact": (contact and (contact.name or contact.organisation or contact.occupation)) or None,
        "approach": {
            "id": approach.id,
            "warm": approach.warm,
            "ask_by": approach.ask_by.value,
            "channel": approach.channel.value,
            "reason": why(renderer, approach.reason),
        },
        "spare": conversation.spare,
        "refusals": [refusal.id for refusal in conversation.refusals],
        "tasks": list(conversation.tasks),
        "minutes": {
            "asked": plan.asked,
            "for_questions": _number(plan.for_questions),
            "used": _number(plan.used),
        },
        "questions": [explained_question(scene, pick) for pick in conversation.questions],
        "dropped": [{"id": drop.id, "reason": why(renderer, drop.reason)} for drop in conversation.dropped],
        "goals": [explained_goal(renderer, outcome) for outcome in conversation.goals],
    }


def explained_talks(bank: Bank, profile: Profile, selection: Selection) -> Iterator[dict[str, Any]]:
    """Yield each talk of `explanation` with the words of its questions, and of those that are left out.

    `left_out` are lists of `questions` by `reason`; `closing` is the id of the question that ends every talk.
    """
    for scene in contexts(selection, profile, bank):
        closing = scene.conversation.closing
        questions = [
            {**explained_question(scene, pick), "words": question_words(scene.said, pick)}
            for pick in (*scene.conversation.questions, closing)
        ]
        drops = list(explained_drops(scene))
        yield {**_conversation(scene), "questions": questions, "closing": closing.id, "left_out": drops}


def explained_drops(scene: RenderContext) -> Iterator[dict[str, Any]]:
    """Yield each reason why questions are left out, with their ids and words, as JSON data."""
    for reason, drops in left_out(scene.renderer, scene.conversation).items():
        questions = [{"id": drop.id, "words": question_words(scene.said, drop)} for drop in drops]
        yield {"reason": reason, "questions": questions}


def question_words(renderer: TextRenderer, question: Pick | Drop) -> str:
    """Return a question as plain text; a person's own question as they wrote it."""
    if question.text:
        return question.text
    lines = renderer.bank.questions[question.id].text
    return " ".join(inline_text(renderer.line(line, question.id)) for line in lines)


def left_out(renderer: TextRenderer, conversation: Conversation) -> dict[str, list[Drop]]:
    """Return the questions left out of a talk, by reason; first those that may still be chosen."""
    by_reason: dict[str, list[Drop]] = {}
    for drop in sorted(conversation.dropped, key=lambda drop: not drop.possible):
        by_reason.setdefault(why(renderer, drop.reason), []).append(drop)
    return by_reason


def why(renderer: TextRenderer, reason: Reason) -> str:
    """Return a reason as plain text. Raises BankError where the bank has no text for it."""
    return reason_text(renderer.bank, renderer.language, reason, renderer.facts["register"])


def explained_question(scene: RenderContext, pick: Pick) -> dict[str, Any]:
    """Return a question with its minutes, reason and follow-ups, worded as they are asked, as JSON data."""
    probes = [(inline_text(scene.said.line(probe.text, pick.id)), probe.minutes) for probe in pick.probes]
    return {
        "id": pick.id,
        "minutes": _number(pick.minutes),
        "starred": pick.starred,
        "reason": why(scene.renderer, pick.reason),
        "probes": [{"text": text, "minutes": _number(minutes)} for text, minutes in probes],
    }


def explained_goal(renderer: TextRenderer, outcome: GoalOutcome) -> dict[str, Any]:
    """Return a goal as JSON data: its question and why, or why there is none and where to look it up."""
    source = None if outcome.served_by else inline_text(renderer.phrase(f"source_{outcome.goal}"))
    return {
        "id": outcome.goal.value,
        "served_by": outcome.served_by,
        "reason": why(renderer, outcome.reason),
        "source": source,
    }


def _number(minutes: float) -> float | int:
    return int(minutes) if minutes == int(minutes) else minutes
