"""Run the real command in a process of its own, where a hang and a want of memory are failures by name."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import pytest
from _pytest.mark import ParameterSet

from interview_kit.build.limits import USUAL_LIMITS
from interview_kit.cli import main
from tests.build.people import ENVIRONMENT, KIT
from tests.paths import SOURCE

NEEDS_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only Linux refuses memory")
GIB = 1024**3
# By the clock, for a machine that runs much else; a loop without end is killed by what it works.
SECONDS, PROCESSOR = 90, 30
BUG = 70


def red(reason: str) -> pytest.MarkDecorator:
    """Return the mark of what is still to be mended; who mends it takes the mark away."""
    return pytest.mark.xfail(strict=True, raises=AssertionError, reason=reason)


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
    Each of its processes may have `memory` bytes and `processor` seconds of work. The command is run in a
    copy of this process, which has loaded the program; in a new one where `more`, further environment
    variables, or another `command` is given.
    """

    def limit() -> None:
        import resource

        os.setsid()
        resource.setrlimit(resource.RLIMIT_AS, (memory,) * 2)
        resource.setrlimit(resource.RLIMIT_CPU, (processor,) * 2)

    beside = folder.parent / f"{folder.name}-told"
    beside.mkdir(exist_ok=True)
    started = time.monotonic()
    with (beside / "said").open("wb") as said, (beside / "errors").open("wb") as errors:
        started_here: subprocess.Popen[bytes] | None = None
        if more or command:
            started_here = subprocess.Popen(
                [*(command or KIT), *arguments],
                cwd=folder,
                env=ENVIRONMENT | dict(more or {}),
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=errors,
                preexec_fn=limit,
            )
            process = started_here.pid
        elif not (process := os.fork()):
            limit()
            if for_a_kit:
                object.__setattr__(USUAL_LIMITS, "seconds", for_a_kit)
            _be_the_command(folder, arguments, (said.fileno(), errors.fileno()))
        clock = threading.Timer(seconds, _kill, (process,))
        clock.start()
        _, status, used = os.wait4(process, 0)
        clock.cancel()
        _kill(process)
    code = os.waitstatus_to_exitcode(status)
    if started_here:
        started_here.returncode = code
    told = [(beside / name).read_text("utf-8", "surrogateescape") for name in ("said", "errors")]
    took = time.monotonic() - started
    return Told(code, told[1].splitlines(), told[0], took, used.ru_maxrss * 1024)


def _be_the_command(folder: Path, arguments: Sequence[str], streams: tuple[int, int]) -> NoReturn:
    """Run the command and end this process, whatever happens."""
    try:
        os.chdir(folder)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        for number, (stream, name) in enumerate(zip(streams, ("stdout", "stderr"), strict=True), start=1):
            os.dup2(stream, number)
            setattr(sys, name, os.fdopen(number, "w", encoding="utf-8", closefd=False))
        os.environ |= {"PYTHONPATH": str(SOURCE)}
        sys.argv = ["kit", *arguments]
        main(list(arguments))
        code = 0
    except SystemExit as leaving:
        code = leaving.code if isinstance(leaving.code, int) else 1
    except BaseException:
        import traceback

        traceback.print_exc(file=sys.stderr)
        code = 1
    with suppress(OSError, ValueError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)


def _kill(process: int) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process, signal.SIGKILL)
