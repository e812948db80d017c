"""Call one function in a process of its own, within limits; the process is gone afterwards.

It is a fresh Python process, so it can be started from any thread and after any import.
"""

from __future__ import annotations

import gc
import os
import pickle
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from enum import Enum, auto
from typing import Any, BinaryIO, NoReturn, TypeVar

from interview_kit.build.limits import Limits, OutOfTime, memory_limit, peak_memory, time_limit
from interview_kit.build.safe_start import safe_environment, safe_path
from interview_kit.support.errors import InvalidInput
from interview_kit.support.i18n import message_language, use_language

T = TypeVar("T")

_START = (
    "import sys; sys.path[:] = {path!r}; "
    "from interview_kit.build.worker_process import serve; serve({folder!r})"
)
_READY = b"+"
_TO_START = 120
# The process notices by itself that its time is over; only one that hangs in a library is killed for it.
_GRACE = 2
_LOOK_EVERY = 0.2
TOO_LARGE = 73


class Why(Enum):
    """Why a process gave no answer."""

    TIME = auto()
    MEMORY = auto()
    DIED = auto()


class NoAnswer(Exception):
    """A process gave no answer; `code` is its exit code where it died, negative for a signal."""

    def __init__(self, why: Why, code: int | None = None) -> None:
        super().__init__(why, code)
        self.why = why
        self.code = code


class WorkerBug(Exception):
    """The function raised an unexpected exception; the text is its traceback."""


class WorkerProcess:
    """A process that calls one function and ends."""

    def __init__(self, process: subprocess.Popen[bytes], limits: Limits) -> None:
        assert process.stdin and process.stdout, "a worker is started with pipes"
        self._process = process
        self._limits = limits
        self._to, self._from = process.stdin, process.stdout

    def begin(self, function: Callable[..., object], *arguments: object) -> None:
        """Start calling `function` and return at once."""
        self._send((function, arguments, self._limits, message_language()))

    def answer(self) -> Any:
        """Return what the function returned. Raises InvalidInput as it did, NoAnswer and WorkerBug."""
        if self._read(_TO_START, len(_READY)) != _READY:
            raise self._death()
        answer = self._read(self._limits.seconds + _GRACE)
        try:
            kind, value = pickle.loads(answer)
        except (EOFError, pickle.UnpicklingError):  # it ended before it had answered, or while it did
            raise self._death() from None
        match kind:
            case "returned":
                return value
            case "refused":
                raise InvalidInput(value)
            case "failed":
                raise WorkerBug(value)
        raise NoAnswer(value)

    def _send(self, message: object) -> None:
        with suppress(OSError):  # it has ended, which `answer` will notice
            pickle.dump(message, self._to)
            self._to.flush()

    def _read(self, seconds: float, size: int = -1) -> bytes:
        """Return `size` bytes, or all; after `seconds` the process is killed, which ends the stream."""
        self._too_slow = False
        clock = threading.Timer(seconds, self._end_for_time)
        clock.daemon = True
        clock.start()
        try:
            return self._from.read(size)
        finally:
            clock.cancel()

    def _end_for_time(self) -> None:
        self._too_slow = True
        self._process.kill()

    def _death(self) -> NoAnswer:
        code = self._process.wait()
        why = Why.TIME if self._too_slow else Why.MEMORY if code == TOO_LARGE else Why.DIED
        return NoAnswer(why, code)


@contextmanager
def worker_process(limits: Limits, prepare: Callable[[], object] | None = None) -> Iterator[WorkerProcess]:
    """Yield a process that calls `prepare` first; it is killed at the end.

    Functions are sent by their names, so they have to be at the top of a module. Raises OSError where no
    process can be started.
    """
    # A process that is killed cannot clear away the fonts that its libraries unpack.
    folder = tempfile.mkdtemp(prefix="kit-")
    try:
        # In a session of its own: Ctrl-C is for this process, which then ends the other one.
        process = subprocess.Popen(
            [sys.executable, "-P", "-c", _START.format(path=safe_path(), folder=folder)],
            env=safe_environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            worker = WorkerProcess(process, limits)
            worker._send(prepare)
            yield worker
        finally:
            process.kill()
            with suppress(OSError):  # what was never sent cannot be sent any more
                process.communicate()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def call_in_process(limits: Limits, function: Callable[..., T], *arguments: object) -> T:
    """Return what `function` returns, called in a process of its own.

    Raises InvalidInput as the function does, NoAnswer, WorkerBug, and OSError as `worker_process` does.
    """
    with worker_process(limits) as worker:
        worker.begin(function, *arguments)
        answer: T = worker.answer()
        return answer


def serve(folder: str) -> NoReturn:
    """Call the function that standard input names; `folder` is for temporary files."""
    gc.disable()
    tempfile.tempdir = folder
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    try:
        prepare = pickle.load(sys.stdin.buffer)
        if prepare:
            prepare()
        function, arguments, limits, language = pickle.load(sys.stdin.buffer)
    except EOFError:  # the parent is gone, and can clear nothing away
        shutil.rmtree(folder, ignore_errors=True)
        os._exit(1)
    threading.Thread(target=_end_with_parent, args=(sys.stdin.buffer, folder), daemon=True).start()
    threading.Thread(target=_end_when_too_large, args=(limits,), daemon=True).start()
    with suppress(OSError):  # nobody waits for it any more
        answers.write(_READY)
        answers.flush()
        with use_language(language):
            answers.write(_answer(function, arguments, limits))
        answers.close()
    os._exit(0)


def _answer(function: Callable[..., object], arguments: tuple[object, ...], limits: Limits) -> bytes:
    try:
        with memory_limit(limits), time_limit(limits):
            return pickle.dumps(("returned", function(*arguments)))
    except OutOfTime:
        return pickle.dumps(("ended", Why.TIME))
    except MemoryError:
        return pickle.dumps(("ended", Why.MEMORY))
    except InvalidInput as error:
        return pickle.dumps(("refused", error.problems))
    except Exception:
        return pickle.dumps(("failed", traceback.format_exc()))


def _end_with_parent(lifeline: BinaryIO, folder: str) -> None:
    """Exit when standard input is closed: the parent is gone, even killed."""
    lifeline.read(1)
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(1)


def _end_when_too_large(limits: Limits) -> None:
    """Exit when this process exceeds its memory limit on a system that does not enforce one."""
    while peak_memory() <= limits.memory:
        time.sleep(_LOOK_EVERY)
    os._exit(TOO_LARGE)
