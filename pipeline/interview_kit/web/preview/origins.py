"""Describe where a kit comes from: the theme that supplied each file, and why each question was chosen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from interview_kit.model.bank import Bank
from interview_kit.model.document import inline_text
from interview_kit.model.profile import Profile
from interview_kit.model.selection import Conversation, Drop, Pick, Reason, Selection
from interview_kit.model.theme import Theme
from interview_kit.stages.assemble import text_renderers
from interview_kit.stages.assemble.reasons import reason_text
from interview_kit.stages.assemble.renderer import TextRenderer
from interview_kit.support.errors import escape
from interview_kit.tools.explanation import explained_goal, explained_question
from interview_kit.web.preview.mistakes import short


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
    composed = text_renderers(selection, profile, bank)
    return {
        "person": profile.name,
        "work": profile.target.work,
        "language": profile.language.value,
        "talks": [
            _TalkOrigins(bank, profile, renderer, talk).told()
            for renderer, talk in zip(composed, selection.conversations, strict=True)
        ],
    }


class _TalkOrigins:
    """The reasons of one talk, part by part."""

    def __init__(self, bank: Bank, profile: Profile, renderer: TextRenderer, talk: Conversation) -> None:
        self._bank = bank
        self._profile = profile
        self._renderer = renderer
        self._talk = talk

    def told(self) -> dict[str, Any]:
        """Return the talk as JSON data."""
        talk, contact = self._talk, self._talk.talk.contact
        known = (contact.name, contact.organisation, contact.occupation) if contact else ()
        approach = talk.approach
        return {
            "contact": ", ".join(part for part in known if part),
            "minutes": talk.plan.asked,
            "approach": {"id": approach.id, "warm": approach.warm, "reason": self._why(approach.reason)},
            "refusals": [{"id": each.id, "reason": self._why(each.reason)} for each in talk.refusals],
            "goals": [explained_goal(self._renderer, outcome) for outcome in talk.goals],
            "questions": [self._question(pick) for pick in (*talk.questions, talk.closing)],
            "left_out": self._left_out(),
        }

    def _question(self, pick: Pick) -> dict[str, Any]:
        return {
            **explained_question(self._renderer, pick),
            "words": self._words(pick),
            "place": self._place(pick.id),
        }

    def _left_out(self) -> list[dict[str, Any]]:
        """Return the questions left out, by reason; those left out only for lack of time come first."""
        by_reason: dict[str, list[dict[str, str]]] = {}
        for drop in sorted(self._talk.dropped, key=lambda drop: not drop.possible):
            entry = {"id": drop.id, "words": self._words(drop)}
            by_reason.setdefault(self._why(drop.reason), []).append(entry)
        return [{"reason": reason, "questions": questions} for reason, questions in by_reason.items()]

    def _words(self, question: Pick | Drop) -> str:
        if question.text:
            return question.text
        lines = self._bank.questions[question.id].text
        return " ".join(inline_text(self._renderer.line(line, question.id)) for line in lines)

    def _why(self, reason: Reason) -> str:
        return reason_text(self._bank, self._profile.language, reason)

    def _place(self, name: str) -> str:
        file, line, _column = self._bank.origin(name)
        return f"{short(file)}:{line}" if line else ""
