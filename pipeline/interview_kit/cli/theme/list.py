"""List the shipped and local themes: `kit theme list`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from interview_kit.cli.options import debug_option
from interview_kit.stages.read.theme import own_theme_names, summary_of, theme_names
from interview_kit.stages.read.theme.chain import OWN_THEMES, installed_themes
from interview_kit.support.errors import escape
from interview_kit.support.i18n import N_, _
from interview_kit.support.paths import TEMPLATES

SHIPPED = N_("comes with kit")


@click.command()
@debug_option
def command() -> None:
    """List the themes: those of the program, of the folder themes here, and of installed packages.

    Each has its name, the theme that it changes, where it lies, and what it says of itself: also
    the version that it was made for, and why texts that seem to ask for a job do not.

    \b
    For example:
      {kit} theme list
    """
    shipped = theme_names()
    rows = [_row(name, TEMPLATES / "themes" / name, _(SHIPPED)) for name in shipped]
    for name in own_theme_names():
        folder = Path(OWN_THEMES, name)
        rows.append(_row(str(folder) if name in shipped else name, folder, str(folder)))
    for name, folder in installed_themes().items():
        rows.append(_row(name, folder, str(folder)))
    if not sys.stdout.isatty():
        for row in rows:
            click.echo("\t".join(map(escape, row)))
        return
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    for row in rows:
        name, extends, place = (escape(cell).ljust(width) for cell, width in zip(row, widths, strict=False))
        click.echo(f"{click.style(name, bold=True)}  {extends}  {place}  {escape(row[-1])}")


def _row(name: str, folder: Path, place: str) -> tuple[str, str, str, str]:
    found = summary_of(folder)
    extends = _("extends {extends}", extends=found.extends) if found.extends else "-"
    said = [_("has mistakes: {kit} theme check {name}", name=name) if found.mistakes else found.description]
    said += [_("made for version {version}", version=found.made_for)] if found.made_for else []
    said += [
        _("{name} asks for no job: {reason}", name=each, reason=reason)
        for each, reason in found.not_asking.items()
    ]
    return name, extends, place, "; ".join(said)
