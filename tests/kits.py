"""Make the kits of the example people and the personas once for all tests that look at them."""

from __future__ import annotations

from dataclasses import fields
from functools import cache
from typing import Any

from interview_kit.model.bank import Bank
from interview_kit.model.document import Document
from interview_kit.model.enums import SOURCE_LANGUAGE, Language
from interview_kit.model.theme import ORDINARY, VARIANT_NAMES, VARIANTS, Paper, Theme, Variant
from interview_kit.stages.assemble import assemble
from interview_kit.stages.read.bank import read_bank
from interview_kit.stages.read.profiles import read_profile
from interview_kit.stages.read.theme import load_theme, theme_names
from interview_kit.stages.select import select
from interview_kit.stages.write.pdf import write_pdf
from interview_kit.stages.write.word import write_docx
from tests.paths import ROOT
from tests.shared import LONG, shared

PEOPLE = {
    path.stem: read_profile(path)
    for folder in ("profiles", "tests/personas")
    for path in sorted((ROOT / folder).glob("*.yaml"))
    if not path.name.endswith(".expect.yaml")
}

PRINTED = tuple(PEOPLE) if LONG else ("leila", "denise", "oksana", "P1-maya", "P6-emile")
"""The people whose kits are drawn: usual, in large print, with two talks, under age, and in French."""

# What of a theme lies in files, which do not change while tests run.
_CONTENTS = ("files", "layers", "fonts", "notices")

AGENCIES = tuple(name for name in theme_names() if name != "base")

ALONE_AND_TOGETHER = tuple(each for each in VARIANTS if len(each.sections) in (0, 1, len(VARIANT_NAMES)))
"""The ordinary looks, each variant, and all of them at once."""


def named(variant: Variant) -> str:
    """Return a variant's name in the list of tests."""
    return " ".join(variant.sections) or "ordinary"


@cache
def bank(theme: str = "base") -> Bank:
    """Return the words of a theme's kits."""
    return read_bank() if theme == "base" else read_bank(layers=load_theme(theme).layers)


@cache
def kit(name: str, language: Language = SOURCE_LANGUAGE, theme: str = "base") -> Document:
    """Return the document of a person of `PEOPLE`, in the words of a theme."""
    profile, words = PEOPLE[name].model_copy(update={"language": language}), bank(theme)
    return assemble(select(words, profile), profile, words)


@cache
def looks(name: str = "base", **options: Any) -> Theme:
    """Return a theme by its name, with what a build may ask for, each variant by its own name."""
    if wishes := {each: options.pop(each) for each in VARIANT_NAMES if each in options}:
        options["variant"] = Variant(**wishes)
    return load_theme(name, **options)


def drawn(document: Document, theme: Theme) -> bytes:
    """Return the PDF of a document, made once in a run of the tests."""
    told = {each.name: getattr(theme, each.name) for each in fields(theme) if each.name not in _CONTENTS}
    return shared(f"pdf {told} {document!r}", lambda: write_pdf(document, theme))


def pdf(name: str, language: Language = SOURCE_LANGUAGE, paper: Paper = Paper.LETTER) -> bytes:
    """Return the PDF of a person of `PEOPLE`, in the variant they ask for."""
    return printed(kit(name, language), paper, PEOPLE[name].support.variant)


def printed(document: Document, paper: Paper = Paper.LETTER, variant: Variant = ORDINARY) -> bytes:
    """Return the PDF of a document in the base theme."""
    return drawn(document, looks(paper=paper, variant=variant))


def themed_pdf(name: str, language: Language, theme: str, variant: Variant = ORDINARY) -> bytes:
    """Return the PDF of a person of `PEOPLE` in an agency's theme."""
    return drawn(kit(name, language, theme), looks(theme, variant=variant))


@cache
def docx(name: str, language: Language = SOURCE_LANGUAGE) -> bytes:
    """Return the Word file of a person of `PEOPLE`, in ordinary print."""
    return themed_docx(name, language, "base")


@cache
def themed_docx(name: str, language: Language, theme: str) -> bytes:
    """Return the Word file of a person of `PEOPLE` in a theme."""
    document = kit(name, language, theme)
    return shared(f"docx {theme} {document!r}", lambda: write_docx(document, looks(theme)))
