"""Render kits in a worker process, and abandon a kit at once when a newer request arrives."""

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
    """Raised where a newer request has arrived; a BaseException, so that no `except Exception` catches it."""


def serve(connection: Connection, folder: str) -> None:
    """Render the newest request until the connection closes, then end the process."""
    tempfile.tempdir = folder
    # Garbage collection takes a quarter of a kit's time, so it runs between kits.
    gc.disable()
    worker = _WorkerMain(connection)
    signal.signal(signal.SIGINT, worker.interrupted)
    threading.Thread(target=worker.listen, daemon=True).start()
    with suppress(Exception):  # the first kit reports a missing library and its remedy
        load_weasyprint()
    gc.freeze()
    while not worker.ended:
        with suppress(Superseded):
            worker.work()
    shutil.rmtree(folder, ignore_errors=True)
    # Skip the libraries' exit handlers: they take longer than `WorkerClient.end` waits.
    os._exit(0)


class _WorkerMain:
    """The worker's request handling: `listen` receives in a thread, `work` renders in the main thread."""

    def __init__(self, connection: Connection) -> None:
        self.ended = False
        self._connection = connection
        self._kitchen = Renderer()
        self._news = threading.Condition()
        self._wanted: RenderRequest | None = None
        self._drawing: RenderRequest | None = None
        self._sending = False

    def listen(self) -> None:
        """Receive each request, and interrupt the one before it."""
        while not self.ended:
            try:
                order: RenderRequest | None = self._connection.recv()
            except (EOFError, OSError):  # the parent has closed the connection
                order = None
            with self._news:
                self.ended = order is None
                self._wanted = order
                self._news.notify()
            _thread.interrupt_main(signal.SIGINT)

    def interrupted(self, number: int, frame: FrameType | None) -> None:
        """Handle SIGINT: abandon an outdated kit, and ignore Ctrl-C, which the parent handles."""
        if self._drawing is not None and not self._sending:
            self._drop_outdated()

    def work(self) -> None:
        """Wait for a request and render its kit. Raises Superseded where a newer one has arrived."""
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
        # Not interruptible: a partial message would corrupt all that follow.
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
