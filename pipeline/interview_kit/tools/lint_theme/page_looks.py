"""Measure the words on drawn pages: contrast, size, and whether they lie off the page or on one another."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from PIL import Image

from interview_kit.support.colours import contrast

_SCALE = 3  # pixels a point: the stem of a letter of 10 points is then two pixels wide
_AROUND = (
    2  # pixels of the ground that are looked at around a word; on the first lie the edges of its letters
)
_SAME = 40  # how far two colours may differ, in all three parts together, and look the same
_COVERED = 0.3  # of a letter
_EDGE = 1.0  # points that a letter may reach over the edge
_CELL = 12.0  # points
_SHOWN = 40

Box = tuple[float, float, float, float]
Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class DrawnWord:
    """A word on a page: its text, its box in points, the size of its letters, its ink and its ground."""

    page: int
    text: str
    box: Box
    size: float
    ink: str
    ground: str

    @property
    def contrast(self) -> float:
        """Return the contrast ratio of what can be seen of the word with its ground."""
        return contrast(self.ink, self.ground)


@dataclass(frozen=True, slots=True)
class _Letter:
    text: str
    box: Box
    size: float
    fill: Colour


@dataclass(frozen=True, slots=True)
class PageLetters:
    """A page as it is read: its number from 1, its width and height in points, and the letters of each word.

    Words without a letter or a digit are left out.
    """

    number: int
    size: tuple[float, float]
    words: tuple[tuple[_Letter, ...], ...]


def page_letters(pdf: bytes) -> tuple[PageLetters, ...]:
    """Return the pages of a PDF with their words, in the order in which they are drawn."""
    with pdfium.PdfDocument(pdf) as document:
        return tuple(
            PageLetters(number, page.get_size(), tuple(_words(page.get_textpage())))
            for number, page in enumerate(document, 1)
        )


def drawn_words(pdf: bytes, pages: Sequence[PageLetters] | None = None) -> Iterator[DrawnWord]:
    """Yield the words of a PDF in the order in which they are drawn; `pages` are its letters, if read."""
    pages = page_letters(pdf) if pages is None else pages
    with pdfium.PdfDocument(pdf) as document:
        for page, read in zip(document, pages, strict=True):
            picture = page.render(scale=_SCALE, may_draw_forms=False).to_pil().convert("RGB")
            for letters in read.words:
                yield _word(read.number, letters, picture)


def off_the_page(pages: Iterable[PageLetters]) -> Iterator[tuple[int, str]]:
    """Yield page and text of each word that reaches over the edge of its page."""
    for page in pages:
        wide, high = page.size
        for letters in page.words:
            left, bottom, right, top = _around(letters)
            if min(left, bottom) < -_EDGE or right > wide + _EDGE or top > high + _EDGE:
                yield page.number, _text(letters)


def on_one_another(pages: Iterable[PageLetters]) -> Iterator[tuple[int, str]]:
    """Yield page and text of each word of which a letter is covered by one of another word."""
    for page in pages:
        cells: dict[tuple[int, int], list[tuple[int, Box]]] = {}
        for word, letters in enumerate(page.words):
            if any(_is_covered(word, letter.box, cells) for letter in letters):
                yield page.number, _text(letters)
            for letter in letters:
                for cell in _cells(letter.box):
                    cells.setdefault(cell, []).append((word, letter.box))


def _is_covered(word: int, box: Box, cells: dict[tuple[int, int], list[tuple[int, Box]]]) -> bool:
    area = (box[2] - box[0]) * (box[3] - box[1])
    for cell in _cells(box):
        for other, theirs in cells.get(cell, ()):
            wide = min(box[2], theirs[2]) - max(box[0], theirs[0])
            high = min(box[3], theirs[3]) - max(box[1], theirs[1])
            if other != word and wide > 0 and high > 0 and area and wide * high > _COVERED * area:
                return True
    return False


def _cells(box: Box) -> Iterator[tuple[int, int]]:
    for across in range(int(box[0] // _CELL), int(box[2] // _CELL) + 1):
        for up in range(int(box[1] // _CELL), int(box[3] // _CELL) + 1):
            yield across, up


def _words(page: Any) -> Iterator[tuple[_Letter, ...]]:
    """Yield the letters of each word of a page that has a letter or a digit."""
    word: list[_Letter] = []
    for letter in (*_letters(page), None):
        if letter is None or (word and not _goes_on(word[-1], letter)):
            if any(each.text.isalnum() for each in word):
                yield tuple(word)
            word = []
        if letter is not None:
            word.append(letter)


def _goes_on(before: _Letter, letter: _Letter) -> bool:
    """Return whether two letters are on one line and look alike."""
    is_beside = abs(before.box[1] - letter.box[1]) < max(before.size, letter.size)
    return is_beside and before.fill == letter.fill and before.size == letter.size


def _letters(page: Any) -> Iterator[_Letter | None]:
    """Yield the letters of a page, None for what parts words; those of one text object look alike."""
    looks: dict[int | None, tuple[float, Colour]] = {}
    for place in range(page.count_chars()):
        text = chr(raw.FPDFText_GetUnicode(page.raw, place))
        if not text.isprintable() or text.isspace():
            yield None
            continue
        drawn = ctypes.cast(raw.FPDFText_GetTextObject(page.raw, place), ctypes.c_void_p).value
        if drawn not in looks:
            looks[drawn] = _look(page, place)
        yield _Letter(text, page.get_charbox(place), *looks[drawn])


def _look(page: Any, place: int) -> tuple[float, Colour]:
    """Return the size of a letter in points, and its colour."""
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(page.raw, place, matrix)
    size = raw.FPDFText_GetFontSize(page.raw, place) * math.hypot(matrix.c, matrix.d)
    parts = [raw.c_uint() for _ in range(4)]
    raw.FPDFText_GetFillColor(page.raw, place, *parts)
    red, green, blue = (part.value for part in parts[:3])
    return round(size, 1), (red, green, blue)


def _around(letters: Sequence[_Letter]) -> Box:
    boxes = [letter.box for letter in letters]
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


def _text(letters: Sequence[_Letter]) -> str:
    return "".join(letter.text for letter in letters)[:_SHOWN]


def _word(page: int, letters: Sequence[_Letter], picture: Image.Image) -> DrawnWord:
    box, fill = _around(letters), letters[0].fill
    left, bottom, right, top = (side * _SCALE for side in box)
    left, top = math.floor(left) - _AROUND, math.floor(picture.height - top) - _AROUND
    right, bottom = math.ceil(right) + _AROUND, math.ceil(picture.height - bottom) + _AROUND
    inside = max(left, 0), max(top, 0), min(right, picture.width), min(bottom, picture.height)
    if inside[0] >= inside[2] or inside[1] >= inside[3]:
        seen = ground = (255, 255, 255)
    else:
        crop = picture.crop(inside)
        counts: Any = crop.getcolors(crop.width * crop.height)
        by_count: list[Colour] = [colour for _count, colour in sorted(counts, reverse=True)]
        seen = fill if fill in by_count else min(by_count, key=partial(_apart, fill))
        ground = next((each for each in by_count if _apart(each, seen) > _SAME), seen)
    return DrawnWord(page, _text(letters), box, letters[0].size, _hex(seen), _hex(ground))


def _apart(one: Colour, other: Colour) -> int:
    return abs(one[0] - other[0]) + abs(one[1] - other[1]) + abs(one[2] - other[2])


def _hex(colour: Colour) -> str:
    return "#" + "".join(f"{part:02x}" for part in colour)
