"""Subset a font of a theme to the letters of a kit and those that people type into it."""

from __future__ import annotations

import io
from collections.abc import Collection
from enum import Enum
from functools import lru_cache

from fontTools.ttLib import TTFont

from interview_kit.stages.write.font_fallback import letters_of

CODES = range(32, 256)
"""The codes of WinAnsiEncoding (Windows code page 1252), the letters that a field of a PDF can hold."""

TYPED = tuple(bytes([code]).decode("cp1252", "replace") for code in CODES)
"""The letter of each of CODES, U+FFFD for a code without one: with them, English and French are typed."""

_FEATURES = ["ccmp", "kern", "liga", "locl", "mark", "mkmk"]  # those that browsers apply unasked
_SHAPING = ["GSUB", "GPOS", "GDEF", "kern"]
_DRAWN = frozenset({"head", "hhea", "maxp", "hmtx", "cmap", "loca", "glyf", "CFF ", "OS/2", "name", "post"})
_SMALL = 64 * 1024
_CURVE_ERROR = 1 / 1000  # of an em


def subset_for_word(data: bytes, letters: Collection[str]) -> bytes:
    """Return a TrueType font with those of the letters and of TYPED that it has; deterministic bytes.

    A small font, such as the base theme's, is returned as it is: to cut it takes longer than it saves. So is
    one with a damaged table, which cannot be cut.
    """
    return _smaller(data, letters, _Use.WORD)


def subset_for_browsers(data: bytes, letters: Collection[str]) -> bytes:
    """Return a font as `subset_for_word` does, of any outlines, with the tables that set letters together."""
    return _smaller(data, letters, _Use.BROWSER)


def subset_for_fields(data: bytes) -> bytes:
    """Return a TrueType font with those of TYPED that a font has, and the tables that draw glyphs alone.

    Outlines of an OpenType font (CFF) are converted: a field of a PDF needs a simple font, in which viewers
    find the glyph of a CFF font by a name that not every font has.
    """
    return _subset(data, "", _Use.FIELDS)


class _Use(Enum):
    WORD = "word"
    BROWSER = "browser"
    FIELDS = "fields"


def _smaller(data: bytes, letters: Collection[str], use: _Use) -> bytes:
    if len(data) < _SMALL:
        return data
    more = (frozenset(letters) - frozenset(TYPED)) & letters_of(data)
    try:
        return _subset(data, "".join(sorted(more)), use)
    except Exception:  # fontTools raises many kinds, depending on the damaged table
        return data


@lru_cache(maxsize=32)
def _subset(data: bytes, more: str, use: _Use) -> bytes:
    from fontTools import subset

    with TTFont(io.BytesIO(data), lazy=True, recalcTimestamp=False) as font:
        options = subset.Options(hinting=use is not _Use.FIELDS, notdef_outline=True)
        options.layout_features = _FEATURES if use is _Use.BROWSER else []
        if use is not _Use.BROWSER:
            options.drop_tables += _SHAPING
        if use is _Use.FIELDS:
            options.name_IDs = []
            options.drop_tables += [tag for tag in font.keys() if tag not in _DRAWN]  # noqa: SIM118 (no dictionary)
        cutter = subset.Subsetter(options)
        cutter.populate(text="".join(TYPED) + more)
        cutter.subset(font)
        if use is _Use.FIELDS and "CFF " in font:
            _convert_curves(font)
        saved = io.BytesIO()
        font.save(saved)
        return saved.getvalue()


def _convert_curves(font: TTFont) -> None:
    """Replace the cubic outlines of a font (CFF) by quadratic ones (TrueType), in place."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    drawn, error = font.getGlyphSet(), font["head"].unitsPerEm * _CURVE_ERROR
    glyphs = {}
    for name in font.getGlyphOrder():
        pen = TTGlyphPen(None)
        drawn[name].draw(Cu2QuPen(pen, error, reverse_direction=True))
        glyphs[name] = pen.glyph()
    del font["CFF "]
    font.sfntVersion = "\x00\x01\x00\x00"
    builder = FontBuilder(font=font)
    builder.isTTF = True
    builder.setupGlyf(glyphs)
    builder.setupMaxp()
