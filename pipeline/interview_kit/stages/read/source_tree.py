"""Define what is read from a file, with source positions: the tree as written, and the data made from it."""

from __future__ import annotations

import datetime as dt
from collections import abc
from dataclasses import dataclass

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


def locate(tree: Node, parts: Parts) -> tuple[int, int]:
    """Return the line and column of the node at a path of keys and list indexes (from 0).

    The position of a mapping or list is that of its key. If the path leads nowhere, since a key is missing,
    the position is that of the last part that exists.
    """
    place, node = (tree.line, tree.column), tree
    for part in parts:
        match node:
            case Mapping():
                found = node.entry(str(part))
                if found is None:
                    return place
                key, node = found
                at: Node = node if isinstance(node, Scalar) else key
            case Sequence(items=items) if isinstance(part, int) and part < len(items):
                node = at = items[part]
            case _:
                return place
        place = (at.line, at.column)
    return place


def path_for_people(parts: Parts) -> str:
    """Return a path for messages, with indexes from 1: `contacts.1.name` for ("contacts", 0, "name")."""
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in parts)
