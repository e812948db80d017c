"""Parse the bank's Markdown before values are filled in, so that a value never becomes markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from interview_kit.support.i18n import _

_EXPRESSION = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
# Delimiters of placeholders for expressions while the Markdown is parsed; no bank text may contain them.
_OPEN, _CLOSE = "\ue000", "\ue001"
_STAND_IN = re.compile(f"{_OPEN}([0-9]+){_CLOSE}")
_LINK_SCHEMES = ("http://", "https://", "mailto:", "tel:")


@dataclass(frozen=True, slots=True)
class FixedWords:
    """Literal text of the bank."""

    text: str


@dataclass(frozen=True, slots=True)
class Expression:
    """A Jinja expression to fill in."""

    source: str


@dataclass(frozen=True, slots=True)
class NewLine:
    """A line break."""


@dataclass(frozen=True, slots=True)
class Span:
    """Parts in bold or italics, or a link with its URL."""

    kind: str
    parts: Parts
    url: str = ""


Part = FixedWords | Expression | NewLine | Span
Parts = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class ParsedParagraph:
    """One paragraph of a text."""

    parts: Parts


@dataclass(frozen=True, slots=True)
class ParsedList:
    """A list of a text."""

    items: tuple[Parts, ...]
    ordered: bool


ParsedBlock = ParsedParagraph | ParsedList


def _markdown() -> MarkdownIt:
    return MarkdownIt("zero").enable(["emphasis", "link", "list", "newline", "escape"])


@lru_cache(maxsize=8192)
def parse_line(text: str) -> Parts:
    """Return the parts of a one-line text; leading and trailing spaces are kept. Raises ValueError."""
    source, expressions = _set_aside(text)
    (inline,) = _markdown_parser().parseInline(source)
    return tuple(_parts(iter(inline.children or ()), expressions))


@lru_cache(maxsize=2048)
def parse_blocks(text: str) -> tuple[ParsedBlock, ...]:
    """Return the paragraphs and lists of a text. Raises ValueError, such as for a nested list."""
    source, expressions = _set_aside(text)
    tokens = iter(_markdown_parser().parse(source))
    blocks: list[ParsedBlock] = []
    for token in tokens:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            items = _list_items(tokens, expressions)
            blocks.append(ParsedList(tuple(items), ordered=token.type == "ordered_list_open"))
        elif token.type == "inline":
            blocks.append(ParsedParagraph(tuple(_parts(iter(token.children or ()), expressions))))
    return tuple(blocks)


@lru_cache(maxsize=1)
def _markdown_parser() -> MarkdownIt:
    return _markdown()


def _set_aside(text: str) -> tuple[str, tuple[str, ...]]:
    if _OPEN in text or _CLOSE in text:
        raise ValueError(_("a text may not hold the private characters U+E000 and U+E001"))
    expressions: list[str] = []

    def stand_in(match: re.Match[str]) -> str:
        expressions.append(match.group(1).strip())
        return f"{_OPEN}{len(expressions) - 1}{_CLOSE}"

    return _EXPRESSION.sub(stand_in, text), tuple(expressions)


def _list_items(tokens: Iterator[Token], expressions: tuple[str, ...]) -> Iterator[Parts]:
    for token in tokens:
        if token.type in ("bullet_list_close", "ordered_list_close"):
            return
        if token.type in ("bullet_list_open", "ordered_list_open"):
            raise ValueError(_("a list inside a list is not possible here"))
        if token.type == "inline":
            yield tuple(_parts(iter(token.children or ()), expressions))


def _parts(tokens: Iterator[Token], expressions: tuple[str, ...]) -> Iterator[Part]:
    for token in tokens:
        match token.type:
            case "text" | "text_special":
                yield from _words(token.content, expressions)
            case "hardbreak":
                yield NewLine()
            case "softbreak":
                yield FixedWords(" ")
            case "strong_open" | "em_open":
                yield Span(token.type.removesuffix("_open"), tuple(_parts(tokens, expressions)))
            case "link_open":
                yield Span("link", tuple(_parts(tokens, expressions)), _address(token))
            case "strong_close" | "em_close" | "link_close":
                return
            case other:
                raise ValueError(_("a text cannot hold {other}", other=other))


def _words(text: str, expressions: tuple[str, ...]) -> Iterator[Part]:
    for place, piece in enumerate(_STAND_IN.split(text)):
        if place % 2:
            yield Expression(expressions[int(piece)])
        elif piece:
            yield FixedWords(piece)


def _address(token: Token) -> str:
    url = str(token.attrs.get("href", ""))
    if not url.startswith(_LINK_SCHEMES):
        raise ValueError(_("a link must begin with http://, https://, mailto: or tel:, not {url!r}", url=url))
    return url
