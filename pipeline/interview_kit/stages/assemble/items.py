"""Turn the items of a bank's section into blocks of the document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from interview_kit.model import document as d
from interview_kit.model.bank import (
    AnswerItem,
    GroupItem,
    HeadingItem,
    InsertItem,
    ListEntry,
    ListItem,
    SectionItem,
    TableItem,
    TextItem,
    TicksItem,
)
from interview_kit.stages.assemble.context import RenderContext
from interview_kit.stages.assemble.inserts import PIECES
from interview_kit.stages.assemble.reasons import worded_reason
from interview_kit.stages.assemble.renderer import TextRenderer


def blocks_of(items: tuple[SectionItem, ...], context: RenderContext) -> tuple[d.Block, ...]:
    """Return the blocks of the items whose condition (`when`) is true. Raises BankError."""
    return tuple(block for item in items for block in _blocks(item, context))


def _blocks(item: SectionItem, context: RenderContext) -> Iterator[d.Block]:
    renderer = context.renderer
    if not renderer.holds(item.when, item.id):
        return
    match item:
        case TextItem():
            yield from renderer.blocks(item.text, item.role, item.id)
        case HeadingItem():
            if item.page == "new":
                yield d.PageBreak()
            anchor = context.field_id(item.anchor) if item.anchor else ""
            yield d.Heading(item.level, renderer.line(item.text, item.id), anchor)
        case ListItem():
            entries = _entries(item.entries, renderer)
            if entries:
                lines = tuple(
                    (*renderer.line(entry.text, entry.id), *_note(entry, context)) for entry in entries
                )
                ids = tuple(context.field_id(entry.id) for entry in entries)
                yield d.ItemList(lines, item.ordered, item.role, ids if item.role is d.Role.CHECKLIST else ())
        case AnswerItem():
            label = d.inline_text(renderer.line(item.label, item.id))
            yield d.AnswerSpace(label, context.field_id(item.id), item.lines)
        case TicksItem():
            for entry in _entries(item.entries, renderer):
                words = renderer.line(entry.text, entry.id)
                yield d.Tick(words, context.field_id(entry.id), d.inline_text(words))
        case TableItem():
            yield _table(item, context)
        case GroupItem():
            yield d.Group(blocks_of(item.items, context), item.role, item.together)
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
            note = context.renderer.label("goal.unmet", goal=outcome.goal.value, reason=reason)
            return (d.LineBreak(), *note)
    return ()


def _table(item: TableItem, context: RenderContext) -> d.Table:
    renderer = context.renderer
    header = tuple(renderer.line(column, item.id) for column in item.columns)
    rows = []
    for number, row in enumerate(item.cells, 1):
        cells = [d.Cell(renderer.line(text, item.id)) for text in row]
        for place in range(len(row), len(item.columns)):
            name = (
                f"{d.inline_text(cells[0].content)}: {d.inline_text(header[place])}"
                if row
                else d.inline_text(header[place])
            )
            cells.append(
                d.Cell((), d.AnswerSpace(name, context.field_id(f"{item.id}.{number}.{place + 1}"), 1))
            )
        rows.append(tuple(cells))
    summary = d.inline_text(renderer.line(item.summary, item.id))
    return d.Table(header, tuple(rows), item.widths, summary, item.role, row_headers=True)
