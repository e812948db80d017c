"""Break lines between words where a terminal ends; what is copied from it stays in one piece."""

from __future__ import annotations

import os
import re
import sys
from contextlib import suppress
from textwrap import TextWrapper
from typing import TextIO

from interview_kit.support.command_line import kit_command, quoted

# A line goes on below its text, not below what stands before it: a number, a state, an arrow.
_BEFORE_THE_TEXT = re.compile(r"\s*(?:\S+\s{2,}|-> )?")
_GLUE = "\0"  # no message holds it


def fitted(text: str, *whole: str, stream: TextIO | None = None) -> str:
    """Return lines broken between words where `stream`, by default standard output, is a terminal.

    Commands, words longer than a line, and the texts `whole` are not broken.
    """
    width = _width(stream or sys.stdout)
    return "\n".join(wrapped(line, width, *whole) for line in text.split("\n")) if width else text


def wrapped(line: str, width: int, *whole: str) -> str:
    """Return a line as lines of at most `width` columns, as in `fitted`; as it is where it fits."""
    if len(line) <= width:
        return line
    for each in (*whole, *_commands(line)):
        line = line.replace(each, each.replace(" ", _GLUE))
    before = _BEFORE_THE_TEXT.match(line)
    indent = len(before[0]) if before and len(before[0]) * 3 <= width else len(line) - len(line.lstrip())
    wrapper = TextWrapper(
        width, subsequent_indent=" " * indent, break_long_words=False, break_on_hyphens=False
    )
    return wrapper.fill(line).replace(_GLUE, " ")


def _commands(line: str) -> list[str]:
    """Return the commands in a message: `kit` with its sub-commands and options, and installations by pip."""
    kit, python = re.escape(kit_command()), re.escape(quoted(sys.executable))
    return re.findall(rf"{kit}(?: [a-z]+){{0,2}}(?: -\S+ \S+)*|{python} -m pip install(?: [!-~]+)+", line)


def _width(stream: TextIO | None) -> int:
    """Return the columns of a terminal that text may fill; 0 for a file, a pipe, or an unknown width."""
    if not (stream and stream.isatty()):
        return 0
    columns = terminal_columns(stream) or shell_columns()  # some terminals answer 0
    # A full line is followed by an empty one on some terminals.
    return max(columns - 1, 0)


def terminal_columns(stream: TextIO | None) -> int:
    """Return the columns of the terminal that a stream writes to; 0 for anything else."""
    with suppress(AttributeError, OSError, ValueError):
        return os.get_terminal_size(stream.fileno()).columns  # type: ignore[union-attr]
    return 0


def shell_columns() -> int:
    """Return the number in the variable COLUMNS, 0 where there is none."""
    told = os.environ.get("COLUMNS", "")
    return int(told) if told.isdecimal() else 0
