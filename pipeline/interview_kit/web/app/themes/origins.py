"""Describe where a kit comes from: the theme that supplied each file, and why each question was chosen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from interview_kit.model.bank import Bank
from interview_kit.model.profile import Profile
from interview_kit.model.selection import Pick, Selection
from interview_kit.model.theme import Theme
from interview_kit.stages.assemble import contexts
from interview_kit.stages.assemble.context import RenderContext
from interview_kit.support.errors import escape
from interview_kit.tools.explanation import (
    explained_drops,
    explained_goal,
    explained_question,
    question_words,
    why,
)
from interview_kit.web.app.themes.mistakes import short


def supplied(theme: Theme) -> dict[str, Any]:
    """Return a theme's layers, its tokens, and the layer that each file comes from, as JSON data."""
    return {
        "theme": theme.name,
        "layers": [{"name": layer.name, "folder": short(layer.folder)} for layer in reversed(theme.layers)],
        "tokens": [{"name": name, "value": str(value)} for name, value in asdict(theme.tokens).items()],
        "files": list(_files(theme)),
    }


def _files(theme: Theme) -> Iterator[dict[str, Any]]:
    for path, (first, *others) in theme.suppliers():
        names, words = [layer.name for layer in others], path.startswith("bank/")
        yield {
            "path": escape(path),
            "from": first.name,
            "instead_of": [] if words else names,
            "also": names if words else [],
            "size": len(first.files[path]),
        }


def chosen(bank: Bank, profile: Profile, selection: Selection) -> dict[str, Any]:
    """Return the reasons for each talk's contents, in the words of `kit explain`, as JSON data."""
    return {
        "person": profile.name,
        "work": profile.target.work,
        "language": profile.language.value,
        "talks": list(map(_talk, contexts(selection, profile, bank))),
    }


def _talk(scene: RenderContext) -> dict[str, Any]:
    renderer, talk = scene.renderer, scene.conversation
    contact, approach = talk.talk.contact, talk.approach
    known = (contact.name, contact.organisation, contact.occupation) if contact else ()
    return {
        "contact": ", ".join(part for part in known if part),
        "minutes": talk.plan.asked,
        "approach": {"id": approach.id, "warm": approach.warm, "reason": why(renderer, approach.reason)},
        "refusals": [{"id": each.id, "reason": why(renderer, each.reason)} for each in talk.refusals],
        "goals": [explained_goal(renderer, outcome) for outcome in talk.goals],
        "questions": [_question(scene, pick) for pick in (*talk.questions, talk.closing)],
        "left_out": list(explained_drops(scene)),
    }


def _question(scene: RenderContext, pick: Pick) -> dict[str, Any]:
    file, line, _column = scene.renderer.bank.origin(pick.id)
    return {
        **explained_question(scene, pick),
        "words": question_words(scene.said, pick),
        "place": f"{short(file)}:{line}" if line else "",
    }
