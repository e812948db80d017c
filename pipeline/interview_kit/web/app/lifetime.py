"""Decide when the app ends: a while after its last window was closed, or long after the last request."""

from __future__ import annotations

# Seconds after the last window was closed, of those that say so by a script, and without a request.
AFTER_THE_LAST_WINDOW = 10 * 60
AFTER_THE_LAST_REQUEST = 8 * 60 * 60
# A browser opens six connections to one address at most, and each window that is counted holds one.
MOST_WINDOWS = 4


class Lifetime:
    """The windows that are open, and when something was last heard of a window, in seconds of a clock."""

    def __init__(self, now: float) -> None:
        self.windows = 0
        self._last_closed: float | None = None
        self._last_seen = now

    def seen(self, now: float) -> None:
        """Note a request."""
        self._last_seen = now
        if self._last_closed is not None:
            self._last_closed = now

    def opened(self) -> bool:
        """Count a window that was opened; return False where so many are counted already."""
        if self.windows >= MOST_WINDOWS:
            return False
        self.windows += 1
        self._last_closed = None
        return True

    def closed(self, now: float) -> None:
        """Count a window that was closed."""
        self.windows -= 1
        if not self.windows:
            self._last_closed = self._last_seen = now

    def remaining(self, now: float) -> float:
        """Return for how many seconds the app goes on, if nothing happens; 0 or less where it is over."""
        if self.windows:
            return AFTER_THE_LAST_WINDOW
        if self._last_closed is not None:
            return self._last_closed + AFTER_THE_LAST_WINDOW - now
        return self._last_seen + AFTER_THE_LAST_REQUEST - now
