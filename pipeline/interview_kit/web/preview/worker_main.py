"""Render kits in a worker process, and abandon a kit at once when a newer request arrives."""

from __future__ import annotations

import _thread
import gc
import signal
from contextlib import closing, suppress
from functools import partial
from types import FrameType

from interview_kit.build.worker_main import Parent
from interview_kit.stages.write.pdf import load_weasyprint
from interview_kit.web.preview.messages import RenderRequest
from interview_kit.web.preview.renderer import Renderer


class Superseded(BaseException):
    """Raised where a newer request has arrived; a BaseException, so that no `except Exception` catches it."""


def serve(parent: Parent) -> None:
    """Render the newest request until the parent ends this process."""
    worker = _WorkerMain(parent)
    signal.signal(signal.SIGINT, worker.interrupted)
    parent.on_message = partial(_thread.interrupt_main, signal.SIGINT)
    with suppress(Exception):  # the first kit reports a missing library and its remedy
        load_weasyprint()
    while True:
        with suppress(Superseded):
            worker.work()


class _WorkerMain:
    """The worker's request handling: each request that arrives interrupts the one before it."""

    def __init__(self, parent: Parent) -> None:
        self._parent = parent
        self._renderer = Renderer()
        self._interruptible = False

    def interrupted(self, number: int, frame: FrameType | None) -> None:
        """Handle SIGINT: abandon an outdated kit, and ignore Ctrl-C, which the parent handles."""
        if self._interruptible:
            self._drop_outdated()

    def work(self) -> None:
        """Wait for a request and render its kit. Raises Superseded where a newer one has arrived."""
        order: RenderRequest = self._parent.messages.get()
        try:
            self._interruptible = True
            self._drop_outdated()
            with closing(self._renderer.draw(order)) as answers:
                for answer in answers:
                    self._send(answer)
        finally:
            self._interruptible = False
        gc.collect()

    def _send(self, answer: object) -> None:
        # Not interruptible: a partial message would corrupt all that follow.
        self._interruptible = False
        self._parent.send(answer)
        self._interruptible = True
        self._drop_outdated()

    def _drop_outdated(self) -> None:
        if not self._parent.messages.empty():
            raise Superseded
