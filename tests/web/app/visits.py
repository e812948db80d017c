"""Use the app without a network, as a browser of this computer does."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping
from html import unescape
from typing import TypeVar
from urllib.parse import urlencode

from interview_kit.web.app.application import KitApp
from interview_kit.web.app.lifetime import Lifetime
from interview_kit.web.app.settings import AppSettings, local_settings
from interview_kit.web.app.themes.room import ThemeRoom
from interview_kit.web.app.work import Work
from tests.web.asking import Answer, ask

T = TypeVar("T")
PORT = 8765
OURS = f"127.0.0.1:{PORT}"
LEILA = {"name": "Leila Haddad", "target.occupation": "welder"}


class Here:
    """An app, and a browser that opens its pages; by default the one of this computer."""

    def __init__(self, settings: AppSettings | None = None, themes: ThemeRoom | None = None) -> None:
        self.settings = settings or local_settings(PORT)
        self.work = Work(self.settings, themes)
        self.lifetime = Lifetime(lambda: 0)
        self.app = KitApp(self.work, self.settings, None if self.settings.is_hosted else self.lifetime)

    @property
    def home(self) -> str:
        """Return the path of the first page in English."""
        return self.app.private.removeprefix(self.settings.origins[0])

    async def get(self, path: str = "", **headers: str) -> Answer:
        """Return the answer to a GET; `path` is below that of the form, unless it begins with /."""
        return await self._ask(path, "GET", b"", headers)

    async def post(self, path: str, fields: Mapping[str, str], **headers: str) -> Answer:
        """Return the answer to a posted form."""
        kind = {"content_type": "application/x-www-form-urlencoded"}
        body = urlencode(fields).encode()
        return await self._ask(path, "POST", body, kind | headers)

    async def upload(self, path: str, file: bytes, name: str = "my answers.yaml") -> Answer:
        """Return the answer to a posted file."""
        return await self.send(path, {}, ("file", name, file))

    async def send(self, path: str, fields: Mapping[str, str], *files: tuple[str, str, bytes]) -> Answer:
        """Return the answer to a posted form with files: of each the control, the name and the bytes."""
        start = "--x\r\nContent-Disposition: form-data; name="
        typed = (f'{start}"{name}"\r\n\r\n{text}\r\n'.encode() for name, text in fields.items())
        given = (
            f'{start}"{control}"; filename="{name}"\r\n\r\n'.encode() + data + b"\r\n"
            for control, name, data in files
        )
        kind = {"content_type": "multipart/form-data; boundary=x"}
        return await self._ask(path, "POST", b"".join((*typed, *given, b"--x--\r\n")), kind)

    async def _ask(self, path: str, method: str, body: bytes, headers: dict[str, str]) -> Answer:
        place = path if path.startswith("/") else self.home + path
        origin = self.settings.origins[0]
        browser = {"host": origin.partition("://")[2], "origin": origin, "sec_fetch_site": "same-origin"}
        return await ask(self.app.asgi, place, method, body, **browser | headers)


def with_app(
    use: Callable[[Here], Awaitable[T]],
    settings: AppSettings | None = None,
    themes: ThemeRoom | None = None,
) -> T:
    """Return what `use` returns of an app, which is ended then."""

    async def run() -> T:
        here = Here(settings, themes)
        try:
            return await use(here)
        finally:
            here.work.end()

    return asyncio.run(run())


def state_of(answer: Answer) -> str:
    """Return the sealed answers that a page carries along."""
    found = re.search(r'name="state" value="([^"]*)"', answer.body.decode())
    assert found, answer.body[:2000]
    return unescape(found[1])


def title_of(answer: Answer) -> str:
    """Return the title of a page."""
    found = re.search("<title>(.*?)</title>", answer.body.decode(), re.S)
    assert found, answer.body[:2000]
    return unescape(found[1])
