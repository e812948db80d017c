"""Explain the selection for a profile: `kit explain`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from interview_kit.build.sources import profiles_from
from interview_kit.cli import completion_items
from interview_kit.cli.console import exit_for, show
from interview_kit.cli.defaults import WithDefaults, set_option
from interview_kit.cli.explain_table import print_tables
from interview_kit.cli.options import debug_option, delimiter_option, map_option, theme_option
from interview_kit.stages.read.bank import read_bank
from interview_kit.stages.select import select
from interview_kit.support.errors import InvalidInput
from interview_kit.tools.bank_source import words_with
from interview_kit.tools.explanation import explanation

if TYPE_CHECKING:
    from interview_kit.stages.read.overrides import Overrides


@click.command(cls=WithDefaults)
@click.argument(
    "sources", nargs=-1, required=True, metavar="SOURCE...", shell_complete=completion_items.sources
)
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="Tables for people, or JSON for programs.",
)
@set_option
@theme_option
@delimiter_option
@map_option
@debug_option
@click.pass_context
def command(
    ctx: click.Context,
    sources: tuple[str, ...],
    form: str,
    changes: Overrides | None,
    theme: str,
    delimiter: str,
    titles: dict[str, str],
) -> None:
    """Say what is chosen for a profile, what is left out, and why.

    A SOURCE is a profile, a folder of profiles, a roster (CSV, XLSX or ODS), or - for
    standard input. The JSON of one profile is an object; of a folder, of a roster or of
    several sources it is a list of objects.

    \b
    Exit codes: 0 all good; 2 the one profile is refused; 1 one or more of several are.

    \b
    For example:
      {kit} explain profiles/leila.yaml
      {kit} explain profiles/leila.yaml --format json
    """
    bank = words_with(theme) if theme else read_bank()
    results = tuple(profiles_from(sources, bank, delimiter, changes, titles))
    for result in results:
        show(result.messages)
    good = [result.found.profile for result in results if not isinstance(result.found, InvalidInput)]
    explained = [(profile, select(bank, profile)) for profile in good]
    if form == "json":
        objects = [explanation(bank, profile, selection) for profile, selection in explained]
        one = len(sources) == 1 and not results[0].folder
        if objects or not one:
            click.echo(json.dumps(objects[0] if one else objects, ensure_ascii=False, indent=2))
    else:
        for profile, selection in explained:
            print_tables(bank, profile, selection)
    exit_for(ctx, len(results) - len(good), len(results))
