"""Define the command `kit check`: validate profiles without building."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from interview_kit.build.sources import Source, profiles_from
from interview_kit.build.unprinted import notices_of, unprinted
from interview_kit.cli import completion_items
from interview_kit.cli.console import RowNotices, exit_for, language_and_age, say
from interview_kit.cli.defaults import WithDefaults, set_option
from interview_kit.cli.options import debug_option, delimiter_option, map_option, theme_option
from interview_kit.stages.assemble import assemble
from interview_kit.stages.read.bank import read_bank
from interview_kit.stages.read.profiles import ReadProfile
from interview_kit.stages.select import select
from interview_kit.support.errors import InvalidInput, Notice, escape
from interview_kit.support.i18n import _n
from interview_kit.tools.bank_source import words_with

if TYPE_CHECKING:
    from interview_kit.model.bank import Bank
    from interview_kit.model.profile import Profile
    from interview_kit.stages.read.overrides import Overrides


@click.command(cls=WithDefaults)
@click.argument(
    "sources", nargs=-1, required=True, metavar="SOURCE...", shell_complete=completion_items.sources
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
    changes: Overrides | None,
    theme: str,
    delimiter: str,
    titles: dict[str, str],
) -> None:
    """Look for mistakes in profiles without building anything.

    A SOURCE is a profile, a folder of profiles, a roster (CSV, XLSX or ODS), or - for
    standard input. In a folder, names that end in .expect.yaml or .defaults.yaml, kit.yaml,
    and names that begin with . or _ are passed over. Each mistake is shown with its file,
    and its line and column, or its row and column; so is what is typed in a profile and would
    not be printed in its kit.

    \b
    Exit codes: 0 all good; 2 the one profile is refused; 1 one or more of several are.

    \b
    For example:
      {kit} check profiles/maya.yaml
      {kit} check profiles
    """
    found: list[bool] = []
    printed = RowNotices()
    bank = words_with(theme) if theme else read_bank()
    for source in profiles_from(sources, bank, delimiter, changes, titles):
        printed.show((*source.messages, *(() if theme else _not_printed(source, bank))))
        found.append(isinstance(source.found, InvalidInput))
        if source.row and isinstance(source.found, ReadProfile):
            say(_row(source.row.number, source.found.profile))
    printed.show_rest()
    checked, refused = len(found), sum(found)
    say(
        _n(
            "{n} profile checked: {good} good, {refused} refused",
            "{n} profiles checked: {good} good, {refused} refused",
            checked,
            good=checked - refused,
            refused=refused,
        )
    )
    exit_for(ctx, refused, checked)


def _row(number: int, profile: Profile) -> str:
    """Return a line about a good row: its number, whose it is, and what the kit depends on."""
    words = (profile.name, *language_and_age(profile.language, minor=profile.minor))
    return escape(f"{number:>6}  {'  '.join(words)}")


def _not_printed(source: Source, bank: Bank) -> Iterator[Notice]:
    """Yield a notice at each text of a valid profile that its kit does not print; builds do for rosters."""
    if isinstance(source.found, ReadProfile) and not source.row:
        profile = source.found.profile
        document = assemble(select(bank, profile), profile, bank)
        yield from notices_of(source.found, unprinted(profile, document, of_a_list=False))
