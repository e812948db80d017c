"""Define the command group `kit theme`, with a module for each sub-command."""

from __future__ import annotations

import click

from interview_kit.cli.lazy import LazyGroup
from interview_kit.cli.options import debug_option
from interview_kit.support.i18n import N_

COMMANDS = {
    "new": N_("Begin a theme with a name, a colour and a logo."),
    "list": N_("List the themes that can be named."),
    "check": N_("Look for mistakes in a theme, and picture its pages."),
    "shell": N_("Add a theme's Word file, or the styles that it lacks."),
    "pack": N_("Pack a theme into one file for somebody else."),
    "add": N_("Add a theme that somebody packed."),
    "preview": N_("Show a theme's kits in the browser while you edit it."),
}


@click.group(cls=LazyGroup, package=__name__, table=COMMANDS)
@debug_option
def command() -> None:
    """Work on a theme: the looks and the words by which an agency makes the kits its own.

    \b
    For example:
      {kit} theme new "Hill Works" --colour "#24563a" --logo logo.png
      {kit} theme check hill-works
      {kit} theme preview hill-works
    """
