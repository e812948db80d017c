"""Call functions in a worker process, one at a time, and give one up as soon as its caller is cancelled."""

from __future__ import annotations

import asyncio
import itertools
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from interview_kit.build.limits import Limits, NoAnswer, Why
from interview_kit.build.worker_main import Parent
from interview_kit.build.worker_process import WorkerBug, WorkerProcess
from interview_kit.support.i18n import message_language

GIVE_UP = ()
"""The message that has the process give up a call, and wait for the next one."""

# Seconds added to a call's time limit, for the imports of a new process.
_TO_START = 30
_TO_END = 0.8


class WorkerClient:
    """A worker process, which starts at the first call and again after its death; used on the event loop."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._turn = asyncio.Lock()
        self._numbers = itertools.count(1)
        self._answers: asyncio.Queue[Any] = asyncio.Queue()
        self._worker: WorkerProcess | None = None

    def start(self) -> None:
        """Start the process, so that it has its libraries when the first call comes."""
        if self._worker is None:
            self._started()

    async def call(
        self, function: Callable[..., Any], *arguments: object, hear: Callable[[Any], None] | None = None
    ) -> Any:
        """Return what a function returns, called in the process in the language of the caller.

        Of a generator function, `hear` is called with each value. A caller that is cancelled has the process
        give the call up at once. Raises the KitError that the function raises, WorkerBug, and NoAnswer.
        """
        async with self._turn:
            number = next(self._numbers)
            message = number, message_language(), function, arguments
            worker = self._worker
            if worker is None or not worker.send(message):
                worker = self._started()
                worker.send(message)
            try:
                async with asyncio.timeout(self._limits.seconds + _TO_START):
                    return await self._answer(worker, number, hear)
            except TimeoutError:
                self._kill()
                raise NoAnswer(Why.TIME) from None
            except asyncio.CancelledError:
                worker.send(GIVE_UP)
                raise

    async def _answer(self, worker: WorkerProcess, number: int, hear: Callable[[Any], None] | None) -> Any:
        while True:
            source, answered, kind, value = await self._answers.get()
            if source is not worker or answered not in (number, 0):
                continue  # of a call that was given up
            match kind:
                case "yielded":
                    if hear:
                        hear(value)
                case "returned":
                    return value
                case "failed":
                    raise WorkerBug(value)
                case "raised" | "gone":
                    raise value

    def _started(self) -> WorkerProcess:
        self._kill()
        worker = self._worker = WorkerProcess(_serve, memory=self._limits.memory)
        loop = asyncio.get_running_loop()
        self._listener = threading.Thread(target=self._listen, args=(worker, loop), daemon=True)
        self._listener.start()
        return worker

    def _listen(self, worker: WorkerProcess, loop: asyncio.AbstractEventLoop) -> None:
        """Receive answers in a thread, and pass them to the event loop."""
        with suppress(RuntimeError):  # the loop has ended meanwhile
            try:
                while True:
                    loop.call_soon_threadsafe(self._answers.put_nowait, (worker, *worker.receive()))
            except NoAnswer as error:
                loop.call_soon_threadsafe(self._gone, worker, error)

    def _gone(self, worker: WorkerProcess, error: NoAnswer) -> None:
        if self._worker is worker:
            self._kill()
        self._answers.put_nowait((worker, 0, "gone", error))

    def _kill(self) -> None:
        worker, self._worker = self._worker, None
        if worker:
            worker.end()

    def end(self) -> None:
        """End the process, and kill it if it does not end in 0.8 seconds."""
        worker, self._worker = self._worker, None
        if worker:
            worker.send(None)
            self._listener.join(_TO_END)
            worker.end()


def _serve(parent: Parent) -> None:
    """Run the worker; imported here so that the parent process does not load its libraries."""
    from interview_kit.web.worker_main import serve

    serve(parent)
