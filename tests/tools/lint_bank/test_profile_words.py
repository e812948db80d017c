"""A key or a value of the profile without words is reported where the words belong, never by a KeyError."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import BaseModel

from interview_kit.stages.read.bank import read_bank
from interview_kit.stages.read.roster import vocabulary
from interview_kit.stages.read.roster.profile_keys import Key, known_keys
from interview_kit.stages.read.strict_yaml import read_yaml
from interview_kit.stages.read.validation import validate
from interview_kit.support.errors import InvalidInput
from interview_kit.tools.lint_bank.references import check_profile_words
from interview_kit.tools.lint_bank.report import Report
from interview_kit.tools.new_profile import questions

COLUMNS = (vocabulary.Vocabulary, vocabulary.COLUMNS_FILE)
QUESTIONS = (questions.IntakeWords, questions.QUESTIONS_FILE)


@pytest.mark.parametrize(
    ("read", "written", "instead", "expected"),
    [
        (COLUMNS, "    newcomer: {", "    newcomr: {", "choices.situation.newcomer: situation may have"),
        (COLUMNS, "    newcomer: {", "    newcomr: {", "situation has no value 'newcomr', did you mean newc"),
        (COLUMNS, "\n  support.say:", "\n  support.sya:", "columns.support.say: a profile has this key, and"),
        (
            QUESTIONS,
            "      newcomer: {",
            "      newcomr: {",
            "questions.4.choices.newcomer: situation may",
        ),
    ],
)
def test_a_file_without_words_is_refused(
    tmp_path: Path, read: tuple[type[BaseModel], Path], written: str, instead: str, expected: str
) -> None:
    model, file = read
    text = file.read_text(encoding="utf-8")
    assert text.count(written) == 1
    copy = tmp_path / file.name
    copy.write_text(text.replace(written, instead), encoding="utf-8")
    with pytest.raises(InvalidInput) as refused:
        validate(model, read_yaml(copy), copy.name)
    (line,) = [line for line in str(refused.value).splitlines() if expected in line]
    assert line.startswith(f"{file.name}:")
    number = text[: text.index(written)].count("\n") + 1
    assert int(line.split(":")[1]) <= number + 1


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
    lines = vocabulary.COLUMNS_FILE.read_text(encoding="utf-8").splitlines()
    at = lines.index("choices:")
    return next(number for number, line in enumerate(lines, 1) if number > at and line.startswith(beginning))
