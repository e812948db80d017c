"""Find the words in a template: between tags, in spoken attributes, and in expressions there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from jinja2 import Environment, nodes

_JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{(?P<expression>.*?)\}\}", re.DOTALL)
# A stand-in for an expression, and one for what is not printed; neither is a character.
_FILLED, _BRANCH = "\ud800", "\ud801"
_TAG = re.compile(r"<(?:\"[^\"]*\"|'[^']*'|[^<>\"'])*>")
_ATTRIBUTE = re.compile(r"([\w-]+)\s*=\s*(\"[^\"]*\"|'[^']*')")
_LETTER = re.compile(r"[^\W\d_]")
SPOKEN = frozenset(
    {"abbr", "alt", "aria-description", "aria-label", "aria-roledescription", "aria-valuetext", "label"}
    | {"placeholder", "summary", "title", "value"}
)
"""The attributes whose words are seen or heard."""


def template_words(source: str) -> Iterator[tuple[int, str]]:
    """Yield the line and the text of each word that a template prints by itself."""
    expressions: list[str] = []

    def stand_in(found: re.Match[str]) -> str:
        lines = "\n" * found[0].count("\n")
        if found["expression"] is None:
            return _BRANCH + lines
        expressions.append(found["expression"].strip("-+ \n"))
        return _FILLED + lines

    text = _JINJA.sub(stand_in, source)
    for start, piece in _pieces(text):
        line = text.count("\n", 0, start) + 1
        plain = unescape(piece.replace(_FILLED, " ").replace(_BRANCH, " "))
        lead = len(plain) - len(plain.lstrip())
        if _LETTER.search(plain):
            yield line + plain.count("\n", 0, lead), " ".join(plain.split())
        first = text.count(_FILLED, 0, start)
        for expression in expressions[first : first + piece.count(_FILLED)]:
            for said in filter(_LETTER.search, _printed(expression)):
                yield line + plain.count("\n", 0, lead), said


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Yield what is seen or heard of a page, with its place: between tags, and in attributes."""
    end = 0
    for tag in _TAG.finditer(text):
        yield end, text[end : tag.start()]
        end = tag.end()
        for found in _ATTRIBUTE.finditer(text, tag.start(), end):
            if found[1].lower() in SPOKEN:
                yield found.start(2) + 1, found[2][1:-1]
    yield end, text[end:]


def _printed(expression: str) -> Iterator[str]:
    """Yield the texts in an expression that are printed; those that are compared or looked up are not."""
    waiting: list[nodes.Node | None] = [
        *Environment().parse(f"{{{{ {expression} }}}}").find_all(nodes.Output)
    ]
    while waiting:
        match waiting.pop():
            case nodes.Output(nodes=inside) | nodes.Concat(nodes=inside):
                waiting += inside
            case nodes.Const(value=str() as said):
                yield said
            case nodes.CondExpr(expr1=one, expr2=other):
                waiting += [one, other]
            case nodes.Add(left=one, right=other) | nodes.Or(left=one, right=other):
                waiting += [one, other]
            case nodes.Filter(node=inner):
                waiting.append(inner)
