"""Order elements that are placed relative to others, which may themselves still have to be placed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from interview_kit.support.errors import Origin
from interview_kit.support.i18n import _
from interview_kit.support.positions import Data


class Position(NamedTuple):
    """A place relative to the element `target`: `how` is `after`, `before` or `into` (as its last)."""

    how: str
    target: str
    origin: Origin


def taken_positions(data: Data) -> list[Position]:
    """Remove the keys of a position from an element or move, and return their values."""
    keys = [key for key in ("after", "before", "into") if key in data]
    return [Position(key, data.pop(key), data.places.pop(key)) for key in keys]


def in_order(waiting: dict[str, Position]) -> Iterator[tuple[str, Position, str]]:
    """Yield each element with its position once its target was yielded, or each element of a cycle.

    The last part is the message about the cycle, else "". Elements after the same target keep their order;
    those that depend on a cycle are dropped.
    """
    last: dict[str, str] = {}
    dropped: set[str] = set()
    left = dict(waiting)
    while left:
        ready = [name for name, place in left.items() if place.target not in left]
        if not ready:
            circle = _cycle(left)
            message = _("these wait for each other: {circle}", circle=" → ".join([*circle, circle[0]]))
            yield from ((name, left.pop(name), message) for name in circle)
            dropped.update(circle)
        for name in ready:
            place = left.pop(name)
            behind = place.target
            if behind in dropped:
                dropped.add(name)
                continue
            if place.how == "after":
                behind = last.get(place.target, place.target)
                last[place.target] = name
            yield name, place._replace(target=behind), ""


def _cycle(left: dict[str, Position]) -> list[str]:
    """Return the names of a cycle, in order, where every element waits for another."""
    way: list[str] = []
    name = next(iter(left))
    while name not in way:
        way.append(name)
        name = left[name].target
    return way[way.index(name) :]
