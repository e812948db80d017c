"""Share the worker processes of single kits between requests, and refuse a request where too many wait."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass, field
from functools import partial
from types import TracebackType
from typing import Any

from interview_kit.build.process_pool import ProcessPool

# Seconds between two looks whether a browser is gone.
_LOOK_EVERY = 0.1
# A preview, which the next keystroke replaces, waits behind fewer requests than these for each worker.
_MOST_BEFORE_A_PREVIEW = 2


class Busy(Exception):
    """As many requests wait already as may wait."""


class Abandoned(Exception):
    """The request for this kit was cancelled by the browser."""


class BoundedQueue:
    """An async context manager that lets `count` requests in at a time while others wait for their turn.

    Entering raises Busy where `waiting` requests wait already; None is for any number.
    """

    def __init__(self, count: int, waiting: int | None) -> None:
        self._turns = asyncio.Semaphore(count)
        self._most_waiting = waiting
        self.count = count
        self.inside = self.waiting = 0

    @property
    def is_long(self) -> bool:
        """Return whether previews are refused, since so many requests wait."""
        return self._most_waiting is not None and self.waiting >= _MOST_BEFORE_A_PREVIEW * self.count

    async def __aenter__(self) -> None:
        """Return when it is the turn of this request. Raises Busy."""
        if self._turns.locked() and self._most_waiting is not None and self.waiting >= self._most_waiting:
            raise Busy
        self.waiting += 1
        try:
            await self._turns.acquire()
        finally:
            self.waiting -= 1
        self.inside += 1

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let the next request in."""
        self.inside -= 1
        self._turns.release()


@dataclass(eq=False, slots=True)
class _Worker:
    """A thread with its own worker process, and the key of the config that the process has."""

    thread: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1))
    pool: ProcessPool = field(default_factory=ProcessPool)
    key: str = ""


class KitWorkers:
    """Worker processes, each for one request at a time; `made` counts the requests that had a result."""

    def __init__(self, count: int, waiting: int | None = None) -> None:
        self._workers = [_Worker() for _ in range(count)]
        self._free = list(self._workers)
        self.queue = BoundedQueue(count, waiting)
        self.made = 0

    async def run(
        self,
        key: str,
        function: Callable[..., Any],
        *arguments: Any,
        is_gone: Callable[[], Awaitable[bool]] | None = None,
    ) -> Any:
        """Return what `function` returns for a process pool of one worker and the arguments, in a thread.

        A worker that has the config of `key` is taken first. Raises Busy where the queue is full, or, with
        `is_gone`, long. Raises Abandoned, and kills the process, once `is_gone` says that the browser went.
        """
        if is_gone and self.queue.is_long:
            raise Busy
        async with self.queue:
            if is_gone and await is_gone():
                raise Abandoned
            worker = next((each for each in self._free if each.key == key), self._free[0])
            self._free.remove(worker)
            worker.key = key
            try:
                call = partial(copy_context().run, function, worker.pool, *arguments)
                working = asyncio.get_running_loop().run_in_executor(worker.thread, call)
                result = await _done_unless_gone(working, worker.pool, is_gone)
                self.made += 1
                return result
            finally:
                self._free.append(worker)

    def end(self) -> None:
        """Kill the worker processes."""
        for worker in self._workers:
            worker.pool.end()
            worker.thread.shutdown(cancel_futures=True)


async def _done_unless_gone(
    working: asyncio.Future[Any], pool: ProcessPool, is_gone: Callable[[], Awaitable[bool]] | None
) -> Any:
    """Return the result of work in a pool; kill its process when who asked is gone. Raises Abandoned."""
    while is_gone and not working.done():
        await asyncio.wait((working,), timeout=_LOOK_EVERY)
        if not working.done() and await is_gone():
            pool.drop()
            await asyncio.wait((working,))
            working.exception()
            raise Abandoned
    return await working
