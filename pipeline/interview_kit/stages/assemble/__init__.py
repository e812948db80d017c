"""Stage 3: assemble the document from the selection and the bank's texts, in the outline's order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from hashlib import sha256
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import assert_never

from interview_kit.model import document as d
from interview_kit.model.bank import (
    AnswerItem,
    Bank,
    GroupItem,
    HeadingItem,
    InsertItem,
    ListEntry,
    ListItem,
    OutlineEntry,
    SectionItem,
    TableItem,
    TextItem,
    TicksItem,
)
from interview_kit.model.enums import Language
from interview_kit.model.profile import Profile
from interview_kit.model.selection import Selection
from interview_kit.stages.assemble.context import RenderContext
from interview_kit.stages.assemble.facts import facts_of
from interview_kit.stages.assemble.inserts import PIECES
from interview_kit.stages.assemble.letterhead import letterhead_of
from interview_kit.stages.assemble.links import step_link
from interview_kit.stages.assemble.printed import not_printed
from interview_kit.stages.assemble.reasons import worded_reason
from interview_kit.stages.assemble.renderer import TextRenderer
from interview_kit.support.i18n import _

__all__ = [
    "assemble",
    "blocks_of",
    "contexts",
    "former_owner_key",
    "owner_key",
    "section_ids",
    "text_renderers",
]


_SCREEN = tuple(field.name.replace("_", "-") for field in fields(d.ScreenLabels))


def assemble(selection: Selection, profile: Profile, bank: Bank) -> d.Document:
    """Return the document in the profile's language.

    Where it lacks texts that the person typed, it is made again with these texts as facts, `unprinted`.
    Raises BankError where a text cannot be rendered, or the bank does not offer the language.
    """
    for language in (profile.language, *map(profile.language_with, profile.contacts)):
        if language not in bank.languages:
            made = ", ".join(bank.languages)
            message = _(
                "kits are made in {made} here, and this one is wanted in {language}",
                made=made,
                language=language,
            )
            bank.refuse("languages", message)
    document = _document(selection, profile, bank)
    if left := not_printed(profile, document):
        document = _document(replace(selection, unprinted=left), profile, bank)
    titles = {section.anchor: d.inline_text(section.title) for section in document.sections}
    titles |= {
        each.anchor: d.inline_text(each.content) for each in d.parts_in(document, d.Heading) if each.anchor
    }
    return d.rewritten(
        document, d.PageNumber, lambda number: replace(number, title=titles.get(number.target, ""))
    )


def _document(selection: Selection, profile: Profile, bank: Bank) -> d.Document:
    """Return the document without the titles that its page numbers refer to."""
    renderer = _renderer(selection, profile, bank, 1, shared=True)
    return d.Document(
        language=bank.rules[profile.language].tag,
        title=renderer.label_text("title"),
        subject=renderer.label_text("subject"),
        running_head=renderer.label_text("running_head"),
        page_label=renderer.label_text("page"),
        sections=tuple(
            section for place in _places(selection, profile, bank) if (section := _section(*place)).blocks
        ),
        owner=d.Owner(profile.name, profile.target.work, owner_key(profile.name, profile.id)),
        letterhead=letterhead_of(renderer),
        screen=d.ScreenLabels(*(renderer.label_text(f"screen.{each}") for each in _SCREEN)),
    )


def owner_key(name: str, own_id: str) -> str:
    """Return 12 hex digits that identify a person: a hash of the id, or of the name where there is none."""
    return _hash(f"\n{own_id}" if own_id else f"{name}\n")


def former_owner_key(name: str, own_id: str) -> str:
    """Return the key in kits of earlier versions, a hash of name and id."""
    return _hash(f"{name}\n{own_id}")


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:12]


def section_ids(bank: Bank, profile: Profile, selection: Selection) -> tuple[str, ...]:
    """Return the ids of the kit's sections in their order, without repeats."""
    return tuple(dict.fromkeys(entry.section for entry, _, _ in _places(selection, profile, bank)))


def _section(entry: OutlineEntry, anchor: str, scene: RenderContext) -> d.Section:
    section = scene.renderer.bank.sections[entry.section]
    if section.to_contact and len(scene.spoken) == 1:
        scene = next(scene.to_contact())
    contact = scene.conversation.talk.contact if entry.each_contact else None
    shares = bool(entry.shared_when) and scene.renderer.holds(entry.shared_when, f"outline.{entry.section}")
    return d.Section(
        kind=section.id,
        anchor=anchor,
        title=scene.renderer.line(section.title, section.id),
        blocks=tuple(blocks_of(section.items, scene)),
        starts_page=entry.page == "new" and not shares,
        beside=entry.page == "beside",
        contact=(contact.name or contact.organisation or contact.occupation) if contact else "",
    )


def _places(
    selection: Selection, profile: Profile, bank: Bank
) -> Iterator[tuple[OutlineEntry, str, RenderContext]]:
    """Yield each section to print: its outline entry, its anchor, and the context in which it is rendered."""
    scenes = contexts(selection, profile, bank)
    spoken = {scene.said.language: number for number, scene in reversed(list(enumerate(scenes, 1)))}
    first = replace(
        scenes[0],
        renderer=_renderer(selection, profile, bank, 1, shared=True),
        spoken=tuple(
            _renderer(selection, profile, bank, number, shared=True, language=language)
            for language, number in sorted(spoken.items(), key=itemgetter(1))
        ),
        shared=scenes,
    )
    for each_contact, run in groupby(bank.outline, key=attrgetter("each_contact")):
        entries = tuple(run)
        for scene in scenes if each_contact else (first,):
            for entry in entries:
                if scene.renderer.holds(entry.when, f"outline.{entry.section}"):
                    anchor = scene.field_id(entry.section) if each_contact else entry.section
                    yield entry, anchor, scene


def contexts(selection: Selection, profile: Profile, bank: Bank) -> tuple[RenderContext, ...]:
    """Return the context of each talk, in order."""
    talks = text_renderers(selection, profile, bank)
    made = []
    for number, (renderer, conversation) in enumerate(zip(talks, selection.conversations, strict=True), 1):
        language = profile.language_with(conversation.talk.contact)
        said = _renderer(selection, profile, bank, number, shared=False, language=language)
        made.append(RenderContext(renderer, (said,), profile, selection, conversation, number))
    return tuple(made)


def text_renderers(selection: Selection, profile: Profile, bank: Bank) -> tuple[TextRenderer, ...]:
    """Return a text renderer for each talk, in order, with the profile's language and the talk's facts."""
    numbers = range(1, len(selection.conversations) + 1)
    return tuple(_renderer(selection, profile, bank, number, shared=False) for number in numbers)


def _renderer(
    selection: Selection,
    profile: Profile,
    bank: Bank,
    number: int,
    *,
    shared: bool,
    language: Language | None = None,
) -> TextRenderer:
    suffix = "-1" if len(selection.conversations) > 1 else ""
    first = {entry.section: entry.section + (suffix if entry.each_contact else "") for entry in bank.outline}
    first["questions"] = f"questions{suffix}"
    conversation, to_contact = selection.conversations[number - 1], language is not None
    facts = facts_of(
        profile, selection, conversation, bank.rules[profile.language], shared=shared, to_contact=to_contact
    )
    facts["page"] = {name: d.PageNumber(anchor) for name, anchor in first.items()}
    spoken = language or profile.language
    mark = "" if spoken == profile.language else bank.rules[spoken].tag
    is_one = len(selection.conversations) == 1
    return TextRenderer(bank, spoken, facts, mark, talk="" if is_one else None if shared else f"-{number}")


def blocks_of(items: tuple[SectionItem, ...], context: RenderContext) -> Iterator[d.Block]:
    """Yield the blocks of the items whose condition (`when`) is true. Raises BankError."""
    for item in items:
        is_sent = item.to_contact or (isinstance(item, GroupItem) and item.role is d.Role.MESSAGE)
        for own in context.to_contact() if is_sent else (context,):
            if own.renderer.holds(item.when, item.id):
                yield from _blocks(item, own)


def _blocks(item: SectionItem, context: RenderContext) -> Iterator[d.Block]:
    renderer = context.renderer
    match item:
        case TextItem():
            yield from renderer.blocks(item.text, item.role, item.id)
        case HeadingItem():
            if item.page == "new":
                yield d.PageBreak()
            anchor = context.field_id(item.anchor) if item.anchor else ""
            yield d.Heading(item.level, renderer.line(item.text, item.id), anchor)
        case ListItem(ordered=ordered, role=role):
            entries = _entries(item.entries, renderer)
            if entries:
                lines = tuple(
                    (*renderer.line(entry.text, entry.id), *_note(entry, context)) for entry in entries
                )
                if role is d.Role.STEPS:
                    lines = tuple(map(step_link, lines))
                ids = tuple(context.field_id(entry.id) for entry in entries)
                yield d.ItemList(lines, ordered, role, ids if role is d.Role.CHECKLIST else ())
        case AnswerItem():
            label = d.inline_text(renderer.line(item.label, item.id))
            yield d.AnswerSpace(label, context.field_id(item.id), item.lines)
        case TicksItem():
            for entry in _entries(item.entries, renderer):
                words = renderer.line(entry.text, entry.id)
                yield d.Tick(words, context.field_id(entry.id), d.inline_text(words))
        case TableItem():
            yield _table(item, context)
        case GroupItem(each_contact=True):
            for own in context.each:
                yield from blocks_of(item.items, own)
        case GroupItem():
            yield d.Group(tuple(blocks_of(item.items, context)), item.role, item.together)
        case InsertItem():
            yield from PIECES[item.piece](context, item)
        case _:
            assert_never(item)


def _entries(entries: tuple[ListEntry, ...], renderer: TextRenderer) -> list[ListEntry]:
    printed = [entry for entry in entries if renderer.holds(entry.when, entry.id)]
    return sorted(printed, key=lambda entry: not (entry.first and renderer.holds(entry.first, entry.id)))


def _note(entry: ListEntry, context: RenderContext) -> d.Inlines:
    """Return the note under the goal of an entry, on a line of its own, where no talk serves the goal."""
    for outcome in context.selection.unmet_goals():
        if outcome.goal == entry.goal:
            reason = worded_reason(context.renderer, outcome.reason)
            label = "goal.unmet.short" if context.selection.short else "goal.unmet"
            note = context.renderer.label(label, goal=outcome.goal.value, reason=reason)
            return (d.LineBreak(), *note)
    return ()


def _table(item: TableItem, context: RenderContext) -> d.Table:
    renderer = context.renderer
    header = tuple(renderer.line(column, item.id) for column in item.columns)
    rows = []
    for number, row in enumerate(item.cells, 1):
        cells = []
        texts = [renderer.line(text, item.id) for text in row]
        for place, title in enumerate(header):
            about = f"{d.inline_text(texts[0])}: " if row else ""
            name = f"{about}{d.inline_text(title)}"
            field = context.field_id(f"{item.id}.{number}.{place + 1}")
            if place >= len(row):
                cells.append(d.Cell((), d.AnswerSpace(name, field, 1)))
            elif item.ticks and place:
                cells.append(d.Cell((), d.Tick(texts[place], field, name)))
            else:
                cells.append(d.Cell(texts[place]))
        rows.append(tuple(cells))
    summary = d.inline_text(renderer.line(item.summary, item.id))
    return d.Table(header, tuple(rows), item.widths, summary, item.role, row_headers=True)
