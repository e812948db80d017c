"""Check what a build needs from this computer, and print remedies: `kit doctor`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from interview_kit.cli import completion_items
from interview_kit.cli.console import say
from interview_kit.cli.defaults import WithDefaults
from interview_kit.cli.options import debug_option
from interview_kit.cli.wrapping import fitted
from interview_kit.support.errors import escape
from interview_kit.support.i18n import N_, _
from interview_kit.support.native_libs import install_line
from interview_kit.tools.doctor.findings import Finding, State
from interview_kit.tools.doctor.libraries import check_libraries, check_python
from interview_kit.tools.doctor.system import (
    check_engine,
    check_native_libraries,
    check_output,
    check_programs,
    check_script_fonts,
    check_terminal,
    check_theme,
)

SOMETHING_MISSING = 3
STATES = {State.GOOD: N_("ok"), State.MISSING: N_("missing"), State.OPTIONAL: N_("optional")}
COLOURS = {State.GOOD: "green", State.MISSING: "red", State.OPTIONAL: "yellow"}


@click.command(cls=WithDefaults)
@click.option(
    "-t",
    "--theme",
    default="base",
    envvar="KIT_THEME",
    show_default=True,
    shell_complete=completion_items.themes,
    help="Whose fonts to look for.",
)
@click.option(
    "-o",
    "--output",
    default="output",
    envvar="KIT_OUTPUT",
    type=click.Path(path_type=Path, file_okay=False),
    show_default=True,
    help="Where kits are to be written.",
)
@debug_option
@click.pass_context
def command(ctx: click.Context, theme: str, output: Path) -> None:
    """Look at what a build needs from this computer, and say what to do.

    What is marked optional only helps; a build does not need it.

    \b
    Exit codes: 0 all is there that a build needs; 3 something is missing.

    \b
    For example:
      {kit} doctor
      {kit} doctor --theme our-school
    """
    missing = 0
    for finding in _findings(theme, output):
        missing += finding.state is State.MISSING
        _print(finding)
    if missing:
        say(_("{missing} missing: what stands behind -> mends it", missing=missing))
        ctx.exit(SOMETHING_MISSING)
    say(_("All is there that a build needs."))


def _findings(theme: str, output: Path) -> Iterator[Finding]:
    yield check_python()
    libraries = tuple(check_libraries())
    yield from libraries
    if all(each.state is not State.MISSING for each in libraries):
        from interview_kit.build.fingerprint import tool_versions

        yield from check_native_libraries(
            {name: found for name, found in tool_versions().items() if found != "none"}
        )
        yield from check_theme(theme)
        yield from check_script_fonts()
        yield check_engine()
    else:  # a library that reads themes or versions may be missing
        yield from check_native_libraries({})
    yield from check_output(output)
    yield check_terminal(sys.stdout.encoding if sys.stdout else "")
    yield from check_programs()


def _print(finding: Finding) -> None:
    state = f"{_(STATES[finding.state]):8}"
    line = fitted(f"{state}  {finding.name:30} {escape(finding.found)}")
    click.echo(click.style(state, fg=COLOURS[finding.state]) + line.removeprefix(state))
    if finding.remedy:
        say(f"{'':8}  -> {escape(finding.remedy)}", install_line())
