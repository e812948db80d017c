"""Say which logo a document shows: the theme's, where there are words for those who do not see it."""

from __future__ import annotations

from pipeline.document import Document
from pipeline.errors import Problem, ThemeError
from pipeline.theme import Theme


def logo_of(document: Document, theme: Theme) -> str:
    """Return the path of the logo in the theme, or "" for a document without a letterhead.

    Raises ThemeError where the logo has no words in the document's language (PDF/UA-1, 7.3: a figure has a
    text alternative).
    """
    if document.letterhead is None or not theme.tokens.logo:
        return ""
    if not document.letterhead.logo_alt:
        language = document.language.partition("-")[0]
        message = (
            f"the logo has no words for those who do not see it, in the language {language!r}: "
            "write the label letterhead.logo_alt in bank/labels.yaml"
        )
        raise ThemeError((Problem(theme.place_of("theme.yaml"), None, None, "tokens.logo", message),))
    return theme.tokens.logo
