"""Embed a theme's font once for all form fields of a PDF, subset to what can be typed into them."""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from interview_kit.model.theme import Theme
from interview_kit.stages.write.font_subset import CODES, TYPED, subset_for_fields
from interview_kit.stages.write.fonts import FACES, font_data

FONT = "KitField"

_NONSYMBOLIC = 1 << 5
_MISSING = ".notdef"


def add_font(pdf: Any, theme: Theme) -> bytes:
    """Add the font in WinAnsiEncoding, which every viewer can type in, and return its reference.

    Raises ThemeError where neither the theme nor a font package has the font.
    """
    import pydyf

    family = theme.tokens.font
    data, widths, metrics = _measured(font_data(theme, family, *FACES["regular"]))
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
            "FirstChar": CODES[0],
            "LastChar": CODES[-1],
            "Widths": pydyf.Array(widths),
            "FontDescriptor": descriptor.reference,
        }
    )
    pdf.add_object(font)
    reference: bytes = font.reference
    return reference


@lru_cache(maxsize=4)
def _measured(whole: bytes) -> tuple[bytes, tuple[int, ...], Mapping[str, Any]]:
    """Return the subset of a font, the width of each code, and its metrics as a PDF describes them.

    Lengths are in thousandths of an em.
    """
    import pydyf
    from fontTools.ttLib import TTFont

    data = subset_for_fields(whole)
    with TTFont(io.BytesIO(data)) as font:
        glyphs, metrics, head, lines = font.getBestCmap(), font["hmtx"], font["head"], font["hhea"]

        def scaled(units: float) -> int:
            return round(units * 1000 / int(head.unitsPerEm))

        return (
            data,
            tuple(scaled(metrics[glyphs.get(ord(letter), _MISSING)][0]) for letter in TYPED),
            {
                "FontBBox": pydyf.Array(map(scaled, (head.xMin, head.yMin, head.xMax, head.yMax))),
                "ItalicAngle": 0,
                "Ascent": scaled(lines.ascent),
                "Descent": scaled(lines.descent),
                "CapHeight": scaled(getattr(font["OS/2"], "sCapHeight", lines.ascent)),
            },
        )
