"""Print tables of rich, also where the terminal does not tell its width."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment
from rich.text import Text

_NO_BREAK = "\u00a0"
_GLUE = "\ue000"  # of one column too, and no space to rich, which breaks lines at all spaces


class TableConsole(Console):
    """A console for tables on standard output, without highlighting. No line breaks at a no-break space.

    A width of 0 (COLUMNS=0) is not known, as if it were not given: 80 where there is no terminal.
    """

    def __init__(self) -> None:
        columns = os.environ.get("COLUMNS", "")
        unknown = columns.isdigit() and not int(columns)
        given = {name: value for name, value in os.environ.items() if not (unknown and name == "COLUMNS")}
        super().__init__(highlight=False, _environ=given)

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        """Return the segments of a renderable, as rich does."""
        if not isinstance(renderable, Text):
            return super().render(renderable, options)
        glued = renderable.copy()
        glued.plain = renderable.plain.replace(_NO_BREAK, _GLUE)
        return [
            each._replace(text=each.text.replace(_GLUE, _NO_BREAK)) if _GLUE in each.text else each
            for each in super().render(glued, options)
        ]

    def on_broken_pipe(self) -> None:
        """Raise BrokenPipeError again, which is no refusal: the reader has seen enough."""
        raise BrokenPipeError(errno.EPIPE, os.strerror(errno.EPIPE))
