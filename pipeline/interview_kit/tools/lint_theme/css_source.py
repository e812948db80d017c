"""Read the declarations and the classes of a style sheet, each with its place in the source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

_LINE_BREAK = re.compile(r"\r\n|[\r\n\f]")
_QUOTED = r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'"
_VALUE = re.compile(rf"(?:{_QUOTED}|/\*.*?\*/|\((?:{_QUOTED}|[^\"'])*?\)|[^;{{}}\"'])*", re.DOTALL)
_LETTERS = re.compile(r"[^\W\d_]{2,}|[^\W\d_](?![\w-])")
# Where a string is a name, and not printed.
_PRINTS_NO_STRING = """
font font-family font-feature-settings font-variation-settings font-language-override src unicode-range
grid-template grid-template-areas grid-area system format
"""
_NAMES = frozenset(_PRINTS_NO_STRING.split())


class Declaration(NamedTuple):
    """A declaration: the selectors and rules around it, its name and value, its line, start and end."""

    around: str
    name: str
    value: tuple[Any, ...]
    line: int
    start: int
    end: int


class ClassName(NamedTuple):
    """A class in a selector, and its line."""

    name: str
    line: int


class CssSource(NamedTuple):
    """What a style sheet says."""

    declarations: tuple[Declaration, ...]
    classes: tuple[ClassName, ...]


@lru_cache(maxsize=32)
def css_source(text: str) -> CssSource:
    """Return the declarations and classes of a style sheet that was checked, in their order."""
    import tinycss2

    starts = [0, *(found.end() for found in _LINE_BREAK.finditer(text))]
    declarations: list[Declaration] = []
    classes: list[ClassName] = []
    waiting: list[tuple[Any, str]] = [(node, "") for node in tinycss2.parse_stylesheet(text)][::-1]
    while waiting:
        node, around = waiting.pop()
        if node.type == "declaration":
            start = starts[node.source_line - 1] + node.source_column - 1
            found = _VALUE.match(text, start)
            end = found.end() if found else start
            declarations.append(
                Declaration(around, node.lower_name, tuple(node.value), node.source_line, start, end)
            )
        elif node.type in ("qualified-rule", "at-rule") and node.content is not None:
            if node.type == "qualified-rule":
                classes += _classes(node.prelude)
            inside = f"{around} {tinycss2.serialize(node.prelude).strip()}"
            inner = tinycss2.parse_blocks_contents(node.content)
            waiting += [(each, inside) for each in inner][::-1]
    return CssSource(tuple(declarations), tuple(classes))


def _classes(tokens: Any) -> Iterator[ClassName]:
    before = None
    for token in tokens:
        if token.type == "ident" and before == ".":
            yield ClassName(token.value, token.source_line)
        yield from _classes(getattr(token, "arguments", None) or getattr(token, "content", None) or ())
        before = token.value if token.type == "literal" else None


def css_words(text: str) -> Iterator[tuple[int, str]]:
    """Yield the line and the text of each string with letters in it that a style sheet prints."""
    for declaration in css_source(text).declarations:
        if declaration.name not in _NAMES:
            yield from _strings(declaration.value)


def _strings(tokens: Any) -> Iterator[tuple[int, str]]:
    for token in tokens:
        if token.type == "string" and _LETTERS.search(token.value):
            yield token.source_line, token.value
        elif token.type != "function" or token.lower_name not in ("attr", "url", "format", "tech"):
            yield from _strings(getattr(token, "arguments", None) or getattr(token, "content", None) or ())
