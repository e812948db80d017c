"""Measure the words on drawn pages: contrast, size, and whether they lie off the page or on one another."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from PIL import Image

from interview_kit.support.colours import contrast

_SCALE = 3  # pixels a point: the stem of a letter of 10 points is then two pixels wide
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


def drawn_words(pdf: bytes) -> Iterator[DrawnWord]:
    """Yield the words of a PDF, in the order in which they are drawn; those of other signs are left out."""
    with pdfium.PdfDocument(pdf) as document:
        for number, page in enumerate(document, 1):
            picture = page.render(scale=_SCALE, may_draw_forms=False).to_pil().convert("RGB")
            for letters in _words(page.get_textpage()):
                yield _word(number, letters, picture)


def off_the_page(pdf: bytes) -> Iterator[tuple[int, str]]:
    """Yield page and text of each word that reaches over the edge of its page."""
    with pdfium.PdfDocument(pdf) as document:
        for number, page in enumerate(document, 1):
            wide, high = page.get_size()
            for letters in _words(page.get_textpage()):
                left, bottom, right, top = _around(letters)
                if min(left, bottom) < -_EDGE or right > wide + _EDGE or top > high + _EDGE:
                    yield number, _text(letters)


def on_one_another(pdf: bytes) -> Iterator[tuple[int, str]]:
    """Yield page and text of each word of which a letter is covered by one of another word."""
    with pdfium.PdfDocument(pdf) as document:
        for number, page in enumerate(document, 1):
            cells: dict[tuple[int, int], list[tuple[int, Box]]] = {}
            for word, letters in enumerate(_words(page.get_textpage())):
                if any(_is_covered(word, letter.box, cells) for letter in letters):
                    yield number, _text(letters)
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


def _words(page: Any) -> Iterator[list[_Letter]]:
    """Yield the letters of each word of a page that has a letter or a digit."""
    word: list[_Letter] = []
    for place in range(page.count_chars()):
        letter = _letter(page, place)
        if letter is None or (word and not _goes_on(word[-1], letter)):
            if any(each.text.isalnum() for each in word):
                yield word
            word = []
        if letter is not None:
            word.append(letter)
    if any(each.text.isalnum() for each in word):
        yield word


def _goes_on(before: _Letter, letter: _Letter) -> bool:
    """Return whether two letters are on one line and look alike."""
    is_beside = abs(before.box[1] - letter.box[1]) < max(before.size, letter.size)
    return is_beside and before.fill == letter.fill and before.size == letter.size


def _letter(page: Any, place: int) -> _Letter | None:
    text = chr(raw.FPDFText_GetUnicode(page.raw, place))
    if not text.isprintable() or text.isspace():
        return None
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(page.raw, place, matrix)
    size = raw.FPDFText_GetFontSize(page.raw, place) * math.hypot(matrix.c, matrix.d)
    parts = [raw.c_uint() for _ in range(4)]
    raw.FPDFText_GetFillColor(page.raw, place, *parts)
    red, green, blue = (part.value for part in parts[:3])
    return _Letter(text, page.get_charbox(place), round(size, 1), (red, green, blue))


def _around(letters: Sequence[_Letter]) -> Box:
    boxes = [letter.box for letter in letters]
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


def _text(letters: Sequence[_Letter]) -> str:
    return "".join(letter.text for letter in letters)[:_SHOWN]


def _word(page: int, letters: Sequence[_Letter], picture: Image.Image) -> DrawnWord:
    box, fill = _around(letters), letters[0].fill
    left, top = math.floor(box[0] * _SCALE) - 1, math.floor(picture.height - box[3] * _SCALE) - 1
    right, bottom = math.ceil(box[2] * _SCALE) + 1, math.ceil(picture.height - box[1] * _SCALE) + 1
    inside = max(left, 0), max(top, 0), min(right, picture.width), min(bottom, picture.height)
    if inside[0] >= inside[2] or inside[1] >= inside[3]:
        seen = ground = (255, 255, 255)
    else:
        crop = picture.crop(inside)
        counts: Any = crop.getcolors(crop.width * crop.height)
        colours: dict[Colour, int] = {colour: count for count, colour in counts}
        seen = fill if fill in colours else min(colours, key=partial(_apart, fill))
        by_count = sorted(colours, key=lambda colour: -colours[colour])
        ground = next((each for each in by_count if _apart(each, seen) > _SAME), seen)
    return DrawnWord(page, _text(letters), box, letters[0].size, _hex(seen), _hex(ground))


def _apart(one: Colour, other: Colour) -> int:
    return abs(one[0] - other[0]) + abs(one[1] - other[1]) + abs(one[2] - other[2])


def _hex(colour: Colour) -> str:
    return "#" + "".join(f"{part:02x}" for part in colour)
