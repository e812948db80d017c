"""Listen at a port, and serve until a signal arrives or a task ends."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import socket
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

import h11
import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from interview_kit.support.errors import PortProblem
from interview_kit.support.i18n import reason_of

HOST = "127.0.0.1"
# Seconds for the headers of a request.
LONGEST_HEADERS = 15.0
# The page of a kit leaves some thousands of objects in cycles, which hold its pictures. A command of a minute
# may keep them; what runs for months may not.
_OBJECTS_BETWEEN_COLLECTIONS = 10_000
# Seconds until connections still open after the end of the event streams are closed.
_LONGEST_GOODBYE = 1


@contextmanager
def listener(port: int, host: str = HOST) -> Iterator[socket.socket]:
    """Open a socket at a port of an address of this computer, any free one for 0. Raises PortProblem."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as opened:
        if os.name == "posix":  # on Windows, two programs could have one port
            opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            opened.bind((host, port))
        except OSError as error:
            raise PortProblem(port, reason_of(error)) from error
        yield opened


async def serve_until(
    app: ASGIApp,
    at: socket.socket,
    ready: Callable[[], None],
    end_streams: Callable[[], None],
    over: asyncio.Task[None],
    *,
    drained: Callable[[], Awaitable[None]] | None = None,
    **options: Any,
) -> None:
    """Serve `app` until a signal arrives, or the task `over` is done; call `ready` in a thread at the start.

    On a signal, `drained` is awaited while requests still come in; a second signal ends the server at once.
    `end_streams` ends the responses that would never end by themselves. `options` are uvicorn's.
    """
    gc.freeze()
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    server = Server(app, end_streams, drained, **options)
    if hasattr(signal, "SIGHUP"):  # the terminal was closed
        asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, server.stop)
    serving = asyncio.create_task(server.serve(sockets=[at]))
    while not (server.started or serving.done()):
        await asyncio.sleep(0.01)
    await asyncio.to_thread(ready)
    await asyncio.wait((serving, over), return_when=asyncio.FIRST_COMPLETED)
    server.end()
    await serving


class Server(uvicorn.Server):
    """A uvicorn server that ends the event streams first on a signal: they would never end by themselves."""

    def __init__(
        self,
        app: ASGIApp,
        end_streams: Callable[[], None] = lambda: None,
        drained: Callable[[], Awaitable[None]] | None = None,
        **options: Any,
    ) -> None:
        usual = {"timeout_graceful_shutdown": _LONGEST_GOODBYE}
        config = uvicorn.Config(
            app,
            log_config=None,
            log_level="critical",
            access_log=False,
            lifespan="off",
            server_header=False,
            proxy_headers=False,
            **usual | options,
        )
        super().__init__(config)
        self._end_streams, self._drained = end_streams, drained
        self._loop = asyncio.get_running_loop()
        self._stopping: asyncio.Task[None] | None = None

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Shut down; uvicorn's own handler would raise the signal again before the cleanup."""
        self._loop.call_soon_threadsafe(self.stop)

    def stop(self) -> None:
        """Drain and end the server; at the second call, without waiting for anything."""
        if self._stopping or self.should_exit:
            self.force_exit = True
            self.end()
        elif self._drained:
            self._stopping = asyncio.ensure_future(self._drain())
        else:
            self.end()

    async def _drain(self) -> None:
        if self._drained:
            await self._drained()
        self.end()

    def end(self) -> None:
        """End the streams, then the server."""
        self._end_streams()
        self.should_exit = True


class ImpatientProtocol(H11Protocol):
    """HTTP/1.1 as uvicorn speaks it, where headers that begin have to end."""

    _clock: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Start the clock."""
        super().connection_made(transport)
        self._start_clock()

    def data_received(self, data: bytes) -> None:
        """Stop the clock when the headers are there; start it with the first part of other headers."""
        super().data_received(data)
        if self.conn.their_state is not h11.IDLE:
            self._stop_clock()
        elif not self._clock:
            self._start_clock()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the clock."""
        self._stop_clock()
        super().connection_lost(exc)

    def _start_clock(self) -> None:
        self._clock = self.loop.call_later(LONGEST_HEADERS, self.transport.close)

    def _stop_clock(self) -> None:
        if self._clock:
            self._clock.cancel()
        self._clock = None
