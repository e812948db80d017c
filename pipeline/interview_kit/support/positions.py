"""Define data that carry source positions: texts, lists and mappings that know where they were written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Self

from interview_kit.support.errors import Origin

Parts = tuple[str | int, ...]
_NOWHERE = Origin("", 0, 0)


class Text(str):
    """A text with its position `at`; `plain` is False where it was quoted or in a block scalar.

    `after` is the comment behind it on its line that looks like more of it.
    """

    __slots__ = ("after", "at", "plain")
    at: Origin
    plain: bool
    after: str

    def __new__(cls, text: str, at: Origin = _NOWHERE, plain: bool = True, after: str = "") -> Self:
        """Return the text at a position."""
        new = super().__new__(cls, text)
        new.at, new.plain, new.after = at, plain, after
        return new

    def __reduce__(self) -> tuple[type[Self], tuple[str, Origin, bool, str]]:
        """Return what pickle makes it from again: a third of the time of Python's way for attributes."""
        return type(self), (str(self), self.at, self.plain, self.after)


class Items(tuple[Any, ...]):
    """A list as it was written, with its position `at`; lists of coerced data are plain tuples."""

    at: Origin

    def __new__(cls, items: Iterable[Any], at: Origin = _NOWHERE) -> Self:
        """Return the list at a position."""
        new = super().__new__(cls, items)
        new.at = at
        return new


class Data(dict[Any, Any]):
    """A mapping: `at` is its own position, `places` has those of its values by key.

    The position of a mapping or list under a key is that of the key. As it was written, its keys are Text;
    coerced, its values may be numbers, dates and such. It may have the positions of keys without values.
    """

    __slots__ = ("at", "places")

    def __init__(self, at: Origin, places: Mapping[Any, Origin] | None = None) -> None:
        super().__init__()
        self.at = at
        self.places: dict[Any, Origin] = dict(places or {})

    def put(self, key: Any, value: object, place: Origin) -> Self:
        """Set a key and the position of its value, and return the mapping."""
        self[key] = value
        self.places[key] = place
        return self

    def add(self, key: Text, value: Node) -> Self:
        """Set a key as it was written, and return the mapping."""
        return self.put(key, value, value.at if isinstance(value, Text) else key.at)

    def take(self, other: Data, *keys: Any) -> Self:
        """Set those of the keys that `other` has, by default all, and return the mapping."""
        for key in keys or other:
            if key in other:
                self.put(key, other[key], other.places[key])
        return self

    def copy(self) -> Data:
        """Return a deep copy; texts and positions are shared."""
        new = Data(self.at, self.places)
        new.update((key, _copied(value)) for key, value in self.items())
        return new


Node = Text | Items | Data
"""What is written in a file."""


def _copied(value: object) -> object:
    if isinstance(value, Data):
        return value.copy()
    return tuple(map(_copied, value)) if isinstance(value, tuple) else value


def data_from(value: object, at: Origin) -> Any:
    """Return plain data as if all of it was written at one position.

    They are mappings, lists, text, numbers, booleans, dates, times and None; a Text stays as it is.
    """
    match value:
        case Text():
            return value
        case Mapping():
            data = Data(at)
            for key, each in value.items():
                data.add(Text(str(key), at), data_from(each, at))
            return data
        case list() | tuple():
            return Items((data_from(each, at) for each in value), at)
        case None:
            return Text("", at)
        case bool():
            return Text(str(value).lower(), at)
        case dt.time():
            return Text(value.isoformat("minutes"), at)
        case _:
            return Text(str(value), at, plain=not isinstance(value, str))


Change = Callable[[Any, Parts], Any]


def mapped(node: Any, change: Change, keys: Change | None = None, parts: Parts = ()) -> Any:
    """Return written data with `change` applied to every node, the innermost first, and `keys` to every key.

    Both get the path of the node too. `change` returns a node of the same class, or None to leave out an
    entry of a list; `keys` returns a Text.
    """
    if isinstance(node, Items):
        items: list[Node] = []
        for item in node:
            below = (*parts, len(items))
            now = change(item, below) if isinstance(item, Text) else mapped(item, change, keys, below)
            if now is not None:
                items.append(now)
        node = Items(items, node.at)
    elif isinstance(node, Data):
        whole = Data(node.at, node.places)
        for key, value in node.items():
            new = keys(key, parts) if keys else key
            below = (*parts, new)
            now = change(value, below) if isinstance(value, Text) else mapped(value, change, keys, below)
            whole.add(new, now)
        node = whole
    return change(node, parts)


def place_in(data: Any, parts: Parts) -> Origin:
    """Return the position of the value at a path of keys and list indexes (from 0).

    If the path leads nowhere, since a key is missing, it is that of the last part that exists.
    """
    return places_on(data, parts)[-1]


def places_on(data: Any, parts: Parts) -> list[Origin]:
    """Return the positions of data and of each part on a path of keys and indexes, while they exist."""
    found: list[Origin] = [data.at]
    for part in parts:
        if isinstance(data, Data) and part in data.places:
            found.append(data.places[part])
            data = data.get(part)
        elif isinstance(data, tuple) and isinstance(part, int) and part < len(data):
            data = data[part]
            found.append(getattr(data, "at", found[-1]))
        else:
            break
    return found


def path_for_people(parts: Parts) -> str:
    """Return a path for messages, with indexes from 1: `contacts.1.name` for ("contacts", 0, "name")."""
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in parts)
