"""Add the Word file of a theme, with every style, or the styles that it lacks: `kit theme shell`."""

from __future__ import annotations

from pathlib import Path

import click

from interview_kit.cli import completion_items
from interview_kit.cli.console import say
from interview_kit.cli.options import debug_option
from interview_kit.stages.read.text_file import read_limited
from interview_kit.stages.read.theme.chain import find_theme
from interview_kit.stages.read.theme.snapshot import LARGEST_THEME
from interview_kit.support.errors import escape, refusal
from interview_kit.support.i18n import _
from interview_kit.support.output_folder import write_file
from interview_kit.support.paths import TEMPLATES
from interview_kit.tools.new_theme.scaffold import SHELL


@click.command()
@click.argument("name", shell_complete=completion_items.themes)
@click.option("--update", is_flag=True, help="Add the styles that the Word file lacks; all else stays.")
@debug_option
def command(name: str, update: bool) -> None:
    """Add a Word file to a theme, or bring it up to date.

    NAME is a theme by its name, or its folder. The Word file, word/shell.docx, has every
    style with a sentence that says what it is for; its header and footer become those of
    the Word kits. After an upgrade, --update adds the styles that are new in the base theme.

    \b
    For example:
      {kit} theme shell our-agency
      {kit} theme shell our-agency --update
    """
    folder = find_theme(name)
    if folder.parent == TEMPLATES / "themes":
        raise refusal(name, _("this theme comes with kit; begin one that extends it with {kit} theme new"))
    if update:
        _update(folder / SHELL)
    else:
        add_shell(folder)


def add_shell(folder: Path) -> None:
    """Write a Word shell with samples of every style into a theme without its own. Raises KitError."""
    path = folder / SHELL
    if path.exists():
        raise refusal(str(path), _("this file is there already, and nothing is overwritten"))
    # Imported here: it loads the libraries for Word files.
    from interview_kit.stages.read.theme import load_theme
    from interview_kit.stages.write.word.shell_samples import shell_to_edit

    write_file(path, shell_to_edit(load_theme(folder)))
    say(escape(str(path)), str(path))
    say(_("Open it in Word: every style is there, with a sentence that says what it is for."))


def _update(path: Path) -> None:
    """Add the styles that a theme's own Word shell lacks, and print their names. Raises KitError."""
    if not path.exists():
        raise refusal(str(path), _("there is no such file; without --update, one is added"))
    from interview_kit.stages.write.word.shell_samples import updated_shell

    data, names = updated_shell(read_limited(path, LARGEST_THEME), str(path))
    if not names:
        say(escape(_("{path}: no style is missing", path=path)), str(path))
        return
    write_file(path, data)
    say(escape(_("{path}: {names}", path=path, names=", ".join(names))), str(path))
