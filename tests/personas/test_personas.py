"""Seven people, and what an expert would and would not choose for each (`NAME.expect.yaml`)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from interview_kit.build.kit import make_document
from interview_kit.cli import main
from interview_kit.model.document import plain_text
from interview_kit.model.enums import Language
from interview_kit.stages.read.bank import read_bank
from interview_kit.stages.read.profiles import read_profile
from tests.contracts.pdf_text import literal, tagged_text
from tests.kits import docx, pdf
from tests.reading import docx_text

HERE = Path(__file__).parent
EXPECTED = {
    path.name.removesuffix(".expect.yaml"): yaml.safe_load(path.read_text(encoding="utf-8"))
    for path in sorted(HERE.glob("*.expect.yaml"))
}
CHOSEN = {"approach", "spare", "warm", "task", "language", "refusals_must"}
COUNTED = {"must", "never", "min_questions", "max_questions"}
SAID = {"text_must", "text_never", "script_never", "note"}


def explained(name: str) -> dict[str, Any]:
    result = CliRunner().invoke(main, ["explain", str(HERE / f"{name}.yaml"), "--format", "json"])
    assert result.exit_code == 0, result.stderr
    answer: dict[str, Any] = json.loads(result.stdout)
    return answer


def test_there_are_seven_and_nothing_expected_is_unknown() -> None:
    assert len(EXPECTED) == 7
    assert {key for expected in EXPECTED.values() for key in expected} == CHOSEN | COUNTED | SAID


@pytest.mark.parametrize("name", EXPECTED)
def test_what_is_chosen(name: str) -> None:
    expected, answer = EXPECTED[name], explained(name)
    (talk,) = answer["conversations"]
    assert answer["language"] == expected.get("language", "en")
    assert talk["approach"]["id"] == expected["approach"]
    assert talk["approach"]["warm"] is expected.get("warm", False)
    assert talk["spare"] == expected["spare"]
    assert talk["tasks"] == ([expected["task"]] if "task" in expected else [])
    assert set(expected.get("refusals_must", [])) <= set(talk["refusals"])


@pytest.mark.parametrize("name", EXPECTED)
def test_what_is_asked(name: str) -> None:
    expected = EXPECTED[name]
    (talk,) = explained(name)["conversations"]
    asked = [question["id"] for question in talk["questions"]]
    assert set(expected["must"]) <= set(asked)
    assert set(expected["never"]).isdisjoint(asked)
    assert expected.get("min_questions", 1) <= len(asked) <= expected.get("max_questions", 18)
    assert all(each["reason"].endswith(".") for each in (*talk["questions"], *talk["dropped"]))


@pytest.mark.parametrize("format_name", ["pdf", "docx"])
@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", EXPECTED)
def test_what_the_built_kit_says(name: str, language: Language, format_name: str) -> None:
    """Each persona's own words stand in the PDF and in the Word file, in either language."""
    if format_name == "pdf":
        said = literal(tagged_text(pdf(name, language)))
    else:
        said = literal(docx_text(docx(name, language)))
    expected = EXPECTED[name]
    assert [words for words in expected.get("text_must", []) if literal(words) not in said] == []
    assert [words for words in expected.get("text_never", []) if literal(words) in said] == []


def test_who_has_not_agreed_is_named_in_the_task_alone() -> None:
    name = "P4b-jordan-not-asked"
    (never,) = EXPECTED[name]["script_never"]
    lines = plain_text(make_document(read_profile(HERE / f"{name}.yaml"), read_bank())).splitlines()
    task = next(place for place, line in enumerate(lines) if line.startswith("Ask them first."))
    assert [place for place, line in enumerate(lines) if never in line] == [task, task + 1]
