"""The command itself: what it prints where, its exit codes, and that it does not crash."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

import interview_kit.build.sources
from interview_kit.cli import COMMANDS, main
from interview_kit.support.errors import MissingLibrary
from tests.paths import SOURCE
from tests.saying import said
from tests.sentences import Sentences

GOOD = "name: Maya\ndecision: exploring\ntarget: {field: animal care}\n"
BAD = "name: Maya\nminor: perhaps\n"
ENVIRONMENT = os.environ | {"PYTHONPATH": str(SOURCE)}
RUN = [sys.executable, "-c", "from interview_kit.cli import main; main(prog_name='kit')"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("class").mkdir()
    for name, text in (("good.yaml", GOOD), ("class/a.yaml", GOOD), ("class/b.yaml", BAD), ("bad.yaml", BAD)):
        Path(name).write_text(text, encoding="utf-8")
    Path("class/b.expect.yaml").write_text("not: a profile", encoding="utf-8")
    Path("nobody").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    ("sources", "code", "summary"),
    [
        (["good.yaml"], 0, "1 profile checked: 1 good, 0 refused\n"),
        (["bad.yaml"], 2, "1 profile checked: 0 good, 1 refused\n"),
        (["none.yaml"], 2, "1 profile checked: 0 good, 1 refused\n"),
        (["nobody"], 2, "1 profile checked: 0 good, 1 refused\n"),
        (["class"], 1, "2 profiles checked: 1 good, 1 refused\n"),
        (["good.yaml", "class/a.yaml"], 0, "2 profiles checked: 2 good, 0 refused\n"),
        (["bad.yaml", "class/b.yaml"], 1, "2 profiles checked: 0 good, 2 refused\n"),
        (["class", "nobody", "good.yaml"], 1, "4 profiles checked: 2 good, 2 refused\n"),
    ],
)
def test_exit_codes(folder: Path, sources: list[str], code: int, summary: str) -> None:
    result = CliRunner().invoke(main, ["check", *sources])
    assert (result.exit_code, result.stdout) == (code, summary)


def test_problems_and_notes_go_to_standard_error_in_plain_text(folder: Path) -> None:
    Path("long.yaml").write_text(GOOD + "talk: {minutes: 25}\n", encoding="utf-8")
    result = CliRunner().invoke(main, ["check", "long.yaml", "class", "nobody"])
    assert said(result.stderr) == [
        "long.yaml:4:17 talk.minutes: note: 25 minutes is much for a first talk with a stranger; "
        "20 or fewer is usual",
        "class/b.yaml:2:8 minor: write the age in years in digits, such as 15, or yes or no",
        "nobody: no profile in this folder; a profile's name ends in .yaml",
    ]


def test_standard_input_is_read(folder: Path) -> None:
    good = CliRunner().invoke(main, ["check", "-"], input=GOOD)
    bad = CliRunner().invoke(main, ["check", "-"], input=b"name: \xff")
    assert (good.exit_code, good.stderr) == (0, "")
    assert (bad.exit_code, bad.stderr) == (
        2,
        "-:1:7: byte 6 (0xFF) is not UTF-8 text; save the file again as UTF-8\n",
    )


def test_help_shows_every_command_and_loads_none() -> None:
    shown = loaded_by(["--help"], {"pydantic", "yaml", "weasyprint", "docx", "jinja2"})
    assert shown.endswith("\n[]\n")
    for name, does in COMMANDS.items():
        assert f"  {name}" in shown
        assert does in " ".join(shown.split())


def test_check_loads_no_writer(folder: Path) -> None:
    shown = loaded_by(["check", "good.yaml"], {"weasyprint", "docx"})
    assert shown == "1 profile checked: 1 good, 0 refused\n[]\n"


def loaded_by(arguments: list[str], libraries: set[str]) -> str:
    """Return what the command prints, and then which of the libraries it loaded."""
    code = (
        f"import sys; from interview_kit.cli import main; main({arguments}, standalone_mode=False);"
        f"print(sorted({libraries} & set(sys.modules)))"
    )
    run = [sys.executable, "-c", code]
    return subprocess.run(run, env=ENVIRONMENT, capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize(
    ("arguments", "code", "last_line"),
    [
        (["chek"], 2, "Error: No such command 'chek'. (Did you mean one of: 'check', 'schema'?)"),
        (["check"], 2, "Error: Missing argument 'SOURCE...'."),
        (["check", "--nope", "x"], 2, "Error: No such option '--nope'."),
    ],
)
def test_usage_errors(arguments: list[str], code: int, last_line: str) -> None:
    result = CliRunner().invoke(main, arguments)
    assert (result.exit_code, said(result.stderr)[-1]) == (code, last_line)


@pytest.mark.parametrize(
    ("error", "code", "line"),
    [
        (
            MissingLibrary("pango", "apt install libpango-1.0-0"),
            3,
            "pango is missing. To install it, run: apt install libpango-1.0-0",
        ),
        (OSError(errno.ENOSPC, "No space left on device", "out.pdf"), 3, "out.pdf: No space left on device"),
        (KeyboardInterrupt(), 130, "stopped"),
        (
            ZeroDivisionError("secret"),
            70,
            "this is a bug in kit (ZeroDivisionError); run it again with --debug and report it",
        ),
    ],
)
def test_every_error_is_one_line_and_a_code(
    folder: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int, line: str
) -> None:
    def fail(path: Path) -> None:
        raise error

    monkeypatch.setattr(interview_kit.build.sources, "open_profile", fail)
    quiet = CliRunner().invoke(main, ["check", "good.yaml"])
    assert (quiet.exit_code, said(quiet.stderr)) == (code, [line])
    for arguments in (["--debug", "check", "good.yaml"], ["check", "good.yaml", "--debug"]):
        loud = CliRunner().invoke(main, arguments)
        assert loud.exit_code == code
        assert said(loud.stderr)[0] == "Traceback (most recent call last):"
        assert said(loud.stderr)[-1] == line


def test_a_closed_standard_output_is_no_crash(folder: Path) -> None:
    closed = ["sh", "-c", '"$@" | true', "sh", *RUN, "check", "good.yaml"]
    assert subprocess.run(closed, env=ENVIRONMENT, capture_output=True, check=True).stderr == b""


def test_no_standard_streams_at_all_is_no_crash(folder: Path) -> None:
    # The shell's own echo still has its output; only the command is cut off.
    cut_off = ["sh", "-c", '"$@" <&- >&- 2>&-; echo $?', "sh", *RUN, "check", "good.yaml"]
    shown = subprocess.run(cut_off, env=ENVIRONMENT, capture_output=True, text=True, check=True)
    assert (shown.stdout, shown.stderr) == ("0\n", "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("arguments", [["--help"], ["check", "good.yaml"]])
def test_a_full_standard_output_is_said(folder: Path, arguments: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        shown = subprocess.run(
            [*RUN, *arguments], env=ENVIRONMENT, stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert (shown.returncode, shown.stderr) == (3, b"No space left on device\n")


def test_a_terminal_without_the_letters_is_no_crash(folder: Path) -> None:
    Path("\u0141ukasz.yaml").write_text(BAD, encoding="utf-8")
    western = ENVIRONMENT | {"PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "1"}
    shown = subprocess.run([*RUN, "check", "\u0141ukasz.yaml"], env=western, capture_output=True, check=False)
    assert shown.returncode == 2
    assert shown.stderr.startswith(b"\\u0141ukasz.yaml:2:8 minor: write the age in years")


@pytest.mark.parametrize("command", [["check"], ["build", "--dry-run"]], ids=["check", "build"])
def test_notes_of_a_class_are_counted_and_not_all_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sentences: Sentences, command: list[str]
) -> None:
    """Fifty notes of a roster at most, three of them alike; `kit roster show` has them all."""
    monkeypatch.chdir(tmp_path)
    rows = [f"Ana Roy{row} (A{row}),a welder,yes,exploring" for row in range(70)]
    Path("class.csv").write_text("\n".join(["name,occupation,minor,decision", *rows]), "utf-8")

    def told() -> list[str]:
        lines = said(CliRunner().invoke(main, [*command, "class.csv"]).stderr)
        assert sum("A (name)" in line for line in lines) == 47
        return [line for line in lines if "A (name)" not in line][-4:]

    last = "class.csv column B (occupation)", "class.csv"
    third = "class.csv row 3, column B (occupation)", "class.csv row 4, column B (occupation)"
    assert sentences.places("check: notes of a class", told) == [*third, *last]
    every = CliRunner().invoke(main, ["roster", "show", "class.csv"]).stdout
    assert {f"(A{row})" in every for row in range(70)} == {True}
