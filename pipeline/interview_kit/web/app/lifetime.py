"""Decide when the app ends: a while after its last window was closed, or long after the last request."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import contextmanager, suppress

# Seconds after the last window was closed, of those that say so by a script, and without a request.
AFTER_THE_LAST_WINDOW = 10 * 60
AFTER_THE_LAST_REQUEST = 8 * 60 * 60
# A browser opens six connections to one address at most, and each event stream holds one.
MOST_WINDOWS = 4
# Seconds until a comment is sent, which detects a window that was closed.
_SILENCE = 15


class Lifetime:
    """The windows that are open, and when something was last heard of one, in seconds of a clock."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._windows = 0
        self._last_seen = clock()
        self._has_scripts = False
        self._ending, self._closed = asyncio.Event(), asyncio.Event()

    def seen(self) -> None:
        """Note a request."""
        self._last_seen = self._clock()

    @property
    def is_full(self) -> bool:
        """Return whether a browser could hold no more event streams."""
        return self._windows >= MOST_WINDOWS

    @contextmanager
    def window(self) -> Iterator[None]:
        """Count a window within the block, as long as its event stream is open.

        Its browser runs scripts: from now on the app ends a while after the last window.
        """
        self._windows += 1
        self._has_scripts = True
        try:
            yield
        finally:
            self._windows -= 1
            self.seen()
            self._closed.set()

    async def events(self) -> AsyncGenerator[str, None]:
        """Yield a comment now and then, until the window is closed or the app ends."""
        with self.window():
            while not self._ending.is_set():
                yield ": still here\n\n"
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._ending.wait(), _SILENCE)

    def end_streams(self) -> None:
        """End the event streams of all windows."""
        self._ending.set()

    def remaining(self) -> float:
        """Return for how many seconds the app goes on, if nothing happens; 0 or less where it is over."""
        patience = AFTER_THE_LAST_WINDOW if self._has_scripts else AFTER_THE_LAST_REQUEST
        return patience if self._windows else self._last_seen + patience - self._clock()

    async def wait_until_over(self) -> None:
        """Return when the app's life is over; that is sooner than it was where a window is closed."""
        while (seconds := self.remaining()) > 0:
            self._closed.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._closed.wait(), seconds)
