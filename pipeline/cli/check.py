"""Look for mistakes in profiles: `kit check`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from pipeline.cli.console import show
from pipeline.cli.options import debug_option
from pipeline.errors import InvalidInput
from pipeline.read.profiles import ReadProfile, open_profile, parse_profile, profiles_in
from pipeline.read.strict_yaml import LARGEST_FILE

SEVERAL_AND_NOT_ALL_GOOD = 1
STANDARD_INPUT = "-"


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@debug_option
@click.pass_context
def command(ctx: click.Context, sources: tuple[str, ...]) -> None:
    """Look for mistakes in profiles without building anything.

    A SOURCE is a profile, a folder of profiles, or - for standard input. In a folder,
    names that end in .expect.yaml or .defaults.yaml, kit.yaml, and names that begin
    with . or _ are passed over. Each mistake is shown with its file, line and column.

    \b
    Exit codes: 0 all good; 2 the one profile is refused; 1 one or more of several are.

    \b
    For example:
      kit check profiles/maya.yaml
      kit check profiles
    """
    good = refused = 0
    for result in _results(sources):
        if isinstance(result, InvalidInput):
            refused += 1
            show(result.problems)
        else:
            good += 1
            show(result.notices)
    checked = good + refused
    click.echo(f"{checked} profile{'s' if checked > 1 else ''} checked: {good} good, {refused} refused")
    if refused:
        ctx.exit(SEVERAL_AND_NOT_ALL_GOOD if checked > 1 else InvalidInput.exit_code)


def _results(sources: tuple[str, ...]) -> Iterator[ReadProfile | InvalidInput]:
    """Return one result for each profile; a folder without any is one refusal."""
    for source in sources:
        try:
            names = _names(source)
        except InvalidInput as error:
            yield error
            continue
        yield from map(_result, names)


def _names(source: str) -> tuple[str, ...]:
    path = Path(source)
    return tuple(map(str, profiles_in(path))) if source != STANDARD_INPUT and path.is_dir() else (source,)


def _result(name: str) -> ReadProfile | InvalidInput:
    try:
        if name == STANDARD_INPUT:
            typed = sys.stdin.buffer.read(LARGEST_FILE + 1) if sys.stdin else b""
            return parse_profile(typed, name)
        return open_profile(Path(name))
    except InvalidInput as error:
        return error
