"""Draw the summary even where what people typed has letters that no font of this computer has."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar

from pipeline.document import Document
from pipeline.errors import ThemeError
from pipeline.theme import Theme
from pipeline.writers import WRITERS

T = TypeVar("T")

_LETTER = re.compile(r"\(U\+([0-9A-F]{4,6})(?:[^)]*)\)")
_NUMBER = re.compile(r"U\+([0-9A-F]{4,6})")
_MOST_TRIES = 4


def draw_pdf(document: Document, theme: Theme) -> tuple[bytes, frozenset[str]]:
    """Return the PDF, and the letters that stand in it as their numbers, such as [U+1F33B].

    Raises ThemeError for anything else that is wrong, and MissingLibrary.
    """
    lacking: frozenset[str] = frozenset()
    for _ in range(_MOST_TRIES):
        try:
            return WRITERS["pdf"](_numbered(document, lacking), theme), lacking
        except ThemeError as error:
            more = _letters(error) - lacking
            if not more:
                raise
            lacking |= more
    return WRITERS["pdf"](_numbered(document, lacking), theme), lacking


def _letters(error: ThemeError) -> frozenset[str]:
    """Return the letters that WeasyPrint found in no font, which its warnings name by their numbers."""
    groups = (found[0] for problem in error.problems for found in _LETTER.finditer(problem.message))
    numbers = (number for group in groups for number in _NUMBER.findall(group))
    return frozenset(chr(int(number, 16)) for number in numbers)


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
