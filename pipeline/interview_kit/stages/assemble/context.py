"""Define the context in which items and inserts are rendered: profile, selection, talk and text renderer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from interview_kit.model.profile import Profile
from interview_kit.model.selection import Conversation, Selection
from interview_kit.stages.assemble.renderer import TextRenderer


@dataclass(frozen=True, slots=True)
class RenderContext:
    """The context of one conversation; `number` counts the conversations from 1.

    `shared` holds the contexts of all conversations in a section that they share, and is empty in others.
    `spoken` has a text renderer for each language of the contacts, for words addressed to them.
    """

    renderer: TextRenderer
    spoken: tuple[TextRenderer, ...]
    profile: Profile
    selection: Selection
    conversation: Conversation
    number: int
    shared: tuple[RenderContext, ...] = ()

    @property
    def each(self) -> tuple[RenderContext, ...]:
        """Return the contexts of the conversations that a section is about."""
        return self.shared or (self,)

    @property
    def said(self) -> TextRenderer:
        """Return the renderer of words addressed to the contact, or to the first of several."""
        return self.spoken[0]

    def to_contact(self) -> Iterator[RenderContext]:
        """Yield the context of words addressed to the contacts, once for each of their languages."""
        for renderer in self.spoken:
            yield replace(self, renderer=renderer, spoken=(renderer,))

    def field_id(self, name: str) -> str:
        """Return `name` as the id of a field or anchor of this conversation, unique in the document."""
        return f"{name}-{self.number}" if len(self.selection.conversations) > 1 else name
