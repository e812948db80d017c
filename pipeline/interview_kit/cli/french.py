"""Translate the commands' help and click's own messages into French; imported only for French."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import copy
from inspect import cleandoc
from typing import TypeVar

import click
from click import core, decorators, exceptions, formatting, parser, types

from interview_kit.support.i18n import N_, N_plural, gettext, ngettext

C = TypeVar("C", bound=click.Command)

# Click's modules call gettext, which knows neither KIT_MESSAGES nor our catalogue: replaced below.
_MODULES = (core, decorators, exceptions, formatting, parser, types)
CLICKS = (
    N_("Usage:"),
    N_("Options"),
    N_("Commands"),
    N_("Show this message and exit."),
    N_("default: {default}"),
    N_("Error: {message}"),
    N_("Try '{command} {option}' for help."),
    N_("Missing command."),
    N_("Missing argument"),
    N_("Missing option"),
    N_("No such option {name!r}."),
    N_("No such command {name!r}."),
    N_plural("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),
    N_plural("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
    N_("Option {name!r} does not take a value."),
    N_plural("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."),
    N_("Invalid value: {message}"),
    N_("Invalid value for {param_hint}: {message}"),
    N_plural("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
    N_("Choose from:\n\t{choices}"),
    N_("{value!r} is not a valid {number_type}."),
    N_("{value} is not in the range {range}."),
    N_("{name} {filename!r} does not exist."),
    N_("{name} {filename!r} is a file."),
    N_("{name} {filename!r} is a directory."),
    N_("{name} {filename!r} is not readable."),
    N_("file"),
    N_("directory"),
    N_("path"),
    N_("Aborted!"),
)
KINDS = (N_("integer range"),)
# The words in metavars.
METAVARS = (
    N_("ADDRESS"),
    N_("COMMAND"),
    N_("DIRECTORY"),
    N_("FILE"),
    N_("FOLDER"),
    N_("KEY"),
    N_("NAME"),
    N_("OF"),
    N_("PATH"),
    N_("PROFILE"),
    N_("TEXT"),
    N_("VALUE"),
    N_("WORD"),
)
_METAVAR = re.compile(r"\b[A-Z]{2,}\b")
_AS_IT_IS = "\b\n"  # click's marker for a paragraph that is not rewrapped


def in_french(command: C) -> C:
    """Return a copy of a command and its sub-commands with French help; the original is unchanged."""
    french = copy(command)
    french.help = help_in_french(command.help or "")
    french.short_help = gettext(command.short_help) if command.short_help else None
    french._help_option = None  # click caches the English one
    french.params = [_parameter(each, command) for each in command.params]
    if isinstance(french, click.Group):
        french.subcommand_metavar = _metavar(french.subcommand_metavar)
        french.commands = {name: in_french(each) for name, each in french.commands.items()}
    return french


def help_in_french(text: str) -> str:
    """Return the help of a command in French; indented lines, which are commands to type, are unchanged."""
    return "\n\n".join(
        f"{_AS_IT_IS}{_lines(each.removeprefix(_AS_IT_IS))}" if each.startswith(_AS_IT_IS) else _filled(each)
        for each in _paragraphs(text)
    )


def help_texts(text: str) -> Iterator[str]:
    """Yield the messages to translate in the help of a command."""
    for paragraph in _paragraphs(text):
        if paragraph.startswith(_AS_IT_IS):
            yield from (said for said, is_said in _runs(paragraph.removeprefix(_AS_IT_IS)) if is_said)
        else:
            yield " ".join(paragraph.split())


def _paragraphs(text: str) -> list[str]:
    return cleandoc(text).split("\n\n")


def _filled(paragraph: str) -> str:
    return gettext(" ".join(paragraph.split()))


def _lines(paragraph: str) -> str:
    return "\n".join(gettext(text) if is_said else text for text, is_said in _runs(paragraph))


def _runs(paragraph: str) -> Iterator[tuple[str, bool]]:
    """Yield runs of lines, each with whether it is translated (prose) or not (indented commands)."""
    run: list[str] = []
    for line in paragraph.splitlines():
        if run and run[-1].startswith(" ") != line.startswith(" "):
            yield "\n".join(run), not run[-1].startswith(" ")
            run = []
        run.append(line)
    if run:
        yield "\n".join(run), not run[-1].startswith(" ")


def _parameter(parameter: click.Parameter, command: click.Command) -> click.Parameter:
    french = copy(parameter)
    if not isinstance(parameter.type, click.Choice):
        with click.Context(command) as ctx:
            french.metavar = _metavar(parameter.make_metavar(ctx))
        french.type = copy(parameter.type)
        french.type.name = gettext(parameter.type.name)
    if isinstance(french, click.Option) and french.help:
        french.help = gettext(french.help)
    return french


def _metavar(word: str) -> str:
    return _METAVAR.sub(lambda found: gettext(found[0]), word)


for _module in _MODULES:
    for _name, _ours in (("_", gettext), ("ngettext", ngettext)):
        if hasattr(_module, _name):
            setattr(_module, _name, _ours)
