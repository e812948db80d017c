"""Run the preview on 127.0.0.1 until it is interrupted, and clean up."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from types import FrameType

import uvicorn

from interview_kit.support.errors import PortProblem
from interview_kit.support.i18n import reason_of
from interview_kit.tools.watch import saved_files
from interview_kit.web.preview.app import App
from interview_kit.web.preview.people import people_in
from interview_kit.web.preview.state import PreviewState
from interview_kit.web.preview.worker_client import WorkerClient

_HOST = "127.0.0.1"
# Seconds until connections still open after the end of the event streams are closed.
_LONGEST_GOODBYE = 1


def serve(theme: Path, people: tuple[Path, ...], port: int, ready: Callable[[str, str], None]) -> None:
    """Serve until a signal arrives; call `ready` with the page's URL and a URL that works once.

    Raises PortProblem where the port cannot be bound.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((_HOST, port))
        except OSError as error:
            raise PortProblem(port, reason_of(error)) from error
        with suppress(KeyboardInterrupt):  # before the server handles it
            asyncio.run(_run(theme, people, listener, ready))


async def _run(
    theme: Path, people: tuple[Path, ...], listener: socket.socket, ready: Callable[[str, str], None]
) -> None:
    session: PreviewState
    worker = WorkerClient(lambda answer: session.answered(answer))
    session = PreviewState(theme, await asyncio.to_thread(people_in, people), worker.give)
    app = App(session, listener.getsockname()[1])

    async def saved(when: float) -> None:
        session.saved(when)
        session.list_people(await asyncio.to_thread(people_in, people))

    watching = asyncio.create_task(watch(theme, people, saved))
    worker.start()
    try:
        server = _Server(app, session.end)
        serving = asyncio.create_task(server.serve(sockets=[listener]))
        while not (server.started or serving.done()):
            await asyncio.sleep(0.01)
        await asyncio.to_thread(ready, app.private, app.once)
        await asyncio.wait((serving, watching), return_when=asyncio.FIRST_COMPLETED)
        server.end()
        await serving
    finally:
        watching.cancel()
        worker.end()
        # Raises the error of `watch`, if the system does not allow watching files.
        with suppress(asyncio.CancelledError):
            await watching


async def watch(theme: Path, people: tuple[Path, ...], saved: Callable[[float], Awaitable[None]]) -> None:
    """Call `saved` with the time (seconds since the epoch) of each change, until cancelled."""
    stop = threading.Event()
    times = saved_files(theme, people, stop)
    try:
        await asyncio.to_thread(next, times)
        while when := await asyncio.to_thread(next, times, None):
            await saved(when)
    finally:
        stop.set()


class _Server(uvicorn.Server):
    """A uvicorn server that ends the event streams first on a signal: they would never end by themselves."""

    def __init__(self, app: App, end: Callable[[], None]) -> None:
        config = uvicorn.Config(
            app.asgi,
            log_config=None,
            log_level="critical",
            access_log=False,
            lifespan="off",
            server_header=False,
            timeout_graceful_shutdown=_LONGEST_GOODBYE,
        )
        super().__init__(config)
        self._end_streams = end
        self._loop = asyncio.get_running_loop()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Shut down; uvicorn's own handler would raise the signal again before the cleanup."""
        self.force_exit = self.should_exit
        self._loop.call_soon_threadsafe(self.end)

    def end(self) -> None:
        """End the streams, then the server."""
        self._end_streams()
        self.should_exit = True
