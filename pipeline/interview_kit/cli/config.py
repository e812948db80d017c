"""Show the options a build would use, and the source of each: `kit config show`."""

from __future__ import annotations

from collections.abc import Iterator

import click
from click.core import ParameterSource

from interview_kit.cli.build import command as build_command
from interview_kit.cli.config_file.kit_yaml import Settings
from interview_kit.cli.defaults import settings_of
from interview_kit.cli.lazy import Group
from interview_kit.cli.options import debug_option
from interview_kit.model.theme import VARIANT_NAMES
from interview_kit.stages.read.overrides import FLAG, changes_from
from interview_kit.support.errors import escape
from interview_kit.support.i18n import N_, _
from interview_kit.support.positions import Data, Items, Node, Text, path_for_people

SHOWN = ("theme", "formats", "paper", "language", *VARIANT_NAMES, "output", "jobs")
UNSAID = {
    "paper": N_("as the theme says"),
    "language": N_("as each profile says"),
    **dict.fromkeys(VARIANT_NAMES, N_("as each profile says")),
    "jobs": N_("one for each processor"),
}
DEFAULT = N_("default")

Row = tuple[str, str, str]


@click.group(cls=Group)
def command() -> None:
    """Show the defaults that kit.yaml gives.

    kit.yaml stands in the folder of what is built, or in a folder above it; one that belongs to
    somebody else is passed over. It may say theme, formats, paper, language (for profiles that
    name none), large_print, dyslexia_friendly, high_contrast (true, for every kit), output, jobs,
    and set: keys of a profile that are set in every profile. The command line comes before the
    environment (KIT_THEME, KIT_FORMATS, KIT_PAPER, KIT_LANGUAGE, KIT_OUTPUT, KIT_JOBS), and the
    environment before kit.yaml. An output or theme outside the folder of kit.yaml is asked about
    on a terminal and refused without one; type it as an option.

    \b
    For example, with this in kit.yaml:
      theme: our-school
      paper: a4
      set:
        programme: {course: GLC2O, teacher: Ms. Okafor}
    this shows what holds, and who says so:
      {kit} config show
    """


@command.command(
    context_settings={"ignore_unknown_options": True},
    short_help=N_("Show what a build would use, and why."),
)
@click.argument("options", nargs=-1, type=click.UNPROCESSED, metavar="[OPTIONS OF BUILD] [SOURCE]...")
@debug_option
@click.pass_context
def show(ctx: click.Context, options: tuple[str, ...]) -> None:
    """Show each value that a build here would use, and where it comes from.

    \b
    For example:
      {kit} config show
      {kit} config show profiles --paper a4 --set talk.minutes=20
    """
    # The context of `kit build` knows the source of each value; "-" is its required SOURCE and is not read.
    with build_command.make_context("show", [*options, "-"], parent=ctx.parent) as inner:
        settings = settings_of(inner)
        rows = [*_options(inner, settings), *_changes(options, settings)]
    nowhere = _("none here, nor in a folder above")
    click.echo(f"kit.yaml: {escape(settings.file) if settings else nowhere}")
    widths = [max(len(row[column]) for row in rows) for column in range(2)]
    for name, value, origin in rows:
        click.echo(escape(f"{name:{widths[0]}}  {value:{widths[1]}}  {origin}"))


def _options(inner: click.Context, settings: Settings | None) -> Iterator[Row]:
    for name in SHOWN:
        value = inner.params[name]
        source = inner.get_parameter_source(name)
        parameter = next(each for each in inner.command.params if each.name == name)
        origin = _(DEFAULT)
        if source is ParameterSource.COMMANDLINE:
            origin = parameter.opts[-1]
        elif source is ParameterSource.ENVIRONMENT:
            origin = _("environment, {envvar}", envvar=parameter.envvar)
        elif settings and name in settings.tree:
            line = next(key.at.line for key in settings.tree if key == name)
            origin = f"{settings.file}:{line}"
            value = value or _text(settings.tree[name])
        yield name, _shown(name, value), origin


def _shown(name: str, value: object) -> str:
    if value is True:
        return _("yes")
    return " ".join(value) if isinstance(value, tuple) else str(value or _(UNSAID[name]))


def _changes(options: tuple[str, ...], settings: Settings | None) -> Iterator[Row]:
    """Yield a row for each key set in every profile; `--set` replaces the same key of kit.yaml."""
    pairs = [
        value
        for place, option in enumerate(options)
        for value in (options[place + 1 : place + 2] if option == FLAG else (option,))
        if option == FLAG or option.startswith(f"{FLAG}=")
    ]
    typed = changes_from([pair.removeprefix(f"{FLAG}=") for pair in pairs])
    rows: dict[str, Row] = {}
    for tree, file in ((settings.changes.over, settings.file) if settings else (None, ""), (typed, "")):
        for name, leaf in _leaves(tree, ()) if tree else ():
            origin = f"{file}:{leaf.at.line}" if file else FLAG
            rows[name] = (_("set {name}", name=name), _text(leaf), origin)
    yield from rows.values()


def _leaves(node: Node, parts: tuple[str | int, ...]) -> Iterator[tuple[str, Node]]:
    match node:
        case Data():
            for key, value in node.items():
                yield from _leaves(value, (*parts, key))
        case Items() if any(isinstance(item, Data) for item in node):
            for place, item in enumerate(node):
                yield from _leaves(item, (*parts, place))
        case _:
            yield path_for_people(parts), node


def _text(node: Node) -> str:
    if isinstance(node, Items):
        return "; ".join(_text(item) for item in node)
    return (node or _("(nothing)")) if isinstance(node, Text) else ""
