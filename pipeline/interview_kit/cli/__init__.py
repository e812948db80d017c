"""Run the command `kit`: dispatch to the sub-command, turn every error into a message and an exit code."""

from __future__ import annotations

import errno
import gc
import os
import sys
from typing import Any

import click

from interview_kit.build.safe_start import safe_path
from interview_kit.cli.completion_items import VARIABLE
from interview_kit.cli.help_formatter import HelpFormatter
from interview_kit.cli.lazy import LazyGroup
from interview_kit.cli.options import debug_option, debugging
from interview_kit.support.command_line import kit_command, remember_the_call
from interview_kit.support.i18n import N_, SOURCE, _, message_language, reason_of, use_language
from interview_kit.support.stream_encoding import print_anything

ENVIRONMENT = 3
BUG = 70
INTERRUPTED = 130
# Commands are short: with Python's default threshold, cyclic garbage collection takes a tenth of their time.
OBJECTS_BETWEEN_COLLECTIONS = 500_000

click.Context.formatter_class = HelpFormatter

COMMANDS = {
    "app": N_("Make kits in the browser: one person's, or a class's."),
    "new": N_("Ask a few questions and write a profile."),
    "build": N_("Build the kit of each profile, as PDF and Word."),
    "check": N_("Look for mistakes in profiles without building anything."),
    "collect": N_("Read filled kits back into one table, with a summary."),
    "forget": N_("Remove the data of a class that is over."),
    "explain": N_("Say what is chosen for a profile, and why."),
    "roster": N_("Make a roster to fill in, or look at what its rows become."),
    "theme": N_("Work on the looks of the kits, and see them in the browser."),
    "serve": N_("Make kits in the browser for many people, behind a proxy."),
    "bank": N_("List the words of the kits, or look for mistakes in them."),
    "config": N_("Show the defaults that kit.yaml gives, and who says what."),
    "schema": N_("Describe what files may hold, for editors."),
    "completion": N_("Let your shell complete what you type after kit."),
    "doctor": N_("Look at what a build needs from this computer."),
}


class KitGroup(LazyGroup):
    """The group of all sub-commands, which turns exceptions into messages and exit codes."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the sub-command and return its value; on an error, print a message and exit with its code."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except (Exception, KeyboardInterrupt) as error:
            if isinstance(error, OSError) and error.errno == errno.EPIPE:
                raise
            if debugging(ctx):
                import traceback

                from interview_kit.cli.console import complain

                complain(traceback.format_exc())
            ctx.exit(_report_error(error))

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run the command and exit: raises SystemExit, also where standard output is closed or full.

        Returns click's value only with `standalone_mode=False`.
        """
        gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)
        # pydantic would look through all installed packages for what may change its models.
        os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
        # `python -m interview_kit` puts the current folder first, and most modules are loaded later.
        sys.path[:] = safe_path()
        print_anything()
        try:
            os.getcwd()
        except OSError:
            from interview_kit.cli.console import complain

            complain(_("the current folder is gone: {folder}", folder=os.environ.get("PWD", ".")))
            raise SystemExit(ENVIRONMENT) from None
        remember_the_call()
        extra = {"prog_name": kit_command(), "complete_var": VARIABLE, **extra}
        if os.environ.get("NO_COLOR"):  # https://no-color.org
            extra["color"] = False
        if VARIABLE in os.environ:  # a shell requests completions: load them only then
            import interview_kit.cli.completion  # noqa: F401
        spoken: click.Group = self
        if message_language() != SOURCE:
            from interview_kit.cli.translated_help import translated

            spoken = translated(self)
        output = sys.stdout
        try:
            with use_language(message_language()):  # so that it is not looked for with each message
                return click.Group.main(spoken, *args, **extra)
        except SystemExit as leaving:
            # click replaces a standard output whose reader has seen enough (`| head`): no error.
            code = leaving.code if sys.stdout is output else 0
            # An environment error was reported already; flushing fails for the same reason.
            raise SystemExit(_flushed(code, said=code == ENVIRONMENT)) from None
        except OSError as error:
            raise SystemExit(_flushed(_report_error(error), said=True)) from None


def _report_error(error: BaseException) -> int:
    """Print the message of an exception and return its exit code."""
    from interview_kit.cli.console import complain, complain_of  # the help needs neither
    from interview_kit.support.errors import KitError

    match error:
        case KitError():
            complain_of(error)
            return error.exit_code
        case KeyboardInterrupt():
            complain(_("stopped"))
            return INTERRUPTED
        case OSError():
            complain(": ".join(str(part) for part in (error.filename, reason_of(error)) if part))
            return ENVIRONMENT
        case _:
            complain(
                _(
                    "this is a bug in kit ({name}); run it again with --debug and report it",
                    name=type(error).__name__,
                )
            )
            return BUG


def _flushed(code: Any, *, said: bool = False) -> Any:
    try:
        if sys.stdout:
            sys.stdout.flush()
    except OSError as error:
        from interview_kit.cli.console import silence

        silence(sys.stdout)
        if error.errno != errno.EPIPE and not said:
            return _report_error(error)
    return code


def _print_version(ctx: click.Context, _ignored: click.Parameter, wanted: bool) -> None:
    if wanted:
        from interview_kit.support.paths import version

        number = version() or _("(not installed)")
        click.echo(f"kit {number}")
        ctx.exit()


@click.group(
    cls=KitGroup,
    package=__name__,
    table=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
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
      {kit} new
      {kit} build profiles/maya.yaml
      {kit} build class.xlsx
    """
