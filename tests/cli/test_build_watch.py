"""`kit build --watch` and `--open`: it builds after each saving, goes on after mistakes, and ends cleanly."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

import interview_kit.cli.build_run
from interview_kit.cli import main
from interview_kit.support.command_line import pip_install
from tests.terminal import KIT, Terminal

ADA = "name: Ada\ndecision: exploring\ntarget: {field: art}\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a folder with a profile, and an xdg-open that notes what it is to show."""
    monkeypatch.chdir(tmp_path)
    Path("ada.yaml").write_text(ADA, encoding="utf-8")
    opener = tmp_path / "bin/xdg-open"
    opener.parent.mkdir()
    opener.write_text(f'#!/bin/sh\nprintf "%s\\n" "$1" >> {tmp_path}/shown\n', encoding="utf-8")
    opener.chmod(0o755)
    monkeypatch.setenv("PATH", f"{opener.parent}{os.pathsep}{os.environ['PATH']}")
    return tmp_path


def shown(folder: Path) -> list[str]:
    """Return what was shown; the opener is not waited for, so it may take a moment."""
    for _ in range(200):
        if (folder / "shown").exists():
            break
        time.sleep(0.02)
    return (folder / "shown").read_text(encoding="utf-8").splitlines()


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="xdg-open is not what shows files here")
def test_each_saving_builds_again_and_a_mistake_does_not_end_it(here: Path) -> None:
    # The kit goes into the folder that is watched, and is itself no reason to build again.
    command = [*KIT, "build", "ada.yaml", "--watch", "--open", "-f", "txt", "-o", "."]
    terminal = Terminal(command, here, PATH=os.environ["PATH"])
    terminal.wait_for("Watching. Save a file to build again; Ctrl-C ends it.\n")
    terminal.mark()
    Path("ada.yaml").write_text(f"{ADA}tark: {{}}\n", encoding="utf-8")
    terminal.wait_for("ada.yaml:4:1 tark: unknown key, did you mean talk?")
    terminal.wait_for("Watching.")
    terminal.mark()
    Path("ada.new").write_text(f"{ADA}talk: {{minutes: 30}}\n", encoding="utf-8")
    os.replace("ada.new", "ada.yaml")
    terminal.wait_for("ada.txt  (")
    terminal.interrupt(after="Watching.")
    assert (terminal.end(), terminal.said.count("ada.txt  (")) == (0, 2), terminal.said
    assert "30\u00a0minutes" in Path("ada.txt").read_text(encoding="utf-8")
    assert shown(here) == [str(here / "ada.txt")]


def test_it_watches_from_the_first_mistake_on(here: Path) -> None:
    Path("people").mkdir()
    terminal = Terminal([*KIT, "build", "people", "--watch", "-f", "txt", "-o", "out"], here)
    terminal.wait_for("no profile in this folder")
    terminal.wait_for("Watching.")
    terminal.mark()
    Path("people/ada.yaml").write_text(ADA, encoding="utf-8")
    terminal.wait_for("ada.txt")
    terminal.wait_for("Watching.")
    terminal.send(signal.SIGTERM)
    assert terminal.end() in (143, -signal.SIGTERM)


def test_standard_input_cannot_be_watched(here: Path) -> None:
    result = CliRunner().invoke(main, ["build", "-", "--watch"])
    assert (result.exit_code, "standard input cannot be watched" in result.stderr) == (2, True)


def test_without_its_library_watching_says_how_to_get_it(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    result = CliRunner().invoke(main, ["build", "ada.yaml", "--watch"])
    assert (result.exit_code, result.stderr) == (
        3,
        "watchfiles, which notices what is saved, is missing. "
        f"To install it, run: {pip_install('interview-kit[preview]')}\n",
    )
    assert not Path("output").exists()


@pytest.mark.parametrize(
    ("sources", "formats", "result"),
    [
        (["ada.yaml"], ["-f", "txt", "-f", "html"], "out/ada.txt"),
        (["people"], ["-f", "txt"], "out/people"),
        (["bad.yaml"], ["-f", "txt"], None),
    ],
)
def test_open_shows_the_kit_or_the_folder_of_several(
    here: Path, monkeypatch: pytest.MonkeyPatch, sources: list[str], formats: list[str], result: str | None
) -> None:
    found: list[Path] = []
    monkeypatch.setattr("interview_kit.cli.build_run.show_file", found.append)
    Path("people").mkdir()
    for name in ("ada", "bo"):
        Path(f"people/{name}.yaml").write_text(ADA.replace("Ada", name), encoding="utf-8")
    Path("bad.yaml").write_text("nmae: Bad", encoding="utf-8")
    CliRunner().invoke(main, ["build", *sources, *formats, "-o", "out", "--open", "-j", "1"])
    assert found == ([Path(result)] if result else [])


def test_where_nothing_can_show_a_file_its_place_is_said(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("PATH", str(here / "nothing"))
    interview_kit.cli.build_run.show_file(Path("ada.pdf"))
    assert capsys.readouterr().err == f"nothing here can show files (xdg-open); it is {here / 'ada.pdf'}\n"
