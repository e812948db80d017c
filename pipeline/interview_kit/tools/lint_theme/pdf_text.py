"""Read the words of a tagged PDF in the order of its structure, as a screen reader does."""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterator
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

_DEEPEST = 30


class _Piece(NamedTuple):
    """Words of an element, and whether it is the head of a table."""

    text: str
    is_head: bool = False


def tagged_text(pdf: bytes) -> str:
    """Return the words without artefacts: running heads, list numbers, numbers of pages referred to.

    The head of a table is an artefact too where it is repeated at the top of a page.
    """
    words: list[str] = []
    head = ""
    with pdfium.PdfDocument(pdf) as document:
        for page in document:
            pieces = [piece for piece in _page_pieces(page) if piece.text]
            is_repeated = bool(pieces) and pieces[0] == _Piece(head, is_head=True)
            words += [piece.text for piece in pieces[is_repeated:]]
            head = next((piece.text for piece in reversed(pieces) if piece.is_head), "")
    return "".join(words)


def page_texts(pdf: bytes) -> list[str]:
    """Return the words of each page, artefacts too."""
    with pdfium.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def literal(text: str) -> str:
    """Return a text for comparison: NFC, without white space and format characters."""
    normal = unicodedata.normalize("NFC", text)
    return "".join(c for c in normal if not c.isspace() and unicodedata.category(c) != "Cf")


def _page_pieces(page: Any) -> Iterator[_Piece]:
    marked = marked_text(page)
    tree = raw.FPDF_StructTree_GetForPage(page.raw)
    try:
        for number in range(raw.FPDF_StructTree_CountChildren(tree)):
            yield from _element_pieces(raw.FPDF_StructTree_GetChildAtIndex(tree, number), marked, "")
    finally:
        raw.FPDF_StructTree_Close(tree)


def _element_pieces(element: Any, marked: dict[int, str], parent: str) -> Iterator[_Piece]:
    kind = _kind(element)
    numbers = range(raw.FPDF_StructElement_CountChildren(element))
    children = [raw.FPDF_StructElement_GetChildAtIndex(element, number) for number in numbers]
    # What a style sheet adds to a link, here the page it leads to, is a part of it; its words stand in it.
    if kind == "Lbl" or (kind == "Span" and parent == "Link" and not any(children)):
        return
    # What a tag says stands for all that it holds.
    if actual := _said(raw.FPDF_StructElement_GetActualText, element):
        yield _Piece(actual)
        return
    pieces: list[_Piece] = []
    for number, child in zip(numbers, children, strict=True):
        if child:
            pieces += _element_pieces(child, marked, kind)
        else:
            number_in_page = raw.FPDF_StructElement_GetChildMarkedContentID(element, number)
            pieces.append(_Piece(marked.get(number_in_page, "")))
    if kind == "THead":
        yield _Piece("".join(piece.text for piece in pieces), is_head=True)
    else:
        yield from pieces


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
