"""Impose half pages: draw two of them beside each other on a landscape sheet, in reading order.

Neither cut nor bound, a kit of eight half pages is two sheets, stapled at a corner. Printed in booklet order,
they would have to be folded into each other first, and a teacher has 31 kits to hand out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any


def imposed(pages: Sequence[Any]) -> Iterator[ImposedSide]:
    """Yield the sides of the sheets for half pages, two on each; the right half of the last may be empty."""
    return (ImposedSide(pages[start : start + 2]) for start in range(0, len(pages), 2))


class ImposedSide:
    """A side of a sheet, in the place of a WeasyPrint page: halves of one size, from left to right.

    Both are painted into one content stream, so that the marked content of each keeps an id of its own; its
    box holds both boxes, from which WeasyPrint builds the structure tree.
    """

    def __init__(self, halves: Sequence[Any]) -> None:
        """Set the links, anchors and bookmarks of the halves where they are on the sheet."""
        first = halves[0]
        self.width, self.height, self.bleed = first.width * 2, first.height, first.bleed
        self.forms: dict[None, list[Any]] = {}
        self._halves = tuple(zip(halves, (0, first.width), strict=False))
        self._page_box = first._page_box.copy_with_children([half._page_box for half in halves])
        self.anchors = {
            name: _moved(place, left) for half, left in self._halves for name, place in half.anchors.items()
        }
        self.links = [
            (kind, target, _moved(place, left), box)
            for half, left in self._halves
            for kind, target, place, box in half.links
        ]
        self.bookmarks = [
            (level, label, _moved(place, left), state)
            for half, left in self._halves
            for level, label, place, state in half.bookmarks
        ]

    def paint(self, stream: Any, scale: float = 1) -> None:
        """Paint the halves into a content stream, as WeasyPrint's pages are."""
        for half, left in self._halves:
            with stream.stacked():
                stream.transform(e=left * scale)
                half.paint(stream, scale)


def _moved(place: Sequence[float], left: float) -> tuple[float, ...]:
    """Return a point or a rectangle, x and y in turn, moved to the right."""
    return tuple(each if number % 2 else each + left for number, each in enumerate(place))
