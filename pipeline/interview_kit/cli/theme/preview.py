"""Open the app at a theme: `kit theme preview`."""

from __future__ import annotations

from pathlib import Path

import click

from interview_kit.cli.app import open_app
from interview_kit.cli.options import debug_option
from interview_kit.stages.read.theme.chain import find_theme
from interview_kit.support.errors import refusal
from interview_kit.support.i18n import _
from interview_kit.support.paths import EXAMPLES


@click.command()
@click.argument("name", default="base")
@click.option(
    "-p",
    "--people",
    multiple=True,
    type=click.Path(path_type=Path, exists=True),
    metavar="PROFILE|FOLDER",
    help="Whose kits to show; repeat for several. Without it, those in the folder profiles.",
)
@click.option(
    "--port",
    default=0,
    type=click.IntRange(0, 65535),
    metavar="N",
    help="The port to serve on, or any free one where it is taken.",
)
@click.option("--no-open", is_flag=True, help="Print the address and open no browser.")
@debug_option
def command(name: str, people: tuple[Path, ...], port: int, no_open: bool) -> None:
    """Show a theme's kits in the browser while you edit it.

    NAME is a theme by its name, or its folder. The page shows the kit of each person in every
    language and format, and draws it again whenever a file of the theme, the bank or a profile is
    saved. A mistake is shown there with its file and line, and a button checks the whole theme as
    {kit} theme check does. It is a page of the app ({kit} app): only this computer can open it,
    nothing is sent anywhere, and it ends ten minutes after its last window was closed, or with
    Ctrl-C.

    \b
    For example:
      {kit} theme preview
      {kit} theme preview our-agency --people profiles/leila.yaml
    """
    theme = find_theme(name)
    if not people and not any(folder.is_dir() for folder in EXAMPLES):
        message = _("this folder is not here; say with --people whose kits to show")
        raise refusal("profiles", message)
    open_app(port, theme, people, no_open=no_open)
