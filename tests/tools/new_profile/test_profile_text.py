"""A new profile reads back as what was typed, and shows nothing that is not true when it is uncommented."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from interview_kit.model.enums import SOURCE_LANGUAGE, Decision, Goal, Language
from interview_kit.model.profile import Profile
from interview_kit.stages.read.profiles import parse_profile
from interview_kit.stages.read.text_rules import TextRefused, clean
from interview_kit.stages.read.typed_values import as_meant
from interview_kit.support.errors import Origin
from interview_kit.support.positions import data_from
from interview_kit.tools.new_profile.answers import Answers
from interview_kit.tools.new_profile.profile_text import profile_text, scalar
from interview_kit.tools.new_profile.questions import intake_words
from tests.shared import examples

HARD = (
    "No",
    "null",
    "~",
    "007",
    "1_000",
    "12:30",
    "yes: no",
    "a #b",
    '"',
    "'",
    "\\",
    "\\n",
    "- x",
    "? x",
    "[a, b]",
    "{a: b}",
    "&a",
    "*a",
    "!a",
    "%a",
    "@a",
    "`a`",
    "| a",
    "> a",
    "ليلى حدّاد",
    "Nguyễn Thị Hoa",
    "🐱",
    "👩🏽‍🔧 Ana",
    "a\u00a0b",
    "a\u200fb",
    "=1",
    ".",
    "...",
    "---",
    "<<",
    "a: ",
    "key:",
    "Mary-Ann O'Neil, Jr.",
    "{{ 7 * 7 }}",
    "true",
    "0x1F",
    "1e3",
    "\ufeffa",
)


def read(answers: Answers, language: Language = SOURCE_LANGUAGE) -> dict[str, Any]:
    """Return what a profile of the answers says, as plain data."""
    text = profile_text(answers, language, "profile.schema.json")
    return parse_profile(text.encode(), "new.yaml").profile.model_dump(
        mode="json", by_alias=True, exclude_unset=True
    )


def cleaned(text: str) -> str | None:
    try:
        return clean(text, one_line=True) or None
    except TextRefused:
        return None


lines = (st.text(max_size=60) | st.sampled_from(HARD)).map(cleaned).filter(bool)


@settings(max_examples=examples(150), deadline=None)
@given(name=lines, work=lines, interests=st.lists(lines, min_size=1, max_size=4))
def test_what_was_typed_comes_back_unchanged(name: str, work: str, interests: list[str]) -> None:
    answers = {"name": (name,), "target.occupation": (work,), "about.interests": tuple(interests)}
    typed = {"name": name, "target": {"occupation": work}, "about": {"interests": interests}}
    told = as_meant(data_from(typed, Origin("", 0, 0)))[1]
    assume(not told)  # what counts as no answer, or is changed, is told
    assert read(answers) == typed


@pytest.mark.parametrize("text", HARD)
def test_other_programs_read_the_same_text(text: str) -> None:
    assert yaml.safe_load(f"key: {scalar(text)}\nlist: [{scalar(text)}, {scalar(text)}]") == {
        "key": text,
        "list": [text, text],
    }


def test_a_name_and_a_job_are_all_that_a_short_profile_says() -> None:
    assert read({"name": ("Maya",), "target.occupation": ("welder",)}) == {
        "name": "Maya",
        "target": {"occupation": "welder"},
    }


EVERYTHING: Answers = {
    "name": ("Émile Gagnon",),
    "phone": ("418-555-0199",),
    "language": ("fr",),
    "location": ("Rimouski, Québec",),
    "situation": ("newcomer", "laid-off"),
    "decision": ("committed",),
    "target.occupation": ("soudeur",),
    "target.field": ("métaux",),
    "about.interests": ("a" * 60, "b" * 60),
    "about.skills": ("calme",),
    "goals": ("pay",),
    "knows": ("outlook", "training"),
    "talk.channel": ("video",),
    "talk.minutes": ("15",),
    "talk.availability": ("mardi après 15 h 30",),
    "contacts.1.name": ("Ada",),
    "contacts.1.organisation": ("Atelier: nº 5",),
    "contacts.1.relationship": ("known",),
    "contacts.1.register": ("tu",),
    "contacts.1.referral.name": ("Mme Roy",),
    "contacts.1.referral.agreed": ("true",),
    "support.fears": ("shy",),
    "support.large_print": ("true",),
}


def test_every_answer_stands_in_the_profile() -> None:
    assert read(EVERYTHING, Language("fr")) == {
        "name": "Émile Gagnon",
        "phone": "418-555-0199",
        "language": "fr",
        "location": "Rimouski, Québec",
        "situation": ["newcomer", "laid-off"],
        "decision": "committed",
        "target": {"occupation": "soudeur", "field": "métaux"},
        "about": {"interests": ["a" * 60, "b" * 60], "skills": ["calme"]},
        "goals": ["pay"],
        "knows": ["outlook", "training"],
        "talk": {"channel": "video", "minutes": 15, "availability": ["mardi après 15 h 30"]},
        "contacts": [
            {
                "name": "Ada",
                "organisation": "Atelier: nº 5",
                "relationship": "known",
                "register": "tu",
                "referral": {"name": "Mme Roy", "agreed": True},
            }
        ],
        "support": {"fears": ["shy"], "large_print": True},
    }


def test_a_contact_without_a_name_still_begins_with_its_dash() -> None:
    answers = {"name": ("Ada",), "target.field": ("art",), "contacts.1.organisation": ("Museum",)}
    assert read(answers)["contacts"] == [{"organisation": "Museum"}]


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(
    "answers", [{"name": ("Ada",), "target.field": ("art",)}, EVERYTHING], ids=["few", "many"]
)
def test_every_example_may_be_uncommented(answers: Answers, language: Language) -> None:
    text = profile_text(answers, language)
    examples = re.compile(r"^#(?=\s*(?:- )?[a-z_]+:(?: |$)|\s+- )", re.MULTILINE)
    said = parse_profile(examples.sub("", text).encode(), "new.yaml").profile
    shown = said.model_dump(by_alias=True, exclude_unset=True)
    missing = set(Profile.model_fields) - set(shown) - {"id", "language", "pronouns", "minor", "programme"}
    assert (examples.search(text) is not None, missing) == (True, set())
    assert said.contacts[0].referral is not None and said.contacts[0].referral.agreed


@pytest.mark.parametrize("question", [each for each in intake_words().questions if each.usual])
def test_what_is_usual_needs_not_be_written(question: Any) -> None:
    base: Answers = {"name": ("Ada",), "target.field": ("art",), "contacts.1.name": ("Bo",)}
    if question.key.startswith("contacts.1.referral"):
        base = {**base, "contacts.1.referral.name": ("Cy",)}
    plain, said = (
        parse_profile(profile_text(each, Language("en")).encode(), "x").profile
        for each in (base, {**base, question.key: (question.usual,)})
    )
    assert (plain.situation, [talk.channel for talk in plain.talks()]) == (
        said.situation,
        [talk.channel for talk in said.talks()],
    )
    assert [each.model_dump() for each in plain.contacts] == [each.model_dump() for each in said.contacts]


def test_the_words_of_the_questions_are_a_profile_s_words() -> None:
    choices = {question.key: tuple(question.choices) for question in intake_words().questions}
    assert choices["goals"] == tuple(Goal)
    assert choices["decision"] == tuple(Decision)
    for key, words in choices.items():
        for word in words:
            base: Answers = {"name": ("Ada",), "target.field": ("art",), "contacts.1.referral.name": ("Cy",)}
            assert read({**base, key: (word,)})
