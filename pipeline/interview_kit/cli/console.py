"""Print lines for people: safe for any terminal, in colour only where there is one."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TextIO

import click

from interview_kit.support.errors import InvalidInput, KitError, Located, Notice, Problem, escape
from interview_kit.support.i18n import _, _n

# After so many lines the first mistakes have scrolled away.
MOST_LINES = 50
MOST_EXCERPTS = 10


def complain(text: str) -> None:
    """Print each line of `text` on standard error, as an error."""
    for line in text.splitlines():
        _say(escape(line), "red")


def complain_of(error: KitError) -> None:
    """Print an error, and of many problems the first."""
    if isinstance(error, InvalidInput):
        show(error.problems)
    else:
        complain(str(error))


def show(found: tuple[Located, ...]) -> None:
    """Print problems and notices on standard error, the first fifty; the first ten with their lines."""
    for number, one in enumerate(found[:MOST_LINES]):
        _say(str(one), "yellow" if isinstance(one, Notice) else "red")
        if isinstance(one, Problem) and number < MOST_EXCERPTS:
            from interview_kit.cli.excerpt import excerpt  # without a problem it is not needed

            for line in excerpt(one):
                _say(line, "cyan")
    if len(found) > MOST_LINES:
        _say(_("{file}: and {found} more", file=found[0].file, found=len(found) - MOST_LINES), "red")


def counted(name: str, mistakes: int, notes: int) -> str:
    """Return how many mistakes and notes there are in what is named."""
    wrong = _n("{n} mistake", "{n} mistakes", mistakes) if mistakes else _("no mistakes")
    noted = _n("{n} note", "{n} notes", notes) if notes else _("no notes")
    return f"{name}: {wrong}, {noted}"


def _say(line: str, colour: str) -> None:
    # Where nobody can be told, the work goes on; the exit code tells it too.
    try:
        click.secho(line, fg=colour, err=True)
    except OSError:
        silence(sys.stderr)


def silence(stream: TextIO) -> None:
    """Send nowhere what a stream still holds: it would be tried again when Python ends, and complained of."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
