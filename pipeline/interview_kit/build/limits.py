"""Enforce the time and memory limits of one kit, or of reading one file, inside the process that does it."""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum, auto
from itertools import count
from types import FrameType
from typing import TypeVar

from interview_kit.support.errors import InvalidInput, Problem
from interview_kit.support.i18n import N_, _

T = TypeVar("T")

_MIB = 1024 * 1024
_FREEZES = (0, 1, 9)  # the numbers of the blocks before which the heap is frozen
_blocks = count()


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one kit: wall-clock seconds (0 for no limit), and bytes of memory."""

    seconds: float = 60
    memory: int = 1024**3


USUAL_LIMITS = Limits()


class Why(Enum):
    """Why a function, or the process that called it, gave no answer."""

    TIME = auto()
    MEMORY = auto()
    DIED = auto()


BUILDING: Mapping[Why, str] = {
    Why.TIME: N_("building this kit took longer than {seconds:g} seconds, the most a kit may take"),
    Why.MEMORY: N_("building this kit needed more than {memory} MiB of memory, the most a kit may take"),
    Why.DIED: N_("the process that built this kit was ended ({how}): perhaps the computer ran out of memory"),
}


class NoAnswer(Exception):
    """A function exceeded a limit, or its process died; `code` is the exit code, negative for a signal."""

    def __init__(self, why: Why, code: int | None = None) -> None:
        super().__init__(why, code)
        self.why = why
        self.code = code

    def problem(self, file: str, limits: Limits, templates: Mapping[Why, str] = BUILDING) -> Problem:
        """Return the problem of the input `file`, whose message is that of `message`."""
        return Problem(file, None, None, "", self.message(limits, templates))

    def message(self, limits: Limits, templates: Mapping[Why, str] = BUILDING) -> str:
        """Return the message in the message language, from one template for each reason."""
        if self.code is not None and self.code < 0:
            how = _("by signal {number}", number=-self.code)
        else:
            how = _("with code {code}", code=self.code)
        memory = limits.memory // _MIB
        return _(templates[self.why], seconds=limits.seconds, memory=memory, how=how)


class OutOfTime(BaseException):
    """The time is over; a BaseException, so that no `except Exception` catches it."""


@contextmanager
def limited(limits: Limits) -> Iterator[None]:
    """Hold a block to the limits, without garbage collection. Raises NoAnswer beyond them."""
    try:
        with _without_collecting(), _memory_limit(limits.memory), _time_limit(limits.seconds):
            yield
    except OutOfTime:
        raise NoAnswer(Why.TIME) from None
    except MemoryError:
        raise NoAnswer(Why.MEMORY) from None


@contextmanager
def limited_input(file: str, limits: Limits) -> Iterator[None]:
    """Hold a block to the limits. Raises InvalidInput with `file` as its file beyond them."""
    try:
        with limited(limits):
            yield
    except NoAnswer as error:
        raise InvalidInput((error.problem(file, limits),)) from None


def within(limits: Limits, function: Callable[..., T], *arguments: object) -> T:
    """Return what `function` returns within the limits. Raises NoAnswer beyond them, and what it raises."""
    with limited(limits):
        return function(*arguments)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Disable the garbage collector, which would take a tenth of the time of a kit.

    The cycles of a block are collected before the next, those of older objects before every eighth. The first
    blocks import libraries, which are there for good, so the heap is frozen again after them.
    """
    if number := next(_blocks):
        gc.collect(2 if number % 8 == 1 else 0)
    if number in _FREEZES:
        gc.freeze()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@contextmanager
def _memory_limit(most: int) -> Iterator[None]:
    """Make allocations beyond the limit raise MemoryError; only on Linux, which alone enforces RLIMIT_AS."""
    if sys.platform != "linux":
        yield
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    limits = [value for value in (soft, hard) if value != resource.RLIM_INFINITY]
    resource.setrlimit(resource.RLIMIT_AS, (min([*limits, _address_space() + most]), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


@contextmanager
def _time_limit(seconds: float) -> Iterator[None]:
    """Raise OutOfTime when the time is over; only on POSIX and in the main thread, where signals work."""
    if sys.platform == "win32" or threading.current_thread() is not threading.main_thread():
        yield
        return

    here, is_over = sys._getframe().f_code, False

    def ring(number: int, frame: FrameType | None) -> None:
        # Not while the clock is being stopped: it would go on, and ring where nobody expects it.
        if not is_over and (frame is None or frame.f_code is not here):
            raise OutOfTime

    before = signal.signal(signal.SIGALRM, ring)
    # It rings again each second, should a library have swallowed the first.
    signal.setitimer(signal.ITIMER_REAL, seconds, 1)
    try:
        yield
    finally:
        is_over = True
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
