"""Take defaults of options from kit.yaml, and add the option --set, which overrides keys in every profile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from interview_kit.cli import completion_items
from interview_kit.cli.config_file.locate import find_kit_yaml, folder_of

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


def _changes(ctx: click.Context, _: click.Parameter, pairs: tuple[str, ...]) -> Overrides | None:
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
