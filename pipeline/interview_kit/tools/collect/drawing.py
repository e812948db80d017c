"""Render the summary as PDF even where an answer has characters that no font covers."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import TypeVar

from interview_kit.model.document import Document
from interview_kit.model.theme import Theme
from interview_kit.stages.write import WRITERS
from interview_kit.stages.write.font_fallback import MissingLetters

T = TypeVar("T")


def draw_pdf(document: Document, theme: Theme) -> tuple[bytes, frozenset[str]]:
    """Return the PDF, and the characters shown as code points such as [U+1F33B] for lack of a glyph.

    Raises ThemeError for an error in the theme, and MissingLibrary.
    """
    try:
        return WRITERS["pdf"](document, theme), frozenset()
    except MissingLetters as error:
        return WRITERS["pdf"](_numbered(document, error.letters), theme), error.letters


def _numbered(found: T, letters: frozenset[str]) -> T:
    if not letters:
        return found
    match found:
        case str():
            table = {ord(letter): f"[U+{ord(letter):04X}]" for letter in letters}
            return type(found)(found.translate(table)) if type(found) is str else found
        case tuple():
            return type(found)(_numbered(each, letters) for each in found)
        case _ if is_dataclass(found) and not isinstance(found, type):
            return replace(
                found, **{each.name: _numbered(getattr(found, each.name), letters) for each in fields(found)}
            )
        case _:
            return found
