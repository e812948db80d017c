"""Hold what a printed kit promises: few pages, a script on one page, nothing torn, letters large enough."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest

from pipeline.assemble import assemble
from pipeline.choices import Language
from pipeline.choose import select
from pipeline.document import Document, Group, Question, Role, Section, inline_text, plain_text
from pipeline.read.bank import read_bank
from pipeline.read.profiles import read_profile
from pipeline.read.theme import load_theme
from pipeline.theme import Paper
from pipeline.writers.pdf import write_pdf
from tests.contracts.pdf_text import literal, page_texts

ROOT = Path(__file__).parents[2]
PEOPLE = {
    path.stem: read_profile(path)
    for folder in ("profiles", "tests/personas")
    for path in sorted((ROOT / folder).glob("*.yaml"))
    if not path.name.endswith(".expect.yaml")
}
# Content, section 3: one contact, 15 minutes or fewer, standard print.
USUAL = [
    name
    for name, profile in PEOPLE.items()
    if len(profile.contacts) == 1 and profile.talks()[0].minutes <= 15 and not profile.support.large_print
]
BANK = read_bank()
AFTER = ("pocket-card", "safety", "rubric", "consent", "for-the-contact")
SMALLEST = 12.0


def made(name: str) -> Document:
    profile = PEOPLE[name].model_copy(update={"language": Language.ENGLISH})
    return assemble(select(BANK, profile), profile, BANK)


@cache
def printed(name: str, paper: Paper = Paper.LETTER) -> list[str]:
    theme = load_theme("base", paper=paper, large_print=PEOPLE[name].support.large_print)
    return page_texts(write_pdf(made(name), theme))


def page_of(pages: list[str], words: str, start: int = 1) -> int:
    """Return the page, from 1 and not before `start`, on which the words stand whole."""
    return next(number for number in range(start, len(pages) + 1) if bare(words) in bare(pages[number - 1]))


def bare(text: str) -> str:
    """Return a text without spaces and hyphens: at the end of a line a reader cannot tell whose they are."""
    return literal(text).replace("-", "").replace("\x02", "").replace("\ufffe", "")


def first_page(pages: list[str], section: Section) -> int:
    """Return the page on which a section after the front page begins."""
    return page_of(pages, inline_text(section.title), start=2)


@pytest.mark.parametrize("name", USUAL)
def test_one_contact_takes_four_to_six_pages_and_the_card(name: str) -> None:
    document = made(name)
    pages = printed(name)
    after = [section for section in document.sections if section.kind in AFTER]
    own = first_page(pages, after[0]) - 1 if after else len(pages)
    assert 4 <= own <= 6


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("name", [name for name in PEOPLE if not PEOPLE[name].support.large_print])
def test_the_script_and_its_replies_lie_on_one_page(name: str, paper: Paper) -> None:
    document, pages = made(name), printed(name, paper)
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Group) and block.role is Role.SCRIPT:
                alone = Section("", "", (), (block,), starts_page=False)
                words = plain_text(Document("", "", "", "", "", (alone,)))
                start = first_page(pages, section)
                assert page_of(pages, words.splitlines()[-1], start) == start


@pytest.mark.parametrize("name", PEOPLE)
def test_a_question_is_not_torn_from_its_reason(name: str) -> None:
    document, pages = made(name), printed(name)
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Question):
                whole = "".join(
                    [*map(inline_text, block.content), inline_text(block.reason), block.space.label]
                )
                assert page_of(pages, whole)


@pytest.mark.parametrize("name", ["leila", "P1-maya"])
def test_no_letter_is_smaller_than_twelve_points(name: str) -> None:
    with pdfium.PdfDocument(write_pdf(made(name), load_theme("base"))) as pdf:
        sizes = set()
        for page in pdf:
            text = page.get_textpage()
            for place in range(text.count_chars()):
                if not text.get_text_range(place, 1).isspace():
                    sizes.add(round(raw.FPDFText_GetFontSize(text.raw, place), 1))
    assert min(sizes) >= SMALLEST
