"""Read the words of a tagged PDF as its tags and its fonts tell them, with pikepdf alone.

Pdfium, which `pdf_text` reads with, guesses from the places of glyphs which lines run from right to left, and
turns their words round. A screen reader goes by the tags, and so does this.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import pikepdf

_MAPPED = re.compile(rb"<([0-9a-f]{4})> <([0-9a-f]*)>")
_CODE = 2  # bytes, of a glyph in WeasyPrint's fonts


def tag_text(pdf: bytes, *, by_glyphs: bool = False) -> str:
    """Return the words in the order of the tags, without list numbers and numbers of pages referred to.

    `by_glyphs` goes by what the fonts say of each glyph even where a tag has words of its own.
    """
    with pikepdf.open(io.BytesIO(pdf)) as document:
        pages: dict[Any, dict[int, str]] = {page.objgen: _marked_words(page) for page in document.pages}
        return "".join(_words(document.Root.StructTreeRoot.K, pages, "", {}, by_glyphs))


def fonts(pdf: bytes) -> set[str]:
    """Return the names of the fonts that the pages are set in, without the mark of a part of a font."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        named = {str(font.BaseFont) for page in document.pages for font in page.Resources.Font.values()}
        return {name.partition("+")[2] for name in named}


def _words(
    element: Any, pages: dict[Any, dict[int, str]], parent: str, page: dict[int, str], by_glyphs: bool
) -> Iterator[str]:
    if isinstance(element, pikepdf.Array):
        for kid in element:
            yield from _words(kid, pages, parent, page, by_glyphs)
        return
    if not isinstance(element, pikepdf.Dictionary):
        yield page.get(int(element), "")
        return
    kind = str(element.get("/S", ""))
    if kind == "/Lbl" or "/K" not in element:
        return
    if "/ActualText" in element and not by_glyphs:
        yield str(element.ActualText)
        return
    if kind == "/Span" and parent == "/Link" and not _holds_tags(element):
        return  # the page that a link leads to
    own = pages[element.Pg.objgen] if "/Pg" in element else page
    yield from _words(element.K, pages, kind, own, by_glyphs)


def _holds_tags(element: Any) -> bool:
    kids = element.K if isinstance(element.K, pikepdf.Array) else [element.K]
    return any(isinstance(kid, pikepdf.Dictionary) and "/S" in kid for kid in kids)


def _marked_words(page: Any) -> dict[int, str]:
    """Return the words of each piece of marked content of a page, by its number."""
    maps = {name: _letters(font) for name, font in page.Resources.get("/Font", {}).items()}
    found: dict[int, str] = {}
    numbers: list[int | None] = []
    letters: dict[int, str] = {}
    instructions: Any = pikepdf.parse_content_stream(page)
    for operands, operator in instructions:
        match str(operator):
            case "BDC" | "BMC":
                marks = operands[1] if len(operands) > 1 else {}
                numbers.append(int(marks["/MCID"]) if "/MCID" in marks else None)
            case "EMC":
                numbers.pop()
            case "Tf":
                letters = maps[str(operands[0])]
            case "Tj" | "TJ":
                number = next((each for each in reversed(numbers) if each is not None), -1)
                shown = operands[0] if isinstance(operands[0], pikepdf.Array) else [operands[0]]
                said = "".join(
                    _said(bytes(each), letters) for each in shown if isinstance(each, pikepdf.String)
                )
                found[number] = found.get(number, "") + said
    return found


def _said(codes: bytes, letters: dict[int, str]) -> str:
    glyphs = (int.from_bytes(codes[at : at + _CODE]) for at in range(0, len(codes), _CODE))
    return "".join(letters.get(glyph, "\ufffd") for glyph in glyphs)


def _letters(font: Any) -> dict[int, str]:
    if "/ToUnicode" not in font:
        return {}
    mapped = _MAPPED.findall(font.ToUnicode.read_bytes())
    return {int(glyph, 16): bytes.fromhex(words.decode()).decode("utf-16-be") for glyph, words in mapped}
