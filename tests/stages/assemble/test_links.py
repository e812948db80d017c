"""Addresses and numbers are links, where the whole of a value is one; so are the words of the steps."""

from __future__ import annotations

import pytest

from interview_kit.model.document import (
    ItemList,
    Link,
    PageNumber,
    Role,
    Strong,
    Text,
    inline_text,
    parts_in,
)
from interview_kit.model.enums import Language
from interview_kit.model.profile import Profile
from interview_kit.stages.assemble import assemble
from interview_kit.stages.assemble.links import address_of, linked, step_link
from interview_kit.stages.assemble.parsed_text import parse_line
from interview_kit.stages.select import select
from tests.kits import bank, kit

ADDRESSES = {
    "204-555-0117": "tel:+12045550117",
    "(204) 555-0117": "tel:+12045550117",
    "+1 204.555.0117 ext. 12": "tel:+12045550117;ext=12",
    "819\u00a0555-0148, poste 3": "tel:+18195550148;ext=3",
    "+33 6 12 34 56 78": "tel:+33612345678",
    "p.roy@mill.example": "mailto:p.roy@mill.example",
    "a?subject=x&b@mill.example": "mailto:a%3Fsubject%3Dx%26b@mill.example",
    "https://meet.example/j/1?pwd=a": "https://meet.example/j/1?pwd=a",
    "204-555-0117 after four": "",
    "204-555-01171": "",
    "2019-2020 2021-2022": "",
    "06 12 34 56 78": "",
    "Pat Roy, p.roy@mill.example": "",
    "meet.example": "",
    "https://meet.example and a word": "",
    "javascript:alert(1)": "",
    "data:text/html,x": "",
    "file:///etc/passwd": "",
}

CONTACT = {
    "name": "Pat Roy",
    "organisation": "javascript:alert(1)",
    "email": "p.roy@mill.example",
    "phone": "604-555-0134",
}


@pytest.mark.parametrize(("typed", "url"), ADDRESSES.items())
def test_what_is_wholly_an_address_or_a_number_is_a_link(typed: str, url: str) -> None:
    assert address_of(typed) == url


def test_what_a_person_typed_is_linked_in_its_own_words() -> None:
    profile = Profile.model_validate(
        {
            "name": "Ada Obi",
            "target": {"occupation": "welder"},
            "contacts": [CONTACT],
            "talk": {"channel": "video", "link": "https://meet.example/j/1", "date": "2030-05-06"},
        }
    )
    found = parts_in(assemble(select(bank(), profile), profile, bank()), Link)
    links = {(inline_text(link.children), link.url) for link in found}
    assert links >= {
        ("604-555-0134", "tel:+16045550134"),
        ("p.roy@mill.example", "mailto:p.roy@mill.example"),
        ("https://meet.example/j/1", "https://meet.example/j/1"),
        ("jobbank.gc.ca", "https://www.jobbank.gc.ca"),
    }
    assert {url.partition(":")[0] for _, url in links} == {"https", "mailto", "tel"}


@pytest.mark.parametrize("language", Language)
def test_the_words_of_a_step_are_the_link_to_its_page(language: Language) -> None:
    blocks = parts_in(kit("leila", language).sections[0], ItemList)
    steps, card = (block.items for block in blocks if block.role is Role.STEPS)
    assert len(card) == 1
    for step in (*steps, *card):
        (number,) = step
        assert isinstance(number, PageNumber)
        assert inline_text(number.words) == inline_text(step)
        assert len(inline_text(step)) > len("a word")


def test_an_address_in_a_step_becomes_its_words() -> None:
    site = Link((Text("jobbank.gc.ca"),), "https://www.jobbank.gc.ca")
    (number,) = step_link((Text("Read up: "), site, PageNumber("research")))
    assert number == PageNumber("research", "", (Text("Read up: "), Text("jobbank.gc.ca")))
    assert step_link((Text("Read up: "), site)) == (Text("Read up: "), site)


NUMBERS_IN_TEXT = {
    "Call us: 819-555-0148.": ("819-555-0148", "tel:+18195550148"),
    "ou le 1\u00a0800\u00a0668-6868, jour et nuit": ("1\u00a0800\u00a0668-6868", "tel:+18006686868"),
    "(204) 555-0117 ext. 12, or come": ("(204) 555-0117 ext. 12", "tel:+12045550117;ext=12"),
    "Write to p.roy@mill.example.": ("p.roy@mill.example", "mailto:p.roy@mill.example"),
}


@pytest.mark.parametrize(("text", "link"), NUMBERS_IN_TEXT.items())
def test_a_number_or_an_e_mail_address_in_a_fixed_text_is_a_link(text: str, link: tuple[str, str]) -> None:
    words, url = link
    assert inline_text(tuple(linked(text))) == text
    assert [part for part in linked(text) if isinstance(part, Link)] == [Link((Text(words),), url)]


@pytest.mark.parametrize(
    "text", ["PARLER au 686868", "204-555-01171", "2019-2020", "7-204-555-0117", "@ the mill", "a@b"]
)
def test_another_number_in_a_fixed_text_stays_as_it_is(text: str) -> None:
    assert tuple(linked(text)) == (Text(text),)


def test_the_words_of_a_link_hold_no_other_link() -> None:
    assert parse_line("[call **204-555-0117**](https://mill.example)") == (
        Link((Text("call "), Strong((Text("204-555-0117"),))), "https://mill.example"),
    )


@pytest.mark.parametrize("language", Language)
def test_the_number_of_the_help_line_is_a_link(language: Language) -> None:
    (safety,) = (each for each in kit("P1-maya", language).sections if each.kind == "safety")
    assert "tel:+18006686868" in {link.url for link in parts_in(safety, Link)}
