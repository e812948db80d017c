"""Render pages of PDFs as PNG images, as wide as the screen shows them."""

from __future__ import annotations

import io
import threading
from collections import OrderedDict
from functools import lru_cache
from typing import Any

import pypdfium2

NARROWEST, WIDEST = 80, 3000
_MOST_KEPT = 60

# PDFium is not thread-safe.
_lock = threading.Lock()


class Pictures:
    """A cache of the PDFs rendered last; the oldest are dropped."""

    def __init__(self, most_kits: int = 24) -> None:
        self._pdfs: OrderedDict[int, dict[int, bytes] | bytes] = OrderedDict()
        self._most_kits = most_kits

    def keep(self, number: int, pdf: bytes, page: int | None = None) -> None:
        """Store the PDF of a kit, or with `page` a PDF of that page alone."""
        remember(self._pdfs, number, pdf if page is None else {page: pdf}, self._most_kits)

    def picture(self, number: int, page: int, width: int) -> bytes:
        """Return a page as PNG, `width` (80 to 3000) pixels wide. Raises KeyError for an unknown page."""
        kept = self._pdfs[number]
        pdf, place = (kept, page - 1) if isinstance(kept, bytes) else (kept[page], 0)
        return _drawn(pdf, place, min(max(width, NARROWEST), WIDEST))


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
