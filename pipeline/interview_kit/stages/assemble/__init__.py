"""Stage 3: assemble the document from the selection and the bank's texts, in the outline's order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from itertools import groupby
from operator import attrgetter

from interview_kit.model.bank import Bank, OutlineEntry
from interview_kit.model.document import (
    Document,
    Heading,
    Owner,
    PageNumber,
    Section,
    inline_text,
    parts_in,
    rewritten,
)
from interview_kit.model.language import rules_of
from interview_kit.model.profile import Profile
from interview_kit.model.selection import Selection
from interview_kit.stages.assemble.context import RenderContext
from interview_kit.stages.assemble.facts import facts_of
from interview_kit.stages.assemble.items import blocks_of
from interview_kit.stages.assemble.letterhead import letterhead_of
from interview_kit.stages.assemble.renderer import TextRenderer
from interview_kit.support.i18n import _

__all__ = ["assemble", "owner_key", "section_ids", "text_renderers"]


def assemble(selection: Selection, profile: Profile, bank: Bank) -> Document:
    """Return the document in the profile's language.

    Raises BankError where a text cannot be rendered, or the bank does not offer the language.
    """
    _check_language(profile, bank)
    renderer = _renderer(selection, profile, bank, 1, shared=True)
    document = Document(
        language=rules_of(profile.language).tag,
        title=renderer.label_text("title"),
        subject=renderer.label_text("subject"),
        running_head=renderer.label_text("running_head"),
        page_label=renderer.label_text("page"),
        sections=tuple(_section(*place) for place in _places(selection, profile, bank)),
        owner=Owner(profile.name, profile.target.work, owner_key(profile.name, profile.id)),
        letterhead=letterhead_of(renderer),
    )
    titles = {section.anchor: inline_text(section.title) for section in document.sections}
    titles |= {each.anchor: inline_text(each.content) for each in parts_in(document, Heading) if each.anchor}
    return rewritten(
        document, PageNumber, lambda number: replace(number, title=titles.get(number.target, ""))
    )


def owner_key(name: str, own_id: str) -> str:
    """Return 12 hex digits, a hash of name and id, that tell people of one name apart."""
    return sha256(f"{name}\n{own_id}".encode()).hexdigest()[:12]


def _check_language(profile: Profile, bank: Bank) -> None:
    if profile.language not in bank.languages:
        made = ", ".join(bank.languages)
        message = _(
            "kits are made in {made} here, and this one is wanted in {language}",
            made=made,
            language=profile.language,
        )
        bank.refuse("languages", message)


def section_ids(bank: Bank, profile: Profile, selection: Selection) -> tuple[str, ...]:
    """Return the ids of the kit's sections in their order, without repeats."""
    return tuple(dict.fromkeys(entry.section for entry, _, _ in _places(selection, profile, bank)))


def _section(entry: OutlineEntry, anchor: str, scene: RenderContext) -> Section:
    section = scene.renderer.bank.sections[entry.section]
    contact = scene.conversation.talk.contact if entry.each_contact else None
    return Section(
        kind=section.id,
        anchor=anchor,
        title=scene.renderer.line(section.title, section.id),
        blocks=blocks_of(section.items, scene),
        starts_page=entry.page == "new",
        contact=(contact.name or contact.organisation or contact.occupation) if contact else "",
    )


def _places(
    selection: Selection, profile: Profile, bank: Bank
) -> Iterator[tuple[OutlineEntry, str, RenderContext]]:
    """Yield each section to print: its outline entry, its anchor, and the context in which it is rendered."""
    talks, conversations = text_renderers(selection, profile, bank), selection.conversations
    shared = _renderer(selection, profile, bank, 1, shared=True)
    first = RenderContext(shared, profile, selection, conversations[0], 1, talks)
    scenes = [
        RenderContext(renderer, profile, selection, conversation, number, talks)
        for number, (renderer, conversation) in enumerate(zip(talks, conversations, strict=True), 1)
    ]
    for each_contact, run in groupby(bank.outline, key=attrgetter("each_contact")):
        entries = tuple(run)
        for scene in scenes if each_contact else [first]:
            for entry in entries:
                if scene.renderer.holds(entry.when, f"outline.{entry.section}"):
                    anchor = scene.field_id(entry.section) if each_contact else entry.section
                    yield entry, anchor, scene


def text_renderers(selection: Selection, profile: Profile, bank: Bank) -> tuple[TextRenderer, ...]:
    """Return a text renderer for each talk, in order, with the profile's language and the talk's facts."""
    numbers = range(1, len(selection.conversations) + 1)
    return tuple(_renderer(selection, profile, bank, number, shared=False) for number in numbers)


def _renderer(
    selection: Selection, profile: Profile, bank: Bank, number: int, *, shared: bool
) -> TextRenderer:
    suffix = "-1" if len(selection.conversations) > 1 else ""
    first = {entry.section: entry.section + (suffix if entry.each_contact else "") for entry in bank.outline}
    first["questions"] = f"questions{suffix}"
    facts = facts_of(profile, selection, selection.conversations[number - 1], shared=shared)
    facts["page"] = {name: PageNumber(anchor) for name, anchor in first.items()}
    return TextRenderer(bank, profile.language, facts)
