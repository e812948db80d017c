"""Hold a theme as the writers get it: its tokens, its options and a snapshot of its files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Paper(StrEnum):
    """A paper size; its width and height are in millimetres."""

    LETTER = "letter"
    A4 = "a4"

    @property
    def size_mm(self) -> tuple[float, float]:
        """Width and height of the upright sheet in millimetres."""
        return {Paper.LETTER: (215.9, 279.4), Paper.A4: (210.0, 297.0)}[self]


@dataclass(frozen=True, slots=True)
class Tokens:
    """The looks that a theme names: colours as `#rrggbb`, the font families, and sizes in points.

    `other_font` has the letters that `font` lacks.
    """

    accent: str
    tint: str
    ink: str
    soft: str
    font: str
    other_font: str
    text_size: float
    script_size: float
    title_size: float


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme, resolved: tokens, the options a writer may use, and every file by its path in the theme.

    `files` is a snapshot taken once, the files of extended themes beneath its own; nothing is read later.
    """

    name: str
    tokens: Tokens
    paper: Paper
    files: Mapping[str, bytes]
    large_print: bool = False
    fillable: bool = False
