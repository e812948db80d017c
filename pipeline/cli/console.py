"""Print lines for people: safe for any terminal, in colour only where there is one."""

from __future__ import annotations

import click

from pipeline.errors import InvalidInput, KitError, Located, Notice, escape

# After so many lines the first mistakes have scrolled away.
MOST_LINES = 50


def complain(text: str) -> None:
    """Print each line of `text` on standard error, as an error."""
    for line in text.splitlines():
        click.secho(escape(line), fg="red", err=True)


def complain_of(error: KitError) -> None:
    """Print an error, and of many problems the first."""
    if isinstance(error, InvalidInput):
        show(error.problems)
    else:
        complain(str(error))


def show(found: tuple[Located, ...]) -> None:
    """Print problems and notices on standard error, the first fifty of them."""
    for one in found[:MOST_LINES]:
        click.secho(str(one), fg="yellow" if isinstance(one, Notice) else "red", err=True)
    if len(found) > MOST_LINES:
        click.secho(f"{found[0].file}: and {len(found) - MOST_LINES} more", fg="red", err=True)
