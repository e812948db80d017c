"""Check the pictures of pages: as wide as asked for, of the right page, and forgotten in time."""

from __future__ import annotations

import io
from collections import Counter, OrderedDict

import pypdfium2
import pytest
from PIL import Image

from interview_kit.web.page_images import WIDEST, page_pictures, picture, remember
from tests.kits import pdf


def size(png: bytes) -> tuple[int, int]:
    with Image.open(io.BytesIO(png)) as image:
        return image.size


def test_a_picture_is_as_wide_as_the_screen_shows_it() -> None:
    assert size(picture(pdf("leila"), 1, 400)) == (400, 518)  # a Letter sheet
    assert size(picture(pdf("leila"), 1, 10**6))[0] == WIDEST


def test_a_page_that_came_first_is_the_same_picture_as_in_the_kit() -> None:
    whole = pdf("leila")
    with pypdfium2.PdfDocument(whole) as document, pypdfium2.PdfDocument.new() as alone:
        alone.import_pages(document, [2])
        page = io.BytesIO()
        alone.save(page)
    first = {3: page.getvalue()}
    assert picture(first, 3, 300) == picture(whole, 3, 300) != picture(whole, 4, 300)
    with pytest.raises(KeyError):
        picture(first, 4, 300)


def test_there_is_no_picture_of_a_page_that_the_kit_lacks() -> None:
    assert picture(pdf("leila"), 1, 100)
    for page in (0, 99):
        with pytest.raises(KeyError):
            picture(pdf("leila"), page, 100)


def test_the_oldest_kits_are_forgotten() -> None:
    kept: OrderedDict[int, bytes] = OrderedDict()
    for number in (1, 2, 1, 3):
        remember(kept, number, b"", most=2)
    assert list(kept) == [1, 3]


def test_a_small_picture_keeps_the_colour_of_headings_and_names_what_is_on_the_page() -> None:
    pages = page_pictures(pdf("leila"), 400)
    assert pages[0].title.startswith("Interview kit for Leila Haddad")
    assert all(page.title for page in pages)
    accent = bytes.fromhex("0b5563")
    for number, page in enumerate(pages, start=1):
        whole, small = (rgb(png) for png in (picture(pdf("leila"), number, 400), page.png))
        places = [at for at in range(0, len(whole), 3) if whole[at : at + 3] == accent]
        assert places, number
        (shown, _count), *_others = Counter(small[at : at + 3] for at in places).most_common()
        assert max(abs(one - two) for one, two in zip(shown, accent, strict=True)) <= 24, number


def rgb(png: bytes) -> bytes:
    """Return the pixels of a picture, three bytes each."""
    with Image.open(io.BytesIO(png)) as image:
        return image.convert("RGB").tobytes()
