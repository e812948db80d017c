"""Plain kits: the sections, roles, order and fields of the ordinary ones, said in shorter sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest

from interview_kit.model.bank import BankText, Wording
from interview_kit.model.document import (
    AnswerSpace,
    Block,
    Document,
    Group,
    Heading,
    ItemList,
    Line,
    PageBreak,
    Paragraph,
    Question,
    Section,
    Table,
    Tick,
    TimeBar,
    inline_text,
)
from interview_kit.model.enums import AskBy, Channel, Language
from interview_kit.model.profile import Profile
from interview_kit.model.theme import Variant
from interview_kit.stages.assemble import assemble
from interview_kit.stages.select import select
from interview_kit.tools.lint_bank.walk import elements_of
from interview_kit.tools.lint_theme.document_text import plain_text
from interview_kit.tools.lint_theme.page_faults import page_of
from interview_kit.tools.lint_theme.pdf_text import page_texts
from tests.contracts.test_messages import MOST, asked, length, messages
from tests.contracts.test_pages import AFTER, USUAL, first_page
from tests.kits import PEOPLE, bank, printed
from tests.shared import spread

EVERYONE = [(name, language) for name in PEOPLE for language in Language]


def kit(name: str, language: Language, *, plain: bool) -> Document:
    profile = PEOPLE[name]
    support = profile.support.model_copy(update={"plain_language": plain})
    return made(profile.model_copy(update={"language": language, "support": support}))


def made(profile: Profile) -> Document:
    return assemble(select(bank(), profile), profile, bank())


@pytest.mark.parametrize(("name", "language"), EVERYONE)
def test_a_plain_kit_has_the_parts_of_the_ordinary_one(name: str, language: Language) -> None:
    ordinary, plain = (kit(name, language, plain=plain) for plain in (False, True))
    assert [_skeleton(section) for section in plain.sections] == [
        _skeleton(section) for section in ordinary.sections
    ]
    assert plain_text(plain) != plain_text(ordinary)


@pytest.mark.parametrize(("name", "language"), EVERYONE)
def test_a_plain_kit_names_the_same_minutes_and_numbers(name: str, language: Language) -> None:
    ordinary, plain = (
        set(re.findall(r"\d+", plain_text(kit(name, language, plain=plain)))) for plain in (False, True)
    )
    assert plain == ordinary


@pytest.mark.parametrize("language", Language)
def test_plain_sentences_are_shorter(language: Language) -> None:
    averages = {
        name: [_words_a_sentence(kit(name, language, plain=plain)) for plain in (True, False)]
        for name in PEOPLE
    }
    assert all(plain < ordinary for plain, ordinary in averages.values()), averages
    plain, ordinary = (sum(column) / len(averages) for column in zip(*averages.values(), strict=True))
    ratio = plain / ordinary
    assert ratio < MOST_OF_ORDINARY[language], f"{plain:.2f} to {ordinary:.2f} words, ratio {ratio:.3f}"


# What is spoken is plain in every kit.
MOST_OF_ORDINARY = {Language("en"): 0.95, Language("fr"): 0.95}


def test_a_plain_wording_keeps_the_values_and_the_bold_words_and_is_written_in_french() -> None:
    faults = []
    for spot, text in elements_of(bank(), BankText):
        if text.plain:
            question = spot.kind == "questions" and spot.path[0] == "text"
            to_contact = question or spot.kind in SAID
            faults += [(spot.name, fault) for fault in _faults(text, text.plain, to_contact)]
    assert faults == []


# What is said or sent to the contact; a question is, its reason is not.
SAID = {"approaches", "asks", "refusals", "phrases"}
VOUS = re.compile(r"\b(?:vous|votre|vos|\w+ez)\b", re.IGNORECASE)


def test_every_fault_of_a_plain_wording_is_found() -> None:
    ordinary = BankText(
        en="**Call** {{ a }}", fr="**Appelez** {{ a | de }}", fr_tu="**Appelle** {{ a | de }}"
    )
    faults = {
        Wording(en="**Ring** {{ a }}", fr="**Ici** le {{ a }}"): [],
        Wording(en="**Call** {{ a }}", fr="**Votre** {{ a }}", fr_tu="**Ton** {{ a }}"): [
            "en: the same words"
        ],
        Wording(en="Ring {{ b }}", fr="**Votre** {{ a }}"): [
            "en: other values",
            "en: other bold words",
            "vous is said where tu may be asked for",
        ],
        Wording(en="**Ring** {{ a }}"): ["no French"],
    }
    assert {plain: list(_faults(ordinary, plain, to_contact=True)) for plain in faults} == faults


@pytest.mark.parametrize("language", Language)
def test_plain_messages_stay_as_short_as_ordinary_ones(language: Language) -> None:
    support = {"support": {"plain_language": True}}
    emails = [
        length(next(messages(profile, "conversation"))) for profile in asked(AskBy.EMAIL, language, **support)
    ]
    voicemails = [
        length(next(messages(profile, "what-if")))
        for profile in asked(AskBy.PHONE, language, **support)
        if profile.talks()[0].channel is not Channel.WRITTEN
    ]
    assert max(emails) <= MOST["email"], emails
    assert max(voicemails) <= MOST["voicemail"], voicemails


@pytest.mark.spread(2)
@pytest.mark.parametrize(("language", "name"), spread(product(Language, USUAL), 3))
def test_a_plain_kit_takes_no_more_than_six_pages_and_the_card_or_than_the_ordinary_one(
    language: Language, name: str
) -> None:
    ordinary, plain = (_own_pages(kit(name, language, plain=plain)) for plain in (False, True))
    assert 4 <= plain <= max(7 + PEOPLE[name].minor, ordinary)


@pytest.mark.spread(2)
@pytest.mark.parametrize("language", Language)
def test_large_print_holds_less_on_a_page_and_tears_no_question(language: Language) -> None:
    document = kit("P6-emile", language, plain=True)
    usual, large = (
        page_texts(printed(document, variant=Variant(large_print=large))) for large in (False, True)
    )
    assert _lines_a_page(large) < _lines_a_page(usual)
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Question):
                assert page_of(large, "".join([*map(inline_text, block.content), inline_text(block.reason)]))


def _skeleton(section: Section) -> Any:
    return section.kind, section.anchor, section.starts_page, [_bones(block) for block in section.blocks]


def _bones(block: Block) -> Any:
    """Return all of a block but its words: what it is, its role, its fields, and how many parts it has."""
    kind = type(block).__name__
    match block:
        case Group(blocks=inner, role=role, together=together):
            return kind, role, together, [_bones(each) for each in inner]
        case Heading(level=level, anchor=anchor):
            return kind, level, anchor
        case Paragraph(role=role):
            return kind, role
        case ItemList(items=items, ordered=ordered, role=role):
            return kind, len(items), ordered, role
        case AnswerSpace(field_id=field_id, lines=lines):
            return kind, field_id, lines
        case Tick(field_id=field_id):
            return kind, field_id
        case Table(rows=rows, widths=widths, role=role):
            fields = [cell.space.field_id for row in rows for cell in row if cell.space]
            return kind, role, widths, len(rows), fields
        case Line(by_user=by_user):
            return kind, by_user
        case Question(number=number, minutes=minutes, star=star, content=content, space=space):
            return kind, number, minutes, star, len(content), space.field_id, space.lines
        case TimeBar(segments=segments):
            return kind, [segment.minutes for segment in segments]
        case PageBreak():
            return kind


def _words_a_sentence(document: Document) -> float:
    """Return the average over what is read as sentences; headings, labels and tables are not."""
    text = "\n".join(text for section in document.sections for text in _prose(section.blocks))
    found = [part for part in re.split(r"(?<=[.!?])[”»\u00a0]*\s|\n", text) if re.search(r"\w", part)]
    return sum(len(part.split()) for part in found) / len(found)


def _prose(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Group(blocks=inner):
                yield from _prose(inner)
            case Paragraph(content=content) | Line(content=content):
                yield inline_text(content)
            case ItemList(items=items):
                yield from map(inline_text, items)
            case Question(content=lines, reason=reason):
                yield from map(inline_text, (*lines, reason))
            case _:
                pass


def _faults(ordinary: BankText, plain: Wording, to_contact: bool) -> Iterator[str]:
    if plain.en == ordinary.en:
        yield "en: the same words"
    for language in ("en", "fr", "fr_tu"):
        said, meant = getattr(plain, language), getattr(ordinary, language) or ordinary.fr or ""
        if said and _values(said) != _values(meant):
            yield f"{language}: other values"
        if said and said.count("**") != meant.count("**"):
            yield f"{language}: other bold words"
    if plain.fr is None:
        yield "no French"
    elif to_contact and VOUS.search(re.sub(r"\{\{.*?\}\}", "", plain.fr_tu or plain.fr)):
        yield "vous is said where tu may be asked for"


def _values(words: str) -> set[str]:
    """Return what a text names in `{{ }}`; a filter only words it."""
    return {re.split(r" \| ", found)[0].strip() for found in re.findall(r"\{\{(.*?)\}\}", words)}


def _own_pages(document: Document) -> int:
    """Return the number of pages before the card and what is printed for minors and programmes."""
    pages = page_texts(printed(document))
    after = [section for section in document.sections if section.kind in AFTER]
    return first_page(pages, after[0]) - 1 if after else len(pages)


def _lines_a_page(pages: list[str]) -> float:
    return sum(len(page.splitlines()) for page in pages) / len(pages)
