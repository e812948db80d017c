"""Check what is written of a request: its route, status and size, and of a crash its place alone."""

from __future__ import annotations

import asyncio
import gc
import json
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from weakref import ref

import pytest
import uvicorn
from uvicorn.server import ServerState

from interview_kit.cli import OBJECTS_BETWEEN_COLLECTIONS
from interview_kit.web import server
from interview_kit.web.app.application import KitApp
from interview_kit.web.app.work import Work
from interview_kit.web.app.workers import Busy
from interview_kit.web.serve.config import filesystem_of
from interview_kit.web.serve.operations import Health
from interview_kit.web.serve.requests import Metrics, RequestLog
from interview_kit.web.server import ImpatientProtocol, listener, serve_until
from tests.web.asking import Answer, ask
from tests.web.serve.hosting import ORIGIN, hosted

CANARY = "Quetzalcoatlus"
HEADERS = {
    "host": ORIGIN.partition("://")[2],
    "sec_fetch_site": "same-origin",
    "content_type": "application/x-www-form-urlencoded",
}


def crashing(*_arguments: Any, **_more: Any) -> Any:
    raise ValueError(CANARY)


@pytest.mark.parametrize("place", ["routes.check", "application.read_form", "pages.render"])
def test_a_crash_is_named_by_its_kind_and_place_alone(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"interview_kit.web.app.{place}", crashing)
    lines: list[str] = []

    async def use() -> Answer:
        work = Work(hosted())
        try:
            app = RequestLog(KitApp(work, hosted()).asgi, Metrics(work), lines.append)
            return await ask(app, "/en/kit", "POST", f"name={CANARY}".encode(), **HEADERS)
        finally:
            work.end()

    answer = asyncio.run(use())
    (line,) = map(json.loads, lines)
    assert (line["route"], line["status"]) == ("kit", 500)
    assert line["crash"].startswith("ValueError at test_requests.py:")
    assert CANARY not in lines[0] and CANARY.encode() not in answer.body


def test_a_server_is_ready_when_it_has_made_a_kit_and_not_any_more_when_it_drains() -> None:
    now = [0.0]
    tries = [0]
    made = [0]

    async def probe() -> None:
        tries[0] += 1
        if now[0] > 100:
            raise RuntimeError
        made[0] += 1

    async def use() -> list[tuple[bool, bool]]:
        health = Health(probe, lambda: made[0], lambda: now[0], 0.001, 60)
        watching = asyncio.create_task(health.watch())
        found = [(health.is_ready, health.is_alive)]
        for when in (1, 50, 101, 109, 161):
            now[0], before = when, tries[0]
            while tries[0] < before + 3 and not watching.done():
                await asyncio.sleep(0.001)
            found.append((health.is_ready, health.is_alive))
        await watching
        now[0], health.is_draining = 50, True
        return [*found, (health.is_ready, health.is_alive)]

    yes, no = (True, True), (False, False)
    assert asyncio.run(use()) == [(False, True), yes, yes, yes, yes, no, (False, True)]


def test_a_server_whose_workers_are_all_taken_is_alive_while_they_make_kits() -> None:
    now, made = [0.0], [0]

    async def probe() -> None:
        raise Busy

    async def use(kits: int) -> bool:
        now[0] = 0
        health = Health(probe, lambda: made[0], lambda: now[0], 0.001, 60)
        watching = asyncio.create_task(health.watch())
        for when in (40, 80):
            await asyncio.sleep(0.02)
            now[0], made[0] = when, made[0] + kits
            await asyncio.sleep(0.02)
        is_alive = health.is_alive
        watching.cancel()
        return is_alive

    assert asyncio.run(use(kits=3))
    assert not asyncio.run(use(kits=0))


class Wire(asyncio.Transport):
    """The side of the browser."""

    closed = False

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        return default

    def close(self) -> None:
        self.closed = True

    def is_closing(self) -> bool:
        return self.closed

    def write(self, data: Any) -> None:
        pass


@pytest.mark.parametrize(
    ("parts", "closed"),
    [
        ((), True),
        ((b"GET / HT",), True),
        ((b"GET / HTTP/1.1\r\n", b"Host: x\r\n"), True),
        ((b"GET / HTTP/1.1\r\nHost: x\r\n\r\n",), False),
        ((b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nname",), False),
    ],
)
def test_headers_that_do_not_end_close_the_connection(
    parts: tuple[bytes, ...], closed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "LONGEST_HEADERS", 0.05)

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await asyncio.sleep(1)

    async def use() -> bool:
        config = uvicorn.Config(app, lifespan="off", log_config=None, ws="none")
        config.load()
        one = ImpatientProtocol(config, ServerState(), {}, asyncio.get_running_loop())
        wire = Wire()
        one.connection_made(wire)
        for part in parts:
            one.data_received(part)
        await asyncio.sleep(0.2)
        return wire.closed

    assert asyncio.run(use()) is closed


@pytest.fixture
def collector() -> Iterator[None]:
    """Set the garbage collector as the command does, and as it was at the end."""
    before = gc.get_threshold()
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)
    yield
    gc.set_threshold(*before)
    gc.unfreeze()


class Cell:
    """An object that holds itself."""

    def __init__(self) -> None:
        self.itself = self


@pytest.mark.usefixtures("collector")
def test_what_pages_leave_in_cycles_is_collected_while_the_server_runs() -> None:
    pages: list[ref[Cell]] = []
    living: list[bool] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        cells = [Cell() for _ in range(5000)]
        pages.append(ref(cells[0]))
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"0")]})
        await send({"type": "http.response.body"})

    def ask_and_look(port: int) -> None:
        with closing(HTTPConnection("127.0.0.1", port)) as connection:
            for _ in range(10):
                connection.request("GET", "/")
                connection.getresponse().read()
        living.extend(each() is not None for each in pages)

    async def use() -> None:
        with listener(0) as at:
            over = asyncio.create_task(asyncio.sleep(0))
            await serve_until(app, at, lambda: ask_and_look(at.getsockname()[1]), lambda: None, over)

    asyncio.run(use())
    assert len(living) == 10 and not all(living)


MOUNTS = """\
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
23 22 0:20 / /run rw,nosuid shared:2 - tmpfs tmpfs rw
24 23 8:2 / /run/kits\\040here rw - xfs /dev/sdb rw
25 22 0:21 / /srv rw - ext4 /dev/sdc rw
26 25 0:22 / /srv rw master:4 - ramfs none rw
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/home/kit", "ext4"),
        ("/run", "tmpfs"),
        ("/run/kit", "tmpfs"),
        ("/running", "ext4"),
        ("/run/kits here/x", "xfs"),
        ("/srv/kit", "ramfs"),
    ],
)
def test_the_file_system_of_a_folder_is_found(folder: str, kind: str, tmp_path: Path) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(MOUNTS)
    assert filesystem_of(Path(folder), mounts) == kind


def test_where_mounts_are_not_told_nothing_is_known_of_a_folder(tmp_path: Path) -> None:
    assert filesystem_of(tmp_path, tmp_path / "nothing") == ""
