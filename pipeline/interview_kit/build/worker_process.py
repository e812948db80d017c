"""Start worker processes, hold them to their limits, and kill them with everything that they have started.

A worker calls one function, which receives messages from the parent (`worker_main`). It is a fresh Python
process, or is forked from a fork server: a process that has imported what is needed and done nothing else, so
that it has no threads (Pango starts some when it first looks for a font). The `multiprocessing`
package is not used: it takes longer to start, and its fork server belongs to the caller.
"""

from __future__ import annotations

import os
import pickle
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import Any, ClassVar, Self, TypeVar

from interview_kit.build.limits import Limits, NoAnswer, Why, within
from interview_kit.build.safe_start import safe_environment, safe_path
from interview_kit.build.worker_main import REQUEST, TOO_LARGE, answer_calls, programs
from interview_kit.support.errors import InvalidInput, Problem
from interview_kit.support.i18n import N_, _, message_language, reason_of

T = TypeVar("T")

READING = {
    Why.TIME: N_("reading this takes longer than {seconds:g} seconds"),
    Why.MEMORY: N_("reading this takes more than {memory} MiB of memory"),
    Why.DIED: N_("the process that read this was ended ({how}): perhaps it needs too much memory"),
}
"""The messages of a file that could not be read within limits."""

_START = "import sys; sys.path[:] = {path!r}; from interview_kit.build.worker_main import {call}"
_TO_START = 120
# The worker notices by itself that its time is over; only one that hangs in a library is killed for it.
_GRACE = 2


class WorkerBug(Exception):
    """The function raised an unexpected exception; the text is its traceback."""


class Program(subprocess.Popen[bytes]):
    """A program in a process group of its own, without standard streams except those given."""

    def __init__(self, command: Sequence[str], **options: Any) -> None:
        """Start the program with options of `subprocess.Popen`. Raises OSError where that is impossible."""
        streams = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.DEVNULL)
        # In a session of its own: Ctrl-C is for this process, which then ends the other one.
        super().__init__(command, **streams | options, start_new_session=sys.platform != "win32")
        programs.add(self)

    def __del__(self, *_: object) -> None:
        """Give no warning about a program that runs on, such as the fork server when the caller ends."""

    def end(self) -> int:
        """Kill the group if the program still runs, and return the exit code, negative for a signal."""
        if self.poll() is None:
            _kill_group(self.pid)
        programs.discard(self)
        return self.wait()


class ForkServer:
    """A process that has imported modules and forks workers from itself, each with a process group."""

    def __init__(self, modules: Sequence[str]) -> None:
        """Start the server. Raises OSError where that is impossible."""
        self._socket, theirs = socket.socketpair()
        with theirs:
            self._program = _python(f"fork_server; fork_server({modules!r})", stdin=theirs)
        self._lock = threading.Lock()
        self._codes: dict[int, int | None] = {}

    @property
    def is_running(self) -> bool:
        """Return whether the server can fork workers."""
        return self._program.poll() is None

    def fork(self, reader: int, writer: int) -> int:
        """Return the id of a worker with two file descriptors. Raises OSError if the server has ended."""
        with self._lock:
            socket.send_fds(self._socket, [bytes(REQUEST)], [reader, writer])
            pid = self._answer()
            self._codes.pop(pid, None)
            return pid

    def end(self, pid: int) -> int | None:
        """Kill a worker and its group if it still runs, and return its exit code, if the server knows it."""
        with self._lock, suppress(OSError):
            if pid not in self._codes:
                _kill_group(pid)
                self._codes[pid] = None
                self._socket.sendall(pid.to_bytes(REQUEST))
                self._codes[pid] = self._answer()
        return self._codes[pid]

    def _answer(self) -> int:
        answer = self._socket.recv(REQUEST)
        if not answer:
            raise ConnectionResetError(_("the process that starts others has ended"))
        return int.from_bytes(answer, signed=True)


class WorkerProcess:
    """A worker process, as its parent sees it; `niceness` is that of all processes that are started."""

    niceness: ClassVar[int] = 0

    def __init__(
        self, main: Callable[..., None], *arguments: object, memory: int, server: ForkServer | None = None
    ) -> None:
        """Start a process of at most `memory` bytes that calls `main` with its `Parent` and the arguments.

        Functions are sent by name, so they have to be at the top of a module. Raises OSError where no process
        can be started.
        """
        # A process that is killed cannot clear away the fonts that its libraries unpack.
        self._folder = tempfile.mkdtemp(prefix="kit-")
        self._too_slow = self._ready = False
        self._ending = threading.Lock()
        reader, to = os.pipe()
        source, writer = os.pipe()
        self._to, self._from = os.fdopen(to, "wb"), os.fdopen(source, "rb")
        try:
            self.pid, self._kill = self._start(reader, writer, server)
        except OSError:
            self._clear()
            raise
        finally:
            os.close(reader)
            os.close(writer)
        self.send((main, arguments, self._folder, memory, message_language(), self.niceness))

    def _start(
        self, reader: int, writer: int, server: ForkServer | None
    ) -> tuple[int, Callable[[], int | None]]:
        if server:
            pid = server.fork(reader, writer)
            return pid, partial(server.end, pid)
        program = _python("serve; serve()", stdin=reader, stdout=writer)
        return program.pid, program.end

    def __enter__(self) -> Self:
        """Return the worker, which is ended at the end of the block."""
        return self

    def __exit__(self, *error: object) -> None:
        """End the worker."""
        self.end()

    def send(self, message: object) -> bool:
        """Send a message, and return whether the worker was there to receive it."""
        try:
            pickle.dump(message, self._to)
            self._to.flush()
        except (OSError, ValueError):
            return False
        return True

    def receive(self, seconds: float = threading.TIMEOUT_MAX) -> Any:
        """Return the next message from the worker, which is killed if it takes longer. Raises NoAnswer."""
        clock = threading.Timer(seconds, self._end_for_time)
        clock.daemon = True
        clock.start()
        try:
            return pickle.load(self._from)
        except (EOFError, OSError, ValueError, pickle.UnpicklingError):
            code = self._kill()
        finally:
            clock.cancel()
        why = Why.TIME if self._too_slow else Why.MEMORY if code == TOO_LARGE else Why.DIED
        raise NoAnswer(why, code)

    def _end_for_time(self) -> None:
        self._too_slow = True
        self._kill()

    def call(self, function: Callable[..., object], *arguments: object) -> bool:
        """Let a worker whose main function is `answer_calls` call a function; return whether it was there."""
        return self.send((function, arguments))

    def answer(self, seconds: float) -> Any:
        """Return what the function returned.

        Raises the KitError or NoAnswer that it raised, WorkerBug for any other exception, and NoAnswer where
        the worker died or took longer.
        """
        self._ready = self._ready or bool(self.receive(_TO_START))
        kind, value = self.receive(seconds + _GRACE)
        match kind:
            case "returned":
                return value
            case "raised":
                raise value
        raise WorkerBug(value)

    def end(self) -> None:
        """Kill the worker and its process group, and delete its temporary folder."""
        with self._ending:
            self._kill()
            self._clear()

    def _clear(self) -> None:
        with suppress(OSError):  # what was never sent cannot be sent any more
            self._to.close()
        self._from.close()
        shutil.rmtree(self._folder, ignore_errors=True)


class LimitedWorker:
    """A worker process for several calls, each within a budget; after one beyond it a new process is started.

    The process starts at the first call, which sets its memory.
    """

    def __init__(self) -> None:
        self._worker: WorkerProcess | None = None

    def __enter__(self) -> Self:
        """Return this, whose process is ended at the end of the block."""
        return self

    def __exit__(self, *error: object) -> None:
        """End the process."""
        self._end()

    def run(
        self,
        function: Callable[..., T],
        *arguments: object,
        budget: Limits,
        file: str,
        templates: Mapping[Why, str] = READING,
    ) -> T:
        """Return what `function` returns, called in the process within a budget of time and memory.

        Raises KitError as the function does, WorkerBug, and InvalidInput with `file` where there is no
        answer.
        """
        try:
            self._worker = self._worker or WorkerProcess(answer_calls, None, memory=budget.memory)
            self._worker.call(within, budget, function, *arguments)
            answer: T = self._worker.answer(budget.seconds)
            return answer
        except NoAnswer as error:
            self._end()
            problem = error.problem(file, budget, templates)
        except OSError as error:
            message = _("no process could be started to read this: {reason}", reason=reason_of(error))
            problem = Problem(file, None, None, "", message)
        raise InvalidInput((problem,))

    def _end(self) -> None:
        if self._worker:
            self._worker.end()
        self._worker = None


def run_limited(
    function: Callable[..., T],
    *arguments: object,
    budget: Limits,
    file: str,
    templates: Mapping[Why, str] = READING,
) -> T:
    """Return what `function` returns, called in a process of its own, as by `LimitedWorker.run`."""
    with LimitedWorker() as worker:
        return worker.run(function, *arguments, budget=budget, file=file, templates=templates)


def _python(call: str, **streams: object) -> Program:
    command = [sys.executable, "-c", _START.format(path=safe_path(), call=call)]
    return Program(command, env=safe_environment(), **streams)


def _kill_group(pid: int) -> None:
    with suppress(OSError):
        if sys.platform == "win32":
            os.kill(pid, signal.SIGTERM)
        else:
            os.killpg(pid, signal.SIGKILL)
