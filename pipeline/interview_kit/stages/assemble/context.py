"""Hold what the pieces of one part of the kit are made from: who, what was chosen, and the words."""

from __future__ import annotations

from dataclasses import dataclass

from interview_kit.model.profile import Profile
from interview_kit.model.selection import Conversation, Selection
from interview_kit.stages.assemble.renderer import TextRenderer


@dataclass(frozen=True, slots=True)
class RenderContext:
    """One conversation as seen from one section; `number` counts the conversations from 1.

    `talks` holds the words of every conversation, for a shared section that speaks of each.
    """

    composer: TextRenderer
    profile: Profile
    selection: Selection
    conversation: Conversation
    number: int
    talks: tuple[TextRenderer, ...]

    def field_id(self, name: str) -> str:
        """Return the id of an answer space of this conversation, unique in the document."""
        return f"{name}-{self.number}" if len(self.selection.conversations) > 1 else name
