"""Add the themes of a zip file to those here: `kit theme add`."""

from __future__ import annotations

from pathlib import Path

import click

from interview_kit.cli.console import say
from interview_kit.cli.options import debug_option
from interview_kit.stages.read.theme import summary_of, theme_names
from interview_kit.stages.read.theme.chain import OWN_THEMES
from interview_kit.support.command_line import kit_command, quoted
from interview_kit.support.errors import Problem, ThemeError, escape
from interview_kit.support.i18n import _
from interview_kit.support.output_folder import write_file
from interview_kit.tools.theme_archive import unpacked_themes


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@debug_option
def command(file: Path) -> None:
    """Add the themes in FILE, a zip file of {kit} theme pack, to the folder themes here.

    Nothing is overwritten: a theme that is there with other files is named, and no theme is
    added.

    \b
    For example:
      {kit} theme add hill-works.zip
    """
    themes = unpacked_themes(file)
    new = {name: files for name, files in themes.items() if not _is_there(name, files)}
    taken = [name for name in new if name in theme_names() or Path(OWN_THEMES, name).exists()]
    if taken:
        message = _("there is another theme of this name; rename or remove that one first")
        places = (str(Path(OWN_THEMES, name)) for name in taken)
        raise ThemeError(tuple(Problem(place, None, None, "", message) for place in places))
    for name, files in new.items():
        for path, data in files.items():
            write_file(Path(OWN_THEMES, name, path), data)
    for name in themes:
        place = str(Path(OWN_THEMES, name))
        say(escape(place) if name in new else _("{theme}: there already", theme=escape(place)), place)
    extended = {summary_of(Path(OWN_THEMES, name)).extends for name in themes}
    for name in themes:
        if name not in extended:
            say(_("Look at it: {kit} theme check {name}", kit=kit_command(), name=quoted(name)))


def _is_there(name: str, files: dict[str, bytes]) -> bool:
    """Return whether `themes/` has a theme of this name with these files, and perhaps others."""
    folder = Path(OWN_THEMES, name)
    try:
        return all((folder / path).read_bytes() == data for path, data in files.items())
    except OSError:
        return False
