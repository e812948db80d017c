"""Read the words of a tagged PDF in the order of its structure, as a screen reader does."""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterator
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

_DEEPEST = 30


def tagged_text(pdf: bytes) -> str:
    """Return the words without artefacts: running heads, list numbers, numbers of pages referred to."""
    with pdfium.PdfDocument(pdf) as document:
        return "".join(text for page in document for text in _page_words(page))


def page_texts(pdf: bytes) -> list[str]:
    """Return the words of each page, artefacts too."""
    with pdfium.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def literal(text: str) -> str:
    """Return a text for comparison: NFC, without white space and format characters."""
    normal = unicodedata.normalize("NFC", text)
    return "".join(c for c in normal if not c.isspace() and unicodedata.category(c) != "Cf")


def _page_words(page: Any) -> Iterator[str]:
    marked = marked_text(page)
    tree = raw.FPDF_StructTree_GetForPage(page.raw)
    try:
        for number in range(raw.FPDF_StructTree_CountChildren(tree)):
            yield from _element_words(raw.FPDF_StructTree_GetChildAtIndex(tree, number), marked, "")
    finally:
        raw.FPDF_StructTree_Close(tree)


def _element_words(element: Any, marked: dict[int, str], parent: str) -> Iterator[str]:
    kind = _kind(element)
    numbers = range(raw.FPDF_StructElement_CountChildren(element))
    children = [raw.FPDF_StructElement_GetChildAtIndex(element, number) for number in numbers]
    # What a style sheet adds to a link, here the page it leads to, is a part of it; its words stand in it.
    if kind == "Lbl" or (kind == "Span" and parent == "Link" and not any(children)):
        return
    # What a tag says stands for all that it holds.
    if actual := _said(raw.FPDF_StructElement_GetActualText, element):
        yield actual
        return
    for number, child in zip(numbers, children, strict=True):
        if child:
            yield from _element_words(child, marked, kind)
        else:
            yield marked.get(raw.FPDF_StructElement_GetChildMarkedContentID(element, number), "")


def _kind(element: Any) -> str:
    return _said(raw.FPDF_StructElement_GetType, element)


def _said(ask: Any, element: Any) -> str:
    length = ask(element, None, 0)
    buffer = ctypes.create_string_buffer(length)
    ask(element, buffer, length)
    return buffer.raw.decode("utf-16-le").rstrip("\0")


def marked_text(page: Any) -> dict[int, str]:
    """Return the words of each piece of marked content, by its number on the page."""
    text_page = page.get_textpage()
    found: dict[int, str] = {}
    for drawn in page.get_objects(max_depth=_DEEPEST):
        if drawn.type == raw.FPDF_PAGEOBJ_TEXT:
            number = raw.FPDFPageObj_GetMarkedContentID(drawn.raw)
            found[number] = found.get(number, "") + _object_text(drawn, text_page)
    return found


def _object_text(drawn: Any, text_page: Any) -> str:
    length = raw.FPDFTextObj_GetText(drawn.raw, text_page.raw, None, 0)
    buffer = (ctypes.c_ushort * (length // 2))()
    raw.FPDFTextObj_GetText(drawn.raw, text_page.raw, buffer, length)
    words = bytes(buffer).decode("utf-16-le").rstrip("\0")
    # Pdfium takes a hyphen at the end of a line for one that only divides a word.
    return words.replace("\x02", "-").replace("\ufffe", "-")
