"""Fill texts in: what a person typed stays literal, what is unknown is a blank, what is wrong is named."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import pytest

from interview_kit.model.bank import NOWHERE, Bank, BankText, Phrase
from interview_kit.model.document import Blank, Emphasis, Filled, Inlines, LineBreak, Link, Role, Strong
from interview_kit.model.document import Text as Words
from interview_kit.model.enums import Language
from interview_kit.stages.assemble.formatting import UnknownValue
from interview_kit.stages.assemble.grammar.en import article
from interview_kit.stages.assemble.parsed_text import Expression, parse_line
from interview_kit.stages.assemble.renderer import TextRenderer
from interview_kit.support.errors import BankError, Origin
from interview_kit.support.positions import Data
from tests.sentences import Sentences
from tests.stages.select.bank import BANK

LABELS = {"blank.unknown": BankText(en="(fill in)"), "blank.name": BankText(en="(their name)")}

SOURCE = Data(NOWHERE).put("here", None, Origin("a.yaml", 7, 3))
SOURCE.put("phrase.loop", None, Origin("a.yaml", 9, 1))


def compose(
    source: str, phrases: Mapping[str, tuple[Phrase, ...]] = MappingProxyType({}), **facts: Any
) -> Inlines:
    bank = BANK.model_copy(update={"labels": LABELS, "phrases": dict(phrases), "source": SOURCE})
    return TextRenderer(bank, Language("en"), facts).line(BankText(en=source), "here")


def test_bank_markdown_becomes_inlines() -> None:
    assert compose("Ask **now** or *later*,  \nsee [Job Bank](https://jobs.example).") == (
        Words("Ask "),
        Strong((Words("now"),)),
        Words(" or "),
        Emphasis((Words("later"),)),
        Words(","),
        LineBreak(),
        Words("see "),
        Link((Words("Job Bank"),), "https://jobs.example"),
        Words("."),
    )


@pytest.mark.parametrize(
    "typed",
    [
        "**loud**",
        "[x](javascript:alert(1))",
        "{{ 7 * 7 }}",
        "{% raw %}",
        "<b>x</b>",
        "- item",
        "a  \nb",
        "\\*",
    ],
)
def test_what_a_person_typed_is_never_markup(typed: str) -> None:
    assert compose("Hello **{{ name }}**", name=typed) == (Words("Hello "), Strong((Filled(typed),)))


def test_spaces_around_what_is_filled_in_stay() -> None:
    assert compose(" at {{ name }} ", name="Rideau") == (Words(" at "), Filled("Rideau"), Words(" "))


def test_an_unknown_fact_is_a_blank_with_its_hint() -> None:
    contact = {"name": UnknownValue("blank.name")}
    assert compose("Hello {{ contact.name }}", contact=contact) == (Words("Hello "), Blank("(their name)"))
    assert compose("as {{ contact.name | a }}", contact=contact) == (Words("as "), Blank("(their name)"))


def test_a_phrase_says_its_first_true_alternative_and_may_use_others() -> None:
    phrases = {
        "whole": (Phrase(text=BankText(en="work {{ phrase.part }}")),),
        "part": (
            Phrase(when="job", text=BankText(en="as {{ job | a }}")),
            Phrase(text=BankText(en="in {{ field }}")),
        ),
        "nothing": (Phrase(when="job", text=BankText(en="never")),),
    }
    assert compose("{{ phrase.whole }}", phrases, job="RN", field="care") == (
        Words("work "),
        Words("as "),
        Words("an "),
        Filled("RN"),
    )
    assert compose("{{ phrase.whole }}", phrases, job=UnknownValue(), field="care")[1:] == (
        Words("in "),
        Filled("care"),
    )
    assert compose("{{ phrase.nothing }}", phrases, job="") == ()


MISTAKES = {
    "an unknown fact": ("{{ nmae }}", "a.yaml:7:3 here"),
    "a phrase in a circle": ("{{ phrase.loop }}", "a.yaml:9:1 phrase.loop"),
    "a call": ("{{ name.upper() }}", "a.yaml:7:3 here"),
    "half an expression": ("{{ name + }}", "a.yaml:7:3 here"),
    "an unknown filter": ("{{ name | nosuch }}", "a.yaml:7:3 here"),
    "a truth value": ("{{ not name }}", "a.yaml:7:3 here"),
    "a link to a file": ("[x](page.html)", "a.yaml:7:3 here"),
    "private characters": ("\ue0000\ue001", "a.yaml:7:3 here"),
}


@pytest.mark.parametrize("case", MISTAKES)
def test_a_mistake_in_a_text_is_named_with_its_place(sentences: Sentences, case: str) -> None:
    source, place = MISTAKES[case]
    phrases = {"loop": (Phrase(text=BankText(en="{{ phrase.loop }}")),)}

    def told() -> list[str]:
        with pytest.raises(BankError) as caught:
            compose(source, phrases, name="Maya")
        return [str(caught.value.problems[-1])]

    assert sentences.places(f"rendering: {case}", told) == [place]


def test_a_text_without_the_language_is_an_error_and_not_english() -> None:
    bank: Bank = BANK.model_copy(update={"labels": LABELS})
    with pytest.raises(BankError, match="not written in the language 'fr'"):
        TextRenderer(bank, Language("fr"), {}).line(BankText(en="Hello"), "here")


def test_paragraphs_and_lists_keep_their_role() -> None:
    renderer = TextRenderer(BANK, Language("en"), {"name": "Maya"})
    blocks = renderer.blocks(BankText(en="Hello\n\n- one {{ name }}\n- two"), Role.TIP, "here")
    assert [type(block).__name__ for block in blocks] == ["Paragraph", "ItemList"]
    assert {block.role for block in blocks} == {Role.TIP}


def test_markup_is_parsed_before_anything_is_filled_in() -> None:
    assert parse_line("**{{ a }}** b") == (Strong((Expression("a"),)), Words(" b"))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("electrician", "an"),
        ("hourly worker", "an"),
        ("honest broker", "an"),
        ("house painter", "a"),
        ("user researcher", "a"),
        ("usher", "an"),
        ("unionized welder", "a"),
        ("uninsured driver", "an"),
        ("underwriter", "an"),
        ("urban planner", "an"),
        ("urologist", "a"),
        ("utility worker", "a"),
        ("European guide", "a"),
        ("one-person shop", "a"),
        ("oncology nurse", "an"),
        ("RN", "an"),
        ("RPN", "an"),
        ("UX designer", "a"),
        ("HVAC technician", "an"),
        ("HR adviser", "an"),
        ("MRI technologist", "an"),
        ("PSW", "a"),
        ("ECE", "an"),
        ("IT analyst", "an"),
        ("LPN", "an"),
        ("CPA", "a"),
        ("X-ray technician", "an"),
        ("ELECTRICIAN", "an"),
        ("WELDER", "a"),
        ("Émigré counsellor", "an"),
        ("8th-grade teacher", "an"),
        ("agronomist", "an"),
        ("youth worker", "a"),
        ("“ice” artist", "an"),
        ("SEO specialist", "an"),
        ("3D modeller", "a"),
        ("K-12 teacher", "a"),
        ("F&B manager", "an"),
        ("A/V technician", "an"),
    ],
)
def test_the_article_follows_the_sound(words: str, expected: str) -> None:
    assert article(words).strip() == expected
