"""Do long work in the background, show how far it is, and end what no page waits for any more.

Its page stays open while the work runs, so that the work ends when the window is closed.
"""

from __future__ import annotations

import asyncio
import json
import threading
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import copy_context
from dataclasses import dataclass, field
from secrets import token_urlsafe
from typing import Generic, TypeVar

from starlette.requests import Request

# Seconds without a page that waits, until a work ends: a page that is loaded again takes less. The first
# page of a work may take longer.
AFTER_THE_LAST_PAGE, UNTIL_THE_FIRST_PAGE = 1.5, 15.0
# Seconds until a page without scripts is loaded again, and a screen reader begins to read it.
EVERY = 10.0
# Seconds between two looks at a work.
_STEP = 0.25
_AGAIN = '<noscript><meta http-equiv="refresh" content="0"></noscript>'
# What is sent when the page is to be loaded again.
_END = "</body>"
_MOST_KEPT = 2


@dataclass(eq=False, kw_only=True)
class BackgroundWork(ABC):
    """A work: the names of the kits that have a result by now, of how many, and what stopped it."""

    id: str = field(default_factory=lambda: token_urlsafe(12))
    cancel: threading.Event = field(default_factory=threading.Event)
    done: list[str] = field(default_factory=list)
    total: int = 0
    error: Exception | None = None
    pages: int = 0

    @property
    @abstractmethod
    def is_over(self) -> bool:
        """Return whether the work has ended."""

    @abstractmethod
    def run(self) -> None:
        """Work until all is done, or it is cancelled; what goes wrong is the `error`."""


Kind = TypeVar("Kind", bound=BackgroundWork)


class Background(Generic[Kind]):
    """The works of one kind in a sitting: one runs at a time, and the newest are kept."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1)
        self._works: dict[str, Kind] = {}

    def start(self, work: Kind) -> Kind:
        """Start a work, end the one that runs, and return it."""
        for other in self._works.values():
            other.cancel.set()
        for old in list(self._works)[: 1 - _MOST_KEPT]:
            self._works.pop(old).cancel.set()
        self._works[work.id] = work
        self._thread.submit(copy_context().run, work.run)
        self._end_unless_awaited(work, UNTIL_THE_FIRST_PAGE)
        return work

    def get(self, name: str) -> Kind | None:
        """Return the work of an id, or None where it is not kept any more."""
        return self._works.get(name)

    async def ended(self, work: Kind) -> None:
        """Return when a work has ended."""
        while not work.is_over:
            await asyncio.sleep(0.05)

    @contextmanager
    def awaited(self, work: Kind) -> Iterator[None]:
        """Count a page that waits for a work within the block."""
        work.pages += 1
        try:
            yield
        finally:
            work.pages -= 1
            self._end_unless_awaited(work, AFTER_THE_LAST_PAGE)

    def forget(self) -> None:
        """End what runs, and forget what was made."""
        for work in self._works.values():
            work.cancel.set()
        self._works.clear()

    def end(self) -> None:
        """End what runs, and wait until it has ended."""
        self.forget()
        self._thread.shutdown()

    def _end_unless_awaited(self, work: Kind, seconds: float) -> None:
        def look() -> None:
            if not work.pages and not work.is_over:
                work.cancel.set()

        asyncio.get_running_loop().call_later(seconds, look)


async def held_page(
    html: str, request: Request, background: Background[Kind], work: Kind
) -> AsyncIterator[str]:
    """Yield a page, its end only when it is time to load it again, or its browser has gone."""
    start, end, rest = html.rpartition(_END)
    yield start
    with background.awaited(work):
        steps = int(EVERY / _STEP)
        while steps and not work.is_over and not await request.is_disconnected():
            await asyncio.sleep(_STEP)
            steps -= 1
    yield _AGAIN + end + rest


async def events(request: Request, background: Background[Kind], work: Kind) -> AsyncIterator[str]:
    """Yield an event whenever more kits have a result, and one when the work is over."""
    shown = -1
    with background.awaited(work):
        while not work.is_over and not await request.is_disconnected():
            if shown != len(work.done):
                shown = len(work.done)
                name = work.done[-1] if work.done else ""
                yield f"data: {json.dumps({'done': shown, 'total': work.total, 'name': name})}\n\n"
            await asyncio.sleep(_STEP)
    yield "event: over\ndata: {}\n\n"
