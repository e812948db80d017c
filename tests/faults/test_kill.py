"""Builds that are killed, or whose workers are: nothing is lost, left behind or half written."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from interview_kit.cli import main
from interview_kit.support import output_folder
from tests.build.people import ENVIRONMENT, KIT, for_ever, half_written, kits, make_class, make_theme
from tests.faults.processes import (
    NEEDS_PROC,
    build,
    catches,
    descendants,
    is_running,
    line_with,
    seconds_used,
    wait_until,
    workers,
)
from tests.shared import LONG

pytestmark = NEEDS_PROC


def build_again(people: Path, out: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [*KIT, "build", str(people), "-o", str(out), *options]
    return subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True, check=False)


SIZE = 60 if LONG else 5


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return the digests of the files of a class that was built without any harm."""
    folder = tmp_path_factory.mktemp("calm")
    people = make_class(folder / "class", SIZE)
    assert build_again(people, folder / "out", "-j1", "-f", "html", "-f", "docx").returncode == 0
    return kits(folder / "out/class")


def one_worker(root: int) -> list[int]:
    return workers(root)[:1]


def waiting_each() -> float:
    """Return how many processes share each processor of this machine, at least one."""
    return max(1, os.getloadavg()[0] / (os.cpu_count() or 1))


def everything(root: int) -> list[int]:
    return sorted(descendants(root))


@pytest.mark.spread(2)
@pytest.mark.parametrize("victims", [one_worker, everything])
@pytest.mark.parametrize("kill", range(5 if LONG else 1))
def test_a_killed_worker_costs_no_kit(
    tmp_path: Path, calm: dict[str, str], kill: int, victims: Callable[[int], list[int]]
) -> None:
    """SIGKILL of one worker of a class, or of all and the fork server: what they were at is tried again."""
    people = make_class(tmp_path / "class", SIZE)
    with build(people, "-o", tmp_path / "out", "-j2", "-f", "html", "-f", "docx") as process:
        for _ in range(1 + kill):
            line_with(process.stdout, ".html")
        for victim in victims(process.pid):
            os.kill(victim, signal.SIGKILL)
        said, _ = process.communicate()
    assert process.returncode == 0
    assert f"{SIZE} of {SIZE} kits built" in said
    assert kits(tmp_path / "out/class") == calm


def test_a_kit_that_kills_its_worker_each_time_fails_by_name(tmp_path: Path) -> None:
    """One kit takes for ever, and its worker is killed each time: that kit fails, and nothing else."""
    people = make_class(tmp_path / "class", 6)
    theme = make_theme(tmp_path / "theme", for_ever("Person 02"))
    ended = threading.Event()

    def hunt(root: int) -> None:
        while not ended.is_set():
            if len(list((tmp_path / "out").rglob("*.html"))) == 5:
                for worker in workers(root):
                    os.kill(worker, signal.SIGKILL)
            time.sleep(0.002)

    with build(people, "-o", tmp_path / "out", "-j2", "-f", "html", "-t", theme) as process:
        hunter = threading.Thread(target=hunt, args=(process.pid,))
        hunter.start()
        try:
            said, errors = process.communicate(timeout=60)
        finally:
            ended.set()
            hunter.join()
    assert sorted(kits(tmp_path / "out/class")) == [f"person-0{n}.html" for n in (1, 3, 4, 5, 6)]
    assert process.returncode == 1
    assert "5 of 6 kits built" in said
    assert errors.startswith(f"{people}/p02.yaml: ")
    again = build_again(people, tmp_path / "out", "-f", "html")
    assert (again.returncode, len(kits(tmp_path / "out/class"))) == (0, 6)


@pytest.mark.parametrize(
    ("jobs", "number", "code"),
    [
        ("-j1", signal.SIGTERM, 143),
        ("-j2", signal.SIGINT, 130),
        *([("-j1", signal.SIGINT, 130), ("-j2", signal.SIGTERM, 143)] if LONG else []),
    ],
)
def test_a_signal_stops_the_build_and_says_what_is_left(
    tmp_path: Path, passing: Path, jobs: str, number: int, code: int
) -> None:
    people = make_class(tmp_path / "class", 12)
    with build(people, "-o", tmp_path / "out", jobs, temporary=passing) as process:
        line_with(process.stdout, ".docx")
        below = descendants(process.pid)
        process.send_signal(number)
        process.send_signal(number)  # an impatient second one changes nothing
        started = time.monotonic()
        _, errors = process.communicate(timeout=20)
        assert not LONG or time.monotonic() - started < 3 * waiting_each(), "the promise of three seconds"
    assert process.returncode == code, errors
    wait_until(lambda: not any(is_running(each) for each in below))
    built = len(kits(tmp_path / "out/class")) // 2
    first, *left = errors.splitlines()
    assert first == f"stopped: {built} of 12 kits built, {12 - built} left to do:"
    assert left[-1] == f"  {people}/p12.yaml"
    assert len(left) == 12 - built
    assert half_written(tmp_path) == []
    assert list(passing.iterdir()) == []


def test_a_signal_before_the_first_kit_is_no_crash(tmp_path: Path) -> None:
    with build("-", "-o", tmp_path / "out") as process:  # it waits for a profile
        wait_until(lambda: catches(process.pid, signal.SIGTERM))
        process.send_signal(signal.SIGTERM)
        said = process.communicate(timeout=20)
    assert (process.returncode, said) == (143, ("", "stopped before the first kit\n"))
    assert not (tmp_path / "out").exists()


@pytest.mark.spread(2)
@pytest.mark.parametrize("step", range(24 if LONG else 3))
def test_after_a_kill_at_any_instant_the_next_build_ends_whole(
    tmp_path: Path, passing: Path, calm: dict[str, str], step: int
) -> None:
    people = make_class(tmp_path / "class", 4)
    options = (people, "-o", tmp_path / "out", "-j2", "-f", "html", "-f", "docx")
    with build(*options, temporary=passing) as process:
        wait_until(lambda: (tmp_path / "out/class/.kit.lock").exists())
        # From the first worker's start to the last kit: about a second, in even steps.
        time.sleep(step * (1.2 / (24 if LONG else 3)))
        below = descendants(process.pid)
        process.kill()
        process.communicate()
    wait_until(lambda: not any(is_running(each) for each in below))
    if (tmp_path / "out/class").exists():
        assert [name for name, digest in kits(tmp_path / "out/class").items() if digest != calm[name]] == []
    # The fork server's socket, at most: nobody is left who could clear it away.
    assert [path for path in passing.rglob("*") if path.is_file()] == []
    again = build_again(people, tmp_path / "out", "-j2", "-f", "html", "-f", "docx")
    assert (again.returncode, again.stderr) == (0, "")
    assert "4 of 4 kits built" in again.stdout
    found = kits(tmp_path / "out/class")
    assert found == {name: digest for name, digest in calm.items() if name in found}
    assert len(found) == 8
    assert half_written(tmp_path) == []


@pytest.mark.spread(2)
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM], ids=["killed", "stopped"])
def test_workers_end_with_their_parent_even_in_the_middle_of_a_kit(tmp_path: Path, number: int) -> None:
    people = make_class(tmp_path / "class", 4)
    theme = make_theme(tmp_path / "theme", for_ever("Person"))
    with build(people, "-o", tmp_path / "out", "-j2", "-f", "html", "-t", theme) as process:
        wait_until(lambda: [each for each in workers(process.pid) if seconds_used(each) > 1])
        below = descendants(process.pid)
        process.send_signal(number)
        # A kit without end is ended after a minute; its worker is gone long before. It holds the output open.
        process.wait(timeout=25)
    wait_until(lambda: not any(is_running(each) for each in below), at_most=25)


def test_a_signal_while_a_kit_is_written_waits_until_it_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(source: str, target: Path) -> None:
        signal.raise_signal(signal.SIGTERM)
        os.replace(source, target)

    monkeypatch.setattr(output_folder, "os", SimpleNamespace(**vars(os) | {"replace": interrupted}))
    people = make_class(tmp_path / "class", 3)
    arguments = ["build", str(people), "-o", str(tmp_path / "out"), "-j1", "-f", "txt", "-f", "html"]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 143
    assert result.stderr.startswith("stopped: 1 of 3 kits built, 2 left to do:\n")
    assert list(kits(tmp_path / "out/class")) == ["person-01.html", "person-01.txt"]
    assert [path.name for path in (tmp_path / "out/class/.kit").glob("*.json")] == ["person-01.json"]
    monkeypatch.undo()
    assert "  up to date       1" in CliRunner().invoke(main, arguments).stdout


@pytest.mark.parametrize("turn", range(5 if LONG else 1))
def test_of_two_builds_at_once_one_builds_and_one_is_refused(
    tmp_path: Path, calm: dict[str, str], turn: int
) -> None:
    people = make_class(tmp_path / "class", 5)
    options = (people, "-o", tmp_path / "out", "-j1", "-f", "html", "-f", "docx")
    with build(*options) as first, build(*options) as second:
        said = [process.communicate() for process in (first, second)]
    codes = (first.returncode, second.returncode)
    assert sorted(codes) == [0, 4]
    refused = said[codes.index(4)][1]
    assert refused.startswith(f"another build is writing into {tmp_path / 'out/class'}; ")
    found = kits(tmp_path / "out/class")
    assert found == {name: digest for name, digest in calm.items() if name in found}
    assert len(found) == 10
    assert half_written(tmp_path) == []
