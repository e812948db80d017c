"""Hold what a printed kit promises: few pages, a script on one page, nothing torn, letters large enough."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interview_kit.build.kit import make_document
from interview_kit.model.document import Document, Group, Question, Role, Section, inline_text
from interview_kit.model.enums import SOURCE_LANGUAGE, AskBy, Channel, Language, Length
from interview_kit.model.theme import Paper, Variant
from interview_kit.stages.write.pdf import write_pdf
from interview_kit.stages.write.stylesheet import STYLESHEET
from interview_kit.tools.lint_theme.document_text import plain_text
from interview_kit.tools.lint_theme.page_faults import bare, fills, page_faults, page_of
from interview_kit.tools.lint_theme.page_looks import drawn_words
from interview_kit.tools.lint_theme.pdf_text import page_texts
from tests.kits import (
    AGENCIES,
    ALONE_AND_TOGETHER,
    PEOPLE,
    PRINTED,
    bank,
    drawn,
    kit,
    looks,
    named,
    pdf,
    themed_pdf,
)
from tests.shared import LONG

# Content, section 4: one talk, with a contact or without, in standard print.
FACING = [
    name
    for name, profile in PEOPLE.items()
    if name in PRINTED and len(profile.talks()) == 1 and not profile.support.variant.is_roomy
]
# The same, 15 minutes or fewer.
USUAL = [name for name in FACING if PEOPLE[name].talks()[0].minutes <= 15]
# Adults with one contact, in standard print.
SHORT = ["P4-jordan", "leila", "P2-amina", "P3-dave", "P5-helen", "samir"]
# How a talk is asked for, and held.
WAYS = [
    (AskBy.PHONE, Channel.PHONE),
    (AskBy.EMAIL, Channel.VIDEO),
    (AskBy.IN_PERSON, Channel.IN_PERSON),
    (AskBy.MESSAGE, Channel.PHONE),
]
AFTER = ("pocket-card", "rubric", "consent", "for-the-contact")
DRAWN = [
    (name, language, theme, paper, variant)
    for name in PRINTED
    for language in Language
    for theme in ("base", *AGENCIES)
    for paper in Paper
    for variant in ALONE_AND_TOGETHER
    if LONG or (theme == "base" and paper is Paper.LETTER and variant == PEOPLE[name].support.variant)
]
SMALLEST = 12.0
MOST = 0.7  # of a page


def printed(name: str, language: Language = SOURCE_LANGUAGE, paper: Paper = Paper.LETTER) -> list[str]:
    return page_texts(pdf(name, language, paper))


def first_page(pages: list[str], section: Section) -> int:
    """Return the page on which a section after the front page begins."""
    return page_of(pages, inline_text(section.title), start=2)


def script_faces_questions(document: Document, pages: list[str]) -> bool:
    """Return whether the one talk begins on a left page, and its questions on the right one beside it."""
    (talk,) = (section for section in document.sections if section.kind == "conversation")
    question = next(block for block in talk.blocks if isinstance(block, Question))
    script = first_page(pages, talk)
    return script % 2 == 0 and page_of(pages, inline_text(question.content[0]), script) == script + 1


def with_style(document: Document, style: str, theme: str = "base") -> bytes:
    """Return the PDF of a document in a theme whose style sheet has something more at its end."""
    usual = looks(theme)
    files = {**usual.files, STYLESHEET: usual.files[STYLESHEET] + style.encode()}
    return write_pdf(document, replace(usual, files=files))


def own_pages(document: Document, pages: list[str]) -> int:
    """Return the number of pages before the programme's and the card."""
    after = [section for section in document.sections if section.kind in AFTER]
    return first_page(pages, after[0]) - 1 if after else len(pages)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", USUAL)
def test_one_contact_takes_four_to_six_pages_and_the_card(name: str, language: Language) -> None:
    document = kit(name, language)
    safety = PEOPLE[name].minor  # a page of its own
    assert 4 <= own_pages(document, printed(name, language)) <= 6 + safety


@pytest.mark.spread(5)
@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("theme", AGENCIES)
@pytest.mark.parametrize("name", ["leila", "P2-amina", "P3-dave"])
def test_an_agencys_kit_takes_as_many_and_the_pages_it_adds(
    name: str, theme: str, language: Language
) -> None:
    document = kit(name, language, theme)
    added = sum(section.kind in bank(theme).added for section in document.sections)
    pages = page_texts(themed_pdf(name, language, theme))
    assert own_pages(document, pages) <= 6 + added


@pytest.mark.spread(2)
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


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", FACING)
def test_the_script_lies_on_a_left_page_and_faces_the_first_questions(name: str, language: Language) -> None:
    assert script_faces_questions(kit(name, language), printed(name, language))


@pytest.mark.parametrize(
    "style",
    [
        ".kit-section-rehearse, .kit-section-what-if { break-before: page }",
        ".kit-section-conversation { break-before: auto }",
        ".kit-section-conversation .kit-question { break-before: page }",
    ],
)
def test_a_script_that_does_not_face_its_questions_is_found(style: str) -> None:
    assert not script_faces_questions(kit("leila"), page_texts(with_style(kit("leila"), style)))


@pytest.mark.spread(4)
@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(("ask_by", "channel"), WAYS)
@pytest.mark.parametrize("name", ["P1-maya", "P4-jordan", "leila", "P6-emile"][: None if LONG else 1])
def test_they_face_each_other_however_the_talk_is_asked_for(
    name: str, ask_by: AskBy, channel: Channel, language: Language
) -> None:
    profile = PEOPLE[name]
    talk = profile.talk.model_copy(update={"ask_by": ask_by, "channel": channel})
    document = make_document(profile.model_copy(update={"talk": talk, "language": language}), bank())
    assert script_faces_questions(document, page_texts(drawn(document, looks())))


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", FACING)
def test_the_card_is_the_last_leaf_and_the_first_page_names_it(name: str, language: Language) -> None:
    document, pages = kit(name, language), printed(name, language)
    assert document.sections[-1].kind == "pocket-card"
    assert first_page(pages, document.sections[-1]) == len(pages)
    card = {Language("en"): "Take the pocket card.", Language("fr"): "la carte de poche."}[language]
    lines = [bare(line) for line in pages[0].splitlines()]
    assert any(line.endswith(bare(f"{card} {len(pages)}")) for line in lines) or (
        bare(card) in "".join(lines) and str(len(pages)) in lines
    )


@pytest.mark.parametrize(
    ("name", "language", "theme", "paper", "variant"),
    DRAWN,
    ids=["-".join((*map(str, each[:-1]), named(each[-1]))) for each in DRAWN],
)
def test_no_page_is_torn_empty_or_broken(
    name: str, language: Language, theme: str, paper: Paper, variant: Variant
) -> None:
    document = kit(name, language, theme)
    assert page_faults(document, drawn(document, looks(theme, paper=paper, variant=variant))) == []


def test_what_leads_to_a_letter_and_is_not_on_its_page_is_found() -> None:
    document = kit("denise")
    style = ".kit-plan + p:has(+ div.kit-message) { break-after: auto !important }"
    assert any("is parted from" in each for each in page_faults(document, with_style(document, style)))


@pytest.mark.spread(3)
@pytest.mark.parametrize(
    ("style", "fault"),
    [
        (".kit-section-what-if > * { break-before: page }", "is filled to"),
        ("h1 { break-after: page }", "is parted from"),
        (".kit-section-rehearse p { break-after: page }", "is parted from"),
        ("div.kit-message, .kit-message p { break-inside: auto; break-after: page }", "is split"),
        (".kit-question p { break-after: page } .kit-question { break-inside: auto }", "is split"),
        (".kit-filled { display: inline-block; width: 12mm; overflow-wrap: anywhere }", "is broken"),
        (".kit-asked { width: 17mm; word-break: break-all }", "is a broken word"),
        (".kit-section-more-questions .kit-note { break-before: page }", "is alone overleaf"),
        (".kit-question + .kit-line:last-child { break-before: page }", "is alone overleaf"),
    ],
)
def test_a_page_that_is_torn_empty_or_broken_is_found(style: str, fault: str) -> None:
    few = ("rehearse", "what-if", "more-questions", "conversation")
    document = replace(
        kit("leila"), sections=tuple(each for each in kit("leila").sections if each.kind in few)
    )
    assert any(fault in each for each in page_faults(document, with_style(document, style)))


def test_a_sparse_page_over_a_foot_of_two_lines_is_found() -> None:
    document = kit("leila", theme="confluence")
    assert document.letterhead is not None and document.letterhead.footer
    found = page_faults(
        document, with_style(document, ".kit-section-what-if > * { break-before: page }", "confluence")
    )
    assert any("is filled to" in each for each in found)


@pytest.mark.parametrize(
    ("name", "variant", "page"),
    [("leila", Variant(dyslexia_friendly=True), 2), ("P6-emile", Variant(large_print=True), 1)],
)
def test_in_large_letters_the_first_pages_are_filled(name: str, variant: Variant, page: int) -> None:
    document = kit(name, Language("fr"))
    assert fills(document, drawn(document, looks(variant=variant)))[page - 1] > MOST


@pytest.mark.parametrize("name", ["leila", "P1-maya"])
def test_no_letter_is_smaller_than_twelve_points(name: str) -> None:
    assert min(word.size for word in drawn_words(pdf(name))) >= SMALLEST


@pytest.mark.spread(3)
@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", SHORT[: None if LONG else 2])
def test_the_short_form_of_an_adult_is_whole_and_faces_its_questions(name: str, language: Language) -> None:
    profile = PEOPLE[name].model_copy(update={"length": Length.SHORT, "language": language})
    document = make_document(profile, bank())
    file = drawn(document, looks())
    pages = page_texts(file)
    assert page_faults(document, file) == []
    assert len(pages) <= 8
    assert script_faces_questions(document, pages)
    assert {section.kind for section in document.sections} == {
        *("front", "why", "rehearse", "what-if", "conversation", "more-questions"),
        *("thank-you", "follow-up", "reflection", "pocket-card"),
    }
