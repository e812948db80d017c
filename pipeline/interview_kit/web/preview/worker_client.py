"""Start the worker process that renders kits, send it requests, and restart it if it dies or hangs."""

from __future__ import annotations

import asyncio
import multiprocessing
import shutil
import tempfile
import threading
from collections.abc import Callable
from contextlib import suppress
from contextvars import copy_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from interview_kit.build.limits import Limits, too_slow
from interview_kit.build.safe_start import safe_start
from interview_kit.support.i18n import N_, _, message_language, use_language
from interview_kit.web.preview.messages import Answer, PageDraft, RenderFailure, RenderRequest
from interview_kit.web.preview.mistakes import unplaced

LIMITS = Limits()
# Seconds added to a kit's time limit, for the imports of a new worker.
_TO_START = 30
_TO_END = 0.8
_DIED = N_(
    "the process that draws kits was ended: perhaps the computer ran out of memory; save a file to try again"
)


class WorkerClient:
    """The worker process, controlled from the event loop; `answered` is called there with each answer."""

    def __init__(self, answered: Callable[[Answer], None]) -> None:
        self._answered = answered
        self._loop = asyncio.get_running_loop()
        # With the message language, which the listening thread does not inherit.
        self._context = copy_context()
        # The worker's temporary folder: a killed process cannot delete the fonts that its libraries unpack.
        self._folder = ""
        self._process: BaseProcess | None = None
        self._connection: Connection | None = None
        self._order: RenderRequest | None = None
        self._alarm: asyncio.TimerHandle | None = None

    def start(self) -> None:
        """Start the worker process; it imports its libraries while the browser opens."""
        self._folder = tempfile.mkdtemp(prefix="kit-")
        # Not fork: a fork of a process with threads can deadlock.
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        arguments = (theirs, self._folder, message_language())
        self._process = context.Process(target=_run_worker, args=arguments, daemon=True)
        with safe_start():
            self._process.start()
        theirs.close()
        threading.Thread(target=self._listen, args=(self._connection,), daemon=True).start()

    def give(self, order: RenderRequest) -> None:
        """Request a kit; it supersedes the one that is being rendered."""
        self._expect(order)
        if self._connection is None:
            self.start()
        assert self._connection is not None
        try:
            self._connection.send(order)
        except OSError:
            self._gone(self._connection)

    def end(self) -> None:
        """Stop the worker, kill it if it does not stop in 0.8 seconds, and delete its temporary folder."""
        self._expect(None)
        if self._connection is None or self._process is None:
            return
        connection, process = self._connection, self._process
        self._connection = self._process = None
        with suppress(OSError):
            connection.send(None)
        process.join(_TO_END)
        if process.is_alive():
            process.kill()
            process.join()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _listen(self, connection: Connection) -> None:
        """Receive answers in a thread, and pass them to the event loop."""
        while True:
            try:
                answer: Answer = connection.recv()
            except (EOFError, OSError):
                break
            self._call(self._hear, answer)
        self._call(self._gone, connection)
        connection.close()

    def _call(self, function: Callable[..., None], argument: object) -> None:
        try:
            self._loop.call_soon_threadsafe(function, argument, context=self._context)
        except RuntimeError:  # the loop has ended meanwhile
            return

    def _hear(self, answer: Answer) -> None:
        if self._order is None or answer.number != self._order.number:
            return
        if not isinstance(answer, PageDraft):
            self._expect(None)
        self._answered(answer)

    def _expect(self, order: RenderRequest | None) -> None:
        if self._alarm:
            self._alarm.cancel()
        self._order = order
        self._alarm = self._loop.call_later(LIMITS.seconds + _TO_START, self._too_slow) if order else None

    def _too_slow(self) -> None:
        order = self._order
        if self._process:
            self._process.kill()
        if order:
            self._expect(None)
            self._answered(RenderFailure(order.number, unplaced(too_slow(LIMITS))))

    def _gone(self, connection: Connection) -> None:
        """Handle the death of the worker: report the failure; the next request starts another worker."""
        if connection is not self._connection:
            return
        order = self._order
        self.end()
        if order:
            self._answered(RenderFailure(order.number, unplaced(_(_DIED))))


def _run_worker(connection: Connection, folder: str, language: str) -> None:
    """Run the worker; imported here so that the parent process does not load its libraries."""
    from interview_kit.web.preview.worker_main import serve

    with use_language(language):
        serve(connection, folder)
