"""What a kit says for whom: who one is, an arranged talk, people one knows, minors, tu or vous, titles.

Each case is read in the document, before any format is written.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from interview_kit.model.document import Document, ItemList, PageNumber, Role, inline_text, parts_in
from interview_kit.model.enums import AskBy, Language
from interview_kit.model.profile import Profile
from interview_kit.stages.assemble import assemble
from interview_kit.stages.select import select
from interview_kit.tools.lint_theme.document_text import plain_text
from tests.kits import bank

STRANGER = {"name": "Lee Park", "occupation": "welder", "organisation": "Hill Works"}


def document(**more: Any) -> Document:
    person = {"name": "Ada Obi", "target": {"occupation": "welder"}, "contacts": [STRANGER]} | more
    profile = Profile.model_validate(person)
    return assemble(select(bank(), profile), profile, bank())


def words(section: str = "", **more: Any) -> str:
    """Return the words of a kit, or of one of its sections."""
    made = document(**more)
    kept = tuple(each for each in made.sections if section in ("", each.kind))
    return plain_text(Document("", "", "", "", "", kept)).replace("\u00a0", " ")


SCHOOL = {"situation": ["secondary"], "about": {"education": "gr. 10"}, "programme": {"course": "GLC2O"}}
COLLEGE = {"situation": ["postsecondary"], "about": {"education": "First year, SIAT"}}
NURSE = {
    "situation": ["newcomer"],
    "about": {"training": "finished", "experience": ["Eight years as a nurse in Nairobi"]},
}
OWN = {"about": {"introduction": "I’m a Grade 10 student with a careers project."}}
IDENTITIES = [
    ({}, "en", []),
    (SCHOOL, "en", ["I'm in Grade 10, and this is for a class."]),
    (SCHOOL | {"about": {"education": "10e année"}}, "fr", ["Je suis en 10e année, et c’est pour un cours."]),
    ({"situation": ["secondary"]}, "en", ["I'm a high school student."]),
    (COLLEGE, "en", ["I'm a student."]),
    (COLLEGE, "fr", ["Je suis aux études."]),
    (NURSE, "en", ["I trained in another country."]),
    ({"situation": ["laid-off"], "about": {"experience": ["Twenty years at GM"]}}, "en", []),
    (OWN, "en", ["I’m a Grade 10 student with a careers project."]),
]


@pytest.mark.parametrize("ask_by", AskBy)
@pytest.mark.parametrize(("person", "language", "said"), IDENTITIES)
def test_a_stranger_hears_who_one_is_and_a_friend_does_not(
    person: dict[str, Any], language: str, said: list[str], ask_by: AskBy
) -> None:
    talk = {"talk": {"ask_by": ask_by}, "language": language, "minor": False}
    cold = words("conversation", **person, **talk)
    assert [line for line in said if line not in cold] == []
    for relationship in ("known", "family"):
        warm = words("conversation", **person, **talk, contacts=[STRANGER | {"relationship": relationship}])
        spoken = warm.split("In my own words")[0].split("À ma façon")[0]
        assert [
            line for line in said if line in spoken and "introduction" not in person.get("about", {})
        ] == []


@pytest.mark.parametrize("ask_by", AskBy)
def test_what_one_has_done_stands_in_every_opening(ask_by: AskBy) -> None:
    """In a call it is above a sentence to complete; in a message it is under the name."""
    talk = {"ask_by": ask_by, "channel": "video"}
    kit = words(
        "conversation", situation=["laid-off"], about={"experience": ["Twenty years at GM"]}, talk=talk
    )
    assert "\nTwenty years at GM\n" in kit or "Ada Obi\nTwenty years at GM" in kit
    assert "laid" not in kit


@pytest.mark.parametrize("language", Language)
def test_a_talk_with_a_date_is_confirmed_and_not_asked_for(language: Language) -> None:
    talk = {"date": dt.date(2027, 1, 20), "time": "15:00", "ask_by": "email", "channel": "in-person"}
    kit = words(talk=talk, language=language)
    asked = {
        "en": ("Could we talk", "Replies you may get", "No answer after a week"),
        "fr": ("pourrait se parler", "Les réponses possibles", "seul rappel"),
    }
    assert [each for each in asked[language] if each in kit] == []
    confirmed = {"en": "Our talk on Wednesday, January 20", "fr": "Notre entrevue du mercredi 20 janvier"}
    assert confirmed[language] in kit
    assert {"en": "We planned to talk today, at 3:00", "fr": "On devait se parler aujourd’hui, à 15"}[
        language
    ] in kit


def test_written_questions_ask_for_no_appointment_and_for_two_sentences() -> None:
    talk = {"channel": "written", "availability": ["Monday evening"]}
    kit = words("conversation", talk=talk)
    facts, _subject, message = kit.partition("Subject:")
    assert "When you're free: Monday evening" in facts and "Monday evening" not in message
    assert "Two sentences each would be plenty." in message


@pytest.mark.parametrize("ask_by", AskBy)
def test_access_needs_are_said_in_the_asking(ask_by: AskBy) -> None:
    kit = words("conversation", talk={"ask_by": ask_by, "channel": "video"}, support={"say": "I lip-read."})
    assert "I lip-read." in kit.split("In my own words")[0]


def test_nothing_untrue_is_said_of_who_gave_the_name() -> None:
    hidden = STRANGER | {"referral": {"name": "my aunt", "agreed": False}}
    kit = words("conversation", contacts=[hidden])
    assert "Someone told me you do this work." in kit and "I found your name" not in kit
    assert "I found your name" in words("conversation")


def test_who_gave_the_name_is_thanked_and_begins_no_sentence() -> None:
    kit = words(contacts=[STRANGER | {"referral": {"name": "my aunt", "agreed": True}}])
    assert "Write to my aunt, too" in kit
    assert not [line for line in kit.splitlines() if ". my aunt" in line or line.startswith("my aunt ")]


@pytest.mark.parametrize("language", Language)
def test_a_minor_tells_an_adult_first(language: Language) -> None:
    made = document(situation=["secondary"], language=language, location="Laval, Québec")
    kinds = [section.kind for section in made.sections]
    assert kinds.index("safety") < kinds.index("conversation")
    steps = next(each for each in parts_in(made, ItemList) if each.role is Role.STEPS)
    step = inline_text(next(parts_in(steps.items[0], PageNumber)).words)
    assert {"en": "Tell an adult", "fr": "Dis à un adulte"}[language] in step
    assert "800" in words(
        "safety", situation=["secondary"], location="Laval, Québec"
    ) and "Tel-jeunes" in plain_text(made)
    assert "Tel-jeunes" not in words(situation=["secondary"], location="Sudbury, Ontario")
    assert "safety" not in [section.kind for section in document(language=language).sections]


def test_a_pupil_is_called_tu_unless_the_profile_says_otherwise() -> None:
    for more, said in (
        ({"situation": ["secondary"]}, "Ce que tu veux savoir"),
        ({"situation": ["secondary"], "support": {"address": "vous"}}, "Ce que vous voulez savoir"),
        ({}, "Ce que vous voulez savoir"),
        ({"support": {"address": "tu"}}, "Ce que tu veux savoir"),
    ):
        assert said in words("front", language="fr", **more)
        assert "vous connaissez" in words("conversation", language="fr", **more, contacts=[{"name": "Lee"}])


TITLES = [
    ("Dre Anne Robichaud", "parler à la Dre Anne Robichaud", "Bonjour docteure Robichaud"),
    ("Dr Paul Hébert", "parler au Dr Paul Hébert", "Bonjour docteur Hébert"),
    ("Mme Roy", "parler à Mme Roy", "Bonjour madame Roy"),
    ("M. Lise", "parler à M. Lise", "Bonjour monsieur Lise"),
    ("Anne Robichaud", "parler à Anne Robichaud", "Bonjour Anne Robichaud"),
]


@pytest.mark.parametrize(("name", "asked", "greeted"), TITLES)
def test_titles_are_as_one_says_them_in_french(name: str, asked: str, greeted: str) -> None:
    kit = words(language="fr", contacts=[{"name": name}])
    assert asked in kit and greeted in kit


def test_newcomers_get_plain_words_unless_they_do_not_want_them() -> None:
    plain = "An information interview is a short talk. You talk with someone who does the work."
    assert plain in words(situation=["newcomer"])
    assert plain not in words(situation=["newcomer"], support={"plain_language": False})
    assert plain not in words()
