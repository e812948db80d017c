"""Provide the functions of the Python API, which `interview_kit` exports; docs/library.md shows their use."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from os import fspath
from pathlib import Path
from typing import Any, TypeAlias

from interview_kit.build.executors import local_processes
from interview_kit.build.fingerprint import tool_versions
from interview_kit.build.options import USUAL_FORMATS, BuildOptions
from interview_kit.build.report import BuildEvent, BuildReport, EventKind, KitResult
from interview_kit.build.rosters import NO_TITLES, check_choices, read_checked_rosters
from interview_kit.build.scheduler import Status
from interview_kit.build.tasks import BuildConfig, BuildFailure, Kit, KitTask, kit_from
from interview_kit.model.bank import Bank
from interview_kit.model.enums import Language
from interview_kit.model.profile import Profile
from interview_kit.model.selection import Selection
from interview_kit.model.theme import ORDINARY, VARIANTS, Paper, Theme, Variant
from interview_kit.stages.read.profiles import ReadProfile, open_profile, profile_from
from interview_kit.stages.read.roster.rows import Roster
from interview_kit.stages.read.theme import load_themes
from interview_kit.stages.select import select as select_for
from interview_kit.support.errors import InvalidInput, KitError, Notice, Origin, Problem
from interview_kit.support.i18n import use_language
from interview_kit.support.positions import Data
from interview_kit.tools.bank_source import words_of
from interview_kit.tools.class_build import PathName, build_class, known_formats
from interview_kit.tools.collect.run import CollectReport, collect
from interview_kit.tools.explanation import explanation

__all__ = [
    "BuildEvent",
    "BuildFailure",
    "BuildOptions",
    "BuildReport",
    "CollectReport",
    "EventKind",
    "InvalidInput",
    "Kit",
    "KitError",
    "KitResult",
    "Language",
    "Notice",
    "Paper",
    "Problem",
    "Profile",
    "Roster",
    "Selection",
    "Status",
    "Theme",
    "Variant",
    "build_class",
    "build_kit",
    "collect",
    "explain",
    "load_theme",
    "read_profile",
    "read_roster",
    "select",
    "use_language",
]

ProfileSource: TypeAlias = Profile | Mapping[str, object] | PathName
"""A profile that was read, its keys and values as in a profile's YAML, or the path of its file."""


def read_profile(source: ProfileSource, *, on_notice: Callable[[Notice], None] | None = None) -> Profile:
    """Return the profile of a YAML file or of a mapping; `on_notice` is called with each notice about it.

    Raises InvalidInput, whose `problems` have the file, line, column, key and message of every mistake.
    """
    if isinstance(source, Profile):
        return source
    read = _read(source)
    if on_notice:
        for notice in read.notices:
            on_notice(notice)
    return read.profile


def read_roster(
    path: PathName,
    *,
    theme: PathName | Theme | None = None,
    delimiter: str = "",
    titles: Mapping[str, str] = NO_TITLES,
) -> Roster:
    """Return a roster (CSV, XLSX or ODS); each of its `rows` has `found`, a profile or its problems.

    The rows of several sheets follow one another. Questions that rows keep or drop are checked against the
    bank with the theme's overrides. `delimiter` is that of a CSV file, found by itself if ""; `titles` are
    the keys of column titles that are not understood. Raises InvalidInput where the file cannot be read.
    """
    every = read_checked_rosters(Path(path), _bank(theme), delimiter, titles)
    return replace(
        every[0],
        rows=tuple(row for roster in every for row in roster.rows),
        guesses=tuple(guess for roster in every for guess in roster.guesses),
        notices=tuple(notice for roster in every for notice in roster.notices),
    )


def load_theme(
    theme: PathName = "base",
    *,
    paper: Paper | str | None = None,
    variant: Variant = ORDINARY,
    fillable: bool = False,
) -> Theme:
    """Return a theme by name or folder, with the themes it extends; the default paper is the theme's own.

    Raises ThemeError, whose `problems` have the file and line of every mistake.
    """
    chosen = Paper(paper) if paper else None
    return load_themes(fspath(theme), paper=chosen, fillable=fillable)[variant]


def select(profile: ProfileSource, *, theme: PathName | Theme | None = None) -> Selection:
    """Return what is chosen for a profile, each choice with its reason. Raises InvalidInput."""
    bank = _bank(theme)
    return select_for(bank, _checked(profile, bank))


def explain(profile: ProfileSource, *, theme: PathName | Theme | None = None) -> dict[str, Any]:
    """Return what is chosen for a profile, and why, as the data of `kit explain --format json`.

    Raises InvalidInput.
    """
    bank = _bank(theme)
    person = _checked(profile, bank)
    return explanation(bank, person, select_for(bank, person))


def build_kit(
    profile: ProfileSource,
    *,
    formats: Iterable[str] = USUAL_FORMATS,
    theme: PathName | Theme | None = None,
    language: Language | str | None = None,
) -> Kit:
    """Return one person's kit, with the bytes of its `files` by format; nothing is written.

    It is rendered in a worker process with the limits of `kit build` (60 seconds, 1 GiB). `theme` is a name,
    a folder or a theme that was loaded, and `language` replaces the profile's. Raises InvalidInput for the
    profile, the theme or its texts, MissingLibrary, BuildFailure, and ValueError for an unknown format.
    """
    wanted = known_formats(formats)
    themes = _themes(theme)
    bank = words_of(themes[ORDINARY])
    person = _checked(profile, bank)
    if language:
        person = person.model_copy(update={"language": Language(language)})
    variant = person.support.variant
    config = BuildConfig(bank, {variant: themes[variant]}, wanted, tool_versions())
    task = KitTask(person.model_dump_json(exclude_unset=True, by_alias=True), variant, person.name)
    executor = local_processes(config, 1)
    try:
        answer = executor.answer(executor.take(task), task)
    finally:
        executor.end()
    return kit_from(answer)


def _themes(theme: PathName | Theme | None) -> Mapping[Variant, Theme]:
    """Return a theme by variant; one that was loaded is used for all variants."""
    return (
        dict.fromkeys(VARIANTS, theme) if isinstance(theme, Theme) else load_themes(fspath(theme or "base"))
    )


def _bank(theme: PathName | Theme | None) -> Bank:
    return words_of(_themes(theme)[ORDINARY])


def _read(source: Mapping[str, object] | PathName) -> ReadProfile:
    return profile_from(source) if isinstance(source, Mapping) else open_profile(Path(source))


def _checked(source: ProfileSource, bank: Bank) -> Profile:
    """Return a profile that goes with a bank. Raises InvalidInput."""
    read = (
        ReadProfile(source, (), source.name, Data(Origin(source.name, 0, 0)))
        if isinstance(source, Profile)
        else _read(source)
    )
    return check_choices(read, bank.choosing).profile
