"""Run the app for many people until a signal arrives, and stop in order."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import shutil
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import ClassVar

from interview_kit.build.kit import check_letterhead, check_theme
from interview_kit.build.worker_process import LimitedWorker, WorkerProcess
from interview_kit.model.theme import ORDINARY
from interview_kit.stages.read.theme import is_shipped, load_themes
from interview_kit.support.errors import KitError, PortProblem
from interview_kit.support.i18n import N_
from interview_kit.tools.bank_source import words_of
from interview_kit.web.app.application import KitApp, crash_of
from interview_kit.web.app.settings import AppSettings
from interview_kit.web.app.work import Work
from interview_kit.web.serve.config import ServeSettings
from interview_kit.web.serve.operations import Health, operations_app
from interview_kit.web.serve.requests import Metrics, RequestLog
from interview_kit.web.server import ImpatientProtocol, Server, listener, serve_until

_PREFIX = "kit-serve-"
# Seconds after which a folder that no server holds is deleted.
_ABANDONED = 60
# What makes kits leaves the processor to what answers.
_NICENESS = 10
# Seconds in which pages that wait for a class are told to go on elsewhere, before the end.
_TO_TELL = 5
# Seconds beyond those for requests in flight, after which the process ends whatever hangs.
_TO_CLEAR_AWAY = 10
# Seconds between two kits that are made to see whether that is possible.
_PROBE_EVERY = 30
# A proxy keeps its connections for a minute, so that the side that closes first is the proxy.
_KEEP_ALIVE = 75


@dataclass(eq=False)
class CannotBuild(KitError):
    """No kit could be made for too long; who runs the server starts it again."""

    seconds: int

    exit_code: ClassVar[int] = 3
    template: ClassVar[str] = N_(
        "no kit could be made for {seconds} seconds: this server ends, to be started again"
    )


class ListenProblem(PortProblem):
    """An address and port of this computer cannot be used."""

    template: ClassVar[str] = N_("port {port} cannot be used: {reason}")


def serve(settings: ServeSettings, log: Callable[[str], None], ready: Callable[[int, int], None]) -> None:
    """Serve until a signal arrives; `log` takes each line of the log.

    `ready` is called at the start, with the port of the pages and that of the operations.

    Raises KitError: ListenProblem, ThemeError for a theme with mistakes, CannotBuild.
    """
    with _passing_files(settings.folder) as folder, _in_silence(log):
        _check_theme(settings.app)
        WorkerProcess.niceness = _NICENESS
        host, port = settings.listen
        other_host, other_port = settings.operations
        try:
            with listener(port, host) as at, listener(other_port, other_host) as aside:
                asyncio.run(_Serving(settings, log, folder).run(at, aside, ready))
        except PortProblem as error:
            raise ListenProblem(error.port, error.reason) from error


class _Aside(Server):
    """The server of the operations' port, which leaves signals to the other one."""

    def capture_signals(self) -> AbstractContextManager[None]:  # type: ignore[override]
        """Return a context without signal handlers."""
        return nullcontext()


class _Serving:
    """A server from its start to its end."""

    def __init__(self, settings: ServeSettings, log: Callable[[str], None], folder: Path) -> None:
        self._settings, self._log, self._folder = settings, log, folder
        self._work = Work(settings.app)

    async def run(self, at: socket.socket, aside: socket.socket, ready: Callable[[int, int], None]) -> None:
        """Serve at two sockets until a signal arrives. Raises CannotBuild."""
        loop, settings, work = asyncio.get_running_loop(), self._settings, self._work
        loop.set_exception_handler(lambda _loop, context: self._log(_crash_line(context.get("exception"))))
        metrics = Metrics(work)
        every = min(_PROBE_EVERY, settings.live_seconds / 4)
        health = self._health = Health(
            work.probe, lambda: work.workers.made, loop.time, every, settings.live_seconds
        )
        app = RequestLog(KitApp(work, settings.app).asgi, metrics, self._log)
        operations = _Aside(operations_app(health, metrics))
        beside = asyncio.create_task(operations.serve(sockets=[aside]))
        over = asyncio.create_task(self._watch())
        try:
            await serve_until(
                app,
                at,
                partial(ready, *(each.getsockname()[1] for each in (at, aside))),
                self._end_streams,
                over,
                drained=self._drained,
                http=ImpatientProtocol,
                timeout_graceful_shutdown=settings.finish_seconds,
                timeout_keep_alive=_KEEP_ALIVE,
            )
        finally:
            self._end_anyway_after(_TO_CLEAR_AWAY)
            over.cancel()
            await asyncio.to_thread(work.end)
            operations.end()
            await beside
        if not health.is_alive:
            raise CannotBuild(settings.live_seconds)

    async def _watch(self) -> None:
        with suppress(KitError):  # the first kit says why it cannot be made
            await self._work.start()
        await self._health.watch()

    async def _drained(self) -> None:
        """Say that this server is not ready, and return when everybody has seen it."""
        self._health.is_draining = True
        await asyncio.sleep(self._settings.drain_seconds)

    def _end_streams(self) -> None:
        """Tell pages that wait for a class to go on elsewhere, shortly before they are cut off."""
        seconds = max(0, self._settings.finish_seconds - _TO_TELL)
        asyncio.get_running_loop().call_later(seconds, setattr, self._work.jobs, "is_ending", True)

    def _end_anyway_after(self, seconds: float) -> None:
        """End this process when the time is over, should a worker hang that cannot be killed."""

        def end() -> None:
            shutil.rmtree(self._folder, ignore_errors=True)
            os._exit(CannotBuild.exit_code)

        timer = threading.Timer(seconds, end)
        timer.daemon = True
        timer.start()


def _check_theme(settings: AppSettings) -> None:
    """Raise ThemeError where the theme of a server has mistakes."""
    theme = load_themes(settings.themes[0], paper=settings.paper)[ORDINARY]
    with LimitedWorker() as worker:
        bank = words_of(theme, worker)
        if not is_shipped(theme):
            check_theme(worker, theme, ("pdf", "docx", "html"))
            check_letterhead(worker, bank, theme, settings.languages)


@contextmanager
def _passing_files(folder: Path) -> Iterator[Path]:
    """Keep the passing files of this process and its workers in one folder, which is deleted at the end.

    Those of a server that was killed are deleted first.
    """
    own = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=folder))
    with _held(own):
        for other in folder.glob(f"{_PREFIX}*"):
            if other != own and _is_abandoned(other):
                shutil.rmtree(other, ignore_errors=True)
        before, tempfile.tempdir = tempfile.tempdir, str(own)
        os.environ["TMPDIR"] = str(own)
        try:
            yield own
        finally:
            tempfile.tempdir = before
            shutil.rmtree(own, ignore_errors=True)


@contextmanager
def _held(folder: Path) -> Iterator[bool]:
    """Hold a folder within the block; yield whether no other process holds it, False if unknown."""
    if sys.platform == "win32":
        yield False
        return
    import fcntl

    opened = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield True
    except BlockingIOError:
        yield False
    finally:
        os.close(opened)


def _is_abandoned(folder: Path) -> bool:
    try:
        if time.time() - folder.stat().st_mtime < _ABANDONED:
            return False
        with _held(folder) as is_free:
            return is_free
    except OSError:  # of another account, or gone
        return False


@contextmanager
def _in_silence(log: Callable[[str], None]) -> Iterator[None]:
    """Let nothing be written but the log: messages of libraries may hold words of a profile."""
    before = sys.unraisablehook, threading.excepthook
    sys.unraisablehook = lambda about: log(_crash_line(about.exc_value))
    threading.excepthook = lambda about: log(_crash_line(about.exc_value))
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        sys.unraisablehook, threading.excepthook = before
        logging.disable(logging.NOTSET)


def _crash_line(error: BaseException | None) -> str:
    return json.dumps({"crash": crash_of(error) if error else "?"})
