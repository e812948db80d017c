"""What `kit collect` writes, says and leaves alone."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from interview_kit.cli import console, main
from interview_kit.model.enums import Language
from interview_kit.support.direction import with_isolated_words
from interview_kit.tools.lint_theme.pdf_text import literal
from tests.contracts.tag_text import tag_text
from tests.reading import docx_text
from tests.tools.collect.filling import OWNER, empty, fill_pdf, fill_word

EN, FR = Language("en"), Language("fr")
SAID = with_isolated_words(OWNER.name)


def kit(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["collect", *map(str, arguments)])


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the report of a build, one person's kit in both formats, and two other files."""
    folder = tmp_path_factory.mktemp("class") / "handed in"
    folder.mkdir()
    names = [OWNER.name, "Leila Haddad"]
    report = {"version": 1, "summary": {}, "kits": [{"name": name, "files": []} for name in names]}
    (folder / ".kit").mkdir()
    (folder / "report.json").write_text(json.dumps(report), encoding="utf-8")
    ticks = frozenset({"fit/1/1"})
    (folder / "one.pdf").write_bytes(fill_pdf(empty(EN, "pdf"), {"notes/advice": "Ask early."}, ticks))
    (folder / "two.docx").write_bytes(
        fill_word(empty(EN, "docx"), {"notes/advice": "Ask early."}, frozenset())
    )
    (folder / "three.pdf").write_bytes(empty(FR, "pdf"))
    (folder / "essay.txt").write_text("My interview", encoding="utf-8")
    return folder


def test_one_table_a_summary_and_a_word_on_every_file(handed_in: Path) -> None:
    result = kit(handed_in)
    assert result.exit_code == 1, result.output
    sheet = openpyxl.load_workbook(handed_in / "_answers.xlsx")["All answers"]
    rows = [row for row in sheet.iter_rows(values_only=True) if row[7] == "notes/advice"]
    assert [(row[0], row[5], row[6]) for row in rows] == [
        (OWNER.name, "Ask early.", "one.pdf"),
        (OWNER.name, "Ask early.", "two.docx"),
    ]
    pdf = tag_text((handed_in / "_answers-summary.pdf").read_bytes())
    word = docx_text((handed_in / "_answers-summary.docx").read_bytes())
    for text in map(literal, (pdf, word)):
        assert literal("Kits handed in: 1 of 2 Not handed in yet Leila Haddad") in text
        assert text.count(literal("Ask early.")) == 1
    assert result.stdout.splitlines()[-2:] == ["handed in: 1 of 2", "  not handed in: Leila Haddad"]
    for said in (
        "essay.txt: this is neither a PDF, a Word file nor a web page; kits come back as one of these",
        "three.pdf: note: nothing is filled in, so it does not count as handed in",
        "one.pdf: note: half filled: 1 of 7 questions have notes",
        f"one.pdf: note: {SAID} has handed in one.pdf, two.docx; all are in the table, and the summary "
        "counts the fullest",
    ):
        assert said in result.stderr.splitlines()


def test_the_second_time_gives_the_same_bytes_and_passes_over_its_own_files(handed_in: Path) -> None:
    first = kit(handed_in, "-o", handed_in / "table.csv", "-l", "fr")
    before = {path.name: path.read_bytes() for path in handed_in.iterdir() if path.is_file()}
    again = kit(handed_in, "-o", handed_in / "table.csv", "-l", "fr")
    assert (first.exit_code, again.stderr) == (1, first.stderr)
    assert {path.name: path.read_bytes() for path in handed_in.iterdir() if path.is_file()} == before
    assert before["table.csv"].decode("utf-8-sig").startswith('"Qui","Travail","Contact","Partie"')


def test_a_long_collect_says_how_far_it_is(handed_in: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(console, "_PATIENCE", 0)
    assert "read 0 of" not in kit(handed_in, "-o", handed_in / "table.csv").stderr  # a few files, no terminal
    monkeypatch.setattr(console, "_FEW", 0)
    files = sum(path.is_file() for path in handed_in.iterdir())  # with those of other tests
    assert f"read 0 of {files} files" in kit(handed_in, "-o", handed_in / "table.csv").stderr.splitlines()


def test_a_class_may_be_named_by_its_profiles(handed_in: Path, tmp_path: Path) -> None:
    (tmp_path / "leila.yaml").write_text(
        "name: Leila Haddad\ntarget: {occupation: nurse}\n", encoding="utf-8"
    )
    result = kit(handed_in, "--class", tmp_path, "-o", tmp_path / "out.csv")
    assert "  not handed in: Leila Haddad" in result.stdout.splitlines()
    assert f"{SAID} has handed in a kit and is not in the class" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["none"], "this is not a folder"),
        ([""], "there is no filled kit in this folder"),
        (["", "-o", "x.pdf"], "has to end in .xlsx or .csv"),
    ],
)
def test_where_there_is_nothing_to_collect_nothing_is_written(
    arguments: list[str], said: str, tmp_path: Path
) -> None:
    result = kit(tmp_path / arguments[0], *arguments[1:])
    assert (result.exit_code, list(tmp_path.iterdir())) == (2, [])
    assert said in result.stderr
