"""Draw the pages of kits as one image: a strip of thumbnails for each kit, below its title."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pypdfium2
from PIL import Image, ImageDraw, ImageFont

from interview_kit.stages.write.fonts import font_file

_WIDE = 260  # pixels, the width of a thumbnail
_GAP, _HEAD = 14, 40
_MOST_IN_A_ROW = 9
_GROUND, _INK = "#d9d9d9", "#1b1b1b"
_FONTS = ("Atkinson Hyperlegible", "Fira Sans")


def contact_sheet(kits: Sequence[tuple[str, bytes]]) -> bytes:
    """Return the contact sheet of kits, each a title and a PDF, as PNG bytes."""
    strips = [_strip(title, pdf) for title, pdf in kits]
    wide = max(strip.width for strip in strips) + 2 * _GAP
    sheet = Image.new("RGB", (wide, sum(strip.height for strip in strips) + _GAP), _GROUND)
    down = 0
    for strip in strips:
        sheet.paste(strip, (_GAP, down))
        down += strip.height
    png = io.BytesIO()
    # Pages have few colours; a palette keeps the file small enough for e-mail, and this one those of a logo.
    few = sheet.quantize(128, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(png, "PNG", optimize=True)
    return png.getvalue()


def page_pictures(pdf: bytes, wide: int) -> list[Image.Image]:
    """Return an RGB image of each page of a PDF, `wide` pixels wide."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [
            page.render(scale=wide / page.get_width(), may_draw_forms=False).to_pil().convert("RGB")
            for page in document
        ]


def _strip(title: str, pdf: bytes) -> Image.Image:
    pages = page_pictures(pdf, _WIDE)
    tall = max(page.height for page in pages)
    across = min(len(pages), _MOST_IN_A_ROW)
    lines = -(-len(pages) // _MOST_IN_A_ROW)
    size = (across * (_WIDE + _GAP) - _GAP, _HEAD + lines * (tall + _GAP))
    strip = Image.new("RGB", size, _GROUND)
    ImageDraw.Draw(strip).text((0, _HEAD / 2), title, fill=_INK, font=_font(title), anchor="lm")
    for number, page in enumerate(pages):
        line, place = divmod(number, _MOST_IN_A_ROW)
        strip.paste(page, (place * (_WIDE + _GAP), _HEAD + line * (tall + _GAP)))
    return strip


def _font(words: str) -> ImageFont.FreeTypeFont:
    """Return a bold font of 20 pixels with glyphs for the words: Atkinson for Latin, else Fira Sans."""
    latin = all(ord(letter) < 0x180 for letter in words)
    return ImageFont.truetype(str(font_file(_FONTS[0 if latin else 1], 700, "normal")), 20)
