"""Hold what a printed Word kit promises: few pages, a script on one page, right page numbers."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from interview_kit.model.document import Group, Heading, Paragraph, Role, Section, inline_text
from interview_kit.model.enums import SOURCE_LANGUAGE, Language
from interview_kit.model.theme import Variant
from interview_kit.stages.write.word import write_docx
from interview_kit.tools.lint_theme.page_faults import page_faults, page_of
from interview_kit.tools.lint_theme.pdf_text import page_texts
from tests.contracts.test_pages import first_page, own_pages
from tests.contracts.test_word_validity import needs_office, printed
from tests.kits import ALONE_AND_TOGETHER, docx, kit, looks, named, pdf
from tests.reading import docx_part, page_links
from tests.shared import shared
from tests.stages.write.test_word import W

NAMES = ("leila", "P2-amina", "P3-dave")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Return the PDF that LibreOffice makes of a Word kit."""

    @cache
    def shown(name: str, language: Language = SOURCE_LANGUAGE) -> bytes:
        folder: Path = tmp_path_factory.mktemp(name)
        return shared(f"{name} {language} printed", lambda: printed(docx(name, language), folder))

    return shown


@needs_office
@pytest.mark.parametrize("name", NAMES)
def test_one_contact_takes_four_to_seven_pages_and_the_card(name: str, office: Any) -> None:
    assert 4 <= own_pages(kit(name), page_texts(office(name))) <= 7


@needs_office
@pytest.mark.parametrize("name", NAMES)
def test_the_script_lies_on_a_left_page(name: str, office: Any) -> None:
    (talk,) = (section for section in kit(name).sections if section.kind == "conversation")
    assert first_page(page_texts(office(name)), talk) % 2 == 0


@needs_office
@pytest.mark.parametrize("name", NAMES)
def test_the_script_and_its_replies_lie_on_one_page(name: str, office: Any) -> None:
    pages = page_texts(office(name))
    sections = [section for section in kit(name).sections if section.kind == "conversation"]
    assert sections
    for section in sections:
        start = first_page(pages, section)
        assert [page_of(pages, words, start) for words in _script_words(section)] == [start] * 2


@needs_office
@pytest.mark.parametrize(
    ("name", "language"), [*((name, Language("en")) for name in NAMES), ("P6-emile", Language("fr"))]
)
def test_no_page_is_torn_empty_or_broken(name: str, language: Language, office: Any) -> None:
    assert page_faults(kit(name, language), office(name, language)) == []


@needs_office
@pytest.mark.long
@pytest.mark.parametrize("name", ["P1-maya", "P2-amina"])
@pytest.mark.parametrize("variant", ALONE_AND_TOGETHER, ids=named)
def test_no_page_of_a_variant_is_torn_empty_or_broken(name: str, variant: Variant, tmp_path: Path) -> None:
    written = write_docx(kit(name), looks(variant=variant))
    made = printed(written, tmp_path)
    assert page_faults(kit(name), made) == []
    assert_page_numbers(written, page_texts(made))


@needs_office
@pytest.mark.parametrize("name", NAMES)
def test_a_word_kit_has_the_pages_of_the_pdf_or_one_more_or_fewer(name: str, office: Any) -> None:
    assert abs(len(page_texts(office(name))) - len(page_texts(pdf(name)))) <= 1


@needs_office
@pytest.mark.parametrize(
    ("name", "language"), [*((name, Language("en")) for name in NAMES), ("P2-amina", Language("fr"))]
)
def test_the_page_numbers_in_the_file_are_those_of_the_printed_pages(
    name: str, language: Language, office: Any
) -> None:
    assert_page_numbers(docx(name, language), page_texts(office(name, language)))


def assert_page_numbers(written: bytes, pages: list[str]) -> None:
    """Hold that each reference to a page gives the number of the page with the heading it refers to."""
    body = docx_part(written, "word/document.xml")
    heads = {
        mark.get(f"{W}name"): "".join(text.text for text in mark.getparent().iter(f"{W}t"))
        for mark in body.iter(f"{W}bookmarkStart")
    }
    links = page_links(body)
    assert len(links) == 5
    assert links == [(mark, str(page_of(pages, heads[mark], start=2))) for mark, _ in links]


def _script_words(section: Section) -> list[str]:
    """Return the words over the replies to a "no", and the last ones under them."""
    (script,) = (block for block in section.blocks if isinstance(block, Group) and block.role is Role.SCRIPT)
    headings = [block for block in script.blocks if isinstance(block, Heading)]
    last = script.blocks[-1]
    assert isinstance(last, Paragraph)
    return [inline_text(headings[-1].content), re.split(r"(?<=\.) ", inline_text(last.content))[0]]
