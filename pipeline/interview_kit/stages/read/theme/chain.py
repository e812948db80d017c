"""Find a theme by name or folder, and resolve the chain of themes that it extends."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from pathlib import Path
from types import MappingProxyType

from interview_kit.model.theme import Layer
from interview_kit.stages.read.theme.snapshot import THEME_FILE, snapshot
from interview_kit.stages.read.theme.tokens import ThemeSource, read_theme_file
from interview_kit.support.errors import Problem, ThemeError, did_you_mean
from interview_kit.support.i18n import _
from interview_kit.support.paths import TEMPLATES

OWN_THEMES = "themes"
"""The folder in the working directory whose themes can be given by name, without a path."""

THEMES_GROUP = "interview_kit.themes"
"""The group of entry points by which packages offer themes."""

LONGEST_CHAIN = 8
_MOST_LISTED = 20


@dataclass(frozen=True, slots=True)
class ChainTheme:
    """One theme of a chain: its name, its folder, its parsed theme.yaml, and its files by path."""

    name: str
    folder: Path
    said: ThemeSource
    files: Mapping[str, bytes]

    @property
    def layer(self) -> Layer:
        """Return the theme as a layer of a resolved one."""
        says = self.said.says
        locales = MappingProxyType({language: tag for language, tag in says.locale if tag})
        not_asking = MappingProxyType(says.not_asking_for_a_job)
        return Layer(self.name, self.folder, self.files, locales, says.made_for, not_asking)


def theme_names() -> tuple[str, ...]:
    """Return the names of the shipped themes, sorted."""
    return _themes_in(TEMPLATES / "themes")


def own_theme_names() -> tuple[str, ...]:
    """Return the names of the themes in `themes/` of the working directory, sorted."""
    return _themes_in(Path(OWN_THEMES))


@cache
def installed_themes() -> Mapping[str, Path]:
    """Return the folders of the themes in installed packages by name, sorted; nothing is imported.

    A package offers a theme by an entry point in the group `interview_kit.themes`, whose name is the theme's
    and whose value is its folder, with dots: `hill-works = "hill_works.themes.hill_works"`.
    """
    from importlib.metadata import entry_points  # it loads much, and most themes are found without it

    found: dict[str, Path] = {}
    for each in sorted(entry_points(group=THEMES_GROUP), key=attrgetter("name")):
        folder = Path(str(each.dist.locate_file(each.value.replace(".", "/")))) if each.dist else None
        if folder and _is_theme(folder):
            found.setdefault(each.name, folder)
    return found


def find_theme(name_or_dir: str | Path) -> Path:
    """Return the folder of a theme by name or path, not resolved.

    A shipped theme is tried first, then a folder at that path, then a folder in `themes/` of the working
    directory, then the themes of installed packages. Raises ThemeError.
    """
    name = str(name_or_dir)
    if name in theme_names():
        return TEMPLATES / "themes" / name
    for folder in (Path(name), Path(OWN_THEMES, name)):
        if _is_theme(folder):
            return folder
    if name in installed_themes():
        return installed_themes()[name]
    if os.path.isdir(Path(name)):
        message = _("this folder has no {theme_file}; {kit} theme new begins a theme", theme_file=THEME_FILE)
        raise ThemeError((Problem(name, None, None, "", message),))
    names = (*theme_names(), *own_theme_names(), *installed_themes())
    raise ThemeError((Problem(name, None, None, "", _unknown(name, names)),))


def read_chain(name_or_dir: str | Path) -> tuple[list[ChainTheme], list[Problem]]:
    """Return the chain of a theme and those it extends, the base theme first, and their problems.

    Raises ThemeError where there is no such theme, or a file of it cannot be read.
    """
    parts: list[ChainTheme] = []
    problems: list[Problem] = []
    folder = find_theme(name_or_dir)
    while True:
        files, faults = snapshot(folder)
        if THEME_FILE not in files:
            gone = Problem(str(folder / THEME_FILE), None, None, "", _("this cannot be read"))
            raise ThemeError((*problems, *faults) or (gone,))
        said, mistakes = read_theme_file(files[THEME_FILE], str(folder / THEME_FILE))
        parts.insert(0, ChainTheme(folder.resolve().name, folder, said, files))
        problems += mistakes
        if faults:
            raise ThemeError((*problems, *faults))
        if not said.says.extends:
            return parts, problems
        found = _extended(parts, said)
        if isinstance(found, Problem):
            return parts, [*problems, found]
        folder = found


def chain_folders(name_or_dir: str | Path) -> tuple[Path, ...]:
    """Return the folders of a theme and of those it extends; of a broken theme its own alone."""
    try:
        return tuple(part.folder for part in read_chain(name_or_dir)[0])
    except ThemeError:
        return tuple(folder for folder in (Path(name_or_dir),) if os.path.isdir(folder))


def _extended(parts: list[ChainTheme], said: ThemeSource) -> Path | Problem:
    """Return the folder of the theme that the first of `parts` extends, or a problem."""
    name = said.says.extends
    here = parts[0].folder
    beside = here.parent if here.name not in ("", "..") else here.resolve().parent
    if name in theme_names():
        folder = TEMPLATES / "themes" / name
    elif _is_theme(beside / name) and not (beside / name).is_symlink():
        folder = beside / name
    elif name in installed_themes():
        folder = installed_themes()[name]
    else:
        others = (other for other in _themes_in(beside) if beside / other != here)
        return said.problem("extends", _unknown(name, (*theme_names(), *others, *installed_themes())))
    names = [part.name for part in reversed(parts)]
    if any(folder.resolve() == part.folder.resolve() for part in parts):
        circle = " → ".join([*names, folder.resolve().name])
        return said.problem("extends", _("these themes extend each other: {circle}", circle=circle))
    if folder.resolve().name in names:
        return said.problem(
            "extends", _("two themes of this chain are named {name}; rename one of the folders", name=name)
        )
    if len(parts) >= LONGEST_CHAIN:
        return said.problem("extends", _("at most {most} themes may extend each other", most=LONGEST_CHAIN))
    return folder


def _unknown(name: str, known: tuple[str, ...]) -> str:
    names = tuple(dict.fromkeys(known))
    near = did_you_mean(name, names)
    listed = ", ".join((*names[:_MOST_LISTED], *(["…"] if len(names) > _MOST_LISTED else [])))
    if near:
        return _("there is no theme '{name}'{near} There are: {listed}", name=name, near=near, listed=listed)
    return _("there is no theme '{name}'; there are: {listed}", name=name, listed=listed)


def _themes_in(folder: Path) -> tuple[str, ...]:
    try:
        with os.scandir(folder) as entries:
            names = sorted(entry.name for entry in entries if entry.is_dir(follow_symlinks=False))
    except OSError:
        return ()
    return tuple(name for name in names if _is_theme(folder / name))


def _is_theme(folder: Path) -> bool:
    return os.path.isfile(folder / THEME_FILE)  # also of a name that is too long, or has a null byte
