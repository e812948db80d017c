"""Define the options that several sub-commands share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

from interview_kit.cli import completion_items
from interview_kit.support.csv_safe import DELIMITERS
from interview_kit.support.i18n import _

# What people type for a format, by the names of programs and of the README.
_FORMATS = {"word": "docx", "text": "txt", "web": "html"}

_DEBUG = "kit.debug"


def debugging(ctx: click.Context) -> bool:
    """Return whether --debug was given."""
    return bool(ctx.meta.get(_DEBUG))


@contextmanager
def needs_extra(extra: str) -> Iterator[None]:
    """Import libraries of an extra within the block. Raises MissingLibrary, which tells how to install it."""
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("interview_kit"):
            raise
        from interview_kit.support.command_line import install_extra  # the help does without
        from interview_kit.support.errors import MissingLibrary

        raise MissingLibrary(str(error.name), install_extra(extra)) from error


class FormatChoice(click.Choice[str]):
    """A choice of formats, whose refusal names the one that was probably meant."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return a format. Raises click.BadParameter where there is none of that name."""
        if value not in self.choices:
            from interview_kit.support.errors import did_you_mean  # the help does without

            meant = _FORMATS.get(value.casefold(), value)
            known = ", ".join(self.choices)
            near = did_you_mean(meant, self.choices)
            self.fail(
                _("'{text}' is not one of {values}{near}", text=value, values=known, near=near), param, ctx
            )
        return super().convert(value, param, ctx)


def _remember(ctx: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    if wanted:
        ctx.meta[_DEBUG] = True


def _titles(pairs: tuple[str, ...]) -> dict[str, str]:
    if not pairs:
        return {}
    from interview_kit.stages.read.roster.title_map import parse_map  # only a roster needs it

    return parse_map(pairs)


# The value is the character, or "" to detect it.
delimiter_option = click.option(
    "--delimiter",
    type=click.Choice(list(DELIMITERS)),
    callback=lambda ctx, parameter, name: DELIMITERS[name] if name else "",
    help="What divides the cells of a CSV roster; found out where it is not given.",
)
# The value are the keys of titles, or "" for columns that are left unread.
map_option = click.option(
    "--map",
    "titles",
    multiple=True,
    metavar="TITLE=KEY",
    callback=lambda ctx, parameter, pairs: _titles(pairs),
    help='What a column of a roster holds, as in "What next?=target.occupation"; with no key it is not read.',
)
# The value is a theme's name or folder, or "" by default.
theme_option = click.option(
    "-t",
    "--theme",
    default="",
    envvar="KIT_THEME",
    shell_complete=completion_items.themes,
    help="Use the words of this theme, by name or folder.",
)
# It is accepted before or after the sub-command's name.
debug_option = click.option(
    "--debug",
    is_flag=True,
    expose_value=False,
    callback=_remember,
    help="Show where in the program an error comes from.",
)
