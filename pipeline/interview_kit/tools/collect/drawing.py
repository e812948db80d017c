"""Render the summary, in a worker process, even where an answer has characters that no font covers."""

from __future__ import annotations

from interview_kit.build.limits import Limits, Why
from interview_kit.build.rosters import MEMORY
from interview_kit.model.document import Document, rewritten
from interview_kit.model.theme import Theme
from interview_kit.stages.write import WRITERS
from interview_kit.stages.write.font_fallback import MissingLetters
from interview_kit.support.i18n import N_

BUDGET = Limits(120, MEMORY)
"""The limits of drawing a summary in one format."""
DRAWING = {
    Why.TIME: N_("drawing this takes longer than {seconds:g} seconds; the table has all answers"),
    Why.MEMORY: N_("drawing this takes more than {memory} MiB of memory; the table has all answers"),
    Why.DIED: N_("the process that drew this was ended ({how}); the table has all answers"),
}
"""The messages of a summary that could not be drawn within limits."""


def draw(ending: str, document: Document, theme: Theme) -> tuple[bytes, frozenset[str]]:
    """Return a file, and the characters that the PDF shows as code points, such as [U+1F33B].

    Raises ThemeError for an error in the theme, and MissingLibrary.
    """
    try:
        return WRITERS[ending](document, theme), frozenset()
    except MissingLetters as error:
        numbers = {ord(letter): f"[U+{ord(letter):04X}]" for letter in error.letters}

        def numbered(text: str) -> str:
            return text.translate(numbers) if type(text) is str else text  # a role is no text

        return WRITERS[ending](rewritten(document, str, numbered), theme), error.letters
