"""Check who is let in, where the page may go, and that a kit in it can do nothing."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import pytest

from interview_kit.web.preview.app import App
from interview_kit.web.preview.messages import Choice, Format, RenderRequest, RenderResult
from interview_kit.web.preview.people import PreviewPerson
from interview_kit.web.preview.state import PreviewState
from tests.kits import pdf
from tests.web.asking import Answer, ask

T = TypeVar("T")
PORT = 8765
OURS = f"127.0.0.1:{PORT}"
LEILA = PreviewPerson("leila", Path("leila.yaml"), "Leila <b>Haddad</b>", "welder", "en")


def with_app(use: Callable[[App, PreviewState, list[RenderRequest]], Awaitable[T]]) -> T:
    async def run() -> T:
        orders: list[RenderRequest] = []
        session = PreviewState(Path("themes/agency"), (LEILA,), orders.append)
        return await use(App(session, PORT), session, orders)

    return asyncio.run(run())


def home(app: App) -> str:
    return app.private.partition(OURS)[2]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"host": OURS}, 200),
        ({"host": f"localhost:{PORT}"}, 200),
        ({"host": OURS, "origin": f"http://{OURS}"}, 200),
        ({"host": "127.0.0.1"}, 421),
        ({"host": f"rebound.example:{PORT}"}, 421),
        ({"host": f"127.0.0.1.rebound.example:{PORT}"}, 421),
        ({}, 421),
        ({"host": OURS, "origin": "http://rebound.example"}, 421),
        ({"host": OURS, "origin": f"https://{OURS}"}, 421),
        ({"host": OURS, "origin": "null"}, 421),
    ],
)
def test_only_this_computers_own_page_is_answered(headers: dict[str, str], status: int) -> None:
    async def use(app: App, *_: object) -> Answer:
        return await ask(app.asgi, home(app), **headers)

    assert with_app(use).status == status


def test_without_the_secret_there_is_nothing() -> None:
    async def use(app: App, *_: object) -> list[int]:
        secret = home(app).strip("/")
        paths = ("/", "/page.js", "/events", "/once/", f"/{secret[:-1]}/", f"/{secret}/../page.py")
        return [(await ask(app.asgi, path, host=OURS)).status for path in paths]

    assert with_app(use) == [404] * 6


def test_the_address_for_the_browser_works_once() -> None:
    async def use(app: App, *_: object) -> tuple[list[int], bool]:
        once = app.once.partition(OURS)[2]
        answers = [await ask(app.asgi, once, host=OURS) for _ in range(2)]
        return [each.status for each in answers], answers[0].headers["location"] == app.private

    assert with_app(use) == ([303, 404], True)


def test_the_page_may_fetch_nothing_from_elsewhere_and_is_kept_nowhere() -> None:
    async def use(app: App, *_: object) -> Answer:
        return await ask(app.asgi, home(app), host=OURS)

    headers = with_app(use).headers
    rules = dict(rule.split(" ", 1) for rule in headers["content-security-policy"].split("; "))
    assert (rules.pop("default-src"), rules.pop("base-uri"), rules.pop("form-action")) == ("'none'",) * 3
    assert rules.pop("frame-ancestors") == "'none'"
    assert set(rules.values()) == {"'self'"}
    assert (headers["cache-control"], headers["referrer-policy"]) == ("no-store", "no-referrer")


@pytest.mark.parametrize("kind", [Format.WEB, Format.WORD, Format.TEXT])
def test_a_kit_is_shut_in_a_sandbox(kind: Format) -> None:
    async def use(app: App, session: PreviewState, orders: list[RenderRequest]) -> Answer:
        session.join(Choice("leila", format=kind), 1)
        session.answered(RenderResult(orders[0].number, f"leila.{kind}", kind, b"<script>", None, about={}))
        return await ask(app.asgi, f"{home(app)}kit/{orders[0].number}/leila.{kind}", host=OURS)

    answer = with_app(use)
    assert (answer.status, answer.body) == (200, b"<script>")
    assert answer.headers["content-security-policy"].startswith("sandbox; default-src 'none'; ")
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_page_of_the_pdf_is_a_picture_of_the_width_that_is_asked_for() -> None:
    async def use(app: App, session: PreviewState, _: object) -> list[Answer]:
        session.pdfs[7] = pdf("leila")
        paths = ("7/1.png?width=321", "7/99.png?width=321", "8/1.png", "7/1.png?width=wide")
        return [await ask(app.asgi, f"{home(app)}picture/{path}", host=OURS) for path in paths]

    good, *wrong = with_app(use)
    assert (good.status, good.headers["content-type"]) == (200, "image/png")
    assert int.from_bytes(good.body[16:20], "big") == 321  # the width in a PNG's header
    assert [each.status for each in wrong] == [404] * 3


def test_what_happens_is_told_as_data_and_never_as_markup() -> None:
    async def use(app: App, session: PreviewState, _: object) -> Answer:
        asked = asyncio.create_task(ask(app.asgi, f"{home(app)}events?person=leila", host=OURS))
        await asyncio.sleep(0)
        while not session.viewers:
            await asyncio.sleep(0)
        session.end()
        return await asked

    answer = with_app(use)
    assert answer.headers["content-type"].startswith("text/event-stream")
    welcome = json.loads(answer.body.decode().split("\n\n")[0].removeprefix("data: "))
    assert (welcome["kind"], welcome["theme"], welcome["people"][0]["name"]) == (
        "welcome",
        "agency",
        "Leila <b>Haddad</b>",
    )
    assert "file" not in welcome["people"][0]


@pytest.mark.parametrize("query", ["language=de", "format=exe", "paper=a3", "page=one"])
def test_a_choice_that_there_is_not_is_refused(query: str) -> None:
    async def use(app: App, *_: object) -> int:
        return (await ask(app.asgi, f"{home(app)}events?person=leila&{query}", host=OURS)).status

    assert with_app(use) == 400
