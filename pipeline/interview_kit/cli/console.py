"""Print messages: control characters escaped, in colour on a terminal only."""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from functools import cache
from typing import Any, TextIO

import click

from interview_kit.cli.wrapping import fitted
from interview_kit.support.command_line import kit_command, quoted
from interview_kit.support.errors import (
    InvalidInput,
    KitError,
    Located,
    MissingLibrary,
    Notice,
    Problem,
    escape,
)
from interview_kit.support.i18n import N_, _, _n, message_language

# The most lines printed: beyond that the first mistakes scroll out of view.
MOST_LINES = 50
MOST_EXCERPTS = 10
_MOST_ALIKE = 3
SOME_REFUSED = 1
# In seconds.
_PATIENCE, _BETWEEN = 2, 5
_FEW = 20


NO_WORK = N_("work I am curious about")


def language_and_age(language: str, *, minor: bool) -> tuple[str, str]:
    """Return the words for a kit's language and its person's age, in the message language."""
    return _language_name(language, message_language()), _("minor") if minor else _("adult")


@cache
def _language_name(language: str, said_in: str) -> str:
    from babel import Locale  # a command that prints no kit needs none

    named: str = Locale.parse(said_in).languages.get(language, language)
    return named


def labelled(title: str, message: str) -> str:
    """Return a text after its title and a colon, with the space that a language has before it."""
    return _("{title}: {message}", title=title, message=message)


def say(text: str, *whole: str, **style: Any) -> None:
    """Print a text on standard output, its lines broken between words on a terminal, as `fitted` does.

    `style` is that of `click.style`. Raises OSError where standard output cannot be written.
    """
    click.secho(fitted(text, *map(escape, whole)), reset=bool(style), **style)


def is_interactive() -> bool:
    """Return whether questions can be asked: standard input and output are both a terminal."""
    return all(stream and stream.isatty() for stream in (sys.stdin, sys.stdout))


def typed_line() -> str:
    """Prompt for a line and return it. Raises EOFError at the end of input."""
    # Importing readline, where there is one, gives `input` line editing.
    with suppress(ImportError):
        import readline

        # Several lines that are pasted are one answer.
        readline.parse_and_bind("set enable-bracketed-paste on")
    return input("> ")


def complain(text: str, *whole: str) -> None:
    """Print each line of `text` on standard error, in red, with `whole` unbroken."""
    for line in text.splitlines():
        _complain(escape(line), "red", *whole)


class Progress:
    """Prints how far a command is on standard error: after two seconds a line, and then one every five."""

    def __init__(self) -> None:
        self._due = time.monotonic() + _PATIENCE

    def tell(self, message: str, files: int) -> None:
        """Print a message if it is time for one, about a few files only on a terminal."""
        is_watched = files > _FEW or (sys.stderr and sys.stderr.isatty())
        if is_watched and time.monotonic() >= self._due:
            self._due = time.monotonic() + _BETWEEN
            _complain(escape(message), "cyan")


def complain_of(error: KitError) -> None:
    """Print an exception: its first fifty problems, or its message."""
    if isinstance(error, InvalidInput):
        show(error.problems)
    else:
        complain(str(error), *([error.command] if isinstance(error, MissingLibrary) else []))


def show(found: tuple[Located, ...]) -> None:
    """Print the first fifty problems and notices on standard error, the first ten with source excerpts."""
    for number, one in enumerate(found[:MOST_LINES]):
        _complain(str(one), "yellow" if isinstance(one, Notice) else "red")
        if isinstance(one, Problem) and number < MOST_EXCERPTS:
            from interview_kit.cli.excerpt import excerpt  # without a problem it is not needed

            for line in excerpt(one):
                _print(line, "cyan")
    if len(found) > MOST_LINES:
        _complain(_("{file}: and {found} more", file=found[0].file, found=len(found) - MOST_LINES), "red")


class RowNotices:
    """Prints what is found: of notices about rows three alike and fifty in all, then how many more."""

    def __init__(self) -> None:
        self._rows: Counter[Notice] = Counter()
        self._printed: Counter[Notice] = Counter()
        self._in_file: Counter[str] = Counter()

    def show(self, found: tuple[Located, ...]) -> None:
        """Print problems and notices on standard error, those about rows while there is room."""
        show(tuple(one for one in found if self._has_room(one)))

    def _has_room(self, one: Located) -> bool:
        if not (isinstance(one, Notice) and one.cell and one.cell.row):
            return True
        alike = replace(one, cell=replace(one.cell, row=0))
        self._rows[alike] += 1
        has_room = self._printed[alike] < _MOST_ALIKE and self._in_file[one.file] < MOST_LINES
        self._printed[alike] += has_room
        self._in_file[one.file] += has_room
        return has_room

    def show_rest(self) -> None:
        """Print how many more rows each notice is about, and where all that was not printed can be seen."""
        left: Counter[str] = Counter()
        for alike, rest in (self._rows - self._printed).items():
            left[alike.file] += rest
            if self._printed[alike]:
                message = _n("{notice}: and {n} more row", "{notice}: and {n} more rows", rest, notice=alike)
                _complain(message, "yellow")
        for file, count in left.items():
            command = f"{kit_command()} roster show {quoted(file)}"
            message = _n(
                "{file}: {n} note is not printed; all of them, row by row: {command}",
                "{file}: {n} notes are not printed; all of them, row by row: {command}",
                count,
                file=file,
                command=command,
            )
            _complain(escape(message), "yellow", command)


def exit_for(ctx: click.Context, refused: int, total: int) -> None:
    """Exit with 2 where the only input was refused, with 1 for some of several; return where none was."""
    if refused:
        ctx.exit(SOME_REFUSED if total > 1 else InvalidInput.exit_code)


def counted(name: str, mistakes: int, notes: int) -> str:
    """Return a summary line: the name, and the numbers of mistakes and notes."""
    wrong = _n("{n} mistake", "{n} mistakes", mistakes) if mistakes else _("no mistakes")
    noted = _n("{n} note", "{n} notes", notes) if notes else _("no notes")
    return f"{name}: {wrong}, {noted}"


def _complain(line: str, colour: str, *whole: str) -> None:
    _print(fitted(line, *map(escape, whole), stream=sys.stderr), colour)


def _print(line: str, colour: str) -> None:
    # If standard error is closed, go on: the exit code reports the error too.
    try:
        click.secho(line, fg=colour, err=True)
    except OSError:
        silence(sys.stderr)


def silence(stream: TextIO) -> None:
    """Discard what a stream still buffers: Python would try to flush it on exit, and print an error."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
