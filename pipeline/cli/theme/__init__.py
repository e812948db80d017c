"""Work on themes: `kit theme`, one module a sub-command."""

from __future__ import annotations

import click

from pipeline.cli.lazy import Command, LazyGroup
from pipeline.cli.options import debug_option
from pipeline.messages import later

COMMANDS = {
    "new": Command("pipeline.cli.theme.new", later("Begin a theme with a name, a colour and a logo.")),
    "list": Command("pipeline.cli.theme.list", later("List the themes that can be named.")),
    "check": Command(
        "pipeline.cli.theme.check", later("Look for mistakes in a theme, and picture its pages.")
    ),
    "preview": Command(
        "pipeline.cli.theme.preview", later("Show a theme's kits in the browser while you edit it.")
    ),
}


@click.group(cls=LazyGroup, table=COMMANDS)
@debug_option
def command() -> None:
    """Work on a theme: the looks and the words by which an agency makes the kits its own.

    \b
    For example:
      kit theme new "Hill Works" --colour "#24563a" --logo logo.png
      kit theme check hill-works
      kit theme preview hill-works
    """
