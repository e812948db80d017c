"""Subset a theme's font to what a form field needs, and embed it once for all fields of a PDF."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import Any, NamedTuple

from interview_kit.stages.write.fonts import FACES, font_file

FONT = "KitField"

_FIRST, _LAST = 32, 255
_NONSYMBOLIC = 1 << 5
_MISSING = ".notdef"
# The tables that draw glyphs; the others shape text, which viewers do not do in a field.
_KEPT = frozenset({"head", "hhea", "maxp", "hmtx", "cmap", "loca", "glyf", "OS/2", "name", "post"})


class _Subset(NamedTuple):
    """A font subset of 224 codes: file, width of each code, and metrics; lengths in thousandths of an em."""

    data: bytes
    widths: tuple[int, ...]
    box: tuple[int, ...]
    ascent: int
    descent: int
    capitals: int


def add_font(pdf: Any, family: str) -> bytes:
    """Add the font in WinAnsiEncoding, which every viewer can type in, and return its reference.

    Raises ThemeError where no font package has the font.
    """
    import pydyf

    cut = _cut(family)
    name = "/" + "".join(letter for letter in family if letter.isalnum())
    file = pydyf.Stream([cut.data], {"Length1": len(cut.data)}, compress=True)
    pdf.add_object(file)
    descriptor = pydyf.Dictionary(
        {
            "Type": "/FontDescriptor",
            "FontName": name,
            "Flags": _NONSYMBOLIC,
            "FontBBox": pydyf.Array(cut.box),
            "ItalicAngle": 0,
            "Ascent": cut.ascent,
            "Descent": cut.descent,
            "CapHeight": cut.capitals,
            "StemV": 80,
            "FontFile2": file.reference,
        }
    )
    pdf.add_object(descriptor)
    font = pydyf.Dictionary(
        {
            "Type": "/Font",
            "Subtype": "/TrueType",
            "BaseFont": name,
            "Encoding": "/WinAnsiEncoding",
            "FirstChar": _FIRST,
            "LastChar": _LAST,
            "Widths": pydyf.Array(cut.widths),
            "FontDescriptor": descriptor.reference,
        }
    )
    pdf.add_object(font)
    reference: bytes = font.reference
    return reference


@lru_cache(maxsize=4)
def _cut(family: str) -> _Subset:
    from fontTools import subset
    from fontTools.ttLib import TTFont

    letters = [bytes([code]).decode("cp1252", "replace") for code in range(_FIRST, _LAST + 1)]
    with TTFont(font_file(family, *FACES["regular"])) as font:
        dropped = [tag for tag in font.keys() if tag not in _KEPT]  # noqa: SIM118 (a font is no dictionary)
        options = subset.Options(
            hinting=False, layout_features=[], name_IDs=[], notdef_outline=True, drop_tables=dropped
        )
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=[ord(letter) for letter in letters])
        subsetter.subset(font)
        # No time of saving, so that the bytes are deterministic.
        font["head"].modified = font["head"].created
        font.recalcTimestamp = False
        glyphs, metrics, head, lines = font.getBestCmap(), font["hmtx"], font["head"], font["hhea"]

        def scaled(units: float) -> int:
            return round(units * 1000 / int(head.unitsPerEm))

        widths = tuple(scaled(metrics[glyphs.get(ord(letter), _MISSING)][0]) for letter in letters)
        saved = io.BytesIO()
        font.save(saved)
        return _Subset(
            saved.getvalue(),
            widths,
            tuple(scaled(edge) for edge in (head.xMin, head.yMin, head.xMax, head.yMax)),
            scaled(lines.ascent),
            scaled(lines.descent),
            scaled(getattr(font["OS/2"], "sCapHeight", lines.ascent)),
        )
