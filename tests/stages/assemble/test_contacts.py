"""What is not known of a contact is neither guessed nor printed as a gap: the name, the job, the register."""

from __future__ import annotations

import re
from typing import Any

import pytest

from interview_kit.build.kit import make_document
from interview_kit.model.profile import Profile
from interview_kit.stages.read.bank import read_bank
from tests.document_text import plain_text

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
