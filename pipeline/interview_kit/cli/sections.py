"""Show the options of a command in sections, the most used first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click

from interview_kit.support.i18n import N_, _

FIRST = N_("Options")


class SectionedCommand(click.Command):
    """A command whose help has sections; `sections` maps each title to the names of its options.

    Titles are marked with `N_`, and translated when the help is printed. Options that are in no section are
    shown in the last one.
    """

    def __init__(self, *args: Any, sections: Mapping[str, tuple[str, ...]], **extra: Any) -> None:
        super().__init__(*args, **extra)
        self._sections = sections

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the sections into the help, the options in the order of `sections`."""
        # The name of click's help option differs between its versions.
        left = {
            "help" if "--help" in each.opts else each.name or "": each.get_help_record(ctx)
            for each in self.get_params(ctx)
            if isinstance(each, click.Option)
        }
        records = [list(map(left.pop, names)) for names in self._sections.values()]
        records[-1] += left.values()
        for title, shown in zip(self._sections, records, strict=True):
            with formatter.section(_(title)):
                formatter.write_dl([line for line in shown if line])
