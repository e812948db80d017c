"""Pack a theme into one file: `kit theme pack`."""

from __future__ import annotations

from pathlib import Path

import click

from interview_kit.cli import completion_items
from interview_kit.cli.console import say
from interview_kit.cli.options import debug_option
from interview_kit.support.errors import escape
from interview_kit.support.i18n import _
from interview_kit.support.output_folder import write_file
from interview_kit.tools.theme_archive import packed_theme


@click.command()
@click.argument("theme", metavar="NAME", shell_complete=completion_items.themes)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file to write; without it, NAME.zip here.",
)
@debug_option
def command(theme: str, output: Path | None) -> None:
    """Pack a theme and those it extends into one zip file, to hand to somebody else.

    Themes that come with the program are left out: they are there. The same theme gives the
    same file. It is added elsewhere with {kit} theme add.

    \b
    For example:
      {kit} theme pack hill-works
    """
    data, names = packed_theme(theme)
    if not names:
        message = _("{theme} comes with the program, and needs no file", theme=theme)
        raise click.BadParameter(message, param_hint="NAME")
    target = output or Path(f"{names[-1]}.zip")
    write_file(target, data)
    say(_("{file}: {names}", file=escape(str(target)), names=", ".join(map(escape, names))), str(target))
