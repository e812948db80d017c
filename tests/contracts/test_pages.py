"""Hold what a printed kit promises: few pages, a script on one page, nothing torn, letters large enough."""

from __future__ import annotations

import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest

from interview_kit.model.document import Document, Group, Question, Role, Section, inline_text
from interview_kit.model.enums import SOURCE_LANGUAGE, Language
from interview_kit.model.theme import Paper
from tests.contracts.pdf_text import literal, page_texts
from tests.document_text import plain_text
from tests.kits import PEOPLE, PRINTED, kit, pdf
from tests.shared import LONG

# Content, section 3: one contact, 15 minutes or fewer, standard print.
USUAL = [
    name
    for name, profile in PEOPLE.items()
    if name in PRINTED
    and len(profile.contacts) == 1
    and profile.talks()[0].minutes <= 15
    and not profile.support.variant.is_roomy
]
AFTER = ("pocket-card", "rubric", "consent", "for-the-contact")
SMALLEST = 12.0
# WeasyPrint writes lengths in pixels of CSS, and scales the page to points.
POINTS_A_PIXEL = 0.75


def printed(name: str, language: Language = SOURCE_LANGUAGE, paper: Paper = Paper.LETTER) -> list[str]:
    return page_texts(pdf(name, language, paper))


def page_of(pages: list[str], words: str, start: int = 1) -> int:
    """Return the page, from 1 and not before `start`, on which the words stand whole."""
    return next(number for number in range(start, len(pages) + 1) if bare(words) in bare(pages[number - 1]))


def bare(text: str) -> str:
    """Return a text without spaces and hyphens: at the end of a line a reader cannot tell whose they are."""
    return literal(text).replace("-", "").replace("\x02", "").replace("\ufffe", "")


def first_page(pages: list[str], section: Section) -> int:
    """Return the page on which a section after the front page begins."""
    return page_of(pages, inline_text(section.title), start=2)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", USUAL)
def test_one_contact_takes_four_to_seven_pages_and_the_card(name: str, language: Language) -> None:
    document = kit(name, language)
    pages = printed(name, language)
    after = [section for section in document.sections if section.kind in AFTER]
    own = first_page(pages, after[0]) - 1 if after else len(pages)
    safety = PEOPLE[name].minor  # a page of its own, before the others
    assert 4 <= own <= 7 + safety


@pytest.mark.parametrize(
    ("language", "paper"),
    [(Language("en"), Paper.LETTER), (Language("fr"), Paper.LETTER), (Language("en"), Paper.A4)][: 2 + LONG],
)
@pytest.mark.parametrize("name", [name for name in PRINTED if not PEOPLE[name].support.variant.is_roomy])
def test_the_script_and_its_replies_lie_on_one_page(name: str, language: Language, paper: Paper) -> None:
    document, pages = kit(name, language), printed(name, language, paper)
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Group) and block.role is Role.SCRIPT:
                alone = Section("", "", (), (block,), starts_page=False)
                words = plain_text(Document("", "", "", "", "", (alone,)))
                start = first_page(pages, section)
                assert page_of(pages, words.splitlines()[-1], start) == start


@pytest.mark.parametrize("name", PRINTED)
def test_a_question_is_not_torn_from_its_reason(name: str) -> None:
    document, pages = kit(name), printed(name)
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Question):
                whole = "".join(
                    [
                        *map(inline_text, (*block.content, block.reason, block.probes)),
                        block.space.label,
                    ]
                )
                assert page_of(pages, whole)


@pytest.mark.parametrize("name", ["leila", "P1-maya"])
def test_no_letter_is_smaller_than_twelve_points(name: str) -> None:
    with pdfium.PdfDocument(pdf(name)) as opened:
        sizes = set()
        for page in opened:
            text = page.get_textpage()
            for place in range(text.count_chars()):
                if not text.get_text_range(place, 1).isspace():
                    sizes.add(round(raw.FPDFText_GetFontSize(text.raw, place) * POINTS_A_PIXEL, 1))
    assert min(sizes) >= SMALLEST
