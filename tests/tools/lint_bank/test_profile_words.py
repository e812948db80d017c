"""A key or a value of the profile without words is reported where the words belong, never by a KeyError."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic import BaseModel

from interview_kit.model.enums import Language
from interview_kit.stages.read import language_words
from interview_kit.stages.read.bank import read_bank
from interview_kit.stages.read.roster import vocabulary
from interview_kit.stages.read.roster.profile_keys import Key, known_keys
from interview_kit.support.errors import InvalidInput
from interview_kit.support.paths import LANGUAGES
from interview_kit.tools.lint_bank.references import check_profile_words
from interview_kit.tools.lint_bank.report import Report
from interview_kit.tools.new_profile import questions

COLUMNS = ("roster/columns.yaml", vocabulary.vocabulary.__wrapped__)
QUESTIONS = ("intake/questions.yaml", questions.intake_words.__wrapped__)


@pytest.mark.parametrize(
    ("read", "languages", "written", "instead", "expected"),
    [
        (COLUMNS, Language, "    newcomer: {", "    newcomr: {", "choices.situation.newcomer: situation may"),
        (
            COLUMNS,
            Language,
            "    newcomer: {",
            "    newcomr: {",
            "situation has no value 'newcomr', did you mean newc",
        ),
        (
            COLUMNS,
            Language,
            "\n  support.say:",
            "\n  support.sya:",
            "columns.support.say: a profile has this",
        ),
        (
            QUESTIONS,
            Language,
            "      newcomer: {",
            "      newcomr: {",
            "questions.4.choices.newcomer: situation may",
        ),
        (
            COLUMNS,
            ["fr"],
            "    newcomer: {",
            "    newcomr: {",
            "choices.situation.newcomer.fr: this must be filled in",
        ),
        (
            QUESTIONS,
            ["fr"],
            "  - key: situation",
            "  - key: situation\n    usual: laid-off",
            "questions.situation.usual: the file that all languages share has job-seeker here",
        ),
        (
            QUESTIONS,
            ["fr"],
            "  - key: decision",
            "  - key: decisoin",
            "questions.decisoin: the file that all languages share has no such entry",
        ),
        (
            QUESTIONS,
            ["fr"],
            "  - key: decision",
            "  - key: decision\n    usual: committed",
            "questions.decision.usual: the file that all languages share has no such entry",
        ),
    ],
)
def test_a_file_without_words_is_refused(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    read: tuple[str, Callable[[], BaseModel]],
    languages: list[str],
    written: str,
    instead: str,
    expected: str,
) -> None:
    name, read_it = read
    folder = Path(shutil.copytree(LANGUAGES, tmp_path / "languages"))
    monkeypatch.setattr(language_words, "LANGUAGES", folder)
    for language in languages:
        path = folder / language / name
        text = path.read_text(encoding="utf-8")
        assert text.count(written) == 1
        path.write_text(text.replace(written, instead), encoding="utf-8")
    with pytest.raises(InvalidInput) as refused:
        read_it()
    (line,) = [line for line in str(refused.value).splitlines() if expected in line]
    file, number, *_rest = line.split(":")
    assert Path(file).is_relative_to(folder) or Path(file).name == Path(name).name
    assert int(number) > 0


def test_the_check_of_the_bank_reports_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """The words of a value that no file knows, with the message that the reader of the file gives."""
    known = known_keys()
    situation = Key("situation", known["situation"].kind, (*known["situation"].choices, "veteran"))
    monkeypatch.setattr(vocabulary, "known_keys", lambda: known | {"situation": situation})
    monkeypatch.setattr(
        "interview_kit.tools.lint_bank.references.vocabulary", vocabulary.vocabulary.__wrapped__
    )
    findings = Report(read_bank())
    check_profile_words(findings)
    assert [str(found).partition("columns.yaml:")[2] for found in findings.in_order()] == [
        f"{_line_of('  situation:')}:3 choices.situation.veteran: "
        "situation may have this value, and it has no words here"
    ]


def _line_of(beginning: str) -> int:
    lines = (LANGUAGES / "en" / COLUMNS[0]).read_text(encoding="utf-8").splitlines()
    at = lines.index("choices:")
    return next(number for number, line in enumerate(lines, 1) if number > at and line.startswith(beginning))
