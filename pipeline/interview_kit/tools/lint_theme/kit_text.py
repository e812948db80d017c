"""Read the words of a web page, those in its attributes, and those of a Word file."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from interview_kit.support.safe_zip import SafeZip, parse_xml

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_SPOKEN_ATTRIBUTES = ("alt", "title", "aria-label", "placeholder", "label", "summary", "value")
_BAR = "kit-tools"  # to save answers with: it is of the browser's window and not of the kit
_UNSEEN = ("style", "script", "title")


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []
        self.spoken: list[str] = []
        self._inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.spoken += [value or "" for name, value in attrs if name in _SPOKEN_ATTRIBUTES]
        if tag in _UNSEEN or (tag == "div" and ("class", _BAR) in attrs):
            self._inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._inside and self._inside[-1] == tag:
            self._inside.pop()

    def handle_data(self, data: str) -> None:
        if not self._inside:
            self.seen.append(data)


def visible_text(page: bytes) -> str:
    """Return the visible words of the page."""
    return "".join(_read(page).seen)


def spoken_text(page: bytes) -> str:
    """Return the words that only a screen reader says, from attributes."""
    return " ".join(_read(page).spoken)


def _read(page: bytes) -> _Words:
    words = _Words()
    words.feed(page.decode())
    words.close()
    return words


def docx_text(docx: bytes) -> str:
    """Return the words of the body, a paragraph a line.

    Boxes to tick are no words, and the results of fields (the numbers of pages referred to) are artefacts.
    """
    body = docx_part(docx, "word/document.xml").find(f"{_W}body")
    return "\n".join(paragraph_text(paragraph) for paragraph in body.iter(f"{_W}p"))


def paragraph_text(paragraph: Any) -> str:
    """Return the words of a paragraph, without boxes to tick and the results of fields."""
    return "".join(words_in(paragraph))


def docx_part(docx: bytes, name: str) -> Any:
    """Return the root element of a part."""
    return parse_xml(SafeZip(docx).read(name), name)


def words_in(parent: Any) -> Iterator[str]:
    """Yield the words of an element, without boxes to tick and the results of fields."""
    in_field = False
    for run in parent.iter(f"{_W}r"):
        for mark in run.iter(f"{_W}fldChar"):
            in_field = mark.get(f"{_W}fldCharType") != "end"
        if in_field or _is_artefact(run):
            continue
        for child in run:
            if child.tag == f"{_W}t":
                yield child.text or ""
            elif child.tag == f"{_W}noBreakHyphen":
                yield "-"
            elif child.tag in (f"{_W}br", f"{_W}tab"):
                yield " "


def _is_artefact(run: Any) -> bool:
    if any(True for _ in run.iterancestors(f"{_W}fldSimple")):
        return True
    controls = run.iterancestors(f"{_W}sdt")
    return any(control.find(f"{_W}sdtPr/{_W14}checkbox") is not None for control in controls)
