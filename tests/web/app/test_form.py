"""Hold the answers as they were typed, between the form, a saved profile and the reader's messages."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.datastructures import MultiDict

from interview_kit.model.enums import Language
from interview_kit.stages.read.profiles import parse_profile
from interview_kit.stages.read.roster.profile_keys import KeyKind, known_keys
from interview_kit.support.errors import InvalidInput, Problem
from interview_kit.support.i18n import use_language
from interview_kit.tools.new_profile.profile_text import profile_text
from interview_kit.tools.new_profile.questions import intake_words
from interview_kit.web.app.form import Answers, answers_from_profile, check, field_of, has_control
from interview_kit.web.app.form_layout import form_view
from tests.command import kit
from tests.shared import examples
from tests.strategies import WORDS, profile_data

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "=cmd|'/c calc'!A1",
    "{{ 7 * 7 }}",
    "\u202egnp.exe",
    "a\x07b",
    "x" * 100_000,
    "no",
    "n/a",
    "- a: b",
)
texts = st.sampled_from((*WORDS, *HOSTILE)) | st.text(max_size=40) | st.just("")


def control(name: str) -> st.SearchStrategy[list[str]]:
    """Return what may be posted for a key: choices, known or not, or lines of text."""
    key = known_keys()[name.replace("contacts.2.", "contacts.1.")]
    if key.kind is KeyKind.TRUTH:
        return st.sampled_from((["true"], ["false"], ["false", "true"], ["nonsense"]))
    if key.choices:
        return st.lists(st.sampled_from(key.choices) | st.just("nonsense"), max_size=3)
    return st.lists(texts, max_size=3).map(lambda lines: ["\r\n".join(lines)])


controls = {key: control(key) for question in intake_words().questions for key in question.keys}
controls |= {key.replace(".1.", ".2."): each for key, each in controls.items() if key.startswith("contacts")}
posts = st.lists(st.sampled_from(sorted(controls)), max_size=12, unique=True).flatmap(
    lambda names: st.fixed_dictionaries({name: controls[name] for name in names})
)


def posted(fields: dict[str, list[str]], kept: Answers | None = None) -> Answers:
    return Answers.from_post(MultiDict([(key, each) for key in fields for each in fields[key]]), kept)


def told_by_check(text: str, folder: Path, language: str) -> list[str]:
    """Return the path and the message of each mistake that `kit check` finds in a file."""
    path = folder / "saved.yaml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    ran = kit("check", path, language=language)
    told = [line for line in ran.lines if line not in ran.notes]
    places = (re.match(rf"{re.escape(str(path))}(?::\d+:\d+ |: )", line) for line in told)
    return sorted(line[place.end() :] for line, place in zip(told, places, strict=True) if place)


def told_by_app(answers: Answers, language: str) -> list[str]:
    with use_language(language):
        errors = check(answers, language)
        return sorted(str(Problem("", None, None, each.path, each.message)) for each in errors)


def test_every_key_of_a_profile_is_written() -> None:
    for name, key in known_keys().items():
        value = key.choices[0] if key.choices else "true" if key.kind == "truth" else "12"
        text = profile_text({name: (value,)}, Language("en"))
        assert re.search(rf"^ *(?:- )?{key.last}: ", text, re.MULTILINE), name


@settings(max_examples=examples(500), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(fields=posts, language=st.sampled_from(["en", "fr"]))
def test_the_app_and_kit_check_say_the_same(
    fields: dict[str, list[str]], language: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    answers = posted(fields)
    folder = tmp_path_factory.mktemp("saved")
    assert told_by_app(answers, language) == told_by_check(answers.to_profile_text(), folder, language)


@settings(max_examples=examples(500), deadline=None)
@given(fields=posts)
def test_a_saved_form_opens_as_it_was(fields: dict[str, list[str]]) -> None:
    answers = posted(fields)
    assert answers_from_profile(answers.to_profile_text()).texts() == answers.texts()


@settings(max_examples=examples(200), deadline=None)
@given(data=profile_data)
def test_nothing_of_a_profile_is_lost_in_the_form(data: dict[str, Any]) -> None:
    opened = parse_profile(json.dumps(data).encode(), "x").profile
    answers = answers_from_profile(json.dumps(data))
    fields = {key: list(answers.values_of(key)) for key in answers if has_control(key)}
    again = posted(fields, answers)
    assert parse_profile(again.to_profile_text().encode(), "x").profile == opened


def test_answers_stay_as_they_were_typed() -> None:
    typed = {"name": [" Ada "], "about.skills": ["calm\r\n\r\n  careful "], "goals": ["pay", "fit"]}
    answers = posted({**typed, "state": ["x"], "nonsense": ["y"], "location": [""]})
    assert dict(answers) == {
        "name": " Ada ",
        "about.skills": "calm\r\n\r\n  careful ",
        "goals": ("pay", "fit"),
    }
    assert answers.texts()["about.skills"] == ("calm", "careful")


def test_a_contact_that_was_emptied_goes_with_all_that_is_kept_of_no_other() -> None:
    kept = Answers({"contacts.1.name": "Bo", "contacts.2.name": "Cy", "contacts.2.channel": "video"})
    left = posted({"contacts.1.name": [""], "contacts.2.name": ["Cy"]}, kept)
    assert dict(left) == {"contacts.1.name": "Cy", "contacts.1.channel": "video"}
    gone = posted({"contacts.1.name": ["Bo"], "contacts.2.name": ["Cy"], "remove": ["contacts.2"]}, kept)
    assert dict(gone) == {"contacts.1.name": "Bo"}


def test_a_box_that_is_set_to_no_stays_so_until_it_is_ticked() -> None:
    hidden = ["false"]
    assert dict(posted({"support.plain_language": hidden})) == {"support.plain_language": "false"}
    assert dict(posted({"support.plain_language": [*hidden, "true"]})) == {"support.plain_language": "true"}


@pytest.mark.parametrize(
    ("key", "typed", "path"),
    [
        ("name", "", "name"),
        ("talk.minutes", "99", "talk.minutes"),
        ("about.skills", "calm\n\n" + "x" * 301, "about.skills.2"),
        ("contacts.2.referral.agreed", "true", "contacts.1.referral.name"),
    ],
)
def test_an_error_leads_to_its_field(key: str, typed: str, path: str) -> None:
    errors = check(posted({"name": ["Ada"], key: [typed]}), "en")
    assert [(each.path, each.field) for each in errors] == [(path, field_of(path))]
    assert has_control(field_of(path))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", "profile"),
        ("name: Ada\nnom: Ada\n", "profile:2:1"),
        ("name: [a, b]\n", "profile:1:1"),
        ("name: *a\n", "profile:1:7"),
        ("PK\x03\x04", "profile"),
        ("name: Ada\ncontacts: {name: Bo}\n", "profile:2:1"),
    ],
)
def test_a_file_that_is_no_form_is_refused_with_its_place(text: str, place: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        answers_from_profile(text)
    assert str(refused.value).startswith(place)


def test_a_file_with_wrong_values_opens_and_says_so() -> None:
    answers = answers_from_profile("name: Ada\ntalk: {minutes: 99}\nsupport: {large_print: oui}\nage: 15\n")
    assert dict(answers) == {
        "name": "Ada",
        "talk.minutes": "99",
        "support.large_print": "true",
        "minor": "true",
    }
    assert [each.field for each in check(answers, "fr")] == ["talk.minutes"]


def test_what_is_wrong_in_a_key_that_nobody_is_asked_for_can_be_mended_or_taken_out() -> None:
    kept = answers_from_profile("name: Ada\nprogramme: {due: soon}\npronouns: she/her\n")
    errors = check(kept, "en")
    view = form_view(kept, errors, Language("en"), "page")
    assert [(field.name, field.value, bool(field.errors)) for field in view.more[0].fields] == [
        ("programme.due", "soon", True)
    ]
    assert [each.target for each in view.errors] == ["programme.due"]
    for typed, left in (("", {}), ("2026-12-11", {"programme.due": "2026-12-11"})):
        again = posted({"name": ["Ada"], "programme.due": [typed]}, kept)
        assert dict(again) == {"name": "Ada", "pronouns": "she/her", **left}
