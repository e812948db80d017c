"""Call functions in a worker process, and give up a call when another message arrives."""

from __future__ import annotations

import _thread
import gc
import signal
import traceback
from collections.abc import Callable, Generator
from contextlib import closing, suppress
from functools import partial
from queue import Empty
from types import FrameType
from typing import Any

from interview_kit.build.limits import NoAnswer
from interview_kit.build.worker_main import Parent
from interview_kit.stages.write.pdf import load_weasyprint
from interview_kit.support.errors import KitError
from interview_kit.support.i18n import use_language

# Seconds without a call until the process ends; the next call starts another one.
_IDLE = 300


class Superseded(BaseException):
    """Raised where another message has arrived; a BaseException, so that no `except Exception` catches it."""


def serve(parent: Parent) -> None:
    """Answer each call until the parent ends this process, or it is idle for 5 minutes."""
    worker = _WorkerMain(parent)
    signal.signal(signal.SIGINT, worker.interrupted)
    parent.on_message = partial(_thread.interrupt_main, signal.SIGINT)
    with suppress(Exception):  # the first kit reports a missing library and its remedy
        load_weasyprint()
    with suppress(Empty):
        while True:
            with suppress(Superseded):
                worker.work()


class _WorkerMain:
    """The worker's handling of calls: each message that arrives interrupts the call before it."""

    def __init__(self, parent: Parent) -> None:
        self._parent = parent
        self._interruptible = False

    def interrupted(self, number: int, frame: FrameType | None) -> None:
        """Handle SIGINT: give up an outdated call, and ignore Ctrl-C, which the parent handles."""
        if self._interruptible:
            self._drop_outdated()

    def work(self) -> None:
        """Wait for a message and answer it; an empty one only gives up the call before it.

        Raises Superseded where another message has arrived, and Empty after 5 minutes without one.
        """
        message = self._parent.messages.get(timeout=_IDLE)
        if not message:
            return
        number, language, function, arguments = message
        try:
            self._interruptible = True
            self._drop_outdated()
            with use_language(language):
                kind, value = self._called(number, function, arguments)
                self._send(number, kind, value)
        finally:
            self._interruptible = False
        gc.collect()

    def _called(
        self, number: int, function: Callable[..., Any], arguments: tuple[object, ...]
    ) -> tuple[str, object]:
        try:
            value = function(*arguments)
            if isinstance(value, Generator):
                with closing(value) as values:
                    for each in values:
                        self._send(number, "yielded", each)
                value = None
        except (KitError, NoAnswer) as error:
            return "raised", error
        except Exception:
            return "failed", traceback.format_exc()
        return "returned", value

    def _send(self, number: int, kind: str, value: object) -> None:
        # Not interruptible: a partial message would corrupt all that follow.
        self._interruptible = False
        self._parent.send((number, kind, value))
        self._interruptible = True
        self._drop_outdated()

    def _drop_outdated(self) -> None:
        if not self._parent.messages.empty():
            raise Superseded
