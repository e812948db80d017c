"""Find kit.yaml: in the folder of the sources, or in the nearest one above it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path

NAME = "kit.yaml"


def folder_of(sources: Iterable[str]) -> Path:
    """Return the deepest folder that holds all sources, or the current one if there is none."""
    places = [Path(source) for source in sources if source != "-"]
    # Unlike Path.is_dir, os.path.isdir does not raise where a name is too long.
    folders = [str((place if os.path.isdir(place) else place.parent).resolve()) for place in places]
    try:
        return Path(os.path.commonpath(folders)) if folders else Path()
    except ValueError:  # they are on two drives
        return Path()


def find_kit_yaml(start: Path) -> Path | None:
    """Return the nearest kit.yaml in a folder or above it, up to the home folder; None without one.

    A file owned by another user is ignored: it could redirect the output.
    """
    whole, home = start.resolve(), os.path.realpath(os.path.expanduser("~"))
    for folder in (whole, *whole.parents):
        if (folder / NAME).is_file() and _is_trusted(folder / NAME, whole):
            return _from_here(folder / NAME)
        if str(folder) == home:
            return None
    return None


def _is_trusted(path: Path, start: Path) -> bool:
    """Return whether a file is owned by this user, by root, or by the owner of the starting folder."""
    if sys.platform == "win32":
        return True
    try:
        return path.stat().st_uid in (os.geteuid(), 0, start.stat().st_uid)
    except OSError:
        return False


def _from_here(path: Path) -> Path:
    try:
        return Path(os.path.relpath(path))
    except ValueError:  # it is on another drive
        return path
