"""Walk the data of a bank: every part that has an id, with its kind, its position and what holds it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from interview_kit.support.errors import Origin
from interview_kit.support.positions import Data

# The parts of a bank that are mappings by name, with the prefix that makes a name an id.
PREFIXES = {"labels": "", "reasons": "", "phrases": "phrase."}
# By key: the kind of the elements in a list; an item has a kind of its own.
_KINDS = {
    "refusals": "refusal",
    "questions": "question",
    "approaches": "approach",
    "scripts": "script",
    "asks": "ask",
    "lines": "line",
    "sections": "section",
    "items": "",
    "entries": "entry",
}


class ElementRef(NamedTuple):
    """An element: its kind, the mapping that holds it, directly or in a list, the key there, and its data."""

    kind: str
    holder: Data
    key: str
    data: Any

    @property
    def at(self) -> Origin:
        """Return the position of the id."""
        owner, key = (self.data, "id") if self.key in _KINDS else (self.holder, self.key)
        return owner.places[key]


def elements_of(words: Data) -> Iterator[tuple[str, ElementRef]]:
    """Yield the id and element of every text and element in data of the schema `WordsFile`."""
    for part, prefix in PREFIXES.items():
        for name, value in words.get(part, {}).items():
            yield prefix + name, ElementRef(part.rstrip("s"), words[part], name, value)
    yield from elements_in(words)


def elements_in(holder: Any, part: str = "", only: Data | None = None) -> Iterator[tuple[str, ElementRef]]:
    """Yield the id and element of all elements in a mapping, or of one in its list `part`, at any depth."""
    for key, kind in _KINDS.items():
        inside = (only,) if key == part else () if part else holder.get(key, ())
        for each in inside if isinstance(inside, tuple) else ():
            if not isinstance(each, Data):  # in data as written, which may not fit the schema
                continue
            if isinstance(each.get("id"), str):
                yield each["id"], ElementRef(kind or each.get("kind", ""), holder, key, each)
            yield from elements_in(each)
