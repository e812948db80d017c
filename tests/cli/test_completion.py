"""A real bash completes commands, options, files, themes and keys; the other shells get their script."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from interview_kit.cli import COMMANDS, main
from tests.paths import ROOT
from tests.terminal import KIT, Terminal

ADA = "name: Ada\ntarget: {field: art}\n"


def offered(*words: str, shell: str = "fish") -> list[str]:
    """Return what the program offers for the last of the words."""
    environment = {
        "_KIT_COMPLETE": f"{shell}_complete",
        "COMP_WORDS": "\n".join(("kit", *words)),
        "COMP_CWORD": words[-1] if shell == "fish" else str(len(words)),
    }
    result = CliRunner().invoke(main, [], env=environment, prog_name="kit")
    return [line.split(",", 1)[1].split("\t")[0] for line in result.stdout.splitlines() if line]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("ada.yaml", "a class.csv", "notes.txt", "ada.expect.yaml", "kit.txt", ".ada.yaml"):
        Path(name).write_text(ADA, encoding="utf-8")
    Path("people").mkdir()
    Path("people/bo.yml").write_text(ADA, encoding="utf-8")
    return tmp_path


def test_commands_and_options_are_offered() -> None:
    assert offered("") == list(COMMANDS)
    assert offered("co") == ["collect", "config", "completion"]
    assert offered("build", "--pap") == ["--paper"]
    assert offered("build", "--paper", "") == ["letter", "a4"]
    assert offered("build", "--theme", "ba") == ["base"]


def test_keys_and_their_words_are_offered() -> None:
    assert offered("build", "--set", "talk.mi") == ["talk.minutes="]
    assert offered("check", "--set", "talk.channel=") == [
        f"talk.channel={word}" for word in ("phone", "in-person", "video", "written")
    ]
    assert offered("build", "--set", "goals=pay;o") == ["goals=pay;outlook"]
    assert offered("build", "--set", "questions.keep=sal") == ["questions.keep=salary-ranges"]
    assert offered("build", "--set", "minor=") == ["minor=true", "minor=false"]
    assert offered("build", "--set", "name=") == []


def test_bash_is_offered_what_a_build_can_read(here: Path) -> None:
    assert offered("build", "", shell="bash") == ["a class.csv", "ada.yaml", "people"]
    assert offered("build", "people/", shell="bash") == ["people/bo.yml"]
    assert offered("check", "a", shell="bash") == ["a class.csv", "ada.yaml"]
    assert offered("check", "no/such/", shell="bash") == []


def test_bash_gets_only_the_part_that_it_takes_for_the_word() -> None:
    assert offered("build", "--set", "talk.channel", "=", "vi", shell="bash") == ["video"]
    assert offered("build", "--set", "talk.channel", "=", shell="bash")[0] == "phone"
    assert offered("build", "--set", "talk.channel=vi", shell="bash") == ["talk.channel=video"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_a_script_that_asks_kit(shell: str) -> None:
    result = CliRunner().invoke(main, ["completion", shell])
    assert result.exit_code == 0
    assert f"_KIT_COMPLETE={shell}_complete" in result.stdout


def test_a_word_for_people_keeps_what_stands_behind_a_comma() -> None:
    result = CliRunner().invoke(main, ["completion", "fish"])
    assert 'string split -m 1 ","' in result.stdout


@pytest.mark.skipif(shutil.which("fish") is None, reason="there is no fish here")
def test_a_real_fish_is_offered_commands_with_what_they_do(here: Path) -> None:
    _kit_in(here)
    asks = 'complete -C "kit theme n"; complete -C "kit build --set talk.channel=v"'
    result = subprocess.run(
        ["fish", "--no-config", "-c", f"kit completion fish | source; {asks}"],
        env={"PATH": f"{here}/bin:/usr/bin:/bin", "HOME": str(here), "KIT_MESSAGES": "en"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert result.stdout.splitlines() == [
        "new\tBegin a theme with a name, a colour and a logo.",
        "talk.channel=video",
    ]


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash here")
def test_a_real_bash_completes_what_is_typed(here: Path) -> None:
    path = f"{_kit_in(here).parent}:/usr/bin:/bin"
    terminal = Terminal(["bash", "--norc", "--noprofile", "-i"], here, PATH=path, PS1="ready> ")
    terminal.type('source <(kit completion bash) && echo "is $?"', after="ready> ")
    terminal.wait_for("is 0\n")
    terminal.type("kit che\ta\\ \t--set talk.ch\tvi\t", after="ready> ")
    terminal.type("exit", after="checked:")
    terminal.end()
    line = "ready> kit check a\\ class.csv --set talk.channel=video"
    assert line in terminal.said.replace("\a", ""), terminal.said


def _kit_in(folder: Path) -> Path:
    """Return the command `kit`, as a program in a folder of its own."""
    command = folder / "bin/kit"
    command.parent.mkdir()
    path = ROOT
    command.write_text(f'#!/bin/sh\nPYTHONPATH={path} exec {KIT[0]} -c "{KIT[2]}" "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    return command
