"""Summarise a theme from its theme.yaml alone."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from interview_kit.stages.read.text_file import read_limited
from interview_kit.stages.read.theme.snapshot import THEME_FILE
from interview_kit.stages.read.theme.tokens import read_theme_file
from interview_kit.support.errors import InvalidInput


class Summary(NamedTuple):
    """A theme's description, the theme it extends or "", and whether its theme.yaml has mistakes."""

    description: str
    extends: str
    mistakes: bool


def summary_of(folder: Path) -> Summary:
    """Return the summary of the theme in a folder; one that cannot be read has `mistakes`."""
    file = folder / THEME_FILE
    try:
        said, problems = read_theme_file(read_limited(file), str(file))
    except InvalidInput:
        return Summary("", "", mistakes=True)
    return Summary(said.says.description, said.says.extends, bool(problems))
