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
        """Yield the segments of a renderable, as rich does."""
        if isinstance(renderable, Text):
            renderable = renderable.copy()
            renderable.plain = renderable.plain.replace(_NO_BREAK, _GLUE)
        for segment in super().render(renderable, options):
            yield segment._replace(text=segment.text.replace(_GLUE, _NO_BREAK))

    def on_broken_pipe(self) -> None:
        """Raise BrokenPipeError again, which is no refusal: the reader has seen enough."""
        raise BrokenPipeError(errno.EPIPE, os.strerror(errno.EPIPE))
