"""Run the command `kit`: find the sub-command, and turn every error into a line and an exit code."""

from __future__ import annotations

import errno
import os
import sys
import traceback
from importlib import import_module, metadata
from typing import Any, NamedTuple

import click

from pipeline.cli.console import complain, complain_of
from pipeline.cli.options import debug_option, debugging
from pipeline.errors import KitError

DISTRIBUTION = "interview-kit"
ENVIRONMENT = 3
BUG = 70
INTERRUPTED = 130


class Command(NamedTuple):
    """Where a sub-command lives (its module has a `command`) and what it does, in one line."""

    module: str
    does: str


# Help is printed from this table, so that no sub-command, and no library of one, is loaded for it.
COMMANDS = {
    "build": Command("pipeline.cli.build", "Build the kit of each profile, as PDF and Word."),
    "check": Command("pipeline.cli.check", "Look for mistakes in profiles without building anything."),
    "explain": Command("pipeline.cli.explain", "Say what is chosen for a profile, and why."),
    "roster": Command("pipeline.cli.roster", "Make a roster to fill in, or look at what its rows become."),
    "bank": Command("pipeline.cli.bank", "List the words of the kits, or look for mistakes in them."),
}


class Kit(click.Group):
    """The group of all sub-commands, each loaded when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a sub-command, or None where there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        found = import_module(COMMANDS[cmd_name].module).command
        assert isinstance(found, click.Command), cmd_name
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the table into the help."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, command.does) for name, command in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> Any:
        """Run the sub-command; an error becomes a line on standard error and an exit code."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except (Exception, KeyboardInterrupt) as error:
            if isinstance(error, OSError) and error.errno == errno.EPIPE:
                raise
            if debugging(ctx):
                complain(traceback.format_exc())
            ctx.exit(_told(error))

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run the whole command and leave; standard output may be closed or full."""
        _print_anything()
        try:
            return super().main(*args, **extra)
        except SystemExit as leaving:
            # Where the environment failed, that was said; what is left to write fails for the same reason.
            raise SystemExit(_flushed(leaving.code, said=leaving.code == ENVIRONMENT)) from None
        except OSError as error:
            raise SystemExit(_flushed(_told(error), said=True)) from None


def _told(error: BaseException) -> int:
    """Say what happened and return the exit code for it."""
    match error:
        case KitError():
            complain_of(error)
            return error.exit_code
        case KeyboardInterrupt():
            complain("stopped")
            return INTERRUPTED
        case OSError():
            complain(": ".join(str(part) for part in (error.filename, error.strerror or error) if part))
            return ENVIRONMENT
        case _:
            complain(
                f"this is a bug in kit ({type(error).__name__}); run it again with --debug and report it"
            )
            return BUG


def _print_anything() -> None:
    """Let a terminal that lacks a letter show its number instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _flushed(code: Any, *, said: bool = False) -> Any:
    try:
        if sys.stdout:
            sys.stdout.flush()
    except OSError as error:
        # What could not be written would be tried again, and complained of, when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if error.errno != errno.EPIPE and not said:
            return _told(error)
    return code


def _print_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        try:
            version = metadata.version(DISTRIBUTION)
        except metadata.PackageNotFoundError:
            version = "(not installed)"
        click.echo(f"kit {version}")
        ctx.exit()


@click.group(cls=Kit, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help="Show the version and exit.",
)
@debug_option
def main() -> None:
    """Make kits for information interviews: from one person's profile to a PDF and a Word file.

    \b
    For example:
      kit check profiles/maya.yaml
    """
