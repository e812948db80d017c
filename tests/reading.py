"""Read the words of a Word file in their order, with nothing of the project's own code."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"


def docx_text(docx: bytes) -> str:
    """Return the words of the body, a paragraph a line.

    Boxes to tick are no words, and the results of fields (the numbers of pages referred to) are artefacts.
    """
    body = docx_part(docx, "word/document.xml").find(f"{_W}body")
    return "\n".join(paragraph_text(paragraph) for paragraph in body.iter(f"{_W}p"))


def paragraph_text(paragraph: Any) -> str:
    """Return the words of a paragraph, without boxes to tick and the results of fields."""
    return "".join(_words(paragraph))


def margin_text(docx: bytes) -> list[str]:
    """Return the words of each header and footer, fields left out."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        names = [name for name in archive.namelist() if name.startswith(("word/header", "word/footer"))]
    return ["".join(_words(docx_part(docx, name))) for name in names if name.endswith(".xml")]


def docx_part(docx: bytes, name: str) -> Any:
    """Return the root element of a part."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return etree.fromstring(archive.read(name))


def page_links(part: Any) -> list[tuple[str, str]]:
    """Return the bookmark and the shown number of each reference to a page; `\\h` makes it a link."""
    found, code, shown = [], "", ""
    for run in part.iter(f"{_W}r"):
        code += "".join(text.text or "" for text in run.iter(f"{_W}instrText"))
        shown += "".join(text.text or "" for text in run.iter(f"{_W}t")) if code else ""
        for mark in run.iter(f"{_W}fldChar"):
            kind, _, rest = code.strip().partition(" ")
            if mark.get(f"{_W}fldCharType") == "end" and kind == "PAGEREF" and rest.endswith(" \\h"):
                found.append((rest.removesuffix(" \\h"), shown))
            if mark.get(f"{_W}fldCharType") != "separate":
                code = shown = ""
    return found


def _words(parent: Any) -> Iterator[str]:
    in_field = False
    for run in parent.iter(f"{_W}r"):
        for mark in run.iter(f"{_W}fldChar"):
            in_field = mark.get(f"{_W}fldCharType") != "end"
        if in_field or _is_artefact(run):
            continue
        for child in run:
            if child.tag == f"{_W}t":
                yield child.text or ""
            elif child.tag in (f"{_W}br", f"{_W}tab"):
                yield " "


def _is_artefact(run: Any) -> bool:
    if any(True for _ in run.iterancestors(f"{_W}fldSimple")):
        return True
    controls = run.iterancestors(f"{_W}sdt")
    return any(control.find(f"{_W}sdtPr/{_W14}checkbox") is not None for control in controls)
