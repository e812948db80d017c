"""Seven people, and fifteen further ones, and what an expert would and would not choose for each.

`NAME.expect.yaml` says it for every talk of the person, its `talks` for each in turn.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from interview_kit.build.kit import make_document
from interview_kit.cli import main
from interview_kit.model.enums import Language
from interview_kit.stages.read.bank import read_bank
from interview_kit.stages.read.profiles import read_profile
from interview_kit.stages.select import select
from interview_kit.tools.lint_theme.document_text import plain_text
from interview_kit.tools.lint_theme.pdf_text import literal, tagged_text
from tests.kits import docx, kit, pdf
from tests.reading import docx_text
from tests.shared import some

HERE = Path(__file__).parent
FURTHER = HERE / "further"


def _expected(folder: Path) -> dict[str, dict[str, Any]]:
    return {
        path.name.removesuffix(".expect.yaml"): yaml.safe_load(path.read_text(encoding="utf-8"))
        for path in sorted(folder.glob("*.expect.yaml"))
    }


SEVEN, FIFTEEN = _expected(HERE), _expected(FURTHER)
EXPECTED = SEVEN | FIFTEEN
CHOSEN = {"approach", "spare", "warm", "task", "language", "refusals_must", "talks"}
COUNTED = {"must", "never", "any_of", "min_questions", "max_questions", "probes"}
ORDERED = {"before", "not_first", "never_starred"}
KEPT = {"served", "unmet", "offered", "not_offered"}
SAID = {"text_must", "text_never", "script_never", "says", "says_never", "note"}
PROBES = {"none": (0, 0), "some": (1, 24), "many": (8, 24)}


def file_of(name: str) -> Path:
    return (FURTHER if name in FIFTEEN else HERE) / f"{name}.yaml"


def explained(name: str) -> dict[str, Any]:
    result = CliRunner().invoke(main, ["explain", str(file_of(name)), "--format", "json"])
    assert result.exit_code == 0, result.stderr
    answer: dict[str, Any] = json.loads(result.stdout)
    return answer


def talks(name: str) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Return what is expected of each talk of a person, and what `kit explain` says of it."""
    expected = EXPECTED[name]
    answers = explained(name)["conversations"]
    return list(zip(expected.get("talks", [expected] * len(answers)), answers, strict=True))


def said(name: str) -> str:
    return plain_text(make_document(read_profile(file_of(name)), read_bank()))


def offered(name: str) -> list[str]:
    """Return the ids of the questions that "more to choose from" lists."""
    profile, bank = read_profile(file_of(name)), read_bank()
    drops = [drop for talk in select(bank, profile).conversations for drop in talk.dropped]
    asked = {pick.id for talk in select(bank, profile).conversations for pick in talk.questions}
    return [drop.id for drop in drops if drop.possible and drop.id not in asked]


def test_there_are_twenty_two_and_nothing_expected_is_unknown() -> None:
    assert (len(SEVEN), len(FIFTEEN)) == (7, 15)
    known = CHOSEN | COUNTED | ORDERED | KEPT | SAID
    whole = [expected for entry in EXPECTED.values() for expected in (entry, *entry.get("talks", []))]
    assert {key for expected in whole for key in expected} == known


@pytest.mark.parametrize("name", EXPECTED)
def test_what_is_chosen(name: str) -> None:
    assert explained(name)["language"] == EXPECTED[name].get("language", "en")
    for expected, talk in talks(name):
        assert talk["approach"]["id"] == expected["approach"]
        assert talk["approach"]["warm"] is expected.get("warm", False)
        assert talk["spare"] == expected["spare"]
        assert talk["tasks"] == ([expected["task"]] if "task" in expected else [])
        assert set(expected.get("refusals_must", [])) <= set(talk["refusals"])


@pytest.mark.parametrize("name", EXPECTED)
def test_what_is_asked(name: str) -> None:
    for expected, talk in talks(name):
        asked = [question["id"] for question in talk["questions"]]
        assert set(expected["must"]) <= set(asked)
        assert [any_of for any_of in expected.get("any_of", []) if set(any_of).isdisjoint(asked)] == []
        assert set(expected["never"]).isdisjoint(asked)
        assert expected.get("min_questions", 1) <= len(asked) <= expected.get("max_questions", 12)
        assert all(each["reason"].endswith(".") for each in (*talk["questions"], *talk["dropped"]))


@pytest.mark.parametrize("name", FIFTEEN)
def test_in_which_order(name: str) -> None:
    for expected, talk in talks(name):
        asked = [question["id"] for question in talk["questions"]]
        for first, second in expected.get("before", []):
            assert asked.index(first) < asked.index(second)
        assert asked[0] not in expected.get("not_first", [])
        starred = {question["id"] for question in talk["questions"] if question["starred"]}
        assert starred.isdisjoint(expected.get("never_starred", []))


@pytest.mark.parametrize("name", FIFTEEN)
def test_each_goal_has_a_question_or_a_reason_with_a_source(name: str) -> None:
    lines = said(name)
    for expected, talk in talks(name):
        goals = {goal["id"]: goal for goal in talk["goals"]}
        for goal, questions in expected.get("served", {}).items():
            assert goals[goal]["served_by"] in questions
        assert [goal for goal in goals if not goals[goal]["served_by"]] == expected.get("unmet", [])
        for goal in expected.get("unmet", []):
            assert goals[goal]["reason"] in lines
            assert goals[goal]["source"] in lines


@pytest.mark.parametrize("name", FIFTEEN)
def test_what_is_left_to_choose_from(name: str) -> None:
    left = offered(name)
    assert set(EXPECTED[name].get("offered", [])) <= set(left)
    assert set(EXPECTED[name].get("not_offered", [])).isdisjoint(left)


@pytest.mark.parametrize("name", FIFTEEN)
def test_how_the_time_is_used(name: str) -> None:
    for expected, talk in talks(name):
        least, most = PROBES[expected.get("probes", "none")]
        assert least <= sum(len(question["probes"]) for question in talk["questions"]) <= most
        assert talk["minutes"]["used"] <= talk["minutes"]["for_questions"]


@pytest.mark.parametrize("name", FIFTEEN)
def test_how_it_is_worded(name: str) -> None:
    lines = said(name)
    assert [words for words in EXPECTED[name].get("says", []) if words not in lines] == []
    assert [words for words in EXPECTED[name].get("says_never", []) if words in lines] == []


READERS: dict[str, Callable[[str, Language], str]] = {
    "text": lambda name, language: plain_text(kit(name, language)),
    "pdf": lambda name, language: tagged_text(pdf(name, language)),
    "docx": lambda name, language: docx_text(docx(name, language)),
}


@pytest.mark.parametrize("format_name", some(READERS, 1))
@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", SEVEN)
def test_what_the_built_kit_says(name: str, language: Language, format_name: str) -> None:
    """Each persona's own words are in the kit, in either language, and in `make long` in PDF and Word."""
    said = literal(READERS[format_name](name, language))
    expected = EXPECTED[name]
    assert [words for words in expected.get("text_must", []) if literal(words) not in said] == []
    assert [words for words in expected.get("text_never", []) if literal(words) in said] == []


def test_who_has_not_agreed_is_named_in_the_task_alone() -> None:
    name = "P4b-jordan-not-asked"
    (never,) = EXPECTED[name]["script_never"]
    lines = plain_text(make_document(read_profile(HERE / f"{name}.yaml"), read_bank())).splitlines()
    task = next(place for place, line in enumerate(lines) if line.startswith("Ask first: "))
    assert [place for place, line in enumerate(lines) if never in line] == [task, task + 1]
