"""The Python API: what its guide shows runs, and it leaves the process of its caller alone."""

from __future__ import annotations

import datetime as dt
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pypdfium2
import pytest

import interview_kit
from interview_kit import BuildEvent, BuildOptions, BuildReport, EventKind, InvalidInput, Status
from interview_kit.tools import library
from tests.paths import ROOT

GUIDE = ROOT / "docs/library.md"
CLASS = "Student name,Job of interest,talk.minutes\n" + "".join(
    f"Student {number:02},welder,{10 + number % 3 * 5}\n" for number in range(31)
)
PERSON = {"name": "Ada Roy", "target": {"occupation": "welder"}, "talk": {"minutes": 15}}
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals")


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    path = tmp_path / "class.csv"
    path.write_text(CLASS, encoding="utf-8")
    return path


def run(script: str, folder: Path, *python: str) -> subprocess.CompletedProcess[str]:
    """Run a script as a person would: from a file, without a guard for its main module."""
    path = folder / "script.py"
    path.write_text(script, encoding="utf-8")
    return subprocess.run(
        [sys.executable, *python, str(path)],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT / "pipeline")},
        capture_output=True,
        text=True,
        timeout=300,
    )


def blocks() -> Iterator[str]:
    yield from re.findall(r"```python\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)


def test_the_guide_runs_as_one_script(tmp_path: Path) -> None:
    (tmp_path / "class.csv").write_text(
        "Student name,Job of interest,Minutes\nAna,welder,15\nBo,cook,many\nCleo,nurse,20\n", encoding="utf-8"
    )
    done = run("\n\n".join(blocks()), tmp_path)
    assert done.returncode == 0, done.stderr
    assert {path.name for path in tmp_path.glob("maya-chen.*")} == {"maya-chen.pdf", "maya-chen.docx"}
    said = done.stdout.splitlines()
    assert {"2 of 3: Ana", "3 of 3: Cleo"} <= set(said) or {"2 of 3: Cleo", "3 of 3: Ana"} <= set(said)
    assert "talk.minutes the most is 60" in said
    assert any(line.startswith("class.csv row 3") and "row 3" in line for line in said)
    assert any(line.startswith("True [") for line in said), "cancelled, with what was not reached"
    assert said[-1].endswith("il faut remplir ceci")


@pytest.mark.long
def test_the_guide_is_typed(tmp_path: Path) -> None:
    (tmp_path / "script.py").write_text("\n\n".join(blocks()), encoding="utf-8")
    (tmp_path / "wrong.py").write_text(
        "import interview_kit\ninterview_kit.build_kit(3)\ninterview_kit.bild_kit('x')\n", encoding="utf-8"
    )
    command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(tmp_path / "cache")]
    checked = subprocess.run(
        [*command, "script.py", "wrong.py"],
        cwd=tmp_path,
        env=os.environ | {"MYPYPATH": str(ROOT / "pipeline")},
        capture_output=True,
        text=True,
    )
    assert re.findall(r"^(\w+\.py):(\d+): .*\[([\w-]+)\]$", checked.stdout, re.MULTILINE) == [
        ("wrong.py", "2", "arg-type"),
        ("wrong.py", "3", "attr-defined"),
    ], checked.stdout


def test_every_public_name_is_exported_and_no_other() -> None:
    for name in library.__all__:
        assert getattr(interview_kit, name) is getattr(library, name)
    with pytest.raises(AttributeError):
        getattr(interview_kit, "local_processes")  # noqa: B009 -- imported by the library, and not public


def build_in(language: str, roster: Path, output: Path) -> tuple[BuildReport, list[BuildEvent]]:
    """Build a class in this thread in a language, and cancel it when ten kits are done."""
    events: list[BuildEvent] = []
    cancel = threading.Event()

    def watch(event: BuildEvent) -> None:
        events.append(event)
        if event.kind is EventKind.BUILT and event.done == 10:
            cancel.set()

    with interview_kit.use_language(language):
        options = BuildOptions(cancel=cancel, language=language, jobs=2)
        report = interview_kit.build_class(
            roster, output=output, formats="txt", options=options, on_event=watch
        )
    return report, events


def test_a_class_is_built_watched_and_cancelled_in_two_languages_at_once(
    roster: Path, tmp_path: Path
) -> None:
    roster.write_text(CLASS.replace("Student 30,welder", ","), encoding="utf-8")
    with ThreadPoolExecutor(2) as threads:
        english, french = threads.map(
            lambda language: build_in(language, roster, tmp_path / language), ("en", "fr")
        )
    for report, events in (english, french):
        kinds = [event.kind for event in events]
        assert kinds[0] in (EventKind.NOTICED, EventKind.REFUSED)
        assert kinds.index(EventKind.PLANNED) < kinds.index(EventKind.STARTED) < kinds.index(EventKind.BUILT)
        assert kinds[-1] is EventKind.FINISHED
        assert events[-1].report is report
        assert {event.total for event in events if event.kind is EventKind.BUILT} == {31}
        assert report.cancelled
        assert not report.ok
        statuses = [kit.status for kit in report.kits]
        assert statuses[30] is Status.REFUSED
        assert 9 <= statuses.count(Status.BUILT) < 30
        assert Status.LEFT in statuses
    refusals = [str(report.kits[30].problems[0]) for report, _ in (english, french)]
    assert refusals[0].endswith("this cell is empty, and it has to be filled in")
    assert refusals[1].endswith("cette cellule est vide, et il faut la remplir")
    again = interview_kit.build_class(
        roster, output=tmp_path / "en", formats=["txt"], options=BuildOptions(language="en")
    )
    assert {kit.status for kit in again.kits[:30]} == {Status.BUILT, Status.UP_TO_DATE}


def test_the_command_line_finds_the_kits_of_the_api_up_to_date(tmp_path: Path) -> None:
    output = tmp_path / "output"
    report = interview_kit.build_class(ROOT / "profiles/leila.yaml", output=output, formats=["txt"])
    assert [path.name for path in report.kits[0].files] == ["leila-haddad.txt"]
    command = [sys.executable, "-m", "interview_kit", "build", str(ROOT / "profiles/leila.yaml")]
    done = subprocess.run(
        [*command, "-f", "txt", "-o", str(output)], cwd=ROOT / "pipeline", capture_output=True, text=True
    )
    assert "up to date" in done.stdout
    kit = interview_kit.build_kit(ROOT / "profiles/leila.yaml", formats=["txt"])
    assert kit.files["txt"] == (output / "leila-haddad.txt").read_bytes()


def process_state() -> tuple[object, ...]:
    """Return what a library must leave alone: signals, environment, path, threads, folder, streams."""
    return (
        [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGALRM)],
        signal.pthread_sigmask(signal.SIG_BLOCK, ()),
        dict(os.environ),
        list(sys.path),
        threading.active_count(),
        os.getcwd(),
        (sys.stdin, sys.stdout, sys.stderr),
    )


@POSIX
def test_the_process_of_the_caller_is_left_alone(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    before = process_state()
    interview_kit.build_kit(PERSON, formats=["txt"])
    interview_kit.build_class(ROOT / "profiles", output=tmp_path, formats=["txt"])
    assert process_state() == before
    assert capfd.readouterr() == ("", "")


@POSIX
def test_the_processes_of_the_caller_still_hear_signals(tmp_path: Path) -> None:
    done = run(
        "import interview_kit, multiprocessing, signal\n"
        "if __name__ == '__main__':\n"
        f"    interview_kit.build_kit({PERSON!r}, formats=['txt'])\n"
        "    context = multiprocessing.get_context('forkserver')\n"
        "    with context.Pool(1) as pool:\n"
        "        blocked = pool.apply(signal.pthread_sigmask, (signal.SIG_BLOCK, ()))\n"
        "        print(blocked & {signal.SIGINT, signal.SIGTERM})\n",
        tmp_path,
    )
    assert (done.stdout, done.returncode) == ("set()\n", 0), done.stderr


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt])
def test_an_exception_of_the_callback_ends_the_build(
    roster: Path, tmp_path: Path, error: type[BaseException]
) -> None:
    def fail(event: BuildEvent) -> None:
        if event.kind is EventKind.BUILT:
            raise error

    roster.write_text("\n".join(CLASS.splitlines()[:5]), encoding="utf-8")
    with pytest.raises(error):
        interview_kit.build_class(roster, output=tmp_path / "out", formats=["txt"], on_event=fail)
    report = interview_kit.build_class(roster, output=tmp_path / "out", formats=["txt"])  # no lock is left
    assert report.ok


def test_errors_are_data(roster: Path, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as refused:
        interview_kit.build_kit(PERSON | {"talk": {"minutes": 300}, "questions": {"keep": ["nope"]}})
    assert [(each.path, each.line) for each in refused.value.problems] == [("talk.minutes", None)]
    with pytest.raises(InvalidInput) as refused:
        interview_kit.explain(PERSON | {"questions": {"keep": ["nope"]}})
    assert [(each.path, each.line) for each in refused.value.problems] == [("questions.keep.1", None)]
    profile = interview_kit.read_profile(PERSON | {"questions": {"keep": ["nope"]}})
    with pytest.raises(InvalidInput) as refused:
        interview_kit.select(profile)
    assert [(each.path, each.line) for each in refused.value.problems] == [("questions.keep.1", None)]
    with pytest.raises(InvalidInput) as refused:
        interview_kit.build_class(
            roster, output=tmp_path, options=BuildOptions(overrides={"talk": {"minuets": 5}})
        )
    assert [each.path for each in refused.value.problems] == ["talk.minuets"]
    with pytest.raises(ValueError, match="md"):
        interview_kit.build_kit(PERSON, formats=["md"])


def test_a_profile_is_read_from_what_yaml_would_hold() -> None:
    talk = {"minutes": "15", "date": dt.date(2026, 12, 11), "time": dt.time(16, 45)}
    about = {"summary": None}
    notices: list[interview_kit.Notice] = []
    profile = interview_kit.read_profile(
        PERSON | {"talk": talk, "about": about, "minor": True, "phone": "123456789"}, on_notice=notices.append
    )
    assert (profile.talk.minutes, profile.talk.date, profile.talk.time) == (15, talk["date"], talk["time"])
    assert profile.minor
    assert ("phone", None) in [(notice.path, notice.line) for notice in notices]


def test_a_roster_a_theme_and_a_selection_are_read(roster: Path) -> None:
    rows = interview_kit.read_roster(roster).rows
    assert len(rows) == 31
    first = rows[0].found
    assert not isinstance(first, InvalidInput)
    theme = interview_kit.load_theme("base", paper="a4")
    chosen = interview_kit.select(first.profile, theme=theme)
    explained = interview_kit.explain(first.profile)["conversations"][0]["questions"]
    assert [each["id"] for each in explained] == [pick.id for pick in chosen.conversations[0].questions]
    kit = interview_kit.build_kit(first.profile, formats="pdf", theme=theme)
    (page, *_rest) = pypdfium2.PdfDocument(kit.files["pdf"])
    assert [round(points) for points in page.get_size()] == [595, 842]  # A4
