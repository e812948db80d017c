"""Render pages of PDFs as PNG images, as wide as the screen shows them."""

from __future__ import annotations

import io
import threading
from collections import OrderedDict
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import pypdfium2

NARROWEST, WIDEST = 80, 3000
_MOST_KEPT = 60

# PDFium is not thread-safe.
_lock = threading.Lock()


def picture(pdf: bytes | Mapping[int, bytes], page: int, width: int) -> bytes:
    """Return a page as PNG, `width` (80 to 3000) pixels wide. Raises KeyError for an unknown page.

    `pdf` is that of a kit, or a mapping from a page to a PDF of that page alone.
    """
    one, place = (pdf, page - 1) if isinstance(pdf, bytes) else (pdf[page], 0)
    return _drawn(one, place, min(max(width, NARROWEST), WIDEST))


def remember(kept: OrderedDict[Any, Any], key: object, value: object, most: int) -> None:
    """Put a value into a cache, as its newest, and drop the oldest beyond `most`."""
    kept[key] = value
    kept.move_to_end(key)
    while len(kept) > most:
        kept.popitem(last=False)


def page_sizes(pdf: bytes) -> tuple[tuple[float, float], ...]:
    """Return the width and height of each page in points."""
    with _lock, pypdfium2.PdfDocument(pdf) as document:
        return tuple(document.get_page_size(place) for place in range(len(document)))


@lru_cache(maxsize=_MOST_KEPT)
def _drawn(pdf: bytes, place: int, width: int) -> bytes:
    with _lock, pypdfium2.PdfDocument(pdf) as document:
        if not 0 <= place < len(document):
            raise KeyError(place)
        page = document[place]
        image = page.render(scale=width / page.get_width(), may_draw_forms=False).to_pil()
    png = io.BytesIO()
    # Only this computer's browser reads it: speed matters, size does not.
    image.save(png, "PNG", compress_level=1)
    return png.getvalue()
