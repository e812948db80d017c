"""Folders that others share or send: nothing in them is waited for, followed or obeyed in silence."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from interview_kit.cli import main
from interview_kit.support.plain_file import open_plain
from tests.agencies import agency
from tests.limited import NEEDS_LINUX, Told, run

pytestmark = NEEDS_LINUX

ANA = "name: Ana\ndecision: exploring\ntarget: {occupation: welder}\n"
# Nothing is worked on while a pipe is waited for, so that the clock alone ends it.
HANGING = 40
BUILD = ("build", "ana.yaml", "-f", "txt", "-o", "out")


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """Return a folder with a profile, and a file beside it that nothing may touch."""
    folder = tmp_path / "here"
    folder.mkdir()
    (folder / "ana.yaml").write_text(ANA, encoding="utf-8")
    (tmp_path / "secret").write_text("keep this", encoding="utf-8")
    return folder


def piped(name: str) -> Callable[[Path], None]:
    """Return what puts a pipe where a file of the build is."""

    def make(folder: Path) -> None:
        (folder / name).unlink(missing_ok=True)
        os.mkfifo(folder / name)

    return make


def linked(name: str, target: str) -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        (folder / name).unlink(missing_ok=True)
        (folder / name).symlink_to(target)

    return make


def folder_linked(folder: Path) -> None:
    (folder / ".kit").rename(folder / "../../elsewhere")
    (folder / ".kit").symlink_to("../../elsewhere")


PLANTED: dict[str, Callable[[Path], None]] = {
    "a pipe as the lock": piped(".kit.lock"),
    "a pipe as the record": piped(".kit/ana.json"),
    "a record that never ends": linked(".kit/ana.json", "/dev/zero"),
    # Five more of the kind.
    "a pipe as the kit": piped("ana.txt"),
    "a kit that never ends": linked("ana.txt", "/dev/zero"),
    "a lock that leads elsewhere": linked(".kit.lock", "../../secret"),
    "a record that leads elsewhere": linked(".kit/ana.json", "../../../secret"),
    "records in another folder": folder_linked,
    "a pipe as the report": piped("report.csv"),
    "a report that leads elsewhere": linked("report.json", "../../secret"),
    "a kit that leads elsewhere": linked("ana.txt", "../../secret"),
}


@pytest.mark.spread(4)
@pytest.mark.parametrize("case", PLANTED)
def test_what_is_planted_in_an_output_folder_is_not_followed_or_waited_for(here: Path, case: str) -> None:
    run(here, *BUILD)
    PLANTED[case](here / "out")
    (here / "ana.yaml").write_text(ANA.replace("welder", "baker"), encoding="utf-8")
    run(here, *BUILD, "--dry-run", seconds=HANGING).within_limits()
    told = run(here, *BUILD, seconds=HANGING).within_limits()
    assert (here.parent / "secret").read_text() == "keep this"
    # It was refused by name, or what was planted has been replaced by the kit.
    kit = here / "out/ana.txt"
    built = not kit.is_symlink() and kit.is_file() and "baker" in kit.read_text("utf-8")
    assert built or "out" in told.text, told.text


def test_a_pipe_is_no_file_of_ours(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match="this is not a file"):
        open_plain(tmp_path / "pipe")


def test_a_kit_that_became_a_pipe_is_built_again(here: Path) -> None:
    run(here, *BUILD)
    piped("ana.txt")(here / "out")
    assert "ana.txt" in run(here, *BUILD, seconds=HANGING).within_limits().text
    assert (here / "out/ana.txt").is_file()


def test_a_record_that_leads_elsewhere_is_not_written_through(here: Path) -> None:
    run(here, *BUILD)
    folder_linked(here / "out")
    (here / "ana.yaml").write_text(ANA.replace("welder", "baker"), encoding="utf-8")
    run(here, *BUILD).within_limits()
    assert len(os.listdir(here.parent / "elsewhere")) == 1


ELSEWHERE = (
    *("../elsewhere", "{around}/elsewhere", "/{around}/elsewhere"),
    # More of the kind.
    *("../elsewhere/./x", "link/x", "kits/../../elsewhere", "{around}/here/../elsewhere"),
)


def obeyed(here: Path, text: str) -> Told:
    """Build a kit in a folder below one with a kit.yaml, and a theme beside each."""
    around = here.parent
    (here / "kit.yaml").write_text(text.replace("{around}", str(around)), encoding="utf-8")
    (here / "inner").mkdir()
    (here / "inner/ana.yaml").write_text(ANA, encoding="utf-8")
    (around / "elsewhere").mkdir(exist_ok=True)
    (here / "link").symlink_to("../elsewhere")
    for place in (around / "outside", here / "inside", around / "elsewhere/far"):
        agency(place)
    return run(here, "build", "inner/ana.yaml", "-f", "txt").within_limits()


@pytest.mark.parametrize("output", ELSEWHERE)
def test_a_kit_yaml_sends_no_output_out_of_its_folder(here: Path, output: str) -> None:
    told = obeyed(here, f"output: {output}\n")
    assert [path for path in here.parent.rglob("ana.txt") if not path.resolve().is_relative_to(here)] == []
    assert "kit.yaml" in told.text, told.said


THEMES = ("../outside", "{around}/outside", "inside/../../outside", "link/far", "../elsewhere/far")


@pytest.mark.parametrize("theme", THEMES)
def test_a_kit_yaml_takes_no_theme_from_outside_its_folder(here: Path, theme: str) -> None:
    told = obeyed(here, f"theme: {theme}\noutput: kits\n")
    assert told.code != 0 and "kit.yaml" in told.text, told.text or "it was built"


def test_a_theme_of_kit_yaml_extends_none_outside_its_folder(here: Path) -> None:
    agency(here.parent / "outside")
    (here / "theme.yaml").write_text("description: one\nextends: outside\n", encoding="utf-8")
    (here / "kit.yaml").write_text("theme: .\noutput: kits\n", encoding="utf-8")
    told = run(here, "build", "ana.yaml", "-f", "txt").within_limits()
    assert told.code == 2 and "kit.yaml:1:1 theme: " in told.text, told.text


OBEYED = {
    "an output": "output: kits\n",
    "a theme": "theme: inside\n",
    "both": "theme: inside\noutput: kits\n",
    # More of the kind.
    "a language": "language: fr\n",
    "values for everybody": "set: {decision: exploring}\n",
    "a form": "formats: [txt]\n",
}


@pytest.mark.parametrize("case", OBEYED)
def test_a_kit_yaml_that_is_obeyed_is_named_once(here: Path, case: str) -> None:
    told = obeyed(here, OBEYED[case])
    assert told.code == 0, told.text
    assert (told.text + told.said).count("kit.yaml") == 1, told.text + told.said


@pytest.mark.parametrize(("typed", "code"), [("y\n", 0), ("n\n", 2), ("", 2)])
def test_on_a_terminal_it_is_asked_whether_an_output_elsewhere_is_meant(
    here: Path, monkeypatch: pytest.MonkeyPatch, typed: str, code: int
) -> None:
    (here / "kit.yaml").write_text("output: ../elsewhere\n", encoding="utf-8")
    monkeypatch.setattr("interview_kit.cli.defaults.is_interactive", lambda: True)
    monkeypatch.chdir(here)
    result = CliRunner().invoke(main, ["build", "ana.yaml", "-f", "txt", "-j1"], input=typed)
    assert (result.exit_code, (here / "../elsewhere/ana.txt").exists()) == (code, not code), result.output


def test_a_theme_by_name_and_one_that_is_missing_are_inside(here: Path) -> None:
    (here / "kit.yaml").write_text("theme: base\noutput: kits/../kits\n", encoding="utf-8")
    assert run(here, "build", "ana.yaml", "-f", "txt").code == 0
    (here / "kit.yaml").write_text("theme: bass\n", encoding="utf-8")
    assert "did you mean base?" in run(here, "build", "ana.yaml").text


def test_what_is_asked_for_goes_out_of_the_folder_of_a_kit_yaml(here: Path) -> None:
    obeyed(here, "output: kits\n")
    command = ("build", "inner/ana.yaml", "-f", "txt", "-o", "../elsewhere/x", "-t", "../outside")
    told = run(here, *command).within_limits()
    assert told.code == 0 and list((here.parent / "elsewhere/x").rglob("ana.txt")), told.text


DELETED = (
    "import os, sys, runpy; os.rmdir(os.getcwd()); sys.argv[0] = 'kit'; "
    "runpy.run_module('interview_kit', run_name='__main__')"
)


@pytest.mark.parametrize("command", [("build",), ("build", "x.yaml"), ("check", "x.yaml")])
def test_a_command_in_a_deleted_folder_says_which_one(tmp_path: Path, command: tuple[str, ...]) -> None:
    (tmp_path / "gone").mkdir()
    python = (sys.executable, "-c", DELETED)
    told = run(tmp_path / "gone", *command, command=python).within_limits()
    assert told.code != 0 and told.lines, told
    assert "folder" in told.text or "x.yaml" in told.text, told.text


COMPLETED = {
    "a command": ("themes/$(touch x)/theme.yaml", "build -t "),
    "a backquote": ("themes/`touch x`/theme.yaml", "build -t "),
    "an escape code": ("a\x1b[31m.yaml", "build "),
    # More of the kind.
    "a line break": ("a\nb.yaml", "build "),
    "a semicolon": ("themes/a;touch x/theme.yaml", "build -t "),
    "a letter that turns the line": ("a\u202eb.yaml", "build "),
}


ASKED = [(case, shell) for case in COMPLETED for shell in ("bash", "zsh")]


@pytest.mark.spread(4)
@pytest.mark.parametrize("asked", ASKED)
def test_a_completion_hands_out_no_name_that_a_shell_would_run(
    tmp_path: Path, asked: tuple[str, str]
) -> None:
    case, shell = asked
    name, typed = COMPLETED[case]
    here = tmp_path / "here"
    (here / name).parent.mkdir(parents=True)
    (here / name).write_text("extends: base\n", encoding="utf-8")
    words = f"kit {typed}"
    wanted = {"_KIT_COMPLETE": f"{shell}_complete", "COMP_WORDS": words, "COMP_CWORD": str(words.count(" "))}
    kit = (
        sys.executable,
        "-c",
        "import sys; sys.argv[0] = 'kit'; from interview_kit.cli import main; main()",
    )
    told = run(here, more=wanted, command=kit).within_limits()
    assert told.code == 0
    for sign in ("$(", "`", ";", "\x1b", "\u202e", "a\nb"):
        assert sign not in told.said.replace("\\" + sign, ""), told.said
