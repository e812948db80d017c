"""Parse the Markdown of the bank's texts into the document's own inlines and blocks, addresses as links.

It is parsed before values are filled in, so that a value never becomes markup: the place of a value is an
`Expression`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from interview_kit.model import document as d
from interview_kit.stages.assemble.links import linked
from interview_kit.support.i18n import _

_EXPRESSION = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
# Delimiters of placeholders for expressions while the Markdown is parsed; no bank text may contain them.
_OPEN, _CLOSE = "\ue000", "\ue001"
_STAND_IN = re.compile(f"{_OPEN}([0-9]+){_CLOSE}")


@dataclass(frozen=True, slots=True)
class Expression(d.Filled):
    """Text that is not filled in yet: the source of a Jinja expression."""


@lru_cache(maxsize=8192)
def parse_line(text: str) -> d.Inlines:
    """Return the inlines of a one-line text; leading and trailing spaces are kept. Raises ValueError."""
    source, expressions = _set_aside(text)
    (inline,) = _markdown_parser().parseInline(source)
    return tuple(_parts(iter(inline.children or ()), expressions))


@lru_cache(maxsize=2048)
def parse_blocks(text: str) -> tuple[d.Paragraph | d.ItemList, ...]:
    """Return the paragraphs and lists of a text. Raises ValueError, such as for a nested list."""
    source, expressions = _set_aside(text)
    tokens = iter(_markdown_parser().parse(source))
    blocks: list[d.Paragraph | d.ItemList] = []
    for token in tokens:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            items = _list_items(tokens, expressions)
            blocks.append(d.ItemList(tuple(items), ordered=token.type == "ordered_list_open"))
        elif token.type == "inline":
            blocks.append(d.Paragraph(tuple(_parts(iter(token.children or ()), expressions))))
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


def _list_items(tokens: Iterator[Token], expressions: tuple[str, ...]) -> Iterator[d.Inlines]:
    for token in tokens:
        if token.type in ("bullet_list_close", "ordered_list_close"):
            return
        if token.type in ("bullet_list_open", "ordered_list_open"):
            raise ValueError(_("a list inside a list is not possible here"))
        if token.type == "inline":
            yield tuple(_parts(iter(token.children or ()), expressions))


def _parts(
    tokens: Iterator[Token], expressions: tuple[str, ...], *, in_link: bool = False
) -> Iterator[d.Inline]:
    for token in tokens:
        match token.type:
            case "text" | "text_special":
                for place, piece in enumerate(_STAND_IN.split(token.content)):
                    if place % 2:
                        yield Expression(expressions[int(piece)])
                    elif piece:
                        yield from (d.Text(piece),) if in_link else linked(piece)
            case "hardbreak":
                yield d.LineBreak()
            case "softbreak":
                yield d.Text(" ")
            case "strong_open":
                yield d.Strong(tuple(_parts(tokens, expressions, in_link=in_link)))
            case "em_open":
                yield d.Emphasis(tuple(_parts(tokens, expressions, in_link=in_link)))
            case "link_open":
                url = str(token.attrs.get("href", ""))
                if not url.startswith(d.LINK_SCHEMES):
                    message = _(
                        "a link must begin with http://, https://, mailto: or tel:, not {url!r}", url=url
                    )
                    raise ValueError(message)
                yield d.Link(tuple(_parts(tokens, expressions, in_link=True)), url)
            case "strong_close" | "em_close" | "link_close":
                return
            case other:
                raise ValueError(_("a text cannot hold {other}", other=other))
