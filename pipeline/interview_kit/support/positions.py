"""Define data that carry source positions: mappings and texts that know where in a file they were written."""

from __future__ import annotations

from typing import Any, Self

from interview_kit.support.errors import Origin

Parts = tuple[str | int, ...]


class PositionedStr(str):
    """A text in a list of coerced data, with its position `at`."""

    __slots__ = ("at",)
    at: Origin


class Data(dict[Any, Any]):
    """A mapping of coerced data: `at` is its own position, `places` has those of its values by key.

    The position of a mapping or list under a key is that of the key. Lists are tuples of Data,
    PositionedStr, numbers and tuples.
    """

    __slots__ = ("at", "places")

    def __init__(self, at: Origin) -> None:
        super().__init__()
        self.at = at
        self.places: dict[Any, Origin] = {}

    def put(self, key: Any, value: object, place: Origin) -> Self:
        """Set a key and its position, and return the mapping."""
        self[key] = value
        self.places[key] = place
        return self

    def take(self, other: Data, *keys: Any) -> Self:
        """Set those of the keys that `other` has, by default all, and return the mapping."""
        for key in keys or other:
            if key in other:
                self.put(key, other[key], other.places[key])
        return self

    def copy(self) -> Data:
        """Return a deep copy; texts and positions are shared."""
        new = Data(self.at)
        new.places = dict(self.places)
        new.update((key, _copied(value)) for key, value in self.items())
        return new


def _copied(value: object) -> object:
    if isinstance(value, Data):
        return value.copy()
    return tuple(map(_copied, value)) if isinstance(value, tuple) else value


def place_in(data: Any, parts: Parts) -> Origin:
    """Return the position of the value at a path of keys and list indexes (from 0) in coerced data.

    If the path leads nowhere, since a key is missing, it is that of the last part that exists.
    """
    place: Origin = data.at
    for part in parts:
        if isinstance(data, Data) and part in data.places:
            place, data = data.places[part], data.get(part)
        elif isinstance(data, list | tuple) and isinstance(part, int) and part < len(data):
            data = data[part]
            place = getattr(data, "at", place)
        else:
            break
    return place
