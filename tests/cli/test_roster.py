"""`kit roster`: a new file that overwrites nothing by accident, and a table of what the rows become."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from rich.table import Table
from rich.text import Text

from interview_kit.cli import main
from interview_kit.cli.tables import TableConsole
from interview_kit.model.enums import Language
from interview_kit.tools.roster_template.template import template_roster
from tests.saying import said

HEAD = "Student name,Job,decision,Kind of talk,Minutes,contacts.1.name,contacts.2.organisation\n"
GOOD = "Maya Chen,nurse,exploring,video,10,Lou Okafor,\n"
BAD = "Lee,cook,exploring,pigeon,,,\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["roster", *arguments])


@pytest.mark.parametrize("language", list(Language))
def test_a_new_roster_is_written_whole_and_nothing_else_is(folder: Path, language: Language) -> None:
    result = run("new", "class.xlsx", "--language", language.value)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "class.xlsx\n", "")
    assert [path.name for path in folder.iterdir()] == ["class.xlsx"]
    assert Path("class.xlsx").read_bytes() == template_roster(language)
    assert stat.S_IMODE(Path("class.xlsx").stat().st_mode) == 0o600


def test_a_file_that_is_there_stays_unless_it_is_forced(folder: Path) -> None:
    Path("class.xlsx").write_text("mine")
    kept = run("new", "class.xlsx")
    assert (kept.exit_code, kept.stdout, kept.stderr, Path("class.xlsx").read_text()) == (
        2,
        "",
        "class.xlsx: this file is there already; choose another name, or write over it with --force\n",
        "mine",
    )
    assert run("new", "class.xlsx", "--force").exit_code == 0
    assert Path("class.xlsx").read_bytes() == template_roster(Language("en"))


def test_without_a_language_a_new_roster_has_that_of_the_computer(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KIT_MESSAGES", "fr")
    assert run("new", "classe.xlsx").exit_code == 0
    assert Path("classe.xlsx").read_bytes() == template_roster(Language("fr"))


def test_another_kind_of_file_is_refused(folder: Path) -> None:
    result = run("new", "class.csv")
    assert (result.exit_code, result.stderr) == (2, "class.csv: the name has to end in .xlsx\n")
    assert list(folder.iterdir()) == []


def test_the_table_shows_what_each_row_becomes(folder: Path) -> None:
    Path("r.csv").write_text(HEAD + GOOD + BAD + "Ada,vet,exploring,,25,,Clinic\n", encoding="utf-8")
    result = run("show", "r.csv")
    assert said(result.stderr) == [
        "r.csv: note: column B “Job” → target.occupation, such as “nurse”, “cook”",
        "r.csv row 3, column D (Kind of talk): 'pigeon' is not one of phone, in-person, video, written",
    ]
    assert " ".join(result.stdout.split()) == (
        "row name work language age talk contact what to know "
        "2 Maya Chen nurse English adult 10 min video Lou Okafor "
        "3 Lee refused: 1 problem "
        "4 Ada vet English adult 25 min phone Clinic "
        "Minutes: 25 minutes is much for a first talk with a stranger; 20 or fewer is usual "
        "3 rows: 2 good, 1 refused"
    )
    assert result.exit_code == 1


CELLS = (
    ("2", "Ana", "", "10 min\n20 min", ""),
    ("10", "Marguerite de la Roche-Vernay", "welder", "", "a\u00a0b c\u00a0d"),
    ("11", "Ана 李小龍", "registered nurse", "25 min in person", "une note : deux\u00a0mots"),
    ("123456", "x" * 30, "e\u0301lectricien", "", "[bold]one[/bold] two"),
)


@pytest.mark.parametrize("width", [3, 12, 20, 31, 47, 60, 79, 100, 200])
def test_the_table_is_that_of_rich_in_every_width(
    width: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    heads = ("row", "name", "work of interest", "talk", "what to know")
    table = Table(box=None, padding=(0, 1), pad_edge=False)
    for head in heads:
        table.add_column(head, justify="right" if head == "row" else "left", overflow="fold")
    for row in CELLS:
        table.add_row(*map(Text, row))
    TableConsole().print(table)
    of_rich = capsys.readouterr().out
    TableConsole().print_rows(heads, CELLS)
    assert capsys.readouterr().out == of_rich


@pytest.mark.parametrize(
    ("rows", "code", "summary"),
    [
        (GOOD, 0, "1 row: 1 good, 0 refused"),
        (BAD, 2, "1 row: 0 good, 1 refused"),
        (GOOD + GOOD, 0, "2 rows: 2 good, 0 refused"),
        (BAD + BAD, 1, "2 rows: 0 good, 2 refused"),
    ],
)
def test_exit_codes(rows: str, code: int, summary: str) -> None:
    Path("r.csv").write_text(HEAD + rows, encoding="utf-8")
    result = run("show", "r.csv")
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (code, summary)


def test_a_hostile_cell_cannot_write_to_a_terminal() -> None:
    Path("r.csv").write_text("name,Job,decision\na\u202eb,\u202enurse,exploring\n", encoding="utf-8")
    result = run("show", "r.csv")
    assert "\u202e" not in result.output
    assert "a\\u{202e}b" in result.stdout


def test_the_delimiter_can_be_named() -> None:
    Path("r.csv").write_text("name|target.field|decision\nMaya|a, b|exploring\n", encoding="utf-8")
    assert run("show", "r.csv", "--delimiter", "pipe").exit_code == 0
    assert run("show", "r.csv", "--delimiter", "comma").exit_code == 2


def test_kits_of_a_roster_are_explained_one_by_one() -> None:
    Path("r.csv").write_text(HEAD + GOOD + BAD, encoding="utf-8")
    result = CliRunner().invoke(main, ["explain", "r.csv", "--format", "json"])
    assert (result.exit_code, result.stdout.count('"profile": "Maya Chen"'), result.stdout[0]) == (1, 1, "[")
