"""The commands that take a theme's words: kit build, explain, check, bank list and bank check."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from interview_kit.cli import main
from tests.hill import FILES
from tests.paths import ROOT
from tests.saying import said

LEILA = str(ROOT / "profiles" / "leila.yaml")


@pytest.fixture(autouse=True)
def hill(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write("theme.yaml", "extends: base\n")
    for name, text in FILES.items():
        write(f"bank/{name}", text)


def write(name: str, text: str) -> None:
    file = Path("hill") / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def kit(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def built(*arguments: str) -> str:
    """Build, and return what was said of it."""
    result = kit("build", LEILA, "-t", "hill", "-f", "txt", "-o", "out", *arguments)
    assert result.exit_code == 0, result.stderr
    return result.stdout


def test_a_changed_word_is_built_again_and_the_same_words_are_not() -> None:
    first = built()
    assert "leila-haddad.txt" in first
    again = built()
    assert again != first and "up to date" in again
    write("bank/README.md", "Nothing that is printed.")
    assert built() == again
    write("bank/labels.yaml", FILES["labels.yaml"].replace("Write it down", "Note it"))
    assert "up to date" not in built()
    assert "Note it" in Path("out/leila-haddad.txt").read_text(encoding="utf-8")


def test_the_list_says_which_theme_supplied_each_text() -> None:
    rows = dict(line.rsplit("\t", 1) for line in kit("bank", "list", "-t", "hill").stdout.splitlines())
    supplied = {row.split("\t")[1]: theme for row, theme in rows.items()}
    theirs = {name for name, theme in supplied.items() if theme == "hill"}
    assert theirs == {
        *(
            "stance.relax",
            "why.first-hand",
            "too-busy",
            "typical-day",
            "phrase.work",
            "approach.A.phone.opening",
        ),
        *(
            "approach.A.phone.opening",
            "our.tip",
            "our.room",
            "our.reason",
            "our.line",
            "our.bus",
            "our.winter",
            "our-room",
        ),
        *("our-room.where", "notes", "letterhead.contact_line", "our-services", "our-services.1"),
        *("our-services.2", "our-services.3", "our-services.3.1", "our-services.3.2", "our-services.4"),
        *("this.our.bus", "this.our.winter", "drop.gate.our.winter"),
    }
    assert supplied["approach.A.phone.purpose"] == "base" and "reflection" not in supplied


def test_it_is_explained_why_the_questions_of_a_theme_are_asked() -> None:
    told = json.loads(kit("explain", LEILA, "-t", "hill", "--format", "json").stdout)
    (talk,) = told["conversations"]
    asked = {each["id"]: each["reason"] for each in talk["questions"]}
    dropped = {each["id"]: each["reason"] for each in talk["dropped"]}
    assert asked["our.bus"] == "Everybody in this programme asks it."
    assert dropped["our.winter"] == "In this programme, it is for other people."
    assert "our-services" in told["sections"]


def test_a_profile_may_keep_the_questions_of_its_theme() -> None:
    Path("p.yaml").write_text(
        "name: Ana\ndecision: exploring\ntarget: {occupation: welder}\n"
        "questions: {keep: [our.bus], drop: [problems]}\n"
    )
    with_theme = kit("check", "p.yaml", "-t", "hill")
    unknown = "there is no question {}; kit bank list shows the id of each"
    assert said(with_theme.stderr) == [f"p.yaml:4:37 questions.drop.1: {unknown.format('problems')}"]
    without = kit("check", "p.yaml")
    assert said(without.stderr) == [f"p.yaml:4:20 questions.keep.1: {unknown.format('our.bus')}"]


def test_a_kit_in_a_language_that_the_agency_does_not_write_is_refused() -> None:
    write("bank/one.yaml", "languages: [en]\n")
    result = kit("build", LEILA, "-t", "hill", "-f", "txt", "-o", "out", "-l", "fr")
    assert said(result.stderr) == [
        "hill/bank/one.yaml:1:1 languages: kits are made in en here, and this one is wanted in fr"
    ]
    assert (result.exit_code, Path("out/leila-haddad.txt").exists()) == (2, False)


def test_the_words_of_a_theme_are_proofread() -> None:
    write("bank/long.yaml", "change: {why.unexpected: {fr: Postuler chez vous. " + "mot " * 26 + "}}\n")
    result = kit("bank", "check", "-t", "hill", "--language", "fr")
    (first, second) = sorted(line for line in said(result.stderr) if line.startswith("hill/bank/long"))
    assert first.startswith("hill/bank/long.yaml:1:31 why.unexpected: 26 words in one sentence")
    assert second == "hill/bank/long.yaml:1:31 why.unexpected: this asks for a job: 'postuler'"
    assert (result.exit_code, result.stdout[:17]) == (2, "hill: 2 mistakes,")


ASKED = """questions:
  - id: our.night-bus
    text: {en: "Is there a night bus?", fr: "Y a-t-il un autobus de nuit?"}
    why: {en: "Shifts end late.", fr: "Les quarts finissent tard."}
    always: true
    when: %s
"""


def decision_on(when: str, profile: str, minutes: int = 15) -> str:
    """Return "asked", or the reason why the theme's question is left out for a person."""
    write("bank/night.yaml", ASKED % when)
    Path("person.yaml").write_text(
        "name: Ana Roy\nsituation: [laid-off]\ndecision: exploring\ntarget: {occupation: cook}\n"
        f"talk: {{minutes: {minutes}, channel: phone}}\n{profile}",
        encoding="utf-8",
    )
    result = kit("explain", "person.yaml", "-t", "hill", "--format", "json")
    assert result.exit_code == 0, result.stderr
    (talk,) = json.loads(result.stdout)["conversations"]
    dropped = {each["id"]: each["reason"] for each in talk["dropped"]}
    return str(dropped.get("our.night-bus", "asked"))


@pytest.mark.spread(4)
@pytest.mark.parametrize(
    ("when", "profile", "expected"),
    [
        ("{has: {needs: [night bus]}}", "about: {needs: [A NIGHT bus, child care]}", True),
        ("{has: {needs: [night bus]}}", "about: {needs: [child care]}", False),
        ("{has: {needs: [épicerie]}}", "about: {needs: [une epicerie proche]}", True),
        ("{has: {skills: [cook*]}}", "about: {skills: [cooking]}", True),
        ("{has: {skills: [cook]}}", "about: {skills: [cooking]}", False),
        ("{has: {interests: [food], location: [Timmins]}}", "about: {interests: [food]}", False),
        (
            "{has: {interests: [food], location: [Timmins]}}",
            "location: Timmins, Ontario\nabout: {interests: [food]}",
            True,
        ),
        ("{has: [location]}", "location: Timmins", True),
        ("{has: [location]}", "", False),
        ("{language: [fr]}", "", False),
        ("{language: [en]}", "", True),
    ],
)
def test_a_question_is_asked_of_people_whose_texts_hold_its_words(
    when: str, profile: str, expected: bool
) -> None:
    assert (decision_on(when, profile) == "asked") is expected


@pytest.mark.spread(3)
@pytest.mark.parametrize(
    ("when", "reason", "french"),
    [
        (
            "{has: {needs: [bus]}, from_minutes: 15}",
            "It needs a talk of 15\u00a0minutes or more.",
            "Elle demande une entrevue de 15\u00a0minutes ou plus.",
        ),
        (
            "{has: {needs: [bus]}, under_minutes: 10}",
            "It is for a talk of less than 10\u00a0minutes.",
            "Elle est pour une entrevue de moins de 10\u00a0minutes.",
        ),
        (
            "{has: {needs: [bus]}, channel: [written]}",
            "It is for another kind of talk.",
            "Elle convient à un autre type d’entrevue.",
        ),
        (
            "{language: [LANGUAGE]}",
            "In this programme, it is for kits in another language.",
            "Dans ce programme, elle est réservée aux trousses dans une autre langue.",
        ),
        (
            "{has: {needs: [train]}, from_minutes: 15}",
            "In this programme, it is for other people.",
            "Dans ce programme, elle s’adresse à d’autres personnes.",
        ),
    ],
)
def test_the_reason_of_a_question_that_is_left_out_names_what_did_not_hold(
    when: str, reason: str, french: str
) -> None:
    for language, other, expected in (("en", "fr", reason), ("fr", "en", french)):
        asked_for = when.replace("LANGUAGE", other)
        about = f"about: {{needs: [a bus]}}\nlanguage: {language}"
        assert decision_on(asked_for, about, minutes=10) == expected


def test_words_that_a_condition_does_not_know_are_named() -> None:
    write("bank/night.yaml", ASKED % "{has: {neds: [bus]}}")
    result = kit("theme", "check", "hill", "--files-only")
    assert result.exit_code == 2
    assert "night.yaml:6" in result.stderr + result.stdout and "needs" in result.stderr + result.stdout
