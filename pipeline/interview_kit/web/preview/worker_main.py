"""Draw kits in a process of its own, and drop at once what nobody waits for any more."""

from __future__ import annotations

import _thread
import gc
import os
import shutil
import signal
import tempfile
import threading
from contextlib import closing, suppress
from multiprocessing.connection import Connection
from types import FrameType

from interview_kit.stages.write.pdf import load_weasyprint
from interview_kit.web.preview.messages import RenderRequest
from interview_kit.web.preview.renderer import Renderer


class Superseded(BaseException):
    """A newer order has come; no `except Exception` on the way may take it for its own."""


def serve(connection: Connection, folder: str) -> None:
    """Carry out the newest order until the other end closes: the process's whole life."""
    tempfile.tempdir = folder
    # Python's collector costs a quarter of the time of a kit, so it works between kits.
    gc.disable()
    painter = _WorkerMain(connection)
    signal.signal(signal.SIGINT, painter.interrupted)
    threading.Thread(target=painter.listen, daemon=True).start()
    with suppress(Exception):  # what is missing is said of the first kit, with the line that mends it
        load_weasyprint()
    gc.freeze()
    while not painter.ended:
        with suppress(Superseded):
            painter.work()
    shutil.rmtree(folder, ignore_errors=True)
    # What libraries do at the end of Python takes longer than this process has got.
    os._exit(0)


class _WorkerMain:
    """The orders of this process: `listen` hears them in a thread, `work` draws in the main one."""

    def __init__(self, connection: Connection) -> None:
        self.ended = False
        self._connection = connection
        self._kitchen = Renderer()
        self._news = threading.Condition()
        self._wanted: RenderRequest | None = None
        self._drawing: RenderRequest | None = None
        self._sending = False

    def listen(self) -> None:
        """Note each order as it comes, and interrupt the one before it."""
        while not self.ended:
            try:
                order: RenderRequest | None = self._connection.recv()
            except (EOFError, OSError):  # nobody is there any more
                order = None
            with self._news:
                self.ended = order is None
                self._wanted = order
                self._news.notify()
            _thread.interrupt_main(signal.SIGINT)

    def interrupted(self, number: int, frame: FrameType | None) -> None:
        """Drop the kit that is being drawn if it is outdated; Ctrl-C is for the other process alone."""
        if self._drawing is not None and not self._sending:
            self._drop_outdated()

    def work(self) -> None:
        """Wait for an order and draw its kit. Raises Outdated where a newer one has come meanwhile."""
        with self._news:
            self._news.wait_for(lambda: self._wanted is not None or self.ended)
            order = self._wanted
        if order is None or self.ended:
            return
        try:
            self._drawing = order
            self._drop_outdated()
            with closing(self._kitchen.draw(order)) as answers:
                for answer in answers:
                    self._send(answer)
            self._done(order)
        finally:
            self._drawing = None
        gc.collect()

    def _send(self, answer: object) -> None:
        # Half an answer would spoil all that come after it.
        self._sending = True
        try:
            with suppress(OSError):
                self._connection.send(answer)
        finally:
            self._sending = False
        self._drop_outdated()

    def _done(self, order: RenderRequest) -> None:
        with self._news:
            if self._wanted is order:
                self._wanted = None

    def _drop_outdated(self) -> None:
        if self._wanted is not self._drawing:
            raise Superseded
