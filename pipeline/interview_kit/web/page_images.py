"""Render pages of PDFs as PNG images, as wide as the screen shows them."""

from __future__ import annotations

import io
import threading
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pypdfium2
from PIL.Image import Dither, Quantize

NARROWEST, WIDEST = 80, 3000
_MOST_KEPT = 60
# Enough for letters and the few colours of a theme; a picture takes a quarter of the bytes.
_COLOURS = 32

# PDFium is not thread-safe.
_lock = threading.Lock()


def picture(pdf: bytes | Mapping[int, bytes], page: int, width: int) -> bytes:
    """Return a page as PNG, `width` (80 to 3000) pixels wide. Raises KeyError for an unknown page.

    `pdf` is that of a kit, or a mapping from a page to a PDF of that page alone.
    """
    one, place = (pdf, page - 1) if isinstance(pdf, bytes) else (pdf[page], 0)
    return _drawn(one, place, min(max(width, NARROWEST), WIDEST))


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page of a PDF as a small PNG; `title` is the sections that begin on it, or the one that goes on."""

    title: str
    png: bytes
    width: int
    height: int


def page_pictures(pdf: bytes, width: int) -> tuple[PagePicture, ...]:
    """Return all pages of a PDF as small pictures of a width in pixels."""
    with _lock, pypdfium2.PdfDocument(pdf) as document:
        titles = _titles(document)
        return tuple(_small(page, title, width) for page, title in zip(document, titles, strict=True))


def _titles(document: Any) -> Iterator[str]:
    begun: dict[int, list[str]] = {}
    for mark in document.get_toc():
        if not mark.level:
            begun.setdefault(mark.get_dest().get_index(), []).append(mark.get_title())
    last = ""
    for place in range(len(document)):
        here = begun.get(place, [])
        yield ", ".join(here) or last
        last = here[-1] if here else last


def _small(page: Any, title: str, width: int) -> PagePicture:
    image = page.render(scale=width / page.get_width(), may_draw_forms=False).to_pil()
    png = io.BytesIO()
    image.convert("RGB").quantize(_COLOURS, Quantize.FASTOCTREE, dither=Dither.NONE).save(png, "PNG")
    return PagePicture(title, png.getvalue(), *image.size)


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
