"""Parse the bank's Markdown before values are filled in, so that a value never becomes markup.

The result is in the document's own inlines and blocks; an `Expression` is where a value will be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from interview_kit.model.document import (
    Emphasis,
    Filled,
    Inline,
    Inlines,
    ItemList,
    LineBreak,
    Link,
    Paragraph,
    Strong,
    Text,
)
from interview_kit.support.i18n import _

_EXPRESSION = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
# Delimiters of placeholders for expressions while the Markdown is parsed; no bank text may contain them.
_OPEN, _CLOSE = "\ue000", "\ue001"
_STAND_IN = re.compile(f"{_OPEN}([0-9]+){_CLOSE}")
_LINK_SCHEMES = ("http://", "https://", "mailto:", "tel:")


@dataclass(frozen=True, slots=True)
class Expression(Filled):
    """Text that is not filled in yet: the source of a Jinja expression."""


@lru_cache(maxsize=8192)
def parse_line(text: str) -> Inlines:
    """Return the inlines of a one-line text; leading and trailing spaces are kept. Raises ValueError."""
    source, expressions = _set_aside(text)
    (inline,) = _markdown_parser().parseInline(source)
    return tuple(_parts(iter(inline.children or ()), expressions))


@lru_cache(maxsize=2048)
def parse_blocks(text: str) -> tuple[Paragraph | ItemList, ...]:
    """Return the paragraphs and lists of a text. Raises ValueError, such as for a nested list."""
    source, expressions = _set_aside(text)
    tokens = iter(_markdown_parser().parse(source))
    blocks: list[Paragraph | ItemList] = []
    for token in tokens:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            items = _list_items(tokens, expressions)
            blocks.append(ItemList(tuple(items), ordered=token.type == "ordered_list_open"))
        elif token.type == "inline":
            blocks.append(Paragraph(tuple(_parts(iter(token.children or ()), expressions))))
    return tuple(blocks)


@lru_cache(maxsize=1)
def _markdown_parser() -> MarkdownIt:
    return MarkdownIt("zero").enable(["emphasis", "link", "list", "newline", "escape"])


def _set_aside(text: str) -> tuple[str, tuple[str, ...]]:
    if _OPEN in text or _CLOSE in text:
        raise ValueError(_("a text may not hold the private characters U+E000 and U+E001"))
    expressions: list[str] = []

    def stand_in(match: re.Match[str]) -> str:
        expressions.append(match.group(1).strip())
        return f"{_OPEN}{len(expressions) - 1}{_CLOSE}"

    return _EXPRESSION.sub(stand_in, text), tuple(expressions)


def _list_items(tokens: Iterator[Token], expressions: tuple[str, ...]) -> Iterator[Inlines]:
    for token in tokens:
        if token.type in ("bullet_list_close", "ordered_list_close"):
            return
        if token.type in ("bullet_list_open", "ordered_list_open"):
            raise ValueError(_("a list inside a list is not possible here"))
        if token.type == "inline":
            yield tuple(_parts(iter(token.children or ()), expressions))


def _parts(tokens: Iterator[Token], expressions: tuple[str, ...]) -> Iterator[Inline]:
    for token in tokens:
        match token.type:
            case "text" | "text_special":
                yield from _words(token.content, expressions)
            case "hardbreak":
                yield LineBreak()
            case "softbreak":
                yield Text(" ")
            case "strong_open":
                yield Strong(tuple(_parts(tokens, expressions)))
            case "em_open":
                yield Emphasis(tuple(_parts(tokens, expressions)))
            case "link_open":
                yield Link(tuple(_parts(tokens, expressions)), _address(token))
            case "strong_close" | "em_close" | "link_close":
                return
            case other:
                raise ValueError(_("a text cannot hold {other}", other=other))


def _words(text: str, expressions: tuple[str, ...]) -> Iterator[Inline]:
    for place, piece in enumerate(_STAND_IN.split(text)):
        if place % 2:
            yield Expression(expressions[int(piece)])
        elif piece:
            yield Text(piece)


def _address(token: Token) -> str:
    url = str(token.attrs.get("href", ""))
    if not url.startswith(_LINK_SCHEMES):
        raise ValueError(_("a link must begin with http://, https://, mailto: or tel:, not {url!r}", url=url))
    return url
