"""Find a theme's fonts among the installed font packages, so that a page is the same on every machine."""

from __future__ import annotations

from base64 import b64encode
from functools import lru_cache
from pathlib import Path

import fontpkg
from fontTools.ttLib import TTFont

from pipeline.document import Document, plain_text
from pipeline.errors import Problem, ThemeError
from pipeline.theme import Theme

FACES = {
    "regular": (400, "normal"),
    "bold": (700, "normal"),
    "italic": (400, "italic"),
    "bold italic": (700, "italic"),
}


def font_faces(document: Document, theme: Theme, faces: tuple[str, ...] = tuple(FACES)) -> str:
    """Return `@font-face` rules that hold the theme's font, and its other font where a letter asks for it.

    Raises ThemeError where a font is not installed.
    """
    words = plain_text(document) + document.running_head + document.page_label
    families = [theme.tokens.font]
    if any(ord(letter) not in _letters(theme.tokens.font) for letter in set(words) if not letter.isspace()):
        families.append(theme.tokens.other_font)
    return "".join(_face(family, *FACES[face]) for family in families for face in faces)


@lru_cache(maxsize=4)
def _letters(family: str) -> frozenset[int]:
    """Return the code points that a font has."""
    with TTFont(font_file(family, *FACES["regular"]), lazy=True) as font:
        return frozenset(font.getBestCmap())


def font_file(family: str, weight: int, style: str) -> Path:
    """Return where a face of a font package lies. Raises ThemeError where it is not installed."""
    try:
        return Path(fontpkg.path(family, weight, style))
    except fontpkg.FontpkgError as error:
        known = ", ".join(sorted(family.name for family in fontpkg.families().values())) or "none"
        reason = f"font {family} ({weight}, {style}) is not installed; installed: {known}"
        raise ThemeError((Problem("theme.yaml", None, None, "tokens.font", reason),)) from error


@lru_cache(maxsize=16)
def _face(family: str, weight: int, style: str) -> str:
    data = b64encode(font_file(family, weight, style).read_bytes()).decode()
    return (
        f'@font-face{{font-family:"{family}";font-weight:{weight};font-style:{style};'
        f'src:url("data:font/ttf;base64,{data}")}}\n'
    )
