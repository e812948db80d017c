"""Format the help of the commands: the command as it was called, and whole words on a narrow terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import methodcaller

import click

from interview_kit.cli.wrapping import shell_columns, terminal_columns, wrapped
from interview_kit.support.command_line import kit_command

AS_IT_IS = "\b\n"  # click's marker for a paragraph that is not rewrapped
_NARROWEST, _USUAL = 20, 80
# The most columns of a description and of what stands before it where both stand side by side.
_DESCRIPTION = 50
_LEAST_TERM = 10


class HelpFormatter(click.HelpFormatter):
    """Click's formatter, in which `{kit}` is the command as it was called."""

    def __init__(self, indent_increment: int = 2, width: int | None = None, max_width: int | None = None):
        """Take the width of the terminal, which click makes 50 at the least, unless `width` is given."""
        if width is None:
            # As shutil.get_terminal_size does, which takes long to load.
            columns = shell_columns() or terminal_columns(sys.__stdout__) or _USUAL
            width = max(min(columns, max_width or _USUAL) - 2, _NARROWEST)
        super().__init__(indent_increment, width, max_width)

    def write_text(self, text: str) -> None:
        """Write paragraphs; in those that are not rewrapped, sentences that are too long are."""
        room = self.width - self.current_indent
        paragraphs = text.replace("{kit}", kit_command()).split("\n\n")
        super().write_text("\n\n".join(_fitted(each, room) for each in paragraphs))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write terms and descriptions; a term that leaves too little room gets its own line."""
        super().write_dl(list(rows), min(col_max, max(self.width - _DESCRIPTION, _LEAST_TERM)), col_spacing)


def runs(paragraph: str) -> Iterator[tuple[str, bool]]:
    """Yield runs of lines, each with whether it is prose; indented lines are commands, to be typed."""
    for is_typed, lines in groupby(paragraph.splitlines(), methodcaller("startswith", " ")):
        yield "\n".join(lines), not is_typed


def _fitted(paragraph: str, room: int) -> str:
    lines = paragraph.removeprefix(AS_IT_IS)
    if lines == paragraph:
        return paragraph
    return AS_IT_IS + "\n".join(
        wrapped(" ".join(run.split()), room) if is_prose and max(map(len, run.splitlines())) > room else run
        for run, is_prose in runs(lines)
    )
