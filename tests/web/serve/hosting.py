"""Settings of the app for many people, and several copies of it that share keys and nothing else."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from itertools import cycle
from typing import Any, TypeVar

from interview_kit.web.app.settings import AppSettings
from tests.web.app.visits import Here
from tests.web.asking import Answer

T = TypeVar("T")
ORIGIN = "https://kits.school.example"
OLD, NEW = b"S0Yk1XcJQ3jJ4y8bG0oD2mJmB1cYw3m2x5pFvKqf7gQ=", b"b7v1mX4lq0h0r3u6Xy9AfT2oPpE8sWd5KjLzQcVnMuE="


def hosted(**changes: Any) -> AppSettings:
    """Return the settings of an app for many people, with two workers."""
    usual: dict[str, Any] = {"keys": (OLD,), "waiting": 8, "minutes": 15, "in_memory": True, "jobs": 2}
    return AppSettings((ORIGIN,), is_hosted=True, **usual | changes)


class Copies:
    """Copies of an app behind a proxy that sends each request to the next one."""

    def __init__(self, *copies: Here) -> None:
        self.copies = list(copies)
        self._turns = cycle(range(len(copies)))

    @property
    def home(self) -> str:
        """Return the path of the form in English."""
        return self.copies[0].home

    async def get(self, path: str = "") -> Answer:
        """Return the answer of the next copy to a GET."""
        return await self._next().get(path)

    async def post(self, path: str, fields: Mapping[str, str], **headers: str) -> Answer:
        """Return the answer of the next copy to a posted form."""
        return await self._next().post(path, fields, **headers)

    async def upload(self, path: str, file: bytes, name: str) -> Answer:
        """Return the answer of the next copy to a posted file."""
        return await self._next().upload(path, file, name)

    def _next(self) -> Here:
        return self.copies[next(self._turns)]


def with_copies(use: Callable[[Any], Awaitable[T]], *settings: AppSettings) -> T:
    """Return what `use` returns of copies of the app, which are ended then."""

    async def run() -> T:
        found = Copies(*map(Here, settings))
        try:
            return await use(found)
        finally:
            for each in found.copies:  # also those that took the place of another
                each.work.end()

    return asyncio.run(run())
