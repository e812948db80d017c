"""Generate completion items: profiles, themes, profile keys and their values, question ids."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

VARIABLE = "_KIT_COMPLETE"
# The item type of a file name for our bash script; other shells complete file names themselves.
NAME = "name"
_PLAIN = re.compile(r"[\w.-]+")
TABLES = (".csv", ".tsv", ".xlsx", ".ods")


def sources(ctx: click.Context, parameter: click.Parameter, begun: str) -> list[CompletionItem[str]]:
    """Return items for the profiles, rosters and folders that begin with `begun`."""
    from click.shell_completion import CompletionItem

    if not os.environ.get(VARIABLE, "").startswith("bash"):
        return [CompletionItem(begun, type="file")]
    return [CompletionItem(path, type=NAME) for path in _sources(begun)]


def _sources(begun: str) -> Iterator[str]:
    from pathlib import Path

    from interview_kit.stages.read.profiles import is_profile

    head, _, tail = begun.rpartition("/")
    folder = Path(f"{head}/") if head or begun.startswith("/") else Path()
    try:
        found = sorted(folder.iterdir())
    except OSError:
        return
    for path in found:
        wanted = path.is_dir() or is_profile(path) or path.name.casefold().endswith(TABLES)
        hidden = path.name.startswith(".") and not tail.startswith(".")
        if wanted and not hidden and path.name.startswith(tail) and path.name.isprintable():
            yield f"{begun[: len(begun) - len(tail)]}{path.name}"


def themes(ctx: click.Context, parameter: click.Parameter, begun: str) -> list[CompletionItem[str]]:
    """Return items for the shipped and local themes that begin with `begun`, or else for folders."""
    from click.shell_completion import CompletionItem

    from interview_kit.stages.read.theme.chain import installed_themes, own_theme_names, theme_names

    names = dict.fromkeys((*theme_names(), *own_theme_names(), *installed_themes()))
    # A shell inserts these unquoted, unlike names of folders, which it completes by itself.
    found = [CompletionItem(name) for name in names if name.startswith(begun) and _PLAIN.fullmatch(name)]
    return found or [CompletionItem(begun, type="dir")]


def changes(ctx: click.Context, parameter: click.Parameter, begun: str) -> list[CompletionItem[str]]:
    """Return items for the profile keys that begin with `begun`; after `KEY=`, for the key's values."""
    from click.shell_completion import CompletionItem

    from interview_kit.stages.read.roster.profile_keys import known_keys

    name, sign, value = begun.partition("=")
    if not sign:
        return [CompletionItem(f"{key}=") for key in known_keys() if key.startswith(name)]
    before, divider, last = value.rpartition(";")
    return [
        CompletionItem(f"{name}={before}{divider}{word}") for word in _words(name) if word.startswith(last)
    ]


def _words(name: str) -> tuple[str, ...]:
    """Return the values of a profile key; of one that names questions, the ids of the shipped bank."""
    from interview_kit.stages.read.roster.profile_keys import KeyKind, known_keys

    if name in ("questions.keep", "questions.drop"):
        from interview_kit.stages.read.strict_yaml import read_yaml
        from interview_kit.support.paths import TEMPLATES

        return tuple(read_yaml(TEMPLATES / "bank" / "choosing.yaml").get("questions", ()))
    key = known_keys().get(name)
    if key is None:
        return ()
    return ("true", "false") if key.kind in (KeyKind.TRUTH, KeyKind.TRUTH_OR_TEXT) else key.choices
