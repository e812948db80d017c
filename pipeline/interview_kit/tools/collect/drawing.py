"""Render the summary as PDF even where an answer has characters that no font covers."""

from __future__ import annotations

from interview_kit.model.document import Document, rewritten
from interview_kit.model.theme import Theme
from interview_kit.stages.write import WRITERS
from interview_kit.stages.write.font_fallback import MissingLetters


def draw_pdf(document: Document, theme: Theme) -> tuple[bytes, frozenset[str]]:
    """Return the PDF, and the characters shown as code points such as [U+1F33B] for lack of a glyph.

    Raises ThemeError for an error in the theme, and MissingLibrary.
    """
    try:
        return WRITERS["pdf"](document, theme), frozenset()
    except MissingLetters as error:
        numbers = {ord(letter): f"[U+{ord(letter):04X}]" for letter in error.letters}

        def numbered(text: str) -> str:
            return text.translate(numbers) if type(text) is str else text  # a role is no text

        return WRITERS["pdf"](rewritten(document, str, numbered), theme), error.letters
