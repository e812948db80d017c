"""Define what is read from a file, with source positions: the tree as written, and the data made from it."""

from __future__ import annotations

import datetime as dt
from collections import abc
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from interview_kit.support.errors import Origin
from interview_kit.support.positions import Parts


@dataclass(frozen=True, slots=True)
class Scalar:
    """Text as typed; `plain` is False where it was quoted or in a block scalar. Positions count from 1."""

    text: str
    line: int
    column: int
    plain: bool = True


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple[Node, ...]
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with their values, in the order of the file; keys are unique."""

    entries: tuple[tuple[Scalar, Node], ...]
    line: int
    column: int

    def entry(self, key: str) -> tuple[Scalar, Node] | None:
        """Return the key, with its position, and its value; None where the key is missing."""
        return next((entry for entry in self.entries if entry[0].text == key), None)


Node = Scalar | Sequence | Mapping


def tree_of(value: object) -> Node:
    """Return the tree of plain data: mappings, lists, text, numbers, booleans, dates, times and None.

    It has no positions: line and column are 0.
    """
    match value:
        case abc.Mapping():
            entries = ((Scalar(str(key), 0, 0), tree_of(each)) for key, each in value.items())
            return Mapping(tuple(entries), 0, 0)
        case list() | tuple():
            return Sequence(tuple(map(tree_of, value)), 0, 0)
        case None:
            return Scalar("", 0, 0)
        case bool():
            return Scalar(str(value).lower(), 0, 0)
        case dt.time():
            return Scalar(value.isoformat("minutes"), 0, 0)
        case _:
            return Scalar(str(value), 0, 0, plain=not isinstance(value, str))


N = TypeVar("N", Scalar, Sequence, Mapping, Node)


def mapped(node: N, change: Callable[[Node], Node]) -> N:
    """Return a tree with `change` applied to every node, keys included, the innermost first.

    `change` returns a node of the same class.
    """
    now: Any = node
    match node:
        case Sequence(items=items):
            now = replace(node, items=tuple(mapped(item, change) for item in items))
        case Mapping(entries=entries):
            pairs = ((mapped(key, change), mapped(value, change)) for key, value in entries)
            now = replace(node, entries=tuple(pairs))
    now = change(now)
    return now  # type: ignore[no-any-return]


def locate(file: str, tree: Node, parts: Parts) -> Origin:
    """Return the position of the node at a path in the tree of a file.

    If the path leads nowhere, since a key is missing, it is that of the last part that exists.
    """
    return Origin(file, *places_on(tree, parts)[-1])


def places_on(tree: Node, parts: Parts) -> list[tuple[int, int]]:
    """Return the line and column of a tree, and of each part on a path of keys and indexes, while they exist.

    The position of a mapping or list is that of its key.
    """
    places, node = [(tree.line, tree.column)], tree
    for part in parts:
        match node:
            case Mapping() if found := node.entry(str(part)):
                key, node = found
                at: Node = node if isinstance(node, Scalar) else key
            case Sequence(items=items) if isinstance(part, int) and part < len(items):
                node = at = items[part]
            case _:
                break
        places.append((at.line, at.column))
    return places


def path_for_people(parts: Parts) -> str:
    """Return a path for messages, with indexes from 1: `contacts.1.name` for ("contacts", 0, "name")."""
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in parts)
