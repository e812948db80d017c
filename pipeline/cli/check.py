"""Look for mistakes in profiles: `kit check`."""

from __future__ import annotations

import click

from pipeline.cli.console import show
from pipeline.cli.options import debug_option, delimiter_option
from pipeline.cli.sources import profiles_from
from pipeline.errors import InvalidInput
from pipeline.read.bank import read_bank

SEVERAL_AND_NOT_ALL_GOOD = 1


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@delimiter_option
@debug_option
@click.pass_context
def command(ctx: click.Context, sources: tuple[str, ...], delimiter: str) -> None:
    """Look for mistakes in profiles without building anything.

    A SOURCE is a profile, a folder of profiles, a roster (CSV, XLSX or ODS), or - for
    standard input. In a folder, names that end in .expect.yaml or .defaults.yaml, kit.yaml,
    and names that begin with . or _ are passed over. Each mistake is shown with its file,
    and its line and column, or its row and column.

    \b
    Exit codes: 0 all good; 2 the one profile is refused; 1 one or more of several are.

    \b
    For example:
      kit check profiles/maya.yaml
      kit check profiles
    """
    good = refused = 0
    for result in (source.found for source in profiles_from(sources, read_bank(), delimiter)):
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
