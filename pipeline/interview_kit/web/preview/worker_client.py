"""Start the worker process that renders kits, send it requests, and restart it if it dies or hangs."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from contextvars import copy_context

from interview_kit.build.limits import BUILDING, Limits, NoAnswer, Why
from interview_kit.build.worker_main import Parent
from interview_kit.build.worker_process import WorkerProcess
from interview_kit.support.i18n import N_
from interview_kit.web.preview.messages import Answer, PageDraft, RenderFailure, RenderRequest
from interview_kit.web.preview.mistakes import unplaced

LIMITS = Limits()
# Seconds added to a kit's time limit, for the imports of a new worker.
_TO_START = 30
_TO_END = 0.8
_TEMPLATES = {
    **BUILDING,
    Why.DIED: N_(
        "the process that draws kits was ended: perhaps the computer ran out of memory; "
        "save a file to try again"
    ),
}


class WorkerClient:
    """The worker process, controlled from the event loop; `answered` is called there with each answer."""

    def __init__(self, answered: Callable[[Answer], None]) -> None:
        self._answered = answered
        self._loop = asyncio.get_running_loop()
        # With the message language, which the listening thread does not inherit.
        self._context = copy_context()
        self._worker: WorkerProcess | None = None
        self._order: RenderRequest | None = None
        self._alarm: asyncio.TimerHandle | None = None

    def start(self) -> WorkerProcess:
        """Start and return the worker process; it imports its libraries while the browser opens."""
        worker = self._worker = WorkerProcess(_run_worker, memory=LIMITS.memory)
        self._listener = threading.Thread(target=self._listen, args=(worker,), daemon=True)
        self._listener.start()
        return worker

    def give(self, order: RenderRequest) -> None:
        """Request a kit; it supersedes the one that is being rendered."""
        worker = self._worker or self.start()
        self._expect(order)
        worker.send(order)

    def end(self) -> None:
        """Stop the worker, and kill it if it does not stop in 0.8 seconds."""
        self._expect(None)
        worker, self._worker = self._worker, None
        if worker:
            worker.send(None)
            self._listener.join(_TO_END)
            worker.end()

    def _listen(self, worker: WorkerProcess) -> None:
        """Receive answers in a thread, and pass them to the event loop."""
        try:
            while True:
                self._call(self._hear, worker.receive())
        except NoAnswer as error:
            self._call(self._gone, worker, error)

    def _call(self, function: Callable[..., None], *arguments: object) -> None:
        with suppress(RuntimeError):  # the loop has ended meanwhile
            self._loop.call_soon_threadsafe(function, *arguments, context=self._context)

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
        if order:
            seconds = LIMITS.seconds + _TO_START
            self._alarm = self._loop.call_later(seconds, self._gone, self._worker, NoAnswer(Why.TIME))

    def _gone(self, worker: WorkerProcess | None, error: NoAnswer) -> None:
        """Handle the end of the worker: report the failure; the next request starts another worker."""
        if worker is not self._worker:
            return
        order = self._order
        self.end()
        if order:
            self._answered(RenderFailure(order.number, unplaced(error.message(LIMITS, _TEMPLATES))))


def _run_worker(parent: Parent) -> None:
    """Run the worker; imported here so that the parent process does not load its libraries."""
    from interview_kit.web.preview.worker_main import serve

    serve(parent)
