"""Define a click group whose sub-commands are imported only when they run."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from interview_kit.support.i18n import N_, SOURCE, _, message_language

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


COMMANDS = N_("Commands")


class Command(NamedTuple):
    """The module of a sub-command, which has a `command`, and its short help, not yet translated."""

    module: str
    does: str


class Group(click.Group):
    """A group whose help has the whole first sentence of each sub-command, which click cuts to the line."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the table of sub-commands into the help."""
        with formatter.section(_(COMMANDS)):
            formatter.write_dl(
                [(name, each.get_short_help_str(sys.maxsize)) for name, each in self.commands.items()]
            )


class LazyGroup(Group):
    """A group whose help comes from a table, without importing the sub-commands and their libraries."""

    def __init__(self, *args: Any, table: Mapping[str, Command], **extra: Any) -> None:
        super().__init__(*args, **extra)
        self._table = table

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of the table."""
        return list(self._table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a sub-command, or None where there is none of that name."""
        if cmd_name not in self._table:
            return None
        found = import_module(self._table[cmd_name].module).command
        assert isinstance(found, click.Command), cmd_name
        if message_language() == SOURCE:
            return found
        from interview_kit.cli.translated_help import translated

        return translated(found)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the sub-command of the arguments. Raises NoSuchCommand, with similar names, if unknown."""
        try:
            return super().resolve_command(ctx, args)
        except click.NoSuchCommand as error:  # click only knows the imported commands
            raise click.NoSuchCommand(error.command_name, possibilities=self._table, ctx=ctx) from None

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem[str]]:
        """Return items for the names and options that begin with `incomplete`, without importing anything."""
        from click.shell_completion import CompletionItem

        named = ((name, each.does) for name, each in self._table.items() if name.startswith(incomplete))
        options = click.Command.shell_complete(self, ctx, incomplete)
        return [*(CompletionItem(name, help=_(does)) for name, does in named), *options]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the table of sub-commands into the help."""
        with formatter.section(_(COMMANDS)):
            formatter.write_dl([(name, _(command.does)) for name, command in self._table.items()])
