"""A function in a process of its own: what it returns or refuses comes back, and limits hold it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from click.testing import CliRunner

from interview_kit.build import rosters
from interview_kit.build.limits import Limits, NoAnswer
from interview_kit.build.worker_main import Parent
from interview_kit.build.worker_process import LimitedWorker, Program, WorkerBug, WorkerProcess, run_limited
from interview_kit.cli import main
from interview_kit.support.errors import InvalidInput, Problem
from tests.faults.processes import NEEDS_PROC, descendants, is_running, wait_until

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


def hoard(size: int) -> None:
    """Take memory as a library does that the system does not refuse any."""
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    kept = bytearray(b"1" * size)
    time.sleep(60 + len(kept) * 0)


def run_a_program(parent: Parent, size: int) -> None:
    """Start a program that starts another, tell the process ids of both, and take memory."""
    program = Program(["sh", "-c", "sleep 600 & echo $!; wait"], stdout=subprocess.PIPE)
    assert program.stdout is not None
    parent.send((program.pid, int(program.stdout.readline())))
    hoard(size)


def refusal(function: Callable[..., object], *arguments: object, budget: Limits) -> str:
    with pytest.raises(InvalidInput) as caught:
        run_limited(function, *arguments, budget=budget, file="a.yaml")
    return str(caught.value)


def test_what_a_function_returns_comes_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    def doubled(number: int) -> int:
        return run_limited(double, number, budget=Limits(), file="a.yaml")

    assert run_limited(take, 5 * MIB, budget=Limits(), file="a.yaml") == 5 * MIB
    with ThreadPoolExecutor(2) as threads:  # in threads too
        assert list(threads.map(doubled, (1, 2))) == [2, 4]
    assert Path(run_limited(talk, budget=Limits(), file="a.yaml")).parent == tmp_path
    assert list(tmp_path.iterdir()) == []


@POSIX
def test_a_worker_is_replaced_after_a_call_beyond_its_budget_and_not_before() -> None:
    with LimitedWorker() as worker:

        def called(function: Callable[..., object], *arguments: object, seconds: float = 60) -> object:
            return worker.run(function, *arguments, budget=Limits(seconds), file="a.yaml")

        first = called(os.getpid)
        assert called(os.getpid) == first != os.getpid()
        with pytest.raises(InvalidInput, match=r"longer than 0\.5 seconds"):
            called(wait, True, seconds=0.5)
        assert called(os.getpid) not in (first, os.getpid())


def test_what_it_refuses_and_what_it_breaks_comes_back() -> None:
    assert refusal(refuse, "a.csv", budget=Limits()) == "a.csv:3: not this"
    with pytest.raises(WorkerBug, match="ZeroDivisionError: never mind"):
        run_limited(fail, budget=Limits(), file="a.yaml")


@POSIX
@NEEDS_PROC
@pytest.mark.parametrize("deaf", [False, True], ids=["by its own alarm", "by its parent"])
def test_one_that_takes_too_long_is_ended(deaf: bool) -> None:
    before, started = descendants(os.getpid()), time.monotonic()
    said = refusal(wait, deaf, budget=Limits(seconds=0.5))
    assert said == "a.yaml: reading this takes longer than 0.5 seconds"
    assert time.monotonic() - started < 50
    wait_until(lambda: descendants(os.getpid()) <= before)


@POSIX
@pytest.mark.parametrize("take", [take, hoard], ids=["refused by the system", "by its peak"])
def test_one_that_takes_too_much_memory_is_ended(take: Callable[[int], object]) -> None:
    said = refusal(take, 300 * MIB, budget=Limits(memory=200 * MIB))
    assert said == "a.yaml: reading this takes more than 200 MiB of memory"


@POSIX
def test_one_that_dies_is_noticed() -> None:
    said = refusal(die, signal.SIGABRT, budget=Limits())
    died = "the process that read this was ended (by signal 6): perhaps it needs too much memory"
    assert said == f"a.yaml: {died}"


@POSIX
@NEEDS_PROC
@pytest.mark.parametrize("size", [0, 300 * MIB], ids=["asked to end", "too large"])
def test_the_programs_of_a_worker_end_with_it(size: int) -> None:
    with WorkerProcess(run_a_program, size, memory=200 * MIB) as worker:
        pids = worker.receive()
        if not size:
            worker.send(None)
        with pytest.raises(NoAnswer):
            worker.receive()
    wait_until(lambda: not any(is_running(each) for each in pids))


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
    monkeypatch.setattr(rosters, name, value)
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
        "from interview_kit.build.worker_process import run_limited\n"
        f"large = b'1' * {400 * MIB}\n"
        f"print(run_limited(time.sleep, 0.5, budget=Limits(memory={300 * MIB}), file='a.yaml'))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert (done.stdout, done.returncode) == ("None\n", 0), done.stderr
