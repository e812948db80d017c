"""Run the preview on 127.0.0.1 until it is interrupted, and clean up."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

from interview_kit.tools.watch import saved_files
from interview_kit.web.preview.app import App
from interview_kit.web.preview.people import people_in
from interview_kit.web.preview.state import PreviewState
from interview_kit.web.preview.worker_client import WorkerClient
from interview_kit.web.server import listener, serve_until


def serve(theme: Path, people: tuple[Path, ...], port: int, ready: Callable[[str, str], None]) -> None:
    """Serve until a signal arrives; call `ready` with the page's URL and a URL that works once.

    Raises PortProblem where the port cannot be bound.
    """
    with listener(port) as at, suppress(KeyboardInterrupt):  # before the server handles it
        asyncio.run(_run(theme, people, at, ready))


async def _run(
    theme: Path, people: tuple[Path, ...], at: socket.socket, ready: Callable[[str, str], None]
) -> None:
    session: PreviewState
    worker = WorkerClient(lambda answer: session.answered(answer))
    session = PreviewState(theme, await asyncio.to_thread(people_in, people), worker.give)
    app = App(session, at.getsockname()[1])

    async def saved(when: float) -> None:
        session.saved(when)
        session.list_people(await asyncio.to_thread(people_in, people))

    watching = asyncio.create_task(watch(theme, people, saved))
    worker.start()
    try:
        await serve_until(app.asgi, at, partial(ready, app.private, app.once), session.end, watching)
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
