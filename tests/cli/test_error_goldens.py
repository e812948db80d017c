"""What a mistake looks like as a command prints it, in both languages, held in tests/goldens/errors.

After a change of words: `pytest tests/cli/test_error_goldens.py --update-goldens`, then read the files.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from interview_kit.cli import main
from interview_kit.model.bank import Bank
from interview_kit.stages.read.bank import read_bank
from interview_kit.support.i18n import SOURCE, use_language
from tests.agencies import picture
from tests.paths import ROOT
from tests.spreadsheets import text_cell, xlsx, xlsx_row, zipped

GOLDENS = ROOT / "tests/goldens" / "errors"
Files = Mapping[str, str | bytes]

MAYA = """\
name: Maya Chen
situation: [secondary]
decision: exploring
target: {occupation: welder}
"""
LOOKS = "extends: base\n"
CLASS = "Student name,Job of interest,Decision,Minutes,Due date\n"
ROW = "Ana Li,baker,exploring,15,2026-12-02\n"


@dataclass(frozen=True, slots=True)
class Case:
    """A command as it is typed, and the files that lie in the folder; by default one wrong profile."""

    files: Files
    command: str = "check maya.yaml"


def profile(text: str) -> Case:
    """Return a profile that stands for itself."""
    return Case({"maya.yaml": text})


def more(text: str) -> Case:
    """Return a good profile with something wrong below."""
    return profile(MAYA + text)


def theme(said: str = LOOKS, **files: str | bytes) -> Case:
    """Return a build with a theme; in a file's name `__` stands for `/`, and `_dot_` for a dot."""
    named = {name.replace("__", "/").replace("_dot_", "."): content for name, content in files.items()}
    inside = {f"ours/{name}": content for name, content in ({"theme.yaml": said} | named).items()}
    return Case({"maya.yaml": MAYA, **inside}, "build maya.yaml --theme ours")


def roster(text: str | bytes, name: str = "class.csv", **also: str) -> Case:
    """Return a roster, and the files that lie beside it."""
    beside = {file.replace("_dot_", "."): content for file, content in also.items()}
    return Case({name: text, **beside}, f"check {name}")


PROFILES = {
    "a file name with a slip": Case({"maya.yaml": MAYA}, "check mya.yaml"),
    "an empty file": profile(""),
    "saved by a word processor": Case({"maya.yaml": zipped({"word/document.xml": b"<w:document/>"})}),
    "saved in an old encoding": Case({"maya.yaml": MAYA.replace("Chen", "Chén").encode("latin-1")}),
    "no space after a colon": profile("name:Maya Chen\ntarget: {occupation: welder}\n"),
    "indented with a tab": profile("name: Maya Chen\ntarget:\n\toccupation: welder\n"),
    "a colon inside a value": more("location: Guelph: Ontario\n"),
    "an apostrophe inside apostrophes": profile("name: 'Maya's'\ntarget: {occupation: welder}\n"),
    "a bracket that is not closed": profile(MAYA.replace("[secondary]", "[secondary")),
    "an entry not in line with the others": more("contacts:\n  - name: Lou\n - name: Bo\n"),
    "a key indented by mistake": profile(MAYA + "  location: Guelph\n"),
    "a key twice": more("name: Maya Li\n"),
    "a key with a slip": more("gaols: [fit]\n"),
    "a key at the wrong level": more("minutes: 15\n"),
    "no work to ask about": profile("name: Maya Chen\nsituation: [secondary]\n"),
    "the work beside the key": profile("name: Maya Chen\ntarget: welder\n"),
    "one value for a list": more("goals: fit\n"),
    "a list entry without its space": more("goals:\n  -fit\n  -duties\n"),
    "a word that is no choice": more("goals: [fit, salary]\n"),
    "a choice with a space for a hyphen": profile(MAYA.replace("secondary", "laid off")),
    "minutes with the word": more("talk: {minutes: 15 minutes}\n"),
    "too many minutes": more("talk: {minutes: 90}\n"),
    "a date the other way round": more("talk: {date: 02/12/2026}\n"),
    "a time with pm": more("talk: {time: 3:45 pm}\n"),
    "yes for true": more("minor: yes\n"),
    "a link without its beginning": more("talk: {link: meet.example/abc}\n"),
    "a question that is not there": more("questions: {keep: [pay.rang]}\n"),
    "a contact with nothing in it": more("contacts:\n  - name:\n"),
    "many mistakes at once": profile(
        "nmae: Maya Chen\nsituation: student\ntarget: {ocupation: welder}\n"
        "talk:\n  minutes: ten\n  chanel: phone\ncontacts:\n  - {name: Lou, relationship: uncle}\n"
    ),
    "a note, and no mistake": more("talk: {minutes: 30}\n"),
}

THEMES = {
    "a name with a slip": Case({"maya.yaml": MAYA}, "build maya.yaml --theme confluense"),
    "a folder without theme.yaml": Case(
        {"maya.yaml": MAYA, "ours/colours.yaml": LOOKS}, "build maya.yaml --theme ours"
    ),
    "a colour without quotes": theme(LOOKS + "tokens:\n  accent: #24563a\n"),
    "a colour by name": theme(LOOKS + "tokens: {accent: green}\n"),
    "a colour too light for letters": theme(LOOKS + 'tokens: {accent: "#f2b705"}\n'),
    "a token with a slip": theme(LOOKS + 'tokens: {acent: "#24563a"}\n'),
    "letters too small": theme(LOOKS + "tokens: {text_size: 8}\n"),
    "a font that is not installed": theme(LOOKS + "tokens: {font: Comic Sans}\n"),
    "a logo that is not there": theme(
        LOOKS + "tokens: {logo: assets/logo.png}\n", assets__Logo_dot_PNG=picture()
    ),
    "a logo of another kind": theme(
        LOOKS + "tokens: {logo: assets/logo.gif}\n", assets__logo_dot_gif=b"GIF89a"
    ),
    "words for something that is not there": theme(
        bank__words_dot_yaml="change:\n  stance.relx: {en: Breathe., fr: Respirez.}\n"
    ),
    "words in English alone": theme(bank__words_dot_yaml="change:\n  notes: {en: My notes}\n"),
    "hiding what every kit needs": theme(bank__words_dot_yaml="hide: [stance.never-sell]\n"),
    "a name that texts do not know": theme(
        bank__words_dot_yaml="change:\n  notes: {en: 'Notes of {{ me.nam }}', fr: 'Notes de {{ me.name }}'}\n"
    ),
    "a style that does not exist": theme(css__more_dot_css="h1 {\n  colour: red;\n}\n"),
    "a template that is not closed": theme(
        html__kit_dot_html_dot_j2='{% extends "base/html/kit.html.j2" %}\n{% block main %}\n'
    ),
    "a picture from the internet": theme(
        css__more_dot_css="h1 { background: url(https://ours.example/a.png) }\n"
    ),
}

ROSTERS = {
    "a title that nobody knows": roster("Student name,Job of interest,Shoe size\nAna Li,baker,38\n"),
    "a title with a slip": roster("Student name,Job of intrest\nAna Li,baker\n"),
    "no column of names": roster("Job of interest\nbaker\n"),
    "two columns for one thing": roster("Student name,Name,Job of interest\nAna Li,Ana,baker\n"),
    "no titles at all": roster("Ana Li,baker,exploring\nBo Xu,welder,exploring\n"),
    "titles and nobody": roster(CLASS),
    "an empty cell": roster(CLASS + ROW + "Bo Xu,,exploring,15,2026-12-02\n"),
    "a comma too many": roster(CLASS + "Ana Li,baker, pastry,exploring,15,2026-12-02\n"),
    "several wrong cells": roster(
        CLASS + ROW + "Bo Xu,welder,maybe,15 min,12/02/2026\n,nurse,narrowing,10,2026-12-02\n"
    ),
    "a formula": roster(
        xlsx(
            [
                xlsx_row("Student name", "Job of interest"),
                f'<row>{text_cell("Ana Li")}<c t="str"><f>A1</f><v>baker</v></c></row>',
            ]
        ),
        "class.xlsx",
    ),
    "an old workbook": roster(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "class.xls"),
    "saved by Excel as plain CSV": roster((CLASS + ROW.replace("Ana", "Anaïs")).encode("cp1252")),
    "a mistake in what all share": roster(CLASS + ROW, class_dot_defaults_dot_yaml="talk: {minuts: 15}\n"),
    "a sheet with nothing in it": roster(xlsx([]), "class.xlsx"),
}

FAMILIES = {"profiles": PROFILES, "themes": THEMES, "rosters": ROSTERS}


@pytest.fixture(scope="module")
def bank() -> Bank:
    return read_bank()


@pytest.mark.parametrize("family", FAMILIES)
def test_mistakes_are_said_as_the_golden_file_has_them(
    family: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    bank: Bank,
    pytestconfig: pytest.Config,
) -> None:
    monkeypatch.setattr("interview_kit.cli.check.read_bank", lambda: bank)  # read once, not for every case
    told = "\n\n".join(
        transcript(title, case, tmp_path / str(number), monkeypatch)
        for number, (title, case) in enumerate(FAMILIES[family].items())
    )
    golden = GOLDENS / f"{family}.txt"
    if pytestconfig.getoption("--update-goldens"):
        golden.write_text(f"{told}\n", encoding="utf-8")
    assert golden.read_text(encoding="utf-8") == f"{told}\n"


def transcript(title: str, case: Case, folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return what a command prints in each language, typed in a folder of its own, and the exit codes."""
    for name, content in case.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    monkeypatch.chdir(folder)
    before = sorted(folder.rglob("*"))
    seen = [f"# {title}", f"$ kit {case.command}"]
    for language in (SOURCE, "fr"):
        with use_language(language):
            result = CliRunner().invoke(main, case.command.split())
        assert sorted(folder.rglob("*")) == before, "nothing may be written"
        told = f"{result.stderr}{result.stdout}".rstrip("\n")
        seen.append(f"[{language}]\n{told}\n(exit code {result.exit_code})")
    return "\n".join(seen)
