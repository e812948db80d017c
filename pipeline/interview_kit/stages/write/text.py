"""Write a document as plain text, 76 characters wide, to read on any screen or have read aloud."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import TextWrapper
from typing import assert_never

from interview_kit.model.document import (
    AnswerSpace,
    Blank,
    Block,
    Cue,
    Document,
    Emphasis,
    Filled,
    Group,
    Heading,
    Inline,
    Inlines,
    ItemList,
    Line,
    LineBreak,
    Link,
    PageBreak,
    PageNumber,
    Paragraph,
    Question,
    Section,
    Strong,
    Table,
    Text,
    Tick,
    TimeBar,
)
from interview_kit.model.theme import Theme

WIDTH = 76
_BAR = 30
_RULE = "_" * 60
_TICK = "[ ]"


def write_text(document: Document, theme: Theme) -> bytes:
    """Return the document as UTF-8 text; the theme is not used."""
    colon = "\u00a0:" if document.language.startswith("fr") else ":"
    sections = ["\n".join(_section(section, colon)) for section in document.sections]
    if document.letterhead and document.letterhead.contact_line:
        sections.insert(0, "\n".join(_wrapped(plain_words(document.letterhead.contact_line))))
    return ("\n\n\n".join(sections) + "\n").encode()


def _section(section: Section, colon: str) -> Iterator[str]:
    title = plain_words(section.title)
    yield from _wrapped(title)
    yield "=" * min(len(title), WIDTH)
    yield from _blocks(section.blocks, colon)


def _blocks(blocks: tuple[Block, ...], colon: str) -> Iterator[str]:
    before: Block | None = None
    for block in blocks:
        lines = list(_block(block, colon))
        # No blank line between consecutive dialogue lines or checkboxes.
        if lines and not (isinstance(block, Line | Tick) and type(block) is type(before)):
            yield ""
        yield from lines
        before = block


def _block(block: Block, colon: str) -> Iterator[str]:
    match block:
        case Heading(level=level, content=content):
            yield from _wrapped(plain_words(content))
            if level == 2:
                yield "-" * min(len(plain_words(content)), WIDTH)
        case Paragraph(content=content):
            yield from _wrapped(plain_words(content))
        case ItemList(items=items, ordered=ordered):
            for number, item in enumerate(items, 1):
                yield from _wrapped(plain_words(item), f"{number}. " if ordered else "- ")
        case Table():
            yield from _table(block, colon)
        case Group(blocks=blocks):
            yield from list(_blocks(blocks, colon))[1:]
        case Line(speaker=speaker, content=content):
            yield from _wrapped(plain_words(content), f"{speaker + colon:<7} ")
        case Question():
            yield from _question(block, colon)
        case TimeBar():
            yield from _time_bar(block)
        case AnswerSpace():
            yield from _space(block, colon)
        case Tick(content=content):
            yield from _wrapped(plain_words(content), f"{_TICK} ")
        case PageBreak():
            pass
        case _:
            assert_never(block)


def _table(table: Table, colon: str) -> Iterator[str]:
    """Yield each row as several lines, since columns do not fit: a line per cell, then its checkboxes."""
    titles = [plain_words(title) for title in table.header]
    for number, row in enumerate(table.rows):
        if number:
            yield ""
        boxes = []
        for column, (title, cell) in enumerate(zip(titles, row, strict=True)):
            words = plain_words(cell.content)
            match cell.space:
                case AnswerSpace():
                    yield from _wrapped(f"{words} {_RULE[:24]}".strip(), f"{title}{colon} ")
                case Tick(content=content):
                    boxes.append(f"{_TICK} {plain_words(content) or title}")
                case None:
                    heads_its_row = table.row_headers and not column
                    yield from _wrapped(words, "" if heads_its_row or not words else f"{title}{colon} ")
                case _:
                    assert_never(cell.space)
        yield from _wrapped("   ".join(boxes))


def _question(question: Question, colon: str) -> Iterator[str]:
    facts = ", ".join(part for part in (question.star and f"* {question.star}", question.minutes) if part)
    lead = f"{question.number}. "
    yield from _wrapped(f"({facts})" if facts else "", lead)
    for words in (*question.content, question.reason, question.probes):
        yield from _wrapped(plain_words(words), " " * len(lead))
    yield from _space(question.space, colon)


def _time_bar(bar: TimeBar) -> Iterator[str]:
    longest = max((len(segment.label) for segment in bar.segments), default=0)
    total = sum(segment.minutes for segment in bar.segments) or 1.0
    start = 0.0
    for segment in bar.segments:
        first, last = (round(minutes / total * _BAR) for minutes in (start, start + segment.minutes))
        drawn = (" " * first + "#" * max(1, last - first)).ljust(_BAR)
        yield f"{segment.label:<{longest}}  |{drawn}|  {segment.length}".rstrip()
        start += segment.minutes
    yield from _wrapped(bar.end)


def _space(space: AnswerSpace, colon: str) -> Iterator[str]:
    if space.label:
        asks = space.label.endswith("?")
        yield from _wrapped(space.label if asks else space.label + colon)
    for _ in range(space.lines):
        yield _RULE


def plain_words(content: Inlines) -> str:
    """Return inlines as plain text: blanks as lines to fill in, URLs after the text of a link."""
    return "".join(_inline(inline) for inline in content)


def _inline(inline: Inline) -> str:
    match inline:
        case Text(text=text) | Filled(text=text):
            return text
        case Strong(children=children) | Emphasis(children=children):
            return plain_words(children)
        case Link(children=children, url=url):
            words = plain_words(children)
            return words if words in url else f"{words} <{url}>"
        case Blank(hint=hint):
            return f"________ {hint}".rstrip()
        case Cue(text=text):
            return f"[{text}]"
        case PageNumber():
            # Plain text has no pages.
            return ""
        case LineBreak():
            return "\n"
        case _:
            assert_never(inline)


def _wrapped(text: str, lead: str = "") -> Iterator[str]:
    """Yield a text wrapped, with `lead` before it, a hanging indent, and its own line breaks kept."""
    hanging = " " * min(len(lead), 8)
    for number, line in enumerate(text.split("\n")):
        first = hanging if number else lead
        wrapper = TextWrapper(
            WIDTH,
            initial_indent=first,
            subsequent_indent=hanging,
            break_long_words=False,
            break_on_hyphens=False,
        )
        yield from (each.rstrip() for each in wrapper.wrap(line) or [first] if each.strip())
