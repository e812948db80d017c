"""Print tables of rich, also where the terminal does not tell its width."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterable, Sequence
from functools import cache

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderableType
from rich.padding import Padding
from rich.segment import Segment
from rich.table import Table
from rich.text import Text

_NO_BREAK = "\u00a0"
_GLUE = "\ue000"  # of one column too, and no space to rich, which breaks lines at all spaces
_ROWS_AT_ONCE = 500

Fold = Callable[[str], tuple[str, ...]]
"""Returns the lines of a cell of one column, all as wide as the column."""


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

    def print_rows(self, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Print a table of texts without lines, as rich does; its first column is of numbers.

        Rich measures and folds every cell: here the widest of a column is measured, a cell that fits is not
        folded, and one that does not is folded once.
        """
        table = Table(*heads, box=None, padding=(0, 1), pad_edge=False)
        columns = (dict.fromkeys(cells) for cells in zip(*rows, strict=True))
        table.add_row(*(Text(max(cells, key=_width)) for cells in columns))
        widths = table._calculate_column_widths(self, self.options)
        room = [(0, 1), *[(1, 1)] * (len(heads) - 2), (1, 0)]
        folds = [self._fold(*each, right=not at) for at, each in enumerate(zip(widths, room, strict=True))]
        self.out(_lines(heads, folds, at_foot=True), style="table.header")
        for start in range(0, len(rows), _ROWS_AT_ONCE):
            self.out("\n".join(_lines(row, folds) for row in rows[start : start + _ROWS_AT_ONCE]))

    def _fold(self, width: int, room: tuple[int, int], *, right: bool) -> Fold:
        """Return the function that folds the cells of a column, with `room` before and after them."""
        before, after = room
        options = self.options.update(width=width, justify="right" if right else "left", overflow="fold")

        @cache
        def folded(text: str) -> tuple[str, ...]:
            lines = self.render_lines(Padding(Text(text), (0, after, 0, before)), options)
            return tuple("".join(each.text for each in line) for line in lines) or (" " * width,)

        def fold(text: str) -> tuple[str, ...]:
            free = width - before - after - cell_len(text)
            if free < 0 or not text.isprintable():
                return folded(text)
            start, end = (before + free, after) if right else (before, after + free)
            return (f"{' ' * start}{text}{' ' * end}",)

        return fold

    def on_broken_pipe(self) -> None:
        """Raise BrokenPipeError again, which is no refusal: the reader has seen enough."""
        raise BrokenPipeError(errno.EPIPE, os.strerror(errno.EPIPE))


def _lines(row: Sequence[str], folds: Sequence[Fold], *, at_foot: bool = False) -> str:
    """Return the lines of a row, whose cells begin at the top or end at its foot."""
    cells = [fold(text) for text, fold in zip(row, folds, strict=True)]
    height = max(map(len, cells))
    for at, cell in enumerate(cells):
        if missing := (" " * cell_len(cell[0]),) * (height - len(cell)):
            cells[at] = (*missing, *cell) if at_foot else (*cell, *missing)
    return "\n".join(map("".join, zip(*cells, strict=True)))


def _width(text: str) -> int:
    return max(map(cell_len, text.splitlines()), default=0)
