"""Run the command in a process of its own, where a hang and a want of memory are failures by name."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from _pytest.mark import ParameterSet

from tests.build.people import ENVIRONMENT, KIT
from tests.kit_server import Command, kit_server
from tests.shared import LONG

NEEDS_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only Linux refuses memory")
GIB = 1024**3
# By the clock, for a machine that runs much else; a loop without end is killed by what it works.
SECONDS, PROCESSOR = 90, 30
BUG = 70

# Stands between a test, whose size a child would inherit, and the command: sets limits, notes how it ends.
_LAUNCHER = """
import os, resource, sys
memory, processor, end, *command = sys.argv[1:]
if process := os.fork():
    _, status, used = os.wait4(process, 0)
    with open(end, "w") as file:
        print(status, used.ru_maxrss, file=file)
else:
    resource.setrlimit(resource.RLIMIT_AS, (int(memory),) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (int(processor),) * 2)
    os.execvp(command[0], command)
"""
_HASTY = """
import sys
from interview_kit.build.limits import USUAL_LIMITS
from interview_kit.cli import main
object.__setattr__(USUAL_LIMITS, "seconds", float(sys.argv.pop(1)))
main()
"""


def red(reason: str) -> pytest.MarkDecorator:
    """Return the mark of a test that fails until what it asks for is built; then the mark has to go.

    These tests run where KIT_RED is set: `make red`.
    """
    run = "KIT_RED" in os.environ
    return pytest.mark.xfail(strict=True, raises=AssertionError, run=run, reason=reason)


def cases(names: Iterable[Any], reason: str = "", still_red: Collection[Any] = ()) -> list[ParameterSet]:
    """Return each case as a parameter of a test; those that are `still_red` carry the mark of `red`."""
    assert set(still_red) <= set(names)
    return [
        pytest.param(name, marks=[red(reason)] if name in still_red else [], id=str(name)) for name in names
    ]


@dataclass(frozen=True)
class Told:
    """How a command ended: its exit code (negative where it was killed), and what it printed.

    `lines` are those of standard error, `said` is standard output, and `peak` the most memory in bytes that
    it or one of its processes used.
    """

    code: int
    lines: list[str]
    said: str
    seconds: float
    peak: int

    @property
    def text(self) -> str:
        """Return all lines of standard error."""
        return "\n".join(self.lines)

    def within_limits(self) -> Told:
        """Return this, after asserting an end in time, less than a gigabyte, and no report of a bug."""
        assert self.code >= 0, f"ended by signal {-self.code} after {self.seconds:.0f} s: {self.text[-500:]}"
        assert self.code != BUG and "Traceback" not in self.text, self.text[-800:]
        assert self.peak < GIB, f"{self.peak / 2**20:.0f} MiB"
        return self


def run(
    folder: Path,
    *arguments: str,
    seconds: float = SECONDS,
    processor: int = PROCESSOR,
    memory: int = 6 * GIB,
    for_a_kit: float = 0,
    more: Mapping[str, str] | None = None,
    command: Sequence[str] = (),
) -> Told:
    """Run `kit` in a folder, and kill it after so many seconds.

    A kit may take `for_a_kit` seconds in place of a minute, so that no test waits for one.
    Each of its processes may have `memory` bytes and `processor` seconds of work. `more` are further
    environment variables, and `command` is what runs in place of `kit`.
    """
    beside = folder.parent / f"{folder.name}-told"
    beside.mkdir(exist_ok=True)
    out, errors = beside / "said", beside / "errors"
    environment = ENVIRONMENT | dict(more or {})
    started = time.monotonic()
    if LONG or more or command:
        what = command or ((sys.executable, "-c", _HASTY, str(for_a_kit)) if for_a_kit else KIT)
        limits = (sys.executable, "-S", "-c", _LAUNCHER, str(memory), str(processor), str(beside / "end"))
        code, peak = _started([*limits, *what, *arguments], folder, environment, seconds, out, errors)
    else:
        asked = Command(
            arguments, str(folder), environment, str(out), str(errors), memory, processor, for_a_kit
        )
        code, peak = _forked(asked, seconds)
    told = [path.read_text("utf-8", "surrogateescape") for path in (out, errors)]
    return Told(code, told[1].splitlines(), told[0], time.monotonic() - started, peak * 1024)


def _forked(command: Command, seconds: float) -> tuple[int, int]:
    """Return the exit code of a command of this process's server, and its peak of memory in KiB."""
    process = kit_server().start(command)
    with _killed_after(seconds, process):
        status, peak = kit_server().wait()
    return os.waitstatus_to_exitcode(status), peak


def _started(
    command: Sequence[str],
    folder: Path,
    environment: Mapping[str, str],
    seconds: float,
    out: Path,
    errors: Path,
) -> tuple[int, int]:
    """Return the exit code of a command in a fresh process, and its peak of memory in KiB."""
    end = Path(command[6])
    with out.open("wb") as said, errors.open("wb") as complained:
        launcher = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=complained,
            start_new_session=True,
        )
        with _killed_after(seconds, launcher.pid):
            killed = launcher.wait()
    status, peak = (0, 0) if killed else map(int, end.read_text().split())
    return killed or os.waitstatus_to_exitcode(status), peak


@contextmanager
def _killed_after(seconds: float, process: int) -> Iterator[None]:
    """Kill a process group after so many seconds, and at the end of the block what is left of it."""
    clock = threading.Timer(seconds, _kill, (process,))
    clock.start()
    try:
        yield
    finally:
        clock.cancel()
        _kill(process)


def _kill(process: int) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process, signal.SIGKILL)
