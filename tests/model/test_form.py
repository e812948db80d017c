"""A document as a form: names that stay, and a record that comes back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interview_kit.model.document import Owner, Text, inline_text
from interview_kit.model.enums import Language
from interview_kit.model.form import Field, Form, NoForm, form_of, form_record, read_record
from interview_kit.stages.assemble import owner_key
from tests.kits import PEOPLE, bank, kit


@pytest.mark.parametrize("name", PEOPLE)
def test_every_field_has_one_name_in_both_languages(name: str) -> None:
    forms = [form_of(kit(name, language)) for language in Language]
    names = [[field.name for field in form.fields] for form in forms if form is not None]
    assert len(names) == 2
    fixed = [[each for each in own if not each.startswith("blank/")] for own in names]
    assert fixed[0] == fixed[1]
    assert all(len(set(own)) == len(own) and not any("." in each for each in own) for own in names)


def test_a_field_says_whose_talk_which_question_and_which_part() -> None:
    form = form_of(kit("oksana"))
    assert form is not None
    assert form.owner.name == "Oksana Kovalenko" and form.owner.work == "industrial electrician"
    by_name = {field.name: field for field in form.fields}
    notes = [field for field in form.fields if field.name.startswith("notes/employer-training")]
    assert {field.contact for field in form.fields} == {"", "Peter Wójcik", "Renée Clarke"}
    plain = bank().questions["employer-training"].text[0].plain  # in the words of a newcomer
    assert plain is not None
    asked = inline_text((Text(plain.en),))
    assert notes[0] == Field(
        "notes/employer-training-1", "text", "conversation", "Peter Wójcik", "Your notes", asked
    )
    assert by_name["fit/1/2"] == Field(
        "fit/1/2", "tick", "fit-grid", "", "No", PEOPLE["oksana"].about.interests[0]
    )


def test_namesakes_have_different_keys_that_say_nothing() -> None:
    keys = {owner_key("Sam Roy", own_id) for own_id in ("", "s-001", "s-002")}
    assert len(keys) == 3 and not any("s-0" in key for key in keys)


@pytest.mark.parametrize("name", ["leila", "oksana", "P6-emile"])
def test_a_record_comes_back(name: str) -> None:
    form = form_of(kit(name))
    assert form is not None and form_record(form).isascii()
    assert read_record(form_record(form)) == form


def test_a_document_of_nobody_is_no_form() -> None:
    assert form_of(replace(kit("leila"), owner=None)) is None


GOOD = Form(Owner("Ann", "nurse", "k"), "en-CA", (Field("a", "text", "p", "", "l", ""),))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"kit": 1', '"kit": 2'),
        ('"kit": 1', '"cat": 1'),
        ('"text"', '"file"'),
        ('["a", ', '[["a"], '),
        ('"Ann"', "3"),
        ('"fields": [', '"fields": [["a", "tick", "p", "", "l", ""], '),
        ("}", ""),
        ("{", "[" * 100_000),
    ],
)
def test_anything_else_is_no_record(old: str, new: str) -> None:
    record = form_record(GOOD)
    assert read_record(record) == GOOD and old in record
    with pytest.raises(NoForm):
        read_record(record.replace(old, new, 1))
