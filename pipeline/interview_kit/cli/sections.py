"""Show the options of a command in sections, what people use first before the rest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click

from interview_kit.support.i18n import N_, _

FIRST = N_("Options")


class SectionedCommand(click.Command):
    """A command whose help has sections; `sections` has the options of each by their names.

    Its titles are said later. What is in none of them stands in the last one.
    """

    def __init__(self, *args: Any, sections: Mapping[str, tuple[str, ...]], **extra: Any) -> None:
        super().__init__(*args, **extra)
        self._sections = sections

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write each section, its options in the order that it has."""
        options = {_name(each): each for each in self.get_params(ctx) if isinstance(each, click.Option)}
        listed = {name for names in self._sections.values() for name in names}
        rest = tuple(name for name in options if name not in listed)
        last = list(self._sections)[-1]
        for title, names in self._sections.items():
            wanted = (*names, *rest) if title == last else names
            shown = [options[name].get_help_record(ctx) for name in wanted if name in options]
            with formatter.section(_(title)):
                formatter.write_dl([line for line in shown if line])


def _name(option: click.Option) -> str:
    # Click gives the option for help a name of its own, and not the same in every version.
    return "help" if "--help" in option.opts else option.name or ""
