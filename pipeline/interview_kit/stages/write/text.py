"""Write a document as plain text, 76 characters wide, to read on any screen or have read aloud."""

from __future__ import annotations

import re
from collections.abc import Iterator
from textwrap import TextWrapper
from typing import assert_never
from urllib.parse import unquote

from interview_kit.model import document as d
from interview_kit.model.language import language_of, rules_of
from interview_kit.model.theme import Theme
from interview_kit.support.direction import isolated

WIDTH = 76
_BAR = 30
_RULE = "_" * 60
_TICK = "[ ]"
_PAGE = re.compile(r",\s+\w+\s*$")


def write_text(document: d.Document, theme: Theme) -> bytes:
    """Return the document as UTF-8 text; the theme is not used."""
    language = language_of(document.language)
    colon = rules_of(language).colon if language else ":"
    sections = ["\n".join(_section(section, colon)) for section in document.sections]
    if document.letterhead and document.letterhead.contact_line:
        sections.insert(0, "\n".join(_wrapped(plain_words(document.letterhead.contact_line))))
    return ("\n\n\n".join(sections) + "\n").encode()


def _section(section: d.Section, colon: str) -> Iterator[str]:
    title = plain_words(section.title)
    yield from _wrapped(title)
    yield "=" * min(len(title), WIDTH)
    yield from _blocks(section.blocks, colon)


def _blocks(blocks: tuple[d.Block, ...], colon: str) -> Iterator[str]:
    before: d.Block | None = None
    for block in blocks:
        lines = list(_block(block, colon))
        # No blank line between consecutive dialogue lines or checkboxes.
        if lines and not (isinstance(block, d.Line | d.Tick) and type(block) is type(before)):
            yield ""
        yield from lines
        before = block


def _block(block: d.Block, colon: str) -> Iterator[str]:
    match block:
        case d.Heading(level=level, content=content):
            yield from _wrapped(plain_words(content))
            if level == 2:
                yield "-" * min(len(plain_words(content)), WIDTH)
        case d.Paragraph(content=content):
            yield from _wrapped(plain_words(content))
        case d.ItemList(items=items, ordered=ordered):
            for number, item in enumerate(items, 1):
                yield from _wrapped(plain_words(item), f"{number}. " if ordered else "- ")
        case d.Table():
            yield from _table(block, colon)
        case d.Group(blocks=blocks):
            yield from list(_blocks(blocks, colon))[1:]
        case d.Line(speaker=speaker, content=content):
            yield from _wrapped(plain_words(content), f"{speaker + colon:<7} ")
        case d.Question():
            yield from _question(block, colon)
        case d.TimeBar():
            yield from _time_bar(block)
        case d.AnswerSpace():
            yield from _space(block, colon)
        case d.Tick(content=content):
            yield from _wrapped(plain_words(content), f"{_TICK} ")
        case d.PageBreak():
            pass
        case _:
            assert_never(block)


def _table(table: d.Table, colon: str) -> Iterator[str]:
    """Yield each row as several lines, since columns do not fit: a line per cell, then its checkboxes."""
    titles = [plain_words(title) for title in table.header]
    for number, row in enumerate(table.rows):
        if number:
            yield ""
        boxes = []
        for column, (title, cell) in enumerate(zip(titles, row, strict=True)):
            words = plain_words(cell.content)
            heads_its_row = table.row_headers and not column
            match cell.space:
                case d.AnswerSpace(label=label):
                    lead = label if heads_its_row else title
                    yield from _wrapped(f"{words} {_RULE[:24]}".strip(), f"{lead}{colon} ")
                case d.Tick(content=()):
                    boxes.append(f"{_TICK} {title}")
                case d.Tick(content=content):
                    yield from _wrapped(f"{title}{colon} {plain_words(content)}", f"{_TICK} ")
                case None:
                    yield from _wrapped(words, "" if heads_its_row or not words else f"{title}{colon} ")
                case _:
                    assert_never(cell.space)
        yield from _wrapped("   ".join(boxes))


def _question(question: d.Question, colon: str) -> Iterator[str]:
    facts = ", ".join(part for part in (question.star and f"* {question.star}", question.minutes) if part)
    lead = f"{question.number}. "
    yield from _wrapped(f"({facts})" if facts else "", lead)
    for words in (*question.content, question.reason, question.probes):
        yield from _wrapped(plain_words(words), " " * len(lead))
    yield from _space(question.space, colon)


def _time_bar(bar: d.TimeBar) -> Iterator[str]:
    longest = max((len(segment.label) for segment in bar.segments), default=0)
    total = sum(segment.minutes for segment in bar.segments) or 1.0
    start = 0.0
    for segment in bar.segments:
        first, last = (round(minutes / total * _BAR) for minutes in (start, start + segment.minutes))
        drawn = (" " * first + "#" * max(1, last - first)).ljust(_BAR)
        yield f"{segment.label:<{longest}}  |{drawn}|  {segment.length}".rstrip()
        start += segment.minutes * bar.stacked
    yield from _wrapped(bar.end)


def _space(space: d.AnswerSpace, colon: str) -> Iterator[str]:
    if space.label:
        asks = space.label.endswith("?")
        yield from _wrapped(space.label if asks else space.label + colon)
    for _ in range(space.lines):
        yield _RULE


def plain_words(content: d.Inlines) -> str:
    """Return inlines as plain text: blanks as lines to fill in, URLs after the text of a link.

    Plain text has no pages, so ", page" before a page number is left out with it.
    """
    words = ""
    for inline in content:
        words = _PAGE.sub("", words) if isinstance(inline, d.PageNumber) and not inline.words else words
        words += _inline(inline)
    return words


def _inline(inline: d.Inline) -> str:
    match inline:
        case d.Text(text=text):
            return text
        case d.Filled(text=text):
            return isolated(text)
        case d.Strong(children=children) | d.Emphasis(children=children) | d.Foreign(children=children):
            return plain_words(children)
        case d.Link(children=children, url=url):
            words = plain_words(children)
            return words if _is_shown(url, words) else f"{words} <{url}>"
        case d.Blank(hint=hint):
            return f"________ {hint}".rstrip()
        case d.Cue(text=text):
            return f"[{text}]"
        case d.PageNumber(words=words):
            return plain_words(words)
        case d.LineBreak():
            return "\n"
        case _:
            assert_never(inline)


def _is_shown(url: str, words: str) -> bool:
    """Return whether the words of a link are its address; those of a telephone number have its digits."""
    if not url.startswith("tel:"):
        return words in unquote(url)
    digits = re.sub("[^0-9]", "", words)
    return bool(digits) and re.sub("[^0-9]", "", url).endswith(digits)


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
