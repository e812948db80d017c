"""Convert problems and notices to JSON data for the page, with the lines of the file around each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from interview_kit.model.theme import Theme
from interview_kit.stages.read.text_file import source_lines
from interview_kit.support.errors import Located, escape
from interview_kit.support.paths import TEMPLATES

_AROUND = 2
_LONGEST_LINE = 200
# The most that are shown; the rest may be caused by the first ones.
MOST_SHOWN = 20


def shown(
    mistakes: Iterable[Located], theme: Theme | None, folders: Iterable[Path], most: int = MOST_SHOWN
) -> tuple[Mapping[str, Any], ...]:
    """Return the first `most` mistakes as JSON data: position, message, and the lines around it.

    Lines are only read from files in `folders` and the shipped templates.
    """
    allowed = [TEMPLATES.resolve(), *(folder.resolve() for folder in folders)]
    return tuple(_one(each, theme, allowed) for each in tuple(mistakes)[:most])


def unplaced(message: str) -> tuple[Mapping[str, Any], ...]:
    """Return a message without a file, as a list of one mistake."""
    return ({"file": "", "line": None, "where": "", "message": escape(message), "lines": []},)


def short(place: str | Path) -> str:
    """Return a path, relative to the current folder if it is below it; control characters escaped."""
    try:
        return escape(str(Path(place).resolve().relative_to(Path.cwd())))
    except ValueError:
        return escape(str(place))


def _one(mistake: Located, theme: Theme | None, allowed: list[Path]) -> Mapping[str, Any]:
    file = theme.file_of(mistake.file) if theme else mistake.file
    return {
        "file": short(file) if file else "",
        "line": mistake.line,
        "where": escape(str(mistake.cell or mistake.path)),
        "message": escape(mistake.message),
        "lines": _lines(Path(file), mistake.line, allowed) if file and mistake.line else [],
    }


def _lines(file: Path, line: int, allowed: list[Path]) -> list[Mapping[str, Any]]:
    """Return the lines around a line; [] where the file is not allowed or not readable."""
    place = file.resolve()
    if not any(place.is_relative_to(folder) for folder in allowed):
        return []
    lines = source_lines(place)
    first = max(1, line - _AROUND)
    return [
        {"number": number, "text": escape(words[:_LONGEST_LINE].expandtabs(4)), "wrong": number == line}
        for number, words in enumerate(lines[first - 1 : line + _AROUND], first)
    ]
