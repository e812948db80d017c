"""A function in a process of its own: what it returns or refuses comes back, and limits hold it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from click.testing import CliRunner

from interview_kit.build import roster
from interview_kit.build.limits import Limits
from interview_kit.build.worker_process import NoAnswer, Why, WorkerBug, call_in_process
from interview_kit.cli import main
from interview_kit.support.errors import InvalidInput, Problem
from tests.faults.processes import NEEDS_PROC, descendants, wait_until

MIB = 1024 * 1024
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals")


@pytest.fixture(autouse=True)
def elsewhere(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in another folder: a worker imports nothing from the current one, where these functions are."""
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))


def double(number: int) -> int:
    return 2 * number


def refuse(file: str) -> None:
    raise InvalidInput((Problem(file, 3, None, "", "not this"),))


def fail() -> None:
    raise ZeroDivisionError("never mind")


def wait(deaf: bool) -> None:
    if deaf:  # as a library that does not come back
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})
    time.sleep(60)


def take(size: int) -> int:
    return len(bytes(size))


def die(number: int) -> None:
    os.kill(os.getpid(), number)


def talk() -> str:
    print("this is no answer", flush=True)
    os.write(1, b"nor is this")
    return tempfile.gettempdir()


def test_what_a_function_returns_comes_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert call_in_process(Limits(), take, 5 * MIB) == 5 * MIB
    with ThreadPoolExecutor(2) as threads:  # in threads too
        assert list(threads.map(lambda number: call_in_process(Limits(), double, number), (1, 2))) == [2, 4]
    assert Path(call_in_process(Limits(), talk)).parent == tmp_path
    assert list(tmp_path.iterdir()) == []


def test_what_it_refuses_and_what_it_breaks_comes_back() -> None:
    with pytest.raises(InvalidInput) as caught:
        call_in_process(Limits(), refuse, "a.csv")
    assert str(caught.value) == "a.csv:3: not this"
    with pytest.raises(WorkerBug, match="ZeroDivisionError: never mind"):
        call_in_process(Limits(), fail)


@POSIX
@NEEDS_PROC
@pytest.mark.parametrize("deaf", [False, True], ids=["by its own alarm", "by its parent"])
def test_one_that_takes_too_long_is_ended(deaf: bool) -> None:
    before, started = descendants(os.getpid()), time.monotonic()
    with pytest.raises(NoAnswer) as caught:
        call_in_process(Limits(seconds=0.5), wait, deaf)
    assert caught.value.why is Why.TIME
    assert time.monotonic() - started < 50
    wait_until(lambda: descendants(os.getpid()) <= before)


@POSIX
def test_one_that_takes_too_much_memory_is_ended() -> None:
    with pytest.raises(NoAnswer) as caught:
        call_in_process(Limits(memory=200 * MIB), take, 300 * MIB)
    assert caught.value.why is Why.MEMORY


@POSIX
def test_one_that_dies_is_noticed() -> None:
    with pytest.raises(NoAnswer) as caught:
        call_in_process(Limits(), die, signal.SIGABRT)
    assert (caught.value.why, caught.value.code) == (Why.DIED, -signal.SIGABRT)


ROSTER = "name,target.field,decision\n" + "Zoe,care,exploring\n" * 5000


@POSIX
@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("MEMORY", MIB, "reading this takes more than 1 MiB of memory; divide it into several rosters"),
        ("SECONDS", 0.05, "reading this takes longer than 0.05 seconds; divide it into several rosters"),
    ],
)
def test_a_roster_that_takes_too_much_is_one_refusal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: float, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(roster, name, value)
    Path("r.csv").write_text(ROSTER, encoding="utf-8")
    result = CliRunner().invoke(main, ["check", "r.csv"])
    assert (result.exit_code, result.stderr) == (2, f"r.csv: {said}\n")


def test_a_roster_is_refused_where_no_process_can_be_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    Path("r.csv").write_text(ROSTER, encoding="utf-8")
    result = CliRunner().invoke(main, ["check", "r.csv"])
    assert result.exit_code == 2
    assert result.stderr.startswith("r.csv: no process could be started to read this: ")


@pytest.mark.skipif(
    sys.platform != "linux", reason="elsewhere a process does not begin with its parent's peak"
)
def test_the_memory_of_the_caller_does_not_count() -> None:
    script = (
        "import time; from interview_kit.build.limits import Limits\n"
        "from interview_kit.build.worker_process import call_in_process\n"
        f"large = b'1' * {400 * MIB}\n"
        f"print(call_in_process(Limits(memory={300 * MIB}), time.sleep, 0.5))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert (done.stdout, done.returncode) == ("None\n", 0), done.stderr
