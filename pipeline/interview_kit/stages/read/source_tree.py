"""Hold what a file says before any schema looks at it: text, lists and mappings, each with its place."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scalar:
    """A piece of text as it was typed; `plain` is False where it stood in quotes or in a text block."""

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
    """Keys with their values, in the order of the file; no key stands twice."""

    entries: tuple[tuple[Scalar, Node], ...]
    line: int
    column: int

    def entry(self, key: str) -> tuple[Scalar, Node] | None:
        """Return the key as it stands in the file and its value, or None."""
        return next((entry for entry in self.entries if entry[0].text == key), None)


Node = Scalar | Sequence | Mapping
Parts = tuple[str | int, ...]


def locate(tree: Node, parts: Parts) -> tuple[int, int]:
    """Return the line and column of what `parts` leads to: keys, and list places counted from 0.

    A mapping or list stands where its key stands. Where the way ends early (the key was left out),
    the place is that of the last part that was found.
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
    """Return `contacts.1.name` for ("contacts", 0, "name"): people count from 1."""
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in parts)
