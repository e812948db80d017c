"""Check what the pages of themes answer, and that a kit in a preview can do nothing."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import pytest

from interview_kit.support.i18n import _, use_language
from interview_kit.web.app.themes import room as rooms
from interview_kit.web.app.themes.messages import Choice, Format, RenderRequest, RenderResult
from interview_kit.web.app.themes.room import ThemePreview, ThemeRoom
from tests.agencies import agency
from tests.kits import pdf
from tests.paths import ROOT
from tests.web.app.visits import Here, with_app
from tests.web.asking import Answer

T = TypeVar("T")
PEOPLE = (ROOT / "profiles" / "leila.yaml",)


class Silent:
    """A worker process that never answers."""

    def __init__(self, limits: object) -> None:
        self.orders: list[RenderRequest] = []

    def start(self) -> None:
        """Do nothing."""

    async def call(self, function: object, order: RenderRequest, **more: object) -> None:
        """Note a request."""
        self.orders.append(order)

    def end(self) -> None:
        """Do nothing."""


@pytest.fixture(autouse=True)
def _silent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rooms, "WorkerClient", Silent)


def with_theme(use: Callable[[Here, ThemePreview], Awaitable[T]], folder: Path | None = None) -> T:
    """Return what `use` returns of an app that was opened at a theme, and of its preview."""

    async def begun(here: Here) -> T:
        room = here.work.themes
        assert room
        theme = room.theme(room.opened)
        assert theme
        return await use(here, await room.preview(theme))

    return with_app(begun, themes=ThemeRoom(folder or Path(ROOT, "templates/themes/base"), PEOPLE))


def test_the_app_opens_at_the_theme_and_its_page_may_show_a_kit_in_a_frame(tmp_path: Path) -> None:
    folder = agency(tmp_path / "Hill Works", "extends: base\ndescription: Ours <b>\n")

    async def use(here: Here, preview: ThemePreview) -> tuple[str, Answer, Answer]:
        return here.home, await here.get(), await here.get(here.home.replace("theme/hill-works/", "themes"))

    home, page, every = with_theme(use, folder)
    assert home.endswith("/en/theme/hill-works/")
    rules = dict(rule.split(" ", 1) for rule in page.headers["content-security-policy"].split("; "))
    assert (rules["default-src"], rules["frame-src"], rules["script-src"]) == ("'none'", "'self'", "'self'")
    assert "unsafe" not in page.headers["content-security-policy"]
    assert page.headers["cache-control"] == "private, no-cache"
    body = every.body.decode()
    assert "Ours &lt;b&gt;" in body and str(folder) in body
    assert re.findall(r"<h3>(.*)</h3>", body) == ["hill-works", "base", "confluence", "tall-pines"]


def test_the_page_is_in_the_language_of_its_address_and_keeps_the_theme() -> None:
    async def use(here: Here, preview: ThemePreview) -> tuple[str, Answer]:
        page = (await here.get()).body.decode()
        button = re.search(r'formaction="([^"]*)" lang="fr"', page)
        assert button
        return button[1], await here.get(button[1])

    address, page = with_theme(use)
    assert address.endswith("/fr/theme/base/")
    assert '<html lang="fr' in page.body.decode() and "Où cela vient" not in page.body.decode()
    with use_language("fr"):
        assert _("Skip to the kit") in page.body.decode()


def test_the_list_is_reached_from_the_form_by_who_has_a_theme(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    def linked() -> bool:
        page = with_app(lambda here: here.get(), themes=ThemeRoom())
        return bool(re.search(r'href="[^"]*/en/themes"', page.body.decode()))

    assert not linked()
    agency(tmp_path / "themes" / "ours")
    assert linked()


def test_where_themes_are_not_shown_there_is_no_page_of_them() -> None:
    async def use(here: Here) -> list[int]:
        paths = ("themes", "theme/base/", "theme/base/events", "check/x")
        return [(await here.get(path)).status for path in paths]

    assert with_app(use) == [404] * 4


@pytest.mark.parametrize("kind", [Format.WEB, Format.WORD, Format.TEXT])
def test_a_kit_is_shut_in_a_sandbox(kind: Format) -> None:
    async def use(here: Here, preview: ThemePreview) -> Answer:
        given: list[RenderRequest] = []
        preview.state.give = given.append
        preview.state.join(Choice("leila", format=kind), 1)
        order = given[-1]
        preview.state.answered(RenderResult(order.number, f"leila.{kind}", kind, b"<script>", None, about={}))
        return await here.get(f"kit/{order.number}/leila.{kind}")

    answer = with_theme(use)
    assert (answer.status, answer.body) == (200, b"<script>")
    assert answer.headers["content-security-policy"].startswith("sandbox; default-src 'none'; ")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store"


def test_a_page_of_the_pdf_is_a_picture_of_the_width_that_is_asked_for() -> None:
    async def use(here: Here, preview: ThemePreview) -> list[Answer]:
        preview.state.pdfs[7] = pdf("leila")
        paths = ("7/1.png?width=321", "7/99.png?width=321", "8/1.png", "7/1.png?width=wide")
        return [await here.get(f"picture/{path}") for path in paths]

    good, *wrong = with_theme(use)
    assert (good.status, good.headers["content-type"]) == (200, "image/png")
    assert int.from_bytes(good.body[16:20], "big") == 321  # the width in a PNG's header
    assert [each.status for each in wrong] == [404] * 3


def test_what_happens_is_told_as_data_and_the_stream_counts_as_a_window() -> None:
    async def use(here: Here, preview: ThemePreview) -> tuple[Answer, float]:
        asked = asyncio.create_task(here.get("events?person=leila"))
        while not preview.state.viewers:
            await asyncio.sleep(0)
        patience = here.lifetime.remaining()
        preview.state.end()
        return await asked, patience

    answer, patience = with_theme(use)
    assert patience == 600
    assert answer.headers["content-type"].startswith("text/event-stream")
    welcome = json.loads(answer.body.decode().split("\n\n")[0].removeprefix("data: "))
    assert (welcome["kind"], welcome["people"][0]["name"]) == ("welcome", "Leila Haddad")
    assert "file" not in welcome["people"][0]


@pytest.mark.parametrize("query", ["language=de", "format=exe", "paper=a3", "page=one"])
def test_a_choice_that_there_is_not_is_refused(query: str) -> None:
    async def use(here: Here, _preview: ThemePreview) -> int:
        return (await here.get(f"events?person=leila&{query}")).status

    assert with_theme(use) == 400


def test_a_theme_that_is_gone_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def use(here: Here, _preview: ThemePreview) -> list[Answer]:
        other = here.home.replace("theme/base/", "theme/nothing/")
        return [await here.get(other), await here.post(f"{other}check", {})]

    for answer in with_theme(use):
        assert (answer.status, "This theme is not there any more" in answer.body.decode()) == (404, True)
