"""Put things after or before others, some of which are themselves still to be put somewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from interview_kit.stages.read.source_tree import Scalar


@dataclass(frozen=True, slots=True)
class Position:
    """Where something goes: `after`, `before` or `into` (as its last) what `target` names."""

    how: str
    target: Scalar


def in_order(
    waiting: dict[str, Position],
    put: Callable[[str, Position], None],
    stuck: Callable[[str, Position, str], None],
) -> None:
    """Put each thing in its place once its target is there; say which wait for each other.

    Several things after the same target keep their order.
    """
    last: dict[str, str] = {}
    left = dict(waiting)
    while left:
        ready = [name for name, place in left.items() if place.target.text not in left]
        if not ready:
            name, place = next(iter(left.items()))
            circle = list(_circle(name, left))
            for each in circle:
                stuck(each, left[each], " → ".join([*circle, circle[0]]))
            for each in [each for each in left if each in _behind(circle, left)]:
                del left[each]
            continue
        for name in ready:
            place = left.pop(name)
            target = place.target
            if place.how == "after":
                behind = last.get(target.text, target.text)
                last[target.text] = name
                place = Position("after", Scalar(behind, target.line, target.column))
            put(name, place)


def _circle(name: str, left: dict[str, Position]) -> Iterator[str]:
    """Yield the names that wait for each other, beginning with the first that is met twice."""
    way: list[str] = []
    while name not in way:
        way.append(name)
        name = left[name].target.text
    yield from way[way.index(name) :]


def _behind(circle: Iterable[str], left: dict[str, Position]) -> set[str]:
    """Return the names of a circle and of all that waits for one of them."""
    behind = set(circle)
    while more := {name for name, place in left.items() if place.target.text in behind} - behind:
        behind |= more
    return behind
