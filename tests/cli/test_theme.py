"""`kit theme new`, `list` and `check`: what they say, what they write, and what they leave alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from PIL import Image

from interview_kit.cli import main
from interview_kit.stages.read.theme import load_theme
from interview_kit.stages.write.word import write_docx
from interview_kit.stages.write.word.base_shell import BASE_SHELL
from interview_kit.tools.lint_theme.trial_kits import cases as some
from tests.agencies import agency, picture
from tests.contracts.test_word_validity import findings
from tests.kits import kit
from tests.paths import ROOT
from tests.terminal import KIT, Terminal
from tests.zip_files import pack, unpack


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def theme(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["theme", *arguments])


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def places(result: Result) -> list[str]:
    """Return where each mistake is, without the lines that show it."""
    return [line.partition(": ")[0] for line in result.stderr.splitlines() if line.startswith("themes/")]


def test_a_theme_is_begun_without_a_terminal(here: Path) -> None:
    Path("mark.png").write_bytes(picture(size=(400, 100)))
    result = theme("new", "Hill Works", "--colour", "#24563a", "--logo", "mark.png")
    assert (result.exit_code, result.stdout.splitlines()) == (
        0,
        [
            "themes/hill-works/theme.yaml",
            "themes/hill-works/bank/labels.yaml",
            "themes/hill-works/assets/logo.png",
            "",
            "Next:",
            "  kit theme check hill-works             looks for mistakes, and pictures all pages",
            "  kit theme preview hill-works           shows the kits while you edit the theme",
            "  kit build PROFILE -t hill-works        builds kits with it",
            "  kit theme new hill-works --word-shell  adds a Word file with every style, to edit",
        ],
    )
    assert load_theme("hill-works").tokens.logo == "assets/logo.png"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["Hill", "--colour", "#f2b705"], '--colour: #f2b705 is too light for letters on white paper: 1.8:1, '
         'and 4.5:1 is needed; near it are "#876703" or "#695103"'),
        (["Hill", "--colour", "red"], "--colour: 'red' is no colour; write it as # and six of 0-9 and a-f"),
        (["Hill", "--logo", "mark.png"], "mark.png: there is no such file"),
        (["Hill", "--extends", "confluense"], "--extends: there is no theme 'confluense', did you mean "
         "confluence? There are: base, confluence, tall-pines, and those in themes"),
        (["Base"], "themes/base: a theme that comes with kit has this name; take another"),
        ([""], "NAME: the name of the agency is missing"),
        (["{{ me.name }}"], "NAME: two braces stand for what a kit fills in"),
        (["a\tb"], "NAME: the character U+0009 (a tab) cannot be printed; take it out"),
        ([], "there is nobody to ask here; give the NAME of the agency"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_nothing_is_written(
    here: Path, arguments: list[str], message: str
) -> None:
    result = theme("new", *arguments)
    assert (result.exit_code, message in result.stderr) == (2, True), result.stderr
    assert files(here) == []


def test_nothing_is_overwritten(here: Path) -> None:
    agency(here / "themes" / "hill", "extends: base\n")
    assert "nothing is overwritten" in theme("new", "Hill").stderr
    assert theme("new", "Hill", "--word-shell", "--colour", "#24563a").exit_code == 2
    assert files(here) == ["themes/hill/theme.yaml"]
    assert theme("new", "Hill", "--word-shell").exit_code == 0
    assert files(here) == ["themes/hill/theme.yaml", "themes/hill/word/shell.docx"]
    before = Path("themes/hill/word/shell.docx").read_bytes()
    again = theme("new", "Hill", "--word-shell")
    assert (again.exit_code, "this file is there already" in again.stderr) == (2, True)
    assert Path("themes/hill/word/shell.docx").read_bytes() == before


def test_a_shell_is_valid_and_makes_kits(here: Path) -> None:
    assert theme("new", "Hill", "--word-shell", "--folder", "ours").exit_code == 0
    assert findings(Path("ours/word/shell.docx").read_bytes(), here) == []
    assert findings(write_docx(kit("leila"), load_theme("ours")), here) == []


def test_a_style_that_the_shell_lacks_is_a_note_of_check_and_build(here: Path) -> None:
    parts = unpack(BASE_SHELL.read_bytes())
    parts["word/styles.xml"] = parts["word/styles.xml"].replace(b'"Kit Tip"', b'"House Tip"')
    agency(here / "themes" / "hill", word__shell_dot_docx=pack(parts))
    note = "themes/hill/word/shell.docx: note: styles that this shell lacks come from the base theme: "
    note += "Kit Tip; kit theme shell NAME --update adds them"
    profile = str(ROOT / "profiles/leila.yaml")
    for command in (
        ["theme", "check", "hill", "--files-only"],
        ["build", profile, "-t", "hill", "-f", "docx", "--dry-run"],
    ):
        result = CliRunner().invoke(main, command)
        assert (result.exit_code, result.stderr.splitlines().count(note)) == (0, 1), result.stderr


def test_a_colour_that_is_too_light_is_asked_for_again(tmp_path: Path) -> None:
    talk = Terminal([*KIT, "theme", "new"], tmp_path)
    talk.type("Hill Works", after="called?")
    talk.type("yellow")
    talk.type("#f2b705", after="is no colour")
    talk.wait_for("1  #876703  5.3:1\n  2  #695103")
    talk.type("2")
    talk.type("nowhere.png", after="SVG picture")
    talk.type("", after="there is no such file")
    assert talk.end() == 0
    assert '  accent: "#695103"' in (tmp_path / "themes/hill-works/theme.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("leaving", [KeyboardInterrupt, EOFError])
def test_leaving_writes_nothing(
    here: Path, monkeypatch: pytest.MonkeyPatch, leaving: type[BaseException]
) -> None:
    def left(prompt: str) -> str:
        raise leaving

    monkeypatch.setattr("interview_kit.cli.theme.new.is_interactive", lambda: True)
    monkeypatch.setattr("builtins.input", left)
    result = theme("new", "Hill")
    assert (result.exit_code, result.stdout.splitlines()[-1], files(here)) == (
        130,
        "Nothing was written.",
        [],
    )


def test_the_list_names_what_can_be_named(here: Path) -> None:
    agency(here / "themes" / "hill", "extends: base\ndescription: Ours\n")
    agency(here / "themes" / "base", "extends: confluence\ndescription: Hidden\n")
    agency(here / "themes" / "worse", "extends: base\ntoken: 1\n")
    rows = [line.split("\t") for line in theme("list").stdout.splitlines()]
    assert [row[:3] for row in rows] == [
        ["base", "-", "comes with kit"],
        ["confluence", "extends base", "comes with kit"],
        ["tall-pines", "extends base", "comes with kit"],
        ["themes/base", "extends confluence", "themes/base"],
        ["hill", "extends base", "themes/hill"],
        ["worse", "extends base", "themes/worse"],
    ]
    assert [row[3] for row in rows[3:]] == ["Hidden", "Ours", "has mistakes: kit theme check worse"]


def test_a_check_names_every_file_and_every_mistake_at_once(here: Path) -> None:
    folder = agency(
        here / "themes" / "hill",
        'extends: base\ntokens:\n  accent: "#f2b705"\n  acent: "#000000"\n',
        bank__words_dot_yaml="hide: [why.nothing]\n",
    )
    result = theme("check", "hill")
    assert result.exit_code == 2
    assert places(result) == [
        "themes/hill/theme.yaml:3:11 tokens.accent",
        "themes/hill/theme.yaml:4:3 tokens.acent",
        "themes/hill/bank/words.yaml:1:8 hide",
    ]
    agency(
        folder,
        css__more_dot_css=".kit-rule { color: var(--kit-acent); }\n",
        html__blocks__tick_dot_html_dot_j2="{% if %}",
        css__more2_dot_css="",
        assets__bullet_dot_svg="<svg/>",
    )
    result = theme("check", "hill")
    assert result.exit_code == 2
    assert places(result) == [
        "themes/hill/html/blocks/tick.html.j2:1",
        "themes/hill/css/more.css:1",
        "themes/hill/bank/words.yaml:1:8 hide",
        "themes/hill/css/more2.css",
    ]
    assert "css/more2.css: note: no kit uses this file, did you mean css/more.css?" in result.stderr
    assert "assets/bullet.svg: hill, instead of base" in result.stdout.splitlines()
    assert result.stdout.splitlines()[-1] == "hill: 3 mistakes, 1 note"
    assert not Path("output").exists()


def test_a_check_makes_kits_and_a_picture_of_their_pages(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    agency(
        here / "themes" / "hill",
        'extends: base\ntokens: {accent: "#24563a"}\n',
        bank__words_dot_yaml="languages: [en]\n",
    )
    monkeypatch.setattr("interview_kit.support.verapdf.shutil.which", lambda name: None)
    monkeypatch.setattr("interview_kit.tools.libreoffice.program", lambda: None)
    two = lambda languages: some(languages)[:2]  # noqa: E731
    monkeypatch.setattr("interview_kit.tools.lint_theme.trial_kits.cases", two)
    result = theme("check", "hill", "-o", "pages.png", "-p", str(ROOT / "profiles" / "samir.yaml"))
    assert (result.exit_code, result.stderr) == (0, "")
    told = [re.sub(r"\d+(\.\d)? s", "9 s", line) for line in result.stdout.splitlines()]
    assert told[-7:] == [
        "1 of 2: Samir Patel, en, letter: good (9 s)",
        "2 of 2: Samir Patel, en, a4, large print, fillable: good (9 s)",
        "PDF/UA-1 was not checked (veraPDF): a Java runtime (java on PATH) is missing",
        "the pages of Word kits were not looked at: LibreOffice is missing",
        "All pages: pages.png",
        "in 9 seconds",
        "hill: no mistakes, no notes",
    ]
    with Image.open("pages.png") as sheet:
        greens = sum(
            count for count, colour in sheet.convert("RGB").getcolors(1 << 16) or [] if colour == (36, 86, 58)
        )
        assert sheet.width > 1500
    assert greens > 500
