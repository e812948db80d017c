"""Find the lines of a theme's own files that cause a fault: without them, the fault is gone.

A change is a declaration of a style sheet, or a block or some lines of a template. Taken in one by one, the
one with which the fault appears is to blame; a search by halves finds it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from types import MappingProxyType
from typing import NamedTuple

import tinycss2

from interview_kit.model.theme import Layer, Theme
from interview_kit.tools.lint_theme.css_source import Declaration, css_source
from interview_kit.tools.lint_theme.files import own_layers

_EXTENDS = re.compile(r"\{%-?\s*extends\b")
_BLOCK = re.compile(r"\{%-?\s*(?P<end>end)?block\b[^%]*%\}")


class Change(NamedTuple):
    """A part of a file in which a theme differs from those that it extends, and what is there without it.

    `line` and `last` are its first and last line.
    """

    layer: str
    path: str
    line: int
    last: int
    start: int
    end: int
    instead: str


def own_changes(theme: Theme) -> tuple[Change, ...]:
    """Return the changes of a theme's own style sheets and templates.

    The templates of a theme that extends none are left out: without them, there is no kit.
    """
    return tuple(
        change
        for layer in own_layers(theme)
        for path in sorted(layer.files)
        if path.endswith((".css", ".j2")[: 1 if layer is theme.layers[0] else 2])
        for change in _changes(layer, path, _inherited(theme, layer, path))
    )


def _inherited(theme: Theme, layer: Layer, path: str) -> str:
    """Return the text of a file in the themes below a layer, "" where they have none; more.css only adds."""
    below = theme.layers[: theme.layers.index(layer)]
    supplier = next((each for each in reversed(below) if path in each.files), None)
    return supplier.files[path].decode() if supplier and not path.endswith("/more.css") else ""


def _changes(layer: Layer, path: str, inherited: str) -> Iterator[Change]:
    if path.endswith(".css"):
        text = layer.files[path].decode()
        known = Counter((each.around, each.name, _written(each.value)) for each in _declared(inherited))
        for each in _declared(text):
            key = (each.around, each.name, _written(each.value))
            known[key] -= 1
            if known[key] < 0:
                lines = text.count("\n", each.start, each.end)
                place = each.line, each.line + lines, each.start, each.end
                yield Change(layer.name, path, *place, "\n" * lines)
    elif path.endswith(".j2"):
        text = layer.files[path].decode()
        places = _blocks(text) if _EXTENDS.search(text) else _hunks(text, inherited)
        for start, end, instead in places:
            first = text.count("\n", 0, start) + 1
            last = max(first, first + text.count("\n", start, end) - 1)
            yield Change(layer.name, path, first, last, start, end, instead)


def _declared(text: str) -> tuple[Declaration, ...]:
    return css_source(text).declarations


def _written(value: Sequence[object]) -> str:
    return " ".join(str(tinycss2.serialize(value)).split())


def _blocks(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield where each outer block is of a template that extends another: without it, it is inherited."""
    depth, start = 0, 0
    for found in _BLOCK.finditer(text):
        if not found["end"]:
            start = found.start() if not depth else start
            depth += 1
        else:
            depth -= 1
            if not depth:
                yield start, found.end(), ""


def _hunks(text: str, inherited: str) -> Iterator[tuple[int, int, str]]:
    """Yield where lines differ from those of the template that is replaced, with the lines of that one."""
    own, other = text.splitlines(keepends=True), inherited.splitlines(keepends=True)
    starts = [0]
    for line in own:
        starts.append(starts[-1] + len(line))
    for kind, first, last, there, until in SequenceMatcher(None, own, other, autojunk=False).get_opcodes():
        if kind != "equal":
            yield starts[first], starts[last], "".join(other[there:until])


def without(theme: Theme, changes: Collection[Change]) -> Theme:
    """Return a theme without some of its changes."""
    layers = []
    for layer in theme.layers:
        files = dict(layer.files)
        own = sorted((each for each in changes if each.layer == layer.name), key=lambda each: -each.start)
        for change in own:
            text = files[change.path].decode()
            files[change.path] = (text[: change.start] + change.instead + text[change.end :]).encode()
        layers.append(replace(layer, files=files))
    merged = {path: data for layer in layers for path, data in layer.files.items() if path in theme.files}
    return replace(theme, layers=tuple(layers), files=MappingProxyType(dict(sorted(merged.items()))))


def to_blame(changes: Sequence[Change], is_faulty: Callable[[Sequence[Change]], bool]) -> Change | None:
    """Return the change with which a fault appears, None where it is there without any of the changes.

    `is_faulty` tells whether a theme without some of the changes has the fault; it is asked for each halving.
    """
    if not changes or is_faulty(changes):
        return None
    clean, faulty = 0, len(changes)
    while faulty - clean > 1:
        middle = (clean + faulty) // 2
        if is_faulty(changes[middle:]):
            faulty = middle
        else:
            clean = middle
    return changes[faulty - 1]
