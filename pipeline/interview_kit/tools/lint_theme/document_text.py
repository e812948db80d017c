"""Read a document as its visible text, to compare what a writer made of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from interview_kit.model import document as d


def plain_text(document: d.Document) -> str:
    """Return the visible text in reading order, one line for each title, paragraph, list item and cell.

    It lacks page artefacts (running head, footer, page label, page numbers) and text for screen readers only.
    """
    lines: list[str] = [d.inline_text(document.letterhead.contact_line)] if document.letterhead else []
    for section in document.sections:
        lines.append(d.inline_text(section.title))
        for block in section.blocks:
            lines.extend(_block_lines(block))
    return "\n".join(line for line in lines if line.strip())


def _block_lines(block: d.Block) -> Iterator[str]:
    match block:
        case d.Heading(content=content) | d.Paragraph(content=content) | d.Tick(content=content):
            yield d.inline_text(content)
        case d.ItemList(items=items):
            yield from (d.inline_text(item) for item in items)
        case d.Table(header=header, rows=rows):
            yield from (d.inline_text(cell) for cell in header)
            for cell in (cell for row in rows for cell in row):
                yield d.inline_text(cell.content)
                if isinstance(cell.space, d.Tick):
                    yield d.inline_text(cell.space.content)
        case d.Group(blocks=blocks):
            for child in blocks:
                yield from _block_lines(child)
        case d.Line(speaker=speaker, content=content):
            yield speaker
            yield d.inline_text(content)
        case d.Question():
            yield from (block.number, block.star, block.minutes)
            yield from map(d.inline_text, (*block.content, block.reason, block.probes))
            yield block.space.label
        case d.TimeBar(segments=segments, end=end):
            for segment in segments:
                yield from (segment.label, segment.length)
            yield end
        case d.AnswerSpace(label=label):
            yield label
        case d.PageBreak():
            pass
        case _:
            assert_never(block)
