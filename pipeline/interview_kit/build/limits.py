"""Enforce the time and memory limits of one kit inside the process that renders it."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import NoReturn

from interview_kit.support.i18n import _

_MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one kit: wall-clock seconds, and bytes of memory."""

    seconds: float = 60
    memory: int = 1024**3


USUAL_LIMITS = Limits()


class OutOfTime(BaseException):
    """A kit took too long; a BaseException, so that no `except Exception` catches it."""


def too_slow(limits: Limits) -> str:
    """Return the message for a kit that takes too long."""
    return _(
        "building this kit took longer than {seconds:g} seconds, the most a kit may take",
        seconds=limits.seconds,
    )


def too_large(limits: Limits) -> str:
    """Return the message for a kit that needs too much memory."""
    return _(
        "building this kit needed more than {memory} MiB of memory, the most a kit may take",
        memory=limits.memory // _MIB,
    )


@contextmanager
def memory_limit(limits: Limits) -> Iterator[None]:
    """Make allocations beyond the limit raise MemoryError; only on Linux, which alone enforces RLIMIT_AS."""
    if sys.platform != "linux":
        yield
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = [value for value in (soft, hard) if value != resource.RLIM_INFINITY]
    resource.setrlimit(resource.RLIMIT_AS, (min([*most, _address_space() + limits.memory]), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


@contextmanager
def time_limit(limits: Limits) -> Iterator[None]:
    """Raise OutOfTime when the time is over; only on POSIX and in the main thread, where signals work."""
    if sys.platform == "win32" or threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(number: int, frame: FrameType | None) -> NoReturn:
        raise OutOfTime

    before = signal.signal(signal.SIGALRM, ring)
    # It rings again each second, should a library have swallowed the first.
    signal.setitimer(signal.ITIMER_REAL, limits.seconds, 1)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def peak_memory() -> int:
    """Return the peak memory of this process in bytes; 0 on Windows, which does not report it."""
    if sys.platform == "win32":
        return 0
    if sys.platform == "linux":
        # getrusage keeps the peak from before exec, when the memory was still that of the parent.
        with open("/proc/self/status", "rb") as file:
            peaks = (line.split()[1] for line in file if line.startswith(b"VmHWM:"))
            return int(next(peaks, b"0")) * 1024
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    # In kilobytes on the BSDs, in bytes on macOS (getrusage(2) of each).
    return peak if sys.platform == "darwin" else peak * 1024


def _address_space() -> int:
    with open("/proc/self/statm", "rb") as file:
        return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
