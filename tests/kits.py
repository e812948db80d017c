"""Make the kits of the example people and the personas once for all tests that look at them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pipeline.assemble import assemble
from pipeline.bank import Bank
from pipeline.choices import Language
from pipeline.choose import select
from pipeline.document import Document
from pipeline.read.bank import read_bank
from pipeline.read.profiles import read_profile
from pipeline.read.theme import load_theme, theme_names
from pipeline.theme import Paper
from pipeline.writers.pdf import write_pdf
from pipeline.writers.word import write_docx
from tests.shared import shared

ROOT = Path(__file__).parents[1]
PEOPLE = {
    path.stem: read_profile(path)
    for folder in ("profiles", "tests/personas")
    for path in sorted((ROOT / folder).glob("*.yaml"))
    if not path.name.endswith(".expect.yaml")
}

AGENCIES = tuple(name for name in theme_names() if name != "base")


@cache
def bank(theme: str = "base") -> Bank:
    """Return the words of a theme's kits."""
    return read_bank() if theme == "base" else read_bank(layers=load_theme(theme).layers)


@cache
def kit(name: str, language: Language = Language.ENGLISH, theme: str = "base") -> Document:
    """Return the document of a person of `PEOPLE`, in the words of a theme."""
    profile, words = PEOPLE[name].model_copy(update={"language": language}), bank(theme)
    return assemble(select(words, profile), profile, words)


@cache
def pdf(name: str, language: Language = Language.ENGLISH, paper: Paper = Paper.LETTER) -> bytes:
    """Return the PDF of a person of `PEOPLE`, in large print where they ask for it."""
    return printed(kit(name, language), paper, large_print=PEOPLE[name].support.large_print)


def printed(document: Document, paper: Paper = Paper.LETTER, *, large_print: bool = False) -> bytes:
    """Return the PDF of a document in the base theme, made once in a run of the tests."""
    theme = load_theme("base", paper=paper, large_print=large_print)
    return shared(f"pdf {paper} {large_print} {document!r}", lambda: write_pdf(document, theme))


@cache
def docx(name: str, language: Language = Language.ENGLISH) -> bytes:
    """Return the Word file of a person of `PEOPLE`, in ordinary print."""
    document = kit(name, language)
    return shared(f"docx {document!r}", lambda: write_docx(document, load_theme("base")))


@cache
def themed_pdf(name: str, language: Language, theme: str) -> bytes:
    """Return the PDF of a person of `PEOPLE` in an agency's theme, made once in a run of the tests."""
    document = kit(name, language, theme)
    return shared(f"pdf {theme} {document!r}", lambda: write_pdf(document, load_theme(theme)))


@cache
def themed_docx(name: str, language: Language, theme: str) -> bytes:
    """Return the Word file of a person of `PEOPLE` in an agency's theme."""
    document = kit(name, language, theme)
    return shared(f"docx {theme} {document!r}", lambda: write_docx(document, load_theme(theme)))
