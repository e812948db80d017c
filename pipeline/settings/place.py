"""Find kit.yaml: in a folder, or in the nearest one above it."""

from __future__ import annotations

from pathlib import Path

NAME = "kit.yaml"


def find_kit_yaml(start: Path) -> Path | None:
    """Return the nearest kit.yaml in a folder or above it, not above the person's own folder."""
    whole, home, way = start.resolve(), _home(), start
    for folder in (whole, *whole.parents):
        if (folder / NAME).is_file():
            return way / NAME
        if folder == home:
            return None
        way /= ".."
    return None


def _home() -> Path | None:
    try:
        return Path.home().resolve()
    except (OSError, RuntimeError):
        return None
