"""Tell those who run a server whether it is ready and alive, and its metrics, on a port of their own."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

from prometheus_client import generate_latest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from interview_kit.web.serve.requests import Metrics

_METRICS = "text/plain; version=0.0.4; charset=utf-8"


class Health:
    """Whether a server is ready and alive: alive is one whose workers can make a kit.

    `probe` makes a small one. It is tried `every` so many seconds; a server that has made none for `longest`
    seconds is not alive. `made` returns how many the workers have made: where so many people ask for kits
    that the probe gets no worker, theirs count.
    """

    def __init__(
        self,
        probe: Callable[[], Awaitable[None]],
        made: Callable[[], int],
        clock: Callable[[], float],
        every: float,
        longest: float,
    ) -> None:
        self._probe, self._made, self._clock = probe, made, clock
        self._every, self.longest = every, longest
        self._last_made = clock()
        self.is_warm = self.is_draining = False

    @property
    def is_alive(self) -> bool:
        """Return whether a kit was made lately."""
        return self._clock() - self._last_made < self.longest

    @property
    def is_ready(self) -> bool:
        """Return whether requests may be sent here."""
        return self.is_warm and self.is_alive and not self.is_draining

    async def watch(self) -> None:
        """Make a kit now and then; return when the server is not alive any more."""
        before = self._made()
        while self.is_alive:
            with suppress(Exception):  # also where too many wait, or it takes too long
                async with asyncio.timeout(self.longest / 2):
                    await self._probe()
            if (made := self._made()) > before:
                before, self._last_made, self.is_warm = made, self._clock(), True
            await asyncio.sleep(self._every)


def operations_app(health: Health, metrics: Metrics) -> Starlette:
    """Return the application with `/ready`, `/live` and `/metrics`."""

    async def ready(_request: Request) -> Response:
        return _answer(health.is_ready)

    async def live(_request: Request) -> Response:
        return _answer(health.is_alive)

    async def measured(_request: Request) -> Response:
        return Response(generate_latest(metrics.registry), media_type=_METRICS)

    return Starlette(routes=[Route("/ready", ready), Route("/live", live), Route("/metrics", measured)])


def _answer(holds: bool) -> Response:
    return PlainTextResponse("yes\n" if holds else "no\n", 200 if holds else 503)
