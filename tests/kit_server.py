"""Fork `kit` from a process that has imported the program: no command pays for the start of a Python.

Each fork is a process of its own, with its own folder, environment, streams and limits, and so are the worker
processes that it starts. Where KIT_LONG is set, `tests.limited` starts a fresh Python for each instead.
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import pkgutil
import signal
import socket
import subprocess
import sys
import traceback
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import cache
from importlib import import_module
from typing import NoReturn

import pytest

from interview_kit.build import worker_process
from interview_kit.build.limits import USUAL_LIMITS
from interview_kit.build.safe_start import safe_environment
from interview_kit.build.worker_main import Parent, programs
from interview_kit.build.worker_process import ForkServer, WorkerProcess
from interview_kit.cli import main
from interview_kit.stages.read.bank import read_bank
from interview_kit.stages.write.mended_faults import quick_import
from interview_kit.tools.lint_bank.sample_people import _people as all_people
from tests.paths import PACKAGE, ROOT, SOURCE
from tests.shared import some

WARM = "tests.warm_worker"
_START = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from tests.kit_server import serve; serve()"


@dataclass(frozen=True)
class Command:
    """A command to run in `folder`; `out` and `errors` are the files of its streams, `memory` is in bytes.

    It may work for `processor` seconds, and take `for_a_kit` seconds for each kit, or as long as usual where
    that is 0.
    """

    arguments: tuple[str, ...]
    folder: str
    environment: dict[str, str]
    out: str
    errors: str
    memory: int
    processor: int
    for_a_kit: float


class KitServer:
    """The process that forks commands, one at a time; it ends with the process that has started it."""

    def __init__(self) -> None:
        """Start the server."""
        self._program = subprocess.Popen(
            [sys.executable, "-c", _START],
            env={**os.environ, "PYTHONPATH": str(SOURCE)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def start(self, command: Command) -> int:
        """Start a command, and return the id of its process, which leads a process group."""
        assert self._program.stdin is not None
        self._program.stdin.write(json.dumps(asdict(command)) + "\n")
        self._program.stdin.flush()
        return int(self._answer())

    def wait(self) -> tuple[int, int]:
        """Wait for the command; return the status with which it ended, and its peak of memory in KiB."""
        status, peak = map(int, self._answer().split())
        return status, peak

    def _answer(self) -> str:
        assert self._program.stdout is not None
        return self._program.stdout.readline()


@cache
def kit_server() -> KitServer:
    """Return the server of this process."""
    return KitServer()


def modules() -> list[str]:
    """Return the names of the program's modules."""
    found = (module.name for module in pkgutil.walk_packages([str(PACKAGE)], "interview_kit."))
    return [name for name in found if not name.endswith("__main__")]


FEW_PEOPLE = 21
"""The number of sample people, the first of the file, that use all labels, phrases and asks of our banks."""


def use_few_people() -> None:
    """Lint banks in this process with the first of the sample people; with all where KIT_LONG is set."""
    module = import_module("interview_kit.tools.lint_bank.sample_people")
    module.__dict__["_people"] = cache(lambda: tuple(some(all_people(), FEW_PEOPLE)))


def serve() -> None:
    """Import the program, read what is in every kit, and fork for each command on standard input."""
    answers = os.fdopen(os.dup(1), "w")
    with quick_import():
        for name in (*modules(), WARM):
            import_module(name)
    use_few_people()
    read_bank()
    gc.freeze()
    for line in sys.stdin:
        process = os.fork()
        if process == 0:
            answers.close()
            _run(Command(**json.loads(line)))
        print(process, file=answers, flush=True)
        _, status, used = os.wait4(process, 0)
        print(status, used.ru_maxrss, file=answers, flush=True)


def _run(command: Command) -> NoReturn:
    """Be the command, and end with its exit code."""
    code: object = 1
    try:
        _enter(command)
        _call(command.for_a_kit)
    except SystemExit as ended:
        code = ended.code
    except BaseException:
        traceback.print_exc()
    finally:
        atexit._run_exitfuncs()
        sys.stdout.flush()
        os._exit(code if isinstance(code, int) else int(code is not None))


def _enter(command: Command) -> None:
    """Take on the command's session, folder, streams, environment, limits and arguments."""
    import resource

    os.setsid()
    os.chdir(command.folder)
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    for number, path in enumerate((os.devnull, command.out, command.errors)):
        stream = os.open(path, flags if number else os.O_RDONLY)
        os.dup2(stream, number)
        os.close(stream)
    # Not that of the server, which has read further than this command.
    sys.stdin = os.fdopen(0, closefd=False)
    sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
    _set_environment(command.environment)
    resource.setrlimit(resource.RLIMIT_AS, (command.memory,) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (command.processor,) * 2)
    sys.argv[:] = [str(PACKAGE / "__main__.py"), *command.arguments]
    sys.path[:] = [os.getcwd(), *(entry for entry in sys.path if entry not in ("", str(ROOT)))]


def _call(for_a_kit: float) -> None:
    if for_a_kit:
        object.__setattr__(USUAL_LIMITS, "seconds", for_a_kit)
    setattr(worker_process, "_python", ForkedPython)  # noqa: B010 - it takes the place of a function
    main()


class ForkedPython:
    """A worker process forked from this one where the program would start a `Program`."""

    def __init__(self, call: str, stdin: int | socket.socket, stdout: int | None = None) -> None:
        """Fork a process that makes a call of `worker_main`."""
        self._code: int | None = None
        self.pid = os.fork()
        if self.pid:
            programs.add(self)  # type: ignore[arg-type]
            return
        try:
            os.setsid()
            quiet = os.open(os.devnull, os.O_RDWR)
            streams = (stdin, quiet if stdout is None else stdout, quiet)
            for number, stream in enumerate(streams):
                os.dup2(stream if isinstance(stream, int) else stream.fileno(), number)
            os.closerange(3, 1024)
            _set_environment(safe_environment())
            programs.clear()
            exec(f"from interview_kit.build.worker_main import {call}", {})
        finally:
            os._exit(1)

    def poll(self) -> int | None:
        """Return the exit code, negative for a signal; None while the process runs."""
        return self._wait(os.WNOHANG)

    def end(self) -> int | None:
        """Kill the process group if the process still runs, and return the exit code."""
        if self.poll() is None:
            os.killpg(self.pid, signal.SIGKILL)
        programs.discard(self)
        return self._wait(0)

    def _wait(self, how: int) -> int | None:
        if self._code is None:
            ended, status = os.waitpid(self.pid, how)
            self._code = os.waitstatus_to_exitcode(status) if ended else None
        return self._code


@cache
def worker_server() -> ForkServer:
    """Return the fork server of this process's workers, which has imported the program."""
    here, path = os.getcwd(), list(sys.path)
    # A worker may import nothing from the current folder, and this module is in that of the tests; a command
    # that ran in this process has taken the folder out of the path.
    os.chdir("/")
    sys.path.insert(0, str(ROOT))
    try:
        return ForkServer([__name__, *modules(), WARM])
    finally:
        os.chdir(here)
        sys.path[:] = path


def fork_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fork this process's workers from that server, with the folder and the environment of this process."""
    server, start = worker_server(), WorkerProcess.__init__

    def forked(
        worker: WorkerProcess, main: Callable[..., None], *own: object, memory: int, **_: object
    ) -> None:
        start(worker, _work_in, os.getcwd(), dict(os.environ), main, *own, memory=memory, server=server)

    monkeypatch.setattr(WorkerProcess, "__init__", forked)


def _work_in(
    parent: Parent, folder: str, environment: dict[str, str], main: Callable[..., None], *own: object
) -> None:
    os.chdir(folder)
    _set_environment(environment)
    use_few_people()
    main(parent, *own)


def _set_environment(environment: dict[str, str]) -> None:
    os.environ.clear()
    os.environ.update(environment)
