"""Check the pictures of pages: as wide as asked for, of the right page, and forgotten in time."""

from __future__ import annotations

import io

import pypdfium2
import pytest
from PIL import Image

from interview_kit.web.preview.page_images import WIDEST, Pictures
from tests.kits import pdf


def size(picture: bytes) -> tuple[int, int]:
    with Image.open(io.BytesIO(picture)) as image:
        return image.size


def test_a_picture_is_as_wide_as_the_screen_shows_it() -> None:
    pictures = Pictures()
    pictures.keep(1, pdf("leila"))
    assert size(pictures.picture(1, 1, 400)) == (400, 518)  # a Letter sheet
    assert size(pictures.picture(1, 1, 10**6))[0] == WIDEST


def test_a_page_that_came_first_is_the_same_picture_as_in_the_kit() -> None:
    pictures, whole = Pictures(), pdf("leila")
    with pypdfium2.PdfDocument(whole) as document, pypdfium2.PdfDocument.new() as alone:
        alone.import_pages(document, [2])
        page = io.BytesIO()
        alone.save(page)
    pictures.keep(1, page.getvalue(), page=3)
    pictures.keep(2, whole)
    assert pictures.picture(1, 3, 300) == pictures.picture(2, 3, 300) != pictures.picture(2, 4, 300)
    with pytest.raises(KeyError):
        pictures.picture(1, 4, 300)


def test_the_oldest_kits_are_forgotten() -> None:
    pictures = Pictures(most_kits=2)
    for number in (1, 2, 3):
        pictures.keep(number, pdf("leila"))
    assert pictures.picture(3, 1, 100)
    for number, page in ((1, 1), (3, 0), (3, 99)):
        with pytest.raises(KeyError):
            pictures.picture(number, page, 100)
