"""Run the app on 127.0.0.1 until its last window was closed, or a signal arrives."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from contextlib import ExitStack, suppress
from functools import partial

from interview_kit.support.errors import PortProblem
from interview_kit.web.app.application import KitApp
from interview_kit.web.app.lifetime import Lifetime
from interview_kit.web.app.settings import local_settings
from interview_kit.web.app.themes.room import ThemeRoom
from interview_kit.web.app.work import Work
from interview_kit.web.server import listener, serve_until


def serve(
    port: int,
    ready: Callable[[str, str], None],
    taken: Callable[[PortProblem], None],
    themes: ThemeRoom,
) -> None:
    """Serve until it is over; call `ready` with the address of the first page and one that works once.

    Where the port is taken, `taken` is called and another one used. Raises PortProblem where none can be.
    """
    with ExitStack() as stack:
        try:
            at = stack.enter_context(listener(port))
        except PortProblem as error:
            if not port:
                raise
            taken(error)
            at = stack.enter_context(listener(0))
        with suppress(KeyboardInterrupt):  # before the server handles it
            asyncio.run(_run(at, ready, themes))


async def _run(at: socket.socket, ready: Callable[[str, str], None], themes: ThemeRoom) -> None:
    settings = local_settings(at.getsockname()[1])
    work, lifetime = Work(settings, themes), Lifetime(asyncio.get_running_loop().time)
    app = KitApp(work, settings, lifetime)
    over = asyncio.create_task(lifetime.wait_until_over())
    starting = asyncio.create_task(work.start())

    def end_streams() -> None:
        lifetime.end_streams()
        themes.end_streams()

    try:
        await serve_until(app.asgi, at, partial(ready, app.private, app.once), end_streams, over)
    finally:
        over.cancel()
        starting.cancel()
        work.end()
        with suppress(asyncio.CancelledError, Exception):  # the first kit says why it cannot be made
            await starting
