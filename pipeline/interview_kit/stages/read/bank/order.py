"""Place elements relative to others that may themselves still have to be placed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from interview_kit.stages.read.source_tree import Scalar


@dataclass(frozen=True, slots=True)
class Position:
    """A place relative to the element `target`: `how` is `after`, `before` or `into` (as its last)."""

    how: str
    target: Scalar


def place_in_order(
    waiting: dict[str, Position],
    put: Callable[[str, Position], None],
    stuck: Callable[[str, Position, str], None],
) -> None:
    """Call `put` for each element once its target is placed, or `stuck` for each element of a cycle.

    Elements after the same target keep their order; those that depend on a cycle are dropped.
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
    """Yield the names of the cycle that `name` leads to, beginning with the first one reached twice."""
    way: list[str] = []
    while name not in way:
        way.append(name)
        name = left[name].target.text
    yield from way[way.index(name) :]


def _behind(circle: Iterable[str], left: dict[str, Position]) -> set[str]:
    """Return the names of a cycle and of all that depend on it."""
    behind = set(circle)
    while more := {name for name, place in left.items() if place.target.text in behind} - behind:
        behind |= more
    return behind
