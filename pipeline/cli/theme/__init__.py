"""Work on themes: `kit theme`, one module a sub-command."""

from __future__ import annotations

import click

from pipeline.cli.lazy import Command, LazyGroup
from pipeline.cli.options import debug_option

COMMANDS = {
    "preview": Command("pipeline.cli.theme.preview", "Show a theme's kits in the browser while you edit it."),
}


@click.group(cls=LazyGroup, table=COMMANDS)
@debug_option
def command() -> None:
    """Work on a theme: the looks and the words by which an agency makes the kits its own.

    \b
    For example:
      kit theme preview our-agency
    """
