"""Define the context in which items and inserts are rendered: profile, selection, talk and text renderer."""

from __future__ import annotations

from dataclasses import dataclass

from interview_kit.model.profile import Profile
from interview_kit.model.selection import Conversation, Selection
from interview_kit.stages.assemble.renderer import TextRenderer


@dataclass(frozen=True, slots=True)
class RenderContext:
    """The context of one conversation; `number` counts the conversations from 1.

    `talks` holds the text renderer of every conversation, for shared sections that mention each.
    """

    renderer: TextRenderer
    profile: Profile
    selection: Selection
    conversation: Conversation
    number: int
    talks: tuple[TextRenderer, ...]

    def field_id(self, name: str) -> str:
        """Return `name` as the id of a field or anchor of this conversation, unique in the document."""
        return f"{name}-{self.number}" if len(self.selection.conversations) > 1 else name
