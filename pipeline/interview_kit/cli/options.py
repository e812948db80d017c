"""Define the options that several sub-commands share."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import click

from interview_kit.cli import completion_items
from interview_kit.support.csv_safe import DELIMITERS

F = TypeVar("F", bound=Callable[..., object])

_DEBUG = "kit.debug"


def delimiter_option(command: F) -> F:
    """Return `command` with --delimiter; its value is the character, or "" to detect it."""
    return click.option(
        "--delimiter",
        type=click.Choice(list(DELIMITERS)),
        callback=lambda ctx, parameter, name: DELIMITERS[name] if name else "",
        help="What divides the cells of a CSV roster; found out where it is not given.",
    )(command)


def theme_option(command: F) -> F:
    """Return `command` with --theme; its value is a theme's name or folder, or "" by default."""
    return click.option(
        "-t",
        "--theme",
        default="",
        envvar="KIT_THEME",
        shell_complete=completion_items.themes,
        help="Use the words of this theme, by name or folder.",
    )(command)


def debug_option(command: F) -> F:
    """Return `command` with --debug, which is accepted before or after the sub-command's name."""
    return click.option(
        "--debug",
        is_flag=True,
        expose_value=False,
        callback=_remember,
        help="Show where in the program an error comes from.",
    )(command)


def debugging(ctx: click.Context) -> bool:
    """Return whether --debug was given."""
    return bool(ctx.meta.get(_DEBUG))


def _remember(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        ctx.meta[_DEBUG] = True
