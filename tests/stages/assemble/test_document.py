"""Assemble whole documents over generated profiles, and hold what every kit must hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings

from interview_kit.model.document import (
    AnswerSpace,
    Block,
    Document,
    Group,
    Heading,
    ItemList,
    Line,
    PageNumber,
    Paragraph,
    Question,
    Role,
    Table,
    Tick,
    inline_text,
)
from interview_kit.model.enums import Language
from interview_kit.model.profile import Profile
from interview_kit.stages.assemble import assemble, section_ids
from interview_kit.stages.read.bank import read_bank
from interview_kit.stages.select import select
from interview_kit.tools.lint_theme.document_text import plain_text
from tests.shared import examples
from tests.strategies import profiles

BANK = read_bank()
EVERYTIME = settings(deadline=None, derandomize=True, max_examples=examples(40))


def made(profile: Profile) -> Document:
    return assemble(select(BANK, profile), profile, BANK)


def person(**more: object) -> Profile:
    return Profile.model_validate({"name": "Ada Obi", "target": {"occupation": "welder"}} | more)


def blocks(found: tuple[Block, ...]) -> Iterator[Block]:
    for block in found:
        yield block
        if isinstance(block, Group):
            yield from blocks(block.blocks)


def all_blocks(document: Document) -> list[Block]:
    return [block for section in document.sections for block in blocks(section.blocks)]


def spaces(document: Document) -> Iterator[AnswerSpace | Tick]:
    for block in all_blocks(document):
        match block:
            case AnswerSpace() | Tick():
                yield block
            case Question(space=space):
                yield space
            case Table(rows=rows):
                yield from (cell.space for row in rows for cell in row if cell.space)


@EVERYTIME
@given(profiles)
def test_every_profile_makes_a_document_whose_ids_are_unique(profile: Profile) -> None:
    document = made(profile)
    fields = [space.field_id for space in spaces(document)]
    assert len(fields) == len(set(fields))
    anchors = [section.anchor for section in document.sections]
    anchors += [block.anchor for block in all_blocks(document) if isinstance(block, Heading) and block.anchor]
    assert len(anchors) == len(set(anchors))
    assert [section.kind for section in document.sections if section.kind != "conversation"]
    assert tuple(dict.fromkeys(section.kind for section in document.sections)) == section_ids(
        BANK, profile, select(BANK, profile)
    )


@EVERYTIME
@given(profiles)
def test_every_page_number_leads_somewhere(profile: Profile) -> None:
    document = made(profile)
    anchors = {section.anchor for section in document.sections}
    anchors |= {block.anchor for block in all_blocks(document) if isinstance(block, Heading)}
    steps = [
        item
        for block in document.sections[0].blocks
        if isinstance(block, ItemList) and block.role is Role.STEPS
        for item in block.items
    ]
    targets = {part.target for item in steps for part in item if isinstance(part, PageNumber)}
    assert len(targets) >= 3
    texts = [block.content for block in all_blocks(document) if isinstance(block, Paragraph)]
    targets |= {part.target for text in texts for part in text if isinstance(part, PageNumber)}
    assert targets <= anchors


def left_to_choose(profile: Profile) -> list[str]:
    (section,) = [each for each in made(profile).sections if each.kind == "more-questions"]
    return [
        inline_text(item) for block in section.blocks if isinstance(block, ItemList) for item in block.items
    ]


def test_the_short_form_keeps_six_questions_to_choose_from_and_fewer_sections() -> None:
    grade_ten = {"situation": ["secondary"], "goals": ["pay"], "contacts": [{"name": "Rosa"}]}
    short, full = person(**grade_ten), person(**grade_ten, length="full")
    assert (len(left_to_choose(short)), len(left_to_choose(full))) == (6, 14)
    for kit in (short, full):
        assert left_to_choose(kit)[0].startswith("What is the usual range of pay")
    left_out = {"research", "log", "fit-grid"}
    for kit, kinds in ((short, set()), (full, left_out)):
        assert {section.kind for section in made(kit).sections} & left_out == kinds
    alone = {section.kind for section in made(person(**grade_ten | {"contacts": []})).sections}
    assert alone & left_out == set()
    assert "find-someone" in alone


def test_the_short_form_leaves_out_no_question_of_the_persons_own() -> None:
    own = [f"Is it number {number}?" for number in range(12)]
    assert left_to_choose(person(length="short", questions={"add": own})) == own[4:]


def test_a_spoken_talk_begins_with_the_summary_and_a_written_one_does_not() -> None:
    about = {"interests": ["a"], "skills": ["b"], "experience": ["c"]}
    for channel, begins in (("phone", True), ("video", True), ("written", False)):
        asked = {"keep": ["experience-feedback"]}
        whole = made(person(about=about, talk={"minutes": 30, "channel": channel}, questions=asked))
        talk = tuple(section for section in whole.sections if section.kind == "conversation")
        kit = plain_text(replace(whole, sections=talk))
        assert ("First, a little about me." in kit) is begins
        if begins:
            assert kit.index("First, a little about me.") < kit.index("what would be useful in this work?")


@EVERYTIME
@given(profiles)
def test_nothing_unknown_is_printed_as_none(profile: Profile) -> None:
    text = plain_text(made(profile))
    assert not re.search(r"\b(None|Undefined|Unknown\(|nan)\b", text)
    assert "{{" not in text.replace("{{ 7 * 7 }}", "typed")
    assert "  " not in text


@pytest.mark.spread(2)
@pytest.mark.parametrize("language", Language)
@EVERYTIME
@given(profiles)
def test_script_plan_and_messages_ask_for_the_same_minutes(language: Language, profile: Profile) -> None:
    profile = profile.model_copy(update={"language": language})
    for conversation, section in zip(
        select(BANK, profile).conversations,
        (section for section in made(profile).sections if section.kind == "conversation"),
        strict=True,
    ):
        text = " ".join(plain_text(Document("", "", "", "", "", (section,))).split("\n"))
        assert set(re.findall("(\\d+)[ \u00a0]minutes", text)) == {str(conversation.talk.minutes)}


def test_what_the_person_wrote_is_printed_as_written() -> None:
    odd = "**Zoë** <O'Neil> {{ 1 }} & co"
    document = made(person(name=odd, about={"interests": [odd], "needs": ["a [b](c)"]}))
    text = plain_text(document)
    assert odd in document.title
    assert text.count(odd) >= 4
    assert "a [b](c)" in text


def test_a_minors_own_number_and_address_are_never_printed() -> None:
    contact = {"name": "Lee", "ask_by": "email"}
    young = {
        "situation": ["secondary"],
        "phone": "519-555-0133",
        "email": "ada@home.example",
        "contacts": [contact],
    }
    document = made(person(**young, programme={"contact": "519-555-0100"}))
    assert "519-555-0133" not in plain_text(document)
    assert "ada@home.example" not in plain_text(document)
    assert "519-555-0100" in plain_text(document)
    grown = plain_text(made(person(**(young | {"minor": False}))))
    assert "ada@home.example" in grown


def test_a_name_that_may_not_be_used_stands_in_the_task_alone() -> None:
    contact = {"name": "Lee Park", "referral": {"name": "Uncle Ray", "agreed": False}}
    document = made(person(decision="committed", contacts=[contact]))
    named = [
        section.kind
        for section in document.sections
        if "Uncle Ray" in plain_text(Document("", "", "", "", "", (section,)))
    ]
    assert named == ["find-someone"]


def test_each_contact_has_a_talk_of_their_own_and_shared_pages_stand_once() -> None:
    document = made(person(contacts=[{"name": "Lee Park"}, {"name": "Sam Roy", "minutes": 20}]))
    titles = [inline_text(section.title) for section in document.sections]
    assert [title for title in titles if title.startswith("Your talk")] == [
        "Your talk with Lee Park",
        "Your talk with Sam Roy",
    ]
    assert len([section for section in document.sections if section.kind == "fit-grid"]) == 1


def test_written_only_has_no_script_and_nothing_to_practise() -> None:
    profile = person(
        talk={"channel": "written"}, contacts=[{"name": "Lee Park", "email": "lee@shop.example"}]
    )
    document = made(profile)
    assert not {"rehearse", "pocket-card"} & {section.kind for section in document.sections}
    assert "voicemail" not in plain_text(document).lower()
    assert not [block for block in all_blocks(document) if isinstance(block, Question)]


@pytest.mark.parametrize(
    ("language", "lead", "theirs"),
    [
        (Language("en"), "If it's a bad time:", "Not right now."),
        (Language("fr"), "Si ce n’est pas le bon moment\u00a0:", "Pas maintenant."),
    ],
)
def test_what_leads_to_another_answer_stands_before_it_and_not_in_the_turn_above(
    language: Language, lead: str, theirs: str
) -> None:
    document = made(person(language=language, contacts=[{"name": "Joan Roy"}], talk={"channel": "phone"}))
    (other,) = [
        block.blocks
        for block in all_blocks(document)
        if isinstance(block, Group) and isinstance(block.blocks[0], Paragraph) and block.together
        if inline_text(block.blocks[0].content) == lead
    ]
    assert [line.by_user for line in other[1:] if isinstance(line, Line)] == [False, True]
    assert inline_text(next(line.content for line in other if isinstance(line, Line))) == theirs
    turns = [inline_text(block.content) for block in all_blocks(document) if isinstance(block, Line)]
    assert not any(lead in turn for turn in turns)


TORN = re.compile(
    r"\d (?:[ap]m\b|min|h\b|janvier|février|janv)|\b(?:at|à|Grade|December|January|February|page) \d| ·"
)


@pytest.mark.parametrize("language", Language)
def test_no_line_breaks_in_a_date_a_time_an_amount_or_before_a_dot(language: Language) -> None:
    typed = ["at 2 pm", "mardi à 15 h 30", "December 11", "le 11 janvier"]
    about = {"education": "Grade 10", "experience": ["3 minutes at 4 pm"], "needs": ["Fini à 16 h"]}
    talk = {"date": "2027-01-20", "time": "15:00", "minutes": 15, "availability": typed}
    adds = {"add": ["Is 15 minutes at 2 pm enough?"]}
    talks = (talk, {"availability": typed})
    texts = [
        plain_text(made(person(language=language, about=about, talk=each, questions=adds))) for each in talks
    ]
    assert TORN.findall("".join(texts)) == []
    assert "at\u00a02\u00a0pm\u00a0· mardi à\u00a015\u00a0h\u00a030\u00a0· December\u00a011" in texts[1]
