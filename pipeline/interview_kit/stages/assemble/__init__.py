"""Stage 3: assemble the document from the selection and the bank's texts, in the outline's order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from itertools import groupby

from interview_kit.model.bank import Bank, OutlineEntry
from interview_kit.model.document import Document, Owner, PageNumber, Section, rewritten, titles_of
from interview_kit.model.profile import Profile
from interview_kit.model.selection import Selection
from interview_kit.stages.assemble.context import RenderContext
from interview_kit.stages.assemble.facts import facts_of, page_facts
from interview_kit.stages.assemble.formatting import TAGS
from interview_kit.stages.assemble.items import blocks_of
from interview_kit.stages.assemble.letterhead import letterhead_of
from interview_kit.stages.assemble.renderer import TextRenderer
from interview_kit.support.i18n import _

__all__ = ["assemble", "owner_key", "section_ids", "text_renderers"]


@dataclass(frozen=True, slots=True)
class _PlacedSection:
    """A section to print: its outline entry, its anchor, and the context in which it is rendered."""

    entry: OutlineEntry
    anchor: str
    scene: RenderContext


def assemble(selection: Selection, profile: Profile, bank: Bank) -> Document:
    """Return the document in the profile's language.

    Raises BankError where a text cannot be rendered, or the bank does not offer the language.
    """
    _check_language(profile, bank)
    renderer = _shared_context(selection, profile, bank).renderer
    document = Document(
        language=TAGS[profile.language],
        title=renderer.label_text("title"),
        subject=renderer.label_text("subject"),
        running_head=renderer.label_text("running_head"),
        page_label=renderer.label_text("page"),
        sections=tuple(_section(place) for place in _places(selection, profile, bank)),
        owner=Owner(profile.name, profile.target.work, owner_key(profile.name, profile.id)),
        letterhead=letterhead_of(renderer),
    )
    return rewritten(document, PageNumber, partial(_titled, titles=titles_of(document)))


def _titled(number: PageNumber, titles: Mapping[str, str]) -> PageNumber:
    return replace(number, title=titles.get(number.target, ""))


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
    return tuple(dict.fromkeys(place.entry.section for place in _places(selection, profile, bank)))


def _section(place: _PlacedSection) -> Section:
    section = place.scene.renderer.bank.sections[place.entry.section]
    return Section(
        kind=section.id,
        anchor=place.anchor,
        title=place.scene.renderer.line(section.title, section.id),
        blocks=blocks_of(section.items, place.scene),
        starts_page=place.entry.page == "new",
        contact=_contact(place),
    )


def _contact(place: _PlacedSection) -> str:
    contact = place.scene.conversation.talk.contact if place.entry.each_contact else None
    return (contact.name or contact.organisation or contact.occupation) if contact else ""


def _places(selection: Selection, profile: Profile, bank: Bank) -> Iterator[_PlacedSection]:
    shared = _shared_context(selection, profile, bank)
    for each_contact, run in groupby(bank.outline, key=lambda entry: entry.each_contact):
        entries = tuple(run)
        scenes = _contexts(selection, profile, bank) if each_contact else (shared,)
        for scene in scenes:
            for entry in entries:
                if scene.renderer.holds(entry.when, f"outline.{entry.section}"):
                    anchor = scene.field_id(entry.section) if each_contact else entry.section
                    yield _PlacedSection(entry, anchor, scene)


def _shared_context(selection: Selection, profile: Profile, bank: Bank) -> RenderContext:
    renderer = _renderer(selection, profile, bank, 1, shared=True)
    return RenderContext(
        renderer, profile, selection, selection.conversations[0], 1, text_renderers(selection, profile, bank)
    )


def _contexts(selection: Selection, profile: Profile, bank: Bank) -> tuple[RenderContext, ...]:
    talks = text_renderers(selection, profile, bank)
    return tuple(
        RenderContext(renderer, profile, selection, conversation, number, talks)
        for number, (renderer, conversation) in enumerate(zip(talks, selection.conversations, strict=True), 1)
    )


def text_renderers(selection: Selection, profile: Profile, bank: Bank) -> tuple[TextRenderer, ...]:
    """Return a text renderer for each talk, in order, with the profile's language and the talk's facts."""
    numbers = range(1, len(selection.conversations) + 1)
    return tuple(_renderer(selection, profile, bank, number, shared=False) for number in numbers)


def _renderer(
    selection: Selection, profile: Profile, bank: Bank, number: int, *, shared: bool
) -> TextRenderer:
    suffix = "-1" if len(selection.conversations) > 1 else ""
    first = {entry.section: entry.section + (suffix if entry.each_contact else "") for entry in bank.outline}
    facts = facts_of(profile, selection, selection.conversations[number - 1], shared=shared)
    facts |= page_facts({**first, "questions": f"questions{suffix}"})
    return TextRenderer(bank, profile.language, facts)
