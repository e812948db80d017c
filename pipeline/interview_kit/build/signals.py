"""Let a signal stop a build at once, but never while a file is half written."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType, TracebackType
from typing import Any, Self


class Stopped(KeyboardInterrupt):
    """The person, or the system, asked for an end; the shell's code for it is 128 and the signal's number."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.exit_code = 128 + number


class SignalGuard:
    """While it is open, SIGINT and SIGTERM raise Stopped in the main thread, once, outside of `held`."""

    def __init__(self) -> None:
        self._heard = 0
        self._holds = 0
        self._told = False
        self._before: dict[int, Callable[[int, FrameType | None], Any] | int | None] = {}

    def __enter__(self) -> Self:
        """Listen; nothing is done where signals cannot be had, as in another thread."""
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGINT, signal.SIGTERM):
                self._before[number] = signal.signal(number, self._hear)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave the signals as they were."""
        for number, handler in self._before.items():
            signal.signal(number, handler)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Put a signal off until the end of the block."""
        self._holds += 1
        try:
            yield
        finally:
            self._holds -= 1
            self._raise()

    def _hear(self, number: int, frame: FrameType | None) -> None:
        self._heard = self._heard or number
        self._raise()

    def _raise(self) -> None:
        # Told once: what ends the workers after it is not to be ended half-way by an impatient second Ctrl-C.
        if self._heard and not self._holds and not self._told:
            self._told = True
            raise Stopped(self._heard)
