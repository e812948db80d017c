"""Take defaults of options from kit.yaml, and add the option --set, which overrides keys in every profile."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from interview_kit.cli import completion_items
from interview_kit.cli.config_file.locate import find_kit_yaml, folder_of
from interview_kit.cli.console import is_interactive
from interview_kit.model.enums import Language
from interview_kit.support.command_line import quoted
from interview_kit.support.errors import InvalidInput
from interview_kit.support.i18n import _, message_language
from interview_kit.support.paths import TEMPLATES

if TYPE_CHECKING:
    from interview_kit.cli.config_file.kit_yaml import Settings
    from interview_kit.stages.read.overrides import Overrides

_SETTINGS = "kit.settings"


def settings_of(ctx: click.Context, sources: tuple[str, ...] = ()) -> Settings | None:
    """Return the settings of the kit.yaml nearest to the sources, read once; None without one.

    Raises InvalidInput.
    """
    if _SETTINGS not in ctx.meta:
        path = find_kit_yaml(folder_of(sources))
        if path is not None:
            from interview_kit.cli.config_file.kit_yaml import read_settings

            ctx.meta[_SETTINGS] = read_settings(path)
    settings: Settings | None = ctx.meta.setdefault(_SETTINGS, None)
    return settings


class WithDefaults(click.Command):
    """A command whose options default to kit.yaml, after the command line and the environment."""

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,
    ) -> click.Context:
        """Return the context with the defaults of kit.yaml. Raises InvalidInput for errors in that file."""
        asks_for_help = bool({"-h", "--help"}.intersection(args)) or extra.get("resilient_parsing")
        if parent is not None and not asks_for_help:
            # Errors in the arguments are reported later, by click.
            lenient = {"resilient_parsing": True, "ignore_unknown_options": True}
            trial = super().make_context(info_name, list(args), parent, **lenient)
            settings = settings_of(parent, trial.params.get("sources") or ())
            if settings:
                extra.setdefault("default_map", dict(settings.options))
        return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; return its value. Raises InvalidInput where kit.yaml leads out of its folder."""
        for name in ("output", "theme"):
            _check_inside(ctx, name)
        return super().invoke(ctx)


def obeyed_keys(ctx: click.Context) -> str:
    """Return a line with the kit.yaml found for a command, and the keys that it gives; "" without one."""
    settings = settings_of(ctx)
    if settings is None or not settings.tree:
        return ""
    sources = {str(key): ctx.get_parameter_source(key) for key in settings.tree}
    used = [
        key
        for key, source in sources.items()
        if source is ParameterSource.DEFAULT_MAP
        or (key == "set" and settings.changes.over)
        or (key == "language" and source is ParameterSource.DEFAULT)
    ]
    keys = ", ".join(used) or _("none used")
    return _("defaults from {file}: {keys}", file=settings.file, keys=keys)


def _check_inside(ctx: click.Context, name: str) -> None:
    """Ask about an output or theme outside the folder of the kit.yaml that names it.

    Raises InvalidInput, without a terminal too.
    """
    if ctx.get_parameter_source(name) is not ParameterSource.DEFAULT_MAP:
        return
    settings, value = settings_of(ctx), str(ctx.params[name])
    if settings is None or _is_inside(name, value, Path(settings.file).parent):
        return
    if is_interactive():
        from interview_kit.cli.new_prompts import agrees

        question = _(
            "{file} names a folder outside its own: {value}. Use it?", file=settings.file, value=value
        )
        if agrees(question, Language(message_language())):
            return
    option = next(each.opts[0] for each in ctx.command.params if each.name == name)
    typed = f"{option} {quoted(value)}"
    message = _("this is outside the folder of this file; if it is meant, type {typed}", typed=typed)
    at = next(key.at for key in settings.tree if key == name)
    raise InvalidInput((at.problem(name, message),))


def _is_inside(name: str, value: str, folder: Path) -> bool:
    """Return whether an output, or a theme with those it extends, is in a folder; a missing theme is."""
    places: tuple[Path, ...] = (Path(value),)
    allowed = [folder]
    if name == "theme":
        from interview_kit.stages.read.theme.chain import chain_folders, installed_themes, own_theme_names

        places = () if value in own_theme_names() else chain_folders(value)
        allowed.append(TEMPLATES)
        if not _are_below(places, allowed):  # to look for packages takes a while
            allowed += installed_themes().values()
    return _are_below(places, allowed)


def _are_below(places: Iterable[Path], folders: Iterable[Path]) -> bool:
    """Return whether each place is one of the folders, or in one; links are followed."""
    roots = tuple(map(os.path.realpath, folders))
    return all(any(Path(os.path.realpath(place)).is_relative_to(root) for root in roots) for place in places)


def _changes(ctx: click.Context, _option: click.Parameter, pairs: tuple[str, ...]) -> Overrides | None:
    if ctx.resilient_parsing:
        return None
    settings = settings_of(ctx)
    changes = settings.changes if settings else None
    if not pairs:
        return changes
    from interview_kit.stages.read.overrides import Overrides, changes_from

    return (changes or Overrides()).with_over(changes_from(pairs))


# The value holds the overrides of profiles, those of kit.yaml included.
set_option = click.option(
    "--set",
    "changes",
    multiple=True,
    metavar="KEY=VALUE",
    callback=_changes,
    shell_complete=completion_items.changes,
    help='Set a key in every profile, as in talk.minutes=20 or goals="pay; fit"; repeat for several.',
)
