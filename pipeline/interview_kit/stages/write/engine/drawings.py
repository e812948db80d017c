"""Keep drawings of simple shapes as they were drawn, by their source and size."""

from __future__ import annotations

from collections.abc import Hashable
from copy import copy
from typing import Any

_MOST = 50_000
# They depend on a drawing and its size alone: states, matrices, colours and paths.
_OPERATORS = frozenset(b"q Q cm gs rg RG w d J j M m l c h f f* S s B B* b b* re n".split())


def remember() -> None:
    """Wrap the drawing of an SVG on a stream of its own."""
    from weasyprint.svg import SVG

    draw = SVG.draw
    kept: dict[Hashable, tuple[list[bytes], dict[str, Any]]] = {}

    def draw_again(self: Any, stream: Any, width: float, height: float, *rest: Any) -> None:
        key = self.url, self.url_fetcher, width, height
        states = stream._resources["ExtGState"]
        is_fresh = len(stream.stream) == 1 and not states  # the matrix of its place alone
        if is_fresh and key in kept:
            operations, known = kept[key]
            stream.stream += operations
            states.update((name, copy(state)) for name, state in known.items())
            return
        draw(self, stream, width, height, *rest)
        operations = stream.stream[1:]
        ends = {each.rpartition(b" ")[2] if isinstance(each, bytes) else None for each in operations}
        if is_fresh and ends <= _OPERATORS and states.keys() <= {"a1.0", "A1.0"}:
            if len(kept) > _MOST:
                kept.clear()
            kept[key] = operations, dict(states)

    SVG.draw = draw_again
