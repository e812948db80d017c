"""Translate the commands' help and click's own messages; imported only where English is not wanted."""

from __future__ import annotations

import gettext as standard
import re
import sys
from collections.abc import Callable
from copy import copy
from inspect import cleandoc
from typing import TypeVar

import click

from interview_kit.cli.help_formatter import AS_IT_IS, runs
from interview_kit.support.i18n import gettext, ngettext

C = TypeVar("C", bound=click.Command)

METAVAR_WORD = re.compile(r"\b[A-Z]{2,}\b")


def translated(command: C) -> C:
    """Return a copy of a command and its sub-commands with its help translated; the original is unchanged."""
    copied = copy(command)
    copied.help = translated_help(command.help or "")
    copied.short_help = gettext(command.short_help) if command.short_help else None
    copied._help_option = None  # click caches the one of the original
    copied.params = [_parameter(each, command) for each in command.params]
    if isinstance(copied, click.Group):
        copied.subcommand_metavar = _metavar(copied.subcommand_metavar)
        copied.commands = {name: translated(each) for name, each in copied.commands.items()}
    return copied


def translated_help(text: str, translate: Callable[[str], str] = gettext) -> str:
    """Return the help of a command translated; indented lines, which are commands to type, are unchanged."""
    return "\n\n".join(_paragraph(each, translate) for each in cleandoc(text).split("\n\n"))


def _paragraph(paragraph: str, translate: Callable[[str], str]) -> str:
    lines = paragraph.removeprefix(AS_IT_IS)
    if lines == paragraph:
        return translate(" ".join(paragraph.split()))
    return AS_IT_IS + "\n".join(translate(run) if is_prose else run for run, is_prose in runs(lines))


def _parameter(parameter: click.Parameter, command: click.Command) -> click.Parameter:
    copied = copy(parameter)
    if not isinstance(parameter.type, click.Choice):
        with click.Context(command) as ctx:
            copied.metavar = _metavar(parameter.make_metavar(ctx))
        copied.type = copy(parameter.type)
        copied.type.name = gettext(parameter.type.name)
    if isinstance(copied, click.Option) and copied.help:
        copied.help = gettext(copied.help)
    return copied


def _metavar(word: str) -> str:
    return METAVAR_WORD.sub(lambda found: gettext(found[0]), word)


def _bind_click() -> None:
    """Let click look its messages up in the language of the call: gettext's functions know the process's."""
    ours = {standard.gettext: gettext, standard.ngettext: ngettext}
    for module in [module for name, module in sys.modules.items() if name.startswith("click.")]:
        for name in ("_", "ngettext"):
            if (own := getattr(module, name, None)) in ours:
                setattr(module, name, ours[own])


_bind_click()
