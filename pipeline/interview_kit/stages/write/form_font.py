"""Subset a theme's font to what a form field needs, and embed it once for all fields of a PDF."""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from interview_kit.stages.write.fonts import FACES, font_file

FONT = "KitField"

_FIRST, _LAST = 32, 255
_NONSYMBOLIC = 1 << 5
_MISSING = ".notdef"
# The tables that draw glyphs; the others shape text, which viewers do not do in a field.
_KEPT = frozenset({"head", "hhea", "maxp", "hmtx", "cmap", "loca", "glyf", "OS/2", "name", "post"})


def add_font(pdf: Any, family: str) -> bytes:
    """Add the font in WinAnsiEncoding, which every viewer can type in, and return its reference.

    Raises ThemeError where no font package has the font.
    """
    import pydyf

    data, widths, metrics = _cut(family)
    name = "/" + "".join(letter for letter in family if letter.isalnum())
    file = pydyf.Stream([data], {"Length1": len(data)}, compress=True)
    pdf.add_object(file)
    descriptor = pydyf.Dictionary(
        {
            "Type": "/FontDescriptor",
            "FontName": name,
            "Flags": _NONSYMBOLIC,
            **metrics,
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
            "Widths": pydyf.Array(widths),
            "FontDescriptor": descriptor.reference,
        }
    )
    pdf.add_object(font)
    reference: bytes = font.reference
    return reference


@lru_cache(maxsize=4)
def _cut(family: str) -> tuple[bytes, tuple[int, ...], Mapping[str, Any]]:
    """Return a font subset of 224 codes: file, width of each code, and metrics as a PDF describes them.

    Lengths are in thousandths of an em.
    """
    import pydyf
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
        return (
            saved.getvalue(),
            widths,
            {
                "FontBBox": pydyf.Array(map(scaled, (head.xMin, head.yMin, head.xMax, head.yMax))),
                "ItalicAngle": 0,
                "Ascent": scaled(lines.ascent),
                "Descent": scaled(lines.descent),
                "CapHeight": scaled(getattr(font["OS/2"], "sCapHeight", lines.ascent)),
            },
        )
