"""Build the source map of a bank from its data: the position of each part, by nearest id and path from it."""

from __future__ import annotations

from collections.abc import Iterator

from interview_kit.model.bank import part_of
from interview_kit.stages.read.source_tree import Data
from interview_kit.support.errors import Origin

# The parts of a bank that are mappings by name, with the prefix that makes a name an id.
PREFIXES = {"labels": "", "reasons": "", "phrases": "phrase."}


def positions(value: object, name: str, path: tuple[str, ...] = ()) -> Iterator[tuple[str, Origin]]:
    """Yield the key (see `part_of`) and the position of every id and part in `value`, a part of `name`."""
    match value:
        case Data():
            if "id" in value:
                name, path = value["id"], ()
                yield name, value.places["id"]
            for key, below in value.items():
                yield part_of(name, *path, str(key)), value.places[key]
                yield from positions(below, name, (*path, str(key)))
        case tuple():
            for number, below in enumerate(value):
                if at := getattr(below, "at", None):
                    yield part_of(name, *path, str(number)), at
                yield from positions(below, name, (*path, str(number)))
        case _:
            pass


def positions_of_words(words: Data) -> Iterator[tuple[str, Origin]]:
    """Yield the same for all texts of a bank, in data of the schema `WordsFile`."""
    for part, value in words.items():
        prefix = PREFIXES.get(part)
        if prefix is None:
            yield from positions(value, part)
        else:
            for name, below in value.items():
                yield prefix + name, value.places[name]
                yield from positions(below, prefix + name)


def ids_of(words: Data) -> Iterator[tuple[str, Origin]]:
    """Yield every id in data of that schema, with its position."""
    for part, value in words.items():
        prefix = PREFIXES.get(part)
        if prefix is None:
            yield from ids_in(value)
        else:
            yield from ((prefix + name, value.places[name]) for name in value)


def ids_in(value: object) -> Iterator[tuple[str, Origin]]:
    """Yield the id of every mapping in `value` that has one, with its position."""
    if isinstance(value, Data) and "id" in value:
        yield value["id"], value.places["id"]
    for below in value.values() if isinstance(value, Data) else value if isinstance(value, tuple) else ():
        yield from ids_in(below)
