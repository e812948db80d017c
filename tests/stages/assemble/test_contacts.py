"""What is not known of a contact is neither guessed nor printed as a gap: the name, the job, the register."""

from __future__ import annotations

import re
from typing import Any

import pytest

from interview_kit.build.kit import make_document
from interview_kit.model.document import Foreign, inline_text, parts_in
from interview_kit.model.enums import AskBy, Decision
from interview_kit.model.profile import Profile
from interview_kit.stages.read.bank import read_bank
from interview_kit.tools.lint_theme.document_text import plain_text

BANK = read_bank()


def words(language: str, *contacts: dict[str, Any], **more: Any) -> str:
    person = {"name": "Amina", "language": language, "target": {"occupation": "electrician"}, **more}
    return plain_text(make_document(Profile.model_validate({**person, "contacts": contacts}), BANK))


@pytest.mark.parametrize(
    ("language", "lists", "search"),
    [
        ("en", "The person to be asked", "Write down every name"),
        ("fr", "Demande faite à", "Notez tous les noms"),
    ],
)
def test_contacts_without_a_name_are_no_list_and_the_search_goes_on(
    language: str, lists: str, search: str
) -> None:
    pages = {"programme": {"pages": ["consent"]}}
    unnamed = words(language, {"phone": "555-0142"}, **pages)
    named = words(language, {"organisation": "Rideau Lighting"}, **pages)
    assert (re.findall(lists, unnamed), search in unnamed) == ([], True)
    assert (len(re.findall(lists, named)), search in named) == (1, False)


@pytest.mark.parametrize(
    ("language", "job", "said"),
    [
        ("en", {}, "I understand you know about work as an electrician."),
        ("en", {"occupation": "foreman"}, "I understand you work as a foreman."),
        ("fr", {}, "Je crois que vous connaissez bien le métier d’electrician."),
        ("fr", {"occupation": "répartitrice"}, "Je crois que vous travaillez comme répartitrice."),
        ("fr", {"register": "tu"}, "Je crois que tu connais bien le métier d’electrician."),
    ],
)
def test_a_contact_whose_job_is_not_known_is_given_no_title(
    language: str, job: dict[str, Any], said: str
) -> None:
    kit = words(language, {"name": "Yves Roy", **job}, talk={"ask_by": "email"})
    assert re.findall(r"(?:I understand|Je crois que) [^.]*\.", kit) == [said]


@pytest.mark.parametrize(
    ("language", "registers", "notes"),
    [
        ("fr", ("tu", "vous"), 1),
        ("fr", ("tu", "tu"), 0),
        ("fr", ("vous", "vous"), 0),
        ("en", ("tu", "vous"), 0),
    ],
)
def test_a_letter_to_several_says_whom_to_call_tu(
    language: str, registers: tuple[str, str], notes: int
) -> None:
    contacts = [{"name": f"Yves {number}", "register": each} for number, each in enumerate(registers)]
    kit = words(language, *contacts)
    assert len(re.findall(r"Dites «\u00a0tu\u00a0»|Say “tu”", kit)) == notes


TWO = (
    {"name": "Gérard Cormier", "register": "tu", "referral": {"name": "Line Roy", "agreed": True}},
    {"name": "Ann White", "occupation": "welder", "language": "en", "channel": "in-person", "minutes": 20},
)


def test_a_voicemail_to_one_of_several_contacts_is_worded_for_that_contact() -> None:
    """Nobody is told who gave the name of another; the language, the minutes and the register are theirs."""
    kit = words("fr", *TWO, about={"interests": ["les moteurs"], "skills": ["écouter"]})
    voicemails = kit.split("sur la boîte vocale")[1:]
    gerard, ann = (each.split("Mes demandes")[0] for each in voicemails)
    assert "Line Roy qui m’a donné ton nom" in gerard and "seulement 15\u00a0minutes" in gerard
    assert "Hello Ann White" in ann and "only 20\u00a0minutes" in ann
    assert "Line Roy" not in ann


def test_lines_to_practise_are_in_the_language_of_each_contact() -> None:
    kit = words("fr", *TWO)
    for line in ("Je n’ai pas le temps.", "Sorry, I'm too busy.", "Un trou de mémoire", "One moment,"):
        assert line in kit.split("Mes demandes")[0]


@pytest.mark.parametrize("decision", Decision)
@pytest.mark.parametrize("ask_by", AskBy)
def test_a_job_title_or_grade_in_the_language_of_the_kit_is_not_said_in_another_one(
    decision: Decision, ask_by: AskBy
) -> None:
    for typed, language, grade, work in (
        ("fr", "en", "10e année", {"field": "la pêche"}),
        ("en", "fr", "Grade 10", {"occupation": "welder", "field": "metal work"}),
    ):
        person: dict[str, Any] = {"name": "Zoé", "language": typed, "decision": decision, "target": work}
        person |= {"situation": ["secondary"], "about": {"education": grade}, "talk": {"ask_by": ask_by}}
        person["contacts"] = [{"name": "Ann Roy", "language": language}]
        made = make_document(Profile.model_validate(person), BANK)
        said = " ".join(inline_text(part.children) for part in parts_in(made, Foreign))
        assert "Ann Roy" in said and not re.search("pêche|année|Grade|welder|metal", said)
        assert re.search("n’est pas traduit|is not translated", plain_text(made))


@pytest.mark.parametrize("first", [0, 1])
def test_rules_of_safety_are_for_the_talks_with_all_contacts(first: int) -> None:
    both = TWO[first:] + TWO[:first]
    kit = words("fr", *both, situation=["secondary"])
    for rule in ("Appelle de la maison", "Ne monte pas dans sa voiture", "On veut te rencontrer ensuite?"):
        assert rule in kit


def test_the_consent_form_and_the_contacts_pages_have_the_minutes_of_each_talk() -> None:
    kit = words("fr", *TWO, programme={"pages": ["consent", "for-the-contact"]})
    form, gerard, ann = re.split("Pour la personne interviewée|For the person being interviewed", kit)
    assert re.findall(r"Demande faite à.*, (\d+)\xa0minutes", form) == ["15", "20"]
    assert "15\u00a0minutes" in gerard and "20" not in gerard
    assert "20\u00a0minutes" in ann


@pytest.mark.parametrize(("date", "reminders"), [(None, 1), ("2030-03-01", 0)])
def test_a_reminder_is_for_whom_an_answer_is_awaited(date: str | None, reminders: int) -> None:
    """The first is written to on a day that is known; only the other may leave a message unanswered."""
    written = {"channel": "written", "ask_by": "email"}
    first = {"name": "Gérard Roy", **written, "date": "2030-02-01"}
    kit = words("en", first, {"name": "Ann White", **written, "date": date})
    assert kit.count("If there is no answer after a week") == reminders
    assert kit.count("What if") == reminders
