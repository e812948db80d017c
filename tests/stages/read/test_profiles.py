"""A profile with its notices and places, and the profiles of a folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from interview_kit.stages.read.profiles import open_profile, parse_profile, profiles_in, read_profile
from interview_kit.support.errors import InvalidInput, Notice, Problem
from interview_kit.support.positions import place_in

MAYA = """name: Maya
decision: exploring
target: {field: animal care}
"""


def test_a_profile_is_read_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "maya.yaml"
    path.write_text(MAYA, encoding="utf-8")
    assert read_profile(path).name == "Maya"
    assert open_profile(path).profile == read_profile(path)


def test_names_are_kept_in_one_form() -> None:
    read = parse_profile("name: ' Zoe\u0308 '\ntarget: {field: x}\n".encode(), "p.yaml")
    assert read.profile.name == "Zo\u00eb"


def test_later_checks_find_the_line_of_a_key() -> None:
    read = parse_profile(
        (MAYA + "questions:\n  keep: ['', typical-day, advise]\n  drop:\n    -\n    - pay\n").encode(),
        "p.yaml",
    )
    assert read.profile.questions.keep == ("typical-day", "advise")
    assert place_in(read.tree, ("questions", "keep", 0))[1:] == (5, 14)
    assert place_in(read.tree, ("questions", "keep", 1))[1:] == (5, 27)
    assert place_in(read.tree, ("questions", "drop", 0))[1:] == (8, 7)
    assert place_in(read.tree, ("questions", "keep"))[1:] == (5, 3)
    assert place_in(read.tree, ("questions", "add", 0))[1:] == (4, 1)
    assert place_in(read.tree, ("talk", "minutes"))[1:] == (1, 1)
    assert read.problem(("questions", "keep", 1), "no such question") == Problem(
        "p.yaml", 5, 27, "questions.keep.2", "no such question"
    )


def test_a_decision_that_is_left_out_is_noticed() -> None:
    read = parse_profile(b"name: Maya\ntarget: {field: x}\n", "p.yaml")
    assert [str(notice) for notice in read.notices] == [
        "p.yaml:1:1 decision: note: no answer: the kit is for someone who is still exploring"
    ]


TOO_LONG = "30 minutes is much for a first talk with a stranger; 20 or fewer is usual"


@pytest.mark.parametrize(
    ("added", "notices"),
    [
        ("talk: {minutes: 20}", ()),
        ("talk: {minutes: 30}", (Notice("p.yaml", 4, 17, "talk.minutes", TOO_LONG),)),
        ("contacts: [{minutes: 30}]", (Notice("p.yaml", 4, 22, "contacts.1.minutes", TOO_LONG),)),
        (
            "talk: {minutes: 30}\ncontacts: [{name: Lou}, {name: Ada}]",
            (Notice("p.yaml", 4, 17, "talk.minutes", TOO_LONG),),
        ),
        ("contacts: [{minutes: 30, relationship: known}]", ()),
        ("contacts: [{minutes: 30, referral: {name: Ray, agreed: true}}]", ()),
        (
            "contacts: [{minutes: 30, referral: {name: Ray}}]",
            (Notice("p.yaml", 4, 22, "contacts.1.minutes", TOO_LONG),),
        ),
        ("contacts: [{minutes: 30, channel: written}]", ()),
    ],
)
def test_a_long_first_talk_with_a_stranger_is_noticed(added: str, notices: tuple[Notice, ...]) -> None:
    assert parse_profile(f"{MAYA}{added}\n".encode(), "p.yaml").notices == notices


def test_a_folder_gives_its_profiles_and_nothing_else(tmp_path: Path) -> None:
    for name in (
        "b.yaml",
        "a.yml",
        "C.YAML",
        "a.expect.yaml",
        "class.defaults.yaml",
        "kit.yaml",
        ".hidden.yaml",
        "_draft.yaml",
        "notes.txt",
    ):
        (tmp_path / name).touch()
    (tmp_path / "folder.yaml").mkdir()
    assert [path.name for path in profiles_in(tmp_path)] == ["C.YAML", "a.yml", "b.yaml"]


def test_a_folder_without_a_profile_is_refused(tmp_path: Path) -> None:
    (tmp_path / "maya.expect.yaml").touch()
    with pytest.raises(InvalidInput) as caught:
        profiles_in(tmp_path)
    assert str(caught.value) == f"{tmp_path}: no profile in this folder; a profile's name ends in .yaml"


def test_a_number_that_a_spreadsheet_shortened_is_noticed() -> None:
    text = (
        "name: Lou\ndecision: exploring\ntarget: {field: art}\nphone: 612345678\n"
        "contacts: [{phone: 613456789}, {phone: 705-555-0142}, {phone: '7055550142'}, {phone: 5550142}]\n"
        "programme: {contact: 712345678}\n"
    )
    said = "note: 9 digits: has a spreadsheet taken the 0 in front away? Write it again, as text"
    assert [str(each) for each in parse_profile(text.encode(), "p.yaml").notices] == [
        f"p.yaml:4:8 phone: {said}",
        f"p.yaml:5:20 contacts.1.phone: {said}",
        f"p.yaml:6:22 programme.contact: {said}",
    ]


@pytest.mark.parametrize("job", ["Nurse", "Video game developer", "Registered Nurse", "Mécanicien-monteur"])
def test_a_job_typed_with_a_capital_is_printed_so_and_noticed(job: str) -> None:
    text = f"name: Lou\ndecision: exploring\ntarget: {{occupation: {job}}}\n"
    read = parse_profile(text.encode(), "p.yaml")
    assert read.profile.target.occupation == job
    assert [(each.path, each.line) for each in read.notices] == [("target.occupation", 3)]


@pytest.mark.parametrize("job", ["RN", "nurse", "IT manager", "Red Seal welder", "HVAC Technician"])
def test_a_job_with_the_capitals_of_a_name_or_an_abbreviation_is_not_noticed(job: str) -> None:
    text = f"name: Lou\ndecision: exploring\ntarget: {{occupation: {job}}}\n"
    assert not parse_profile(text.encode(), "p.yaml").notices


@pytest.mark.parametrize(
    ("language", "job", "article"),
    [
        ("en", "the welder", "the"),
        ("en", "A nurse", "A"),
        ("en", "an RN", "an"),
        ("en", "la crosse coach", ""),
        ("en", "therapist", ""),
        ("en", "A&R manager", ""),
        ("fr", "le soudeur", "le"),
        ("fr", "La soudeuse", "La"),
        ("fr", "l’infirmière", "l’"),
        ("fr", "l'infirmier", "l'"),
        ("fr", "une infirmière", "une"),
        ("fr", "laborantin", ""),
        ("fr", "a cappella", ""),
    ],
)
def test_a_job_typed_with_its_article_is_noticed(language: str, job: str, article: str) -> None:
    text = f'name: Lou\nlanguage: {language}\ndecision: exploring\ntarget: {{occupation: "{job}"}}\n'
    asked = parse_profile(text.encode(), "p.yaml")
    contact = parse_profile(
        f'{text.replace(job, "x")}contacts:\n  - {{name: Kim, occupation: "{job}"}}\n'.encode(), "p.yaml"
    )
    assert asked.profile.target.occupation == contact.profile.contacts[0].occupation == job
    message = f"write the job without “{article}”; the kit puts the words before it that a sentence needs"
    assert [str(each) for each in (*asked.notices, *contact.notices)] == (
        [
            f"p.yaml:4:22 target.occupation: note: {message}",
            f"p.yaml:6:29 contacts.1.occupation: note: {message}",
        ]
        if article
        else []
    )
