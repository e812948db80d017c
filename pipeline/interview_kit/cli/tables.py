"""Print tables of rich, also where the terminal does not tell its width."""

from __future__ import annotations

import errno
import os

from rich.console import Console


class TableConsole(Console):
    """A console for tables on standard output, without highlighting.

    A width of 0 (COLUMNS=0) is not known, as if it were not given: 80 where there is no terminal.
    """

    def __init__(self) -> None:
        columns = os.environ.get("COLUMNS", "")
        unknown = columns.isdigit() and not int(columns)
        given = {name: value for name, value in os.environ.items() if not (unknown and name == "COLUMNS")}
        super().__init__(highlight=False, _environ=given)

    def on_broken_pipe(self) -> None:
        """Raise BrokenPipeError again, which is no refusal: the reader has seen enough."""
        raise BrokenPipeError(errno.EPIPE, os.strerror(errno.EPIPE))
