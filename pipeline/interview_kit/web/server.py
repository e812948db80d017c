"""Listen on 127.0.0.1, and serve until a signal arrives or a task ends."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

import uvicorn
from starlette.types import ASGIApp

from interview_kit.support.errors import PortProblem
from interview_kit.support.i18n import reason_of

HOST = "127.0.0.1"
# Seconds until connections still open after the end of the event streams are closed.
_LONGEST_GOODBYE = 1


@contextmanager
def listener(port: int) -> Iterator[socket.socket]:
    """Open a socket at a port of this computer, any free one for 0. Raises PortProblem."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as opened:
        if os.name == "posix":  # on Windows, two programs could have one port
            opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            opened.bind((HOST, port))
        except OSError as error:
            raise PortProblem(port, reason_of(error)) from error
        yield opened


async def serve_until(
    app: ASGIApp,
    at: socket.socket,
    ready: Callable[[], None],
    end_streams: Callable[[], None],
    over: asyncio.Task[None],
) -> None:
    """Serve `app` until a signal arrives, or the task `over` is done; call `ready` in a thread at the start.

    `end_streams` ends the responses that would never end by themselves.
    """
    server = _Server(app, end_streams)
    if hasattr(signal, "SIGHUP"):  # the terminal was closed
        asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, server.end)
    serving = asyncio.create_task(server.serve(sockets=[at]))
    while not (server.started or serving.done()):
        await asyncio.sleep(0.01)
    await asyncio.to_thread(ready)
    await asyncio.wait((serving, over), return_when=asyncio.FIRST_COMPLETED)
    server.end()
    await serving


class _Server(uvicorn.Server):
    """A uvicorn server that ends the event streams first on a signal: they would never end by themselves."""

    def __init__(self, app: ASGIApp, end_streams: Callable[[], None]) -> None:
        config = uvicorn.Config(
            app,
            log_config=None,
            log_level="critical",
            access_log=False,
            lifespan="off",
            server_header=False,
            timeout_graceful_shutdown=_LONGEST_GOODBYE,
        )
        super().__init__(config)
        self._end_streams = end_streams
        self._loop = asyncio.get_running_loop()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Shut down; uvicorn's own handler would raise the signal again before the cleanup."""
        self.force_exit = self.should_exit
        self._loop.call_soon_threadsafe(self.end)

    def end(self) -> None:
        """End the streams, then the server."""
        self._end_streams()
        self.should_exit = True
