"""Find a theme's fonts in the theme or in installed font packages, never among system fonts.

So a page looks the same on every machine.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import fontpkg

from interview_kit.model.document import Document, parts_in
from interview_kit.model.theme import FontFile, Theme
from interview_kit.stages.write.font_fallback import (
    WEIGHTS,
    OtherFont,
    fonts_for,
    letters_of,
    visible_characters,
)
from interview_kit.stages.write.font_subset import subset_for_browsers
from interview_kit.support.errors import Problem, ThemeError
from interview_kit.support.i18n import _

FACES = {
    "regular": (400, "normal"),
    "bold": (700, "normal"),
    "italic": (400, "italic"),
    "bold italic": (700, "italic"),
}
_ESCAPED = re.compile(r"\\([0-9a-fA-F]{1,5})")  # a character in CSS


def font_faces(document: Document, theme: Theme, faces: tuple[str, ...] = tuple(FACES)) -> str:
    """Return CSS `@font-face` rules for the theme's `font`, and for `other_font` if it has missing letters.

    Raises ThemeError where a font is not installed.
    """
    return "".join(_face(*face) for face in _faces(document, theme, faces))


def font_faces_for_browsers(document: Document, theme: Theme, style: str) -> str:
    """Return the rules of `font_faces` for regular and bold faces, with the letters printed or typed alone.

    `style` is the style sheet of the page, which may add signs and change capitals. Raises ThemeError where a
    font is not installed.
    """
    words = "".join((*parts_in(document, str), style))
    signs = "".join(chr(int(code, 16)) for code in _ESCAPED.findall(style))
    letters = frozenset(words + words.upper() + words.lower() + signs)
    return "".join(
        _face(family, weight, slant, subset_for_browsers(data, letters))
        for family, weight, slant, data in _faces(document, theme, ("regular", "bold"))
    )


def _faces(document: Document, theme: Theme, faces: tuple[str, ...]) -> Iterator[tuple[str, int, str, bytes]]:
    """Yield family, weight, style and file of the theme's faces that a document needs."""
    families = [theme.tokens.font]
    letters = {letter for letter in set(_words(document)) if not letter.isspace()}
    left = _without(letters, theme, theme.tokens.font)
    if left and _without(left, theme, theme.tokens.other_font) != left:
        families.append(theme.tokens.other_font)
    for family in families:
        for weight, style in map(FACES.__getitem__, faces):
            yield family, weight, style, font_data(theme, family, weight, style)


def other_fonts(document: Document, theme: Theme) -> tuple[tuple[OtherFont, ...], frozenset[str]]:
    """Return fallback fonts for letters that the theme's two fonts lack, and the letters that no font has.

    Raises ThemeError where a font of the theme is not installed.
    """
    left = visible_characters(_words(document))
    for family in (theme.tokens.font, theme.tokens.other_font):
        if left:
            left = _without(left, theme, family)
    return fonts_for(frozenset(left))


def _without(letters: set[str], theme: Theme, family: str) -> set[str]:
    """Return those of the letters that a font of the theme lacks."""
    return letters - letters_of(font_data(theme, family, *FACES["regular"]))


def other_faces(fonts: tuple[OtherFont, ...]) -> str:
    """Return CSS `@font-face` rules for fallback fonts."""
    return "".join(
        _face(font.family, weight, "normal", font.face(weight)) for font in fonts for weight in WEIGHTS
    )


def _words(document: Document) -> str:
    """Return all that is printed or read aloud in a document, in no order that is of use."""
    printed = (document.running_head, document.page_label, document.letterhead, document.sections)
    return "".join(parts_in(printed, str))


def font_data(theme: Theme, family: str, weight: int, style: str) -> bytes:
    """Return the font file of a face as bytes; a theme's own font may fall back to another of its faces.

    Raises ThemeError where neither the theme nor a font package has the font.
    """
    own = own_faces(theme, family)
    if own:
        face = own.get((weight, style)) or own.get((weight, "normal")) or next(iter(own.values()))
        return theme.files[face.path]
    return packaged_font(family, weight, style)


def own_faces(theme: Theme, family: str) -> dict[tuple[int, str], FontFile]:
    """Return the theme's own files of a family by weight and style; {} where it has none."""
    own = (font for font in theme.fonts if font.family == family)
    return {(font.weight, "italic" if font.italic else "normal"): font for font in own}


@lru_cache(maxsize=16)
def packaged_font(family: str, weight: int, style: str) -> bytes:
    """Return the file of a face in the font packages. Raises ThemeError where it is not installed."""
    return font_file(family, weight, style).read_bytes()


def font_file(family: str, weight: int, style: str) -> Path:
    """Return the path of a face in the font packages. Raises ThemeError where it is not installed."""
    try:
        return Path(fontpkg.path(family, weight, style))
    except fontpkg.FontpkgError as error:
        known = ", ".join(sorted(family.name for family in fontpkg.families().values())) or "none"
        reason = _(
            "font {family} ({weight}, {style}) is not installed; installed: {known}",
            family=family,
            weight=weight,
            style=style,
            known=known,
        )
        raise ThemeError((Problem("theme.yaml", None, None, "tokens.font", reason),)) from error


@lru_cache(maxsize=16)
def _face(family: str, weight: int, style: str, data: bytes) -> str:
    kind = "otf" if data.startswith(b"OTTO") else "ttf"
    return (
        f'@font-face{{font-family:"{family}";font-weight:{weight};font-style:{style};'
        f'src:url("data:font/{kind};base64,{b64encode(data).decode()}")}}\n'
    )
