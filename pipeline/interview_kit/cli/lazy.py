"""Define a click group whose sub-commands are imported only when they run."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click

from interview_kit.support.i18n import N_, SOURCE, _, message_language

COMMANDS = N_("Commands")


class Group(click.Group):
    """A group whose help has the whole first sentence of each sub-command, which click cuts to the line."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of their definition."""
        return list(self.commands)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the table of sub-commands into the help."""
        with formatter.section(_(COMMANDS)):
            formatter.write_dl(
                [(name, each.get_short_help_str(sys.maxsize)) for name, each in self.commands.items()]
            )


class LazyGroup(Group):
    """A group whose sub-commands are imported, with their libraries, only when they run.

    `table` maps their names to their short help, not yet translated. The sub-command `x` is `command` in the
    module `x` of `package`; until it runs, an empty command with its short help takes its place.
    """

    def __init__(self, *args: Any, package: str, table: Mapping[str, str], **extra: Any) -> None:
        super().__init__(*args, **extra)
        self._package = package
        self.commands = {name: click.Command(name, short_help=does) for name, does in table.items()}

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the sub-command of the arguments. Raises NoSuchCommand, with similar names, if unknown."""
        name, command, rest = super().resolve_command(ctx, args)
        if name:
            command = import_module(f"{self._package}.{name}").command
            assert isinstance(command, click.Command), name
            if message_language() != SOURCE:
                from interview_kit.cli.translated_help import translated

                command = translated(command)
        return name, command, rest
