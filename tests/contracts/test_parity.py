"""Guard 2: the words of the PDF, the Word file and the HTML are the document's words, in its order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import zip_longest

import pytest

from interview_kit.model.document import Document
from interview_kit.model.enums import Language
from interview_kit.stages.read.theme import load_theme, theme_names
from interview_kit.stages.write import WRITERS
from interview_kit.tools.lint_theme.document_text import plain_text
from interview_kit.tools.lint_theme.kit_text import visible_text
from interview_kit.tools.lint_theme.pdf_text import literal, tagged_text
from tests.kits import PRINTED, docx, kit, pdf, themed_docx, themed_pdf
from tests.reading import docx_text
from tests.sample_document import sample_document

READERS = {"pdf": tagged_text, "docx": docx_text, "html": visible_text}
BUILT: dict[str, Callable[[str], bytes]] = {"pdf": pdf, "docx": docx}
THEMED: dict[str, Callable[[str, Language, str], bytes]] = {"pdf": themed_pdf, "docx": themed_docx}
FRENCH = Language("fr")


def document_of(name: str, theme: str) -> Document:
    language = Language("en") if theme == "base" else Language("fr")
    return sample_document() if name == "sample" else kit(name, language, theme)


def written(name: str, format_name: str, theme: str) -> bytes:
    if format_name in BUILT and name != "sample":
        return BUILT[format_name](name) if theme == "base" else THEMED[format_name](name, FRENCH, theme)
    return WRITERS[format_name](document_of(name, theme), load_theme(theme))


# What a person's kit adds is looked at in the base theme; one, in French, shows what an agency does to it.
CASES = [
    (name, theme)
    for theme in theme_names()
    for name in (("sample", *PRINTED) if theme == "base" else ("leila",))
]


@pytest.mark.parametrize("format_name", READERS)
@pytest.mark.parametrize(("name", "theme"), CASES)
def test_every_word_of_the_document_and_no_other(name: str, format_name: str, theme: str) -> None:
    words = READERS[format_name](written(name, format_name, theme))
    assert difference(literal(words), literal(plain_text(document_of(name, theme)))) == ""


def difference(found: str, wanted: str) -> str:
    """Return where two texts first differ, with 40 characters around it; "" where they are equal."""
    if found == wanted:
        return ""
    at = next(at for at, (one, two) in enumerate(zip_longest(found, wanted)) if one != two)
    instead = f"{found[at : at + 40]!r} stands for {wanted[at : at + 40]!r}"
    return f"after {wanted[max(0, at - 40) : at]!r}, {instead}"


def test_a_difference_is_said_in_one_line() -> None:
    assert difference("a" * 90 + "bcd", "a" * 90 + "cd") == f"after {'a' * 40!r}, 'bcd' stands for 'cd'"


@pytest.mark.parametrize("format_name", READERS)
def test_a_word_that_a_writer_lost_or_added_is_seen(format_name: str) -> None:
    document = sample_document()
    whole = WRITERS[format_name](document, load_theme("base"))
    shorter = replace(document, sections=document.sections[:-1])
    assert literal(READERS[format_name](whole)) != literal(plain_text(shorter))
