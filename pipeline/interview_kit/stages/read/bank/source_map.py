"""Build the source map of a bank: file, line and column of each part, by nearest id and path from it."""

from __future__ import annotations

from collections.abc import Iterator

from interview_kit.model.bank import Origin, part_of
from interview_kit.stages.read.source_tree import Mapping, Node, Scalar, Sequence

# The parts of a bank that are mappings by name, with the prefix that makes a name an id.
PREFIXES = {"labels": "", "phrases": "phrase.", "reasons": ""}


def positions(node: Node, name: str, path: tuple[str, ...], file: str) -> Iterator[tuple[str, Origin]]:
    """Yield the key (see `part_of`) and the position of every part below `node`."""
    match node:
        case Mapping(entries=entries):
            own = node.entry("id")
            if own and isinstance(own[1], Scalar):
                name, path = own[1].text, ()
            for key, value in entries:
                at = value if isinstance(value, Scalar) else key
                yield part_of(name, *path, key.text), Origin(file, at.line, at.column)
                yield from positions(value, name, (*path, key.text), file)
        case Sequence(items=items):
            for number, item in enumerate(items):
                yield part_of(name, *path, str(number)), Origin(file, item.line, item.column)
                yield from positions(item, name, (*path, str(number)), file)
        case Scalar():
            pass


def ids_below(node: Node) -> Iterator[tuple[str, Scalar]]:
    """Yield every id below `node`, with the scalar that holds it."""
    match node:
        case Mapping(entries=entries):
            for key, value in entries:
                if key.text == "id" and isinstance(value, Scalar):
                    yield value.text, value
                yield from ids_below(value)
        case Sequence(items=items):
            for item in items:
                yield from ids_below(item)
        case Scalar():
            pass
