"""Build one kit: read, select, assemble, write."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.assemble import assemble
from pipeline.bank import Bank
from pipeline.choose import select
from pipeline.document import Document
from pipeline.profile import Profile
from pipeline.selection import Selection
from pipeline.theme import Theme
from pipeline.writers import WRITERS


@dataclass(frozen=True, slots=True)
class Kit:
    """A kit: what was chosen, its document, and its files' bytes by format (`pdf`, `docx`, `html`, `txt`)."""

    selection: Selection
    document: Document
    files: Mapping[str, bytes]


def make_document(profile: Profile, bank: Bank) -> Document:
    """Return the document of one person. Raises BankError."""
    return assemble(select(bank, profile), profile, bank)


def build_kit(profile: Profile, bank: Bank, theme: Theme, formats: tuple[str, ...]) -> Kit:
    """Return the kit of one person in the wanted formats; nothing is written yet.

    Raises BankError, ThemeError, MissingLibrary.
    """
    selection = select(bank, profile)
    document = assemble(selection, profile, bank)
    return Kit(selection, document, {name: WRITERS[name](document, theme) for name in formats})
