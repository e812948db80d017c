"""List the shipped and local themes: `kit theme list`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import click

from interview_kit.cli.options import debug_option
from interview_kit.stages.read.theme import own_theme_names, summary_of, theme_names
from interview_kit.stages.read.theme.chain import OWN_THEMES
from interview_kit.support.errors import escape
from interview_kit.support.i18n import N_, _
from interview_kit.support.paths import TEMPLATES

SHIPPED = N_("comes with kit")


class _Row(NamedTuple):
    name: str
    extends: str
    place: str
    description: str


@click.command()
@debug_option
def command() -> None:
    """List the themes: those that come with the program, and those in the folder themes here.

    Each has its name, the theme that it changes, where it lies, and what it says of itself.

    \b
    For example:
      {kit} theme list
    """
    rows = list(_rows())
    if not sys.stdout.isatty():
        for row in rows:
            click.echo("\t".join(map(escape, row)))
        return
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    for row in rows:
        name, extends, place = (escape(cell).ljust(width) for cell, width in zip(row, widths, strict=False))
        click.echo(f"{click.style(name, bold=True)}  {extends}  {place}  {escape(row.description)}")


def _rows() -> Iterator[_Row]:
    for name in theme_names():
        yield _row(name, TEMPLATES / "themes" / name, _(SHIPPED))
    for name in own_theme_names():
        folder = Path(OWN_THEMES, name)
        hidden = name in theme_names()
        yield _row(str(folder) if hidden else name, folder, str(folder))


def _row(name: str, folder: Path, place: str) -> _Row:
    found = summary_of(folder)
    extends = _("extends {extends}", extends=found.extends) if found.extends else "-"
    mistakes = _("has mistakes: {kit} theme check {name}", name=name) if found.mistakes else found.description
    return _Row(name, extends, place, mistakes)
