"""Serve a live preview of a theme's kits: `kit theme preview`."""

from __future__ import annotations

import webbrowser
from pathlib import Path

import click

from interview_kit.cli.console import say
from interview_kit.cli.options import debug_option, needs_extra
from interview_kit.stages.read.theme.chain import find_theme
from interview_kit.support.errors import refusal
from interview_kit.support.i18n import _
from interview_kit.support.paths import TEMPLATES

_EXAMPLES = (Path("profiles"), TEMPLATES.parent / "profiles")


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
    help="The port to serve on; without it, any free one.",
)
@click.option("--no-open", is_flag=True, help="Print the address and open no browser.")
@debug_option
def command(name: str, people: tuple[Path, ...], port: int, no_open: bool) -> None:
    """Show a theme's kits in the browser while you edit it.

    NAME is a theme by its name, or its folder. The page shows the kit of each person in every
    language and format, and draws it again whenever a file of the theme, the bank or a profile is
    saved. A mistake is shown there with its file and line. Only this computer can open the page,
    and nothing is sent anywhere. Ctrl-C ends it.

    \b
    For example:
      {kit} theme preview
      {kit} theme preview our-agency --people profiles/leila.yaml
    """
    theme = find_theme(name)
    with needs_extra("preview"):
        from interview_kit.web.preview.server import serve
    serve(
        theme.absolute(), people or _examples(), port, lambda private, once: _opened(private, once, no_open)
    )


def _examples() -> tuple[Path, ...]:
    found = next((folder for folder in _EXAMPLES if folder.is_dir()), None)
    if found is None:
        message = _("this folder is not here; say with --people whose kits to show")
        raise refusal("profiles", message)
    return (found,)


def _opened(private: str, once: str, no_open: bool) -> None:
    say(_("The preview is at {private}\nPress Ctrl-C to end it.", private=private))
    if not no_open:
        webbrowser.open(once)
