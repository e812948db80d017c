"""Hints name the command as it was called, fit the terminal, and can be printed in any encoding."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from interview_kit.cli import main
from interview_kit.cli.wrapping import wrapped
from tests.paths import ROOT
from tests.terminal import Terminal

KIT = Path(sys.executable).with_name("kit")
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="this is a POSIX shell")
BAD = "name: Ada\ntarget: {occupation: welder}\ndecision: exploring\nquestions: {keep: [nope]}\n"


def run(command: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a line in a shell, as a person does, without the folder of our Python on its path."""
    kept = os.environ | {"PATH": "/usr/bin:/bin", "KIT_MESSAGES": "en"} | environment
    return subprocess.run(["sh", "-c", command], cwd=folder, env=kept, capture_output=True, text=True)


@pytest.mark.spread(3)
@POSIX
@pytest.mark.parametrize(
    ("called", "inside"),
    [
        (shlex.quote(str(KIT)), ""),
        (f"{shlex.quote(sys.executable)} -m interview_kit", ""),
        ("kit", str(KIT.parent)),
        ("env/bin/kit", ""),
    ],
    ids=["by its path", "as a module", "by its name", "by a relative path"],
)
def test_a_printed_hint_can_be_typed(tmp_path: Path, called: str, inside: str) -> None:
    (tmp_path / "env").symlink_to(KIT.parents[1])
    (tmp_path / "bad.yaml").write_text(BAD, encoding="utf-8")
    path = f"{inside}:/usr/bin:/bin"
    told = run(f"{called} check bad.yaml", tmp_path, PATH=path).stderr
    hint = re.search(r"; (.*) bank list shows", told)
    assert hint, told
    assert hint[1] == called
    assert run(f"{hint[1]} bank list --kind question", tmp_path, PATH=path).returncode == 0
    assert f"{called} build profiles/maya.yaml" in run(f"{called} --help", tmp_path, PATH=path).stdout


def test_a_library_calls_the_command_by_its_name(tmp_path: Path) -> None:
    script = (
        "import interview_kit\n"
        "person = {'name': 'A', 'target': {'field': 'x'}, 'questions': {'keep': ['nope']}}\n"
        "try: interview_kit.select(person)\n"
        "except interview_kit.InvalidInput as error: print(error)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT / "pipeline"), "KIT_MESSAGES": "en"},
        capture_output=True,
        text=True,
    )
    assert "; kit bank list shows" in done.stdout


@POSIX
@pytest.mark.parametrize("encoding", ["ascii", "cp850", "cp1252"])
def test_typographic_signs_have_plain_forms(tmp_path: Path, encoding: str) -> None:
    for language in ("en", "fr"):
        command = f"{shlex.quote(str(KIT))} build --help"
        kept = os.environ | {"PYTHONIOENCODING": encoding, "KIT_MESSAGES": language}
        told = subprocess.run(["sh", "-c", command], cwd=tmp_path, env=kept, capture_output=True).stdout
        assert b"\\u" not in told, told.decode(encoding)


@pytest.mark.spread(3)
@pytest.mark.parametrize("width", [40, 80])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_word_is_broken_on_a_terminal(tmp_path: Path, width: int, language: str) -> None:
    command = [sys.executable, "-m", "interview_kit", "bank", "--help"]
    whole = subprocess.run(
        command,
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT / "pipeline"), "KIT_MESSAGES": language, "COLUMNS": "200"},
        capture_output=True,
        text=True,
    ).stdout
    size = f"stty cols {width}; exec {shlex.join(command)}"
    narrow = Terminal(["sh", "-c", size], tmp_path, KIT_MESSAGES=language)
    assert narrow.end() == 0
    words = re.findall(r"\w{2,}", narrow.said)
    assert set(re.findall(r"\w{2,}", whole)) == set(words)
    prose = [line for line in narrow.said.splitlines() if "interview_kit" not in line]
    assert max(map(len, prose)) <= width


@pytest.mark.parametrize(("wish", "coloured"), [("", True), ("1", False)])
def test_a_terminal_without_colours_is_respected(tmp_path: Path, wish: str, coloured: bool) -> None:
    (tmp_path / "bad.yaml").write_text(BAD, encoding="utf-8")
    command = [sys.executable, "-m", "interview_kit", "check", "bad.yaml"]
    terminal = Terminal(command, tmp_path, NO_COLOR=wish, TERM="xterm")
    assert terminal.end() == 2
    assert ("\x1b[" in terminal.said) == coloured


def test_a_line_goes_on_below_its_text_and_keeps_commands_whole() -> None:
    line = "3. good: run kit bank check --theme base, then look at the whole list of what it says"
    lines = wrapped(line, 40).splitlines()
    assert max(map(len, lines)) <= 40
    assert any("kit bank check --theme base" in each for each in lines)


@POSIX
def test_a_viewer_that_fails_is_told_with_the_path(tmp_path: Path) -> None:
    opener = tmp_path / "xdg-open"
    opener.write_text("#!/bin/sh\nexit 3\n", encoding="utf-8")
    opener.chmod(0o755)
    path = f"{tmp_path}:/usr/bin:/bin"
    command = f"{shlex.quote(str(KIT))} build {shlex.quote(str(ROOT / 'profiles/leila.yaml'))} -f txt --open"
    done = run(command, tmp_path, PATH=path)
    assert done.returncode == 0
    assert str(tmp_path / "output/leila-haddad.txt") in done.stderr
    assert "3" in done.stderr


@pytest.mark.parametrize(
    ("typed", "meant"), [("word", "docx"), ("text", "txt"), ("web", "html"), ("pfd", "pdf")]
)
def test_a_format_by_another_name_is_pointed_to(typed: str, meant: str) -> None:
    done = CliRunner().invoke(main, ["build", str(ROOT / "profiles/leila.yaml"), "-f", typed])
    assert done.exit_code == 2
    assert f"did you mean {meant}?" in done.stderr.lower()
