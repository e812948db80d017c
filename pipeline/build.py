"""Build one kit: read, select, assemble, write."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from pipeline.assemble import assemble
from pipeline.assemble.composer import Composer
from pipeline.assemble.letterhead import letterhead_of
from pipeline.assemble.wording import TAGS
from pipeline.bank import Bank
from pipeline.choices import Language
from pipeline.choose import select
from pipeline.document import Document
from pipeline.errors import Problem, ThemeError
from pipeline.profile import Profile
from pipeline.selection import Selection
from pipeline.theme import Theme
from pipeline.writers import WRITERS
from pipeline.writers.letterhead import check_logo


class Drawer(Protocol):
    """Somebody who draws the PDF of a kit while its other files are written."""

    def begin(self, document: Document, theme: Theme) -> None:
        """Begin to draw, and return at once."""

    def drawn(self) -> bytes | None:
        """Return the PDF when it is drawn, or None where it could not be."""


@dataclass(frozen=True, slots=True)
class Kit:
    """A kit: what was chosen, its document, and its files' bytes by format (`pdf`, `docx`, `html`, `txt`)."""

    selection: Selection
    document: Document
    files: Mapping[str, bytes]


def make_document(profile: Profile, bank: Bank) -> Document:
    """Return the document of one person. Raises BankError."""
    return assemble(select(bank, profile), profile, bank)


def check_letterhead(bank: Bank, theme: Theme, languages: Iterable[Language]) -> None:
    """Raise ThemeError where a kit in one of the languages would show a logo without words for it."""
    problems: list[Problem] = []
    for language in languages:
        try:
            check_logo(letterhead_of(Composer(bank, language, {})), TAGS[language], theme)
        except ThemeError as error:
            problems += error.problems
    if problems:
        raise ThemeError(tuple(problems))


def build_kit(
    profile: Profile, bank: Bank, theme: Theme, formats: tuple[str, ...], drawer: Drawer | None = None
) -> Kit:
    """Return the kit of one person in the wanted formats; nothing is written yet.

    The PDF is drawn by `drawer`, if there is one and it can, and else here. Raises BankError, ThemeError,
    MissingLibrary.
    """
    selection = select(bank, profile)
    document = assemble(selection, profile, bank)
    if not drawer or "pdf" not in formats:
        return Kit(selection, document, {name: WRITERS[name](document, theme) for name in formats})
    drawer.begin(document, theme)
    files = {name: WRITERS[name](document, theme) for name in formats if name != "pdf"}
    files["pdf"] = drawer.drawn() or WRITERS["pdf"](document, theme)
    return Kit(selection, document, {name: files[name] for name in formats})
