"""Read a document as its visible text, to compare what a writer made of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from interview_kit.model.document import (
    AnswerSpace,
    Block,
    Document,
    Group,
    Heading,
    ItemList,
    Line,
    PageBreak,
    Paragraph,
    Question,
    Table,
    Tick,
    TimeBar,
    inline_text,
)


def plain_text(document: Document) -> str:
    """Return the visible text in reading order, one line for each title, paragraph, list item and cell.

    It lacks page artefacts (running head, footer, page label, page numbers) and text for screen readers only.
    """
    lines: list[str] = [inline_text(document.letterhead.contact_line)] if document.letterhead else []
    for section in document.sections:
        lines.append(inline_text(section.title))
        for block in section.blocks:
            lines.extend(_block_lines(block))
    return "\n".join(line for line in lines if line.strip())


def _block_lines(block: Block) -> Iterator[str]:
    match block:
        case Heading(content=content) | Paragraph(content=content) | Tick(content=content):
            yield inline_text(content)
        case ItemList(items=items):
            yield from (inline_text(item) for item in items)
        case Table(header=header, rows=rows):
            yield from (inline_text(cell) for cell in header)
            for cell in (cell for row in rows for cell in row):
                yield inline_text(cell.content)
                if isinstance(cell.space, Tick):
                    yield inline_text(cell.space.content)
        case Group(blocks=blocks):
            for child in blocks:
                yield from _block_lines(child)
        case Line(speaker=speaker, content=content):
            yield speaker
            yield inline_text(content)
        case Question():
            yield from (block.number, block.star, block.minutes)
            yield from map(inline_text, (*block.content, block.reason, block.probes))
            yield block.space.label
        case TimeBar(segments=segments, end=end):
            for segment in segments:
                yield from (segment.label, segment.length)
            yield end
        case AnswerSpace(label=label):
            yield label
        case PageBreak():
            pass
        case _:
            assert_never(block)
