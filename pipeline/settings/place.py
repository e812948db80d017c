"""Find kit.yaml: in the folder of what is built, or in the nearest one above it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

NAME = "kit.yaml"


def folder_of(sources: Iterable[str]) -> Path:
    """Return the folder that sources have in common: a folder itself, or that of a file; else this one."""
    places = [Path(source) for source in sources if source != "-"]
    folders = [str((place if place.is_dir() else place.parent).resolve()) for place in places]
    try:
        return Path(os.path.commonpath(folders)) if folders else Path()
    except ValueError:  # they lie on two drives
        return Path()


def find_kit_yaml(start: Path) -> Path | None:
    """Return the nearest kit.yaml in a folder or above it, not above the person's own folder."""
    whole, home = start.resolve(), _home()
    for folder in (whole, *whole.parents):
        if (folder / NAME).is_file():
            return _from_here(folder / NAME)
        if folder == home:
            return None
    return None


def _from_here(path: Path) -> Path:
    try:
        return Path(os.path.relpath(path))
    except ValueError:  # it lies on another drive
        return path


def _home() -> Path | None:
    try:
        return Path.home().resolve()
    except (OSError, RuntimeError):
        return None
