"""The worker's side of a worker process: receive messages, keep to the memory limit, end with the parent."""

from __future__ import annotations

import gc
import os
import pickle
import shutil
import signal
import socket
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable, Iterable
from contextlib import suppress
from importlib import import_module
from queue import Empty, SimpleQueue
from types import FrameType
from typing import TYPE_CHECKING, Any, NoReturn

from interview_kit.build.limits import NoAnswer, peak_memory
from interview_kit.stages.write.mended_faults import quick_import
from interview_kit.support.errors import KitError
from interview_kit.support.i18n import use_language

if TYPE_CHECKING:
    from interview_kit.build.worker_process import Program

TOO_LARGE = 73
"""The exit code of a worker that exceeded its memory limit."""
REQUEST = 8
"""The bytes of a request to the fork server, and of its answer."""
_IDLE = 300
_LOOK_EVERY = 0.2


programs: set[Program] = set()
"""The programs that this process runs, which must not outlive it."""


class Parent:
    """The parent process, as its worker sees it: `messages` are those received and not yet handled."""

    def __init__(self, reader: int, writer: int) -> None:
        self._reader = os.fdopen(reader, "rb")
        self._writer = os.fdopen(writer, "wb")
        self.messages: SimpleQueue[Any] = SimpleQueue()
        self.on_message: Callable[[], None] | None = None

    def read(self) -> Any:
        """Return the next message. Raises EOFError where the parent is gone."""
        return pickle.load(self._reader)

    def send(self, message: object) -> None:
        """Send a message. Raises OSError where the parent is gone."""
        self._writer.write(pickle.dumps(message))
        self._writer.flush()

    def listen(self) -> NoReturn:
        """Queue each message, and call `on_message`; end this process when the parent ends, even killed."""
        try:
            while (message := self.read()) is not None:
                self.messages.put(message)
                if self.on_message:
                    self.on_message()
        finally:
            leave(1)


def leave(code: int) -> NoReturn:
    """End this process and the programs that it runs at once, and delete its temporary folder."""
    # Without the libraries' exit handlers, which take a while.
    for program in tuple(programs):
        program.end()
    shutil.rmtree(tempfile.gettempdir(), ignore_errors=True)
    os._exit(code)


def serve() -> NoReturn:
    """Be a worker whose messages come through standard input and output; what is printed is discarded."""
    gc.disable()
    answers = os.dup(1)
    os.dup2(2, 1)
    _work(os.dup(0), answers)


def _work(reader: int, writer: int) -> NoReturn:
    """Call the function of the first message with its arguments, then end this process."""
    parent = Parent(reader, writer)
    try:
        main, arguments, folder, memory, language, niceness = parent.read()
    except EOFError:
        os._exit(1)
    if niceness and sys.platform != "win32":
        os.nice(niceness)
    tempfile.tempdir = folder
    # They are for the parent alone, which ends its workers.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _ignore)
    threading.Thread(target=parent.listen, daemon=True).start()
    threading.Thread(target=_end_when_too_large, args=(memory,), daemon=True).start()
    with suppress(EOFError, OSError, Empty), use_language(language):
        main(parent, *arguments)
    leave(0)


def _ignore(number: int, frame: FrameType | None) -> None:
    # Not SIG_IGN, which the programs that a worker starts would inherit.
    pass


def _end_when_too_large(most: int) -> None:
    while peak_memory() <= most:
        time.sleep(_LOOK_EVERY)
    leave(TOO_LARGE)


def answer_calls(parent: Parent, prepare: Callable[..., Iterable[Any]] | None, *arguments: object) -> None:
    """Answer each call that the parent sends; `prepare` runs first, and returns last arguments for each."""
    shared = prepare(*arguments) if prepare else ()
    parent.send("ready")
    while True:
        function, own = parent.messages.get(timeout=_IDLE)
        try:
            answer: tuple[str, object] = "returned", function(*own, *shared)
        except (KitError, NoAnswer) as error:
            answer = "raised", error
        except Exception:
            answer = "failed", traceback.format_exc()
        parent.send(answer)


def fork_server(modules: Iterable[str]) -> NoReturn:
    """Import modules, then fork a worker for each pair of file descriptors received on standard input.

    A request without them is the id of a worker that is ending, and is answered with its exit code.
    """
    gc.disable()
    requests = socket.socket(fileno=os.dup(0))
    os.dup2(1, 0)  # or the workers would keep it open
    with quick_import():
        for name in modules:
            with suppress(Exception):  # the first kit reports a missing library
                import_module(name)
    while True:
        request, files, *_ = socket.recv_fds(requests, REQUEST, 2)
        if not request:
            os._exit(0)
        if files:
            answer = _fork(requests, files)
        else:
            _, status = os.waitpid(int.from_bytes(request), 0)
            answer = os.waitstatus_to_exitcode(status)
        requests.sendall(answer.to_bytes(REQUEST, signed=True))


def _fork(requests: socket.socket, files: list[int]) -> int:
    worker = os.fork()
    if worker == 0:
        try:
            requests.close()
            _work(*files)
        finally:
            os._exit(1)
    with suppress(OSError):  # it has ended already
        os.setpgid(worker, worker)
    for file in files:
        os.close(file)
    return worker
