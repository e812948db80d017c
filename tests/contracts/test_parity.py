"""Guard 2: the words of the PDF, the Word file and the HTML are the document's words, in its order."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.build import make_document
from pipeline.choices import Language
from pipeline.document import Document, plain_text
from pipeline.read.bank import read_bank
from pipeline.read.profiles import read_profile
from pipeline.read.theme import load_theme, theme_names
from pipeline.writers import WRITERS
from tests.contracts.html_text import visible_text
from tests.contracts.pdf_text import literal, tagged_text
from tests.reading import docx_text
from tests.sample_document import sample_document

ROOT = Path(__file__).parents[2]
PEOPLE = sorted((ROOT / "profiles").glob("*.yaml")) + sorted(
    path for path in (ROOT / "tests/personas").glob("*.yaml") if not path.name.endswith(".expect.yaml")
)
READERS = {"pdf": tagged_text, "docx": docx_text, "html": visible_text}
BANK = read_bank()


def document_of(name: str) -> Document:
    if name == "sample":
        return sample_document()
    profile = read_profile(next(path for path in PEOPLE if path.stem == name))
    return make_document(profile.model_copy(update={"language": Language.ENGLISH}), BANK)


@pytest.mark.parametrize("theme", theme_names())
@pytest.mark.parametrize("format_name", READERS)
@pytest.mark.parametrize("name", ["sample", *(path.stem for path in PEOPLE)])
def test_every_word_of_the_document_and_no_other(name: str, format_name: str, theme: str) -> None:
    document = document_of(name)
    written = WRITERS[format_name](document, load_theme(theme))
    assert literal(READERS[format_name](written)) == literal(plain_text(document))


@pytest.mark.parametrize("format_name", READERS)
def test_a_word_that_a_writer_lost_or_added_is_seen(format_name: str) -> None:
    document = sample_document()
    written = WRITERS[format_name](document, load_theme("base"))
    shorter = replace(document, sections=document.sections[:-1])
    assert literal(READERS[format_name](written)) != literal(plain_text(shorter))
