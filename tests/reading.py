"""Read the words of a Word file in their order, with nothing of the project's own code."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from interview_kit.tools.lint_theme.kit_text import docx_part, docx_text, paragraph_text, words_in

__all__ = ["docx_part", "docx_text", "margin_text", "page_links", "paragraph_text"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def margin_text(docx: bytes) -> list[str]:
    """Return the words of each header and footer, fields left out."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        names = [name for name in archive.namelist() if name.startswith(("word/header", "word/footer"))]
    return ["".join(words_in(docx_part(docx, name))) for name in names if name.endswith(".xml")]


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
