"""Use the app in Chromium, with scripts and without: from the form to the files, Back, and the end."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Error

from interview_kit.web.app.lifetime import MOST_WINDOWS
from tests.web.app.looking import app, looking
from tests.web.browser import NEEDS_CHROMIUM

pytestmark = [NEEDS_CHROMIUM, pytest.mark.usefixtures("one_browser")]
NAME, WORK = "Zoé “Z” Łuczak", "welder"
SCRIPTS = pytest.mark.parametrize("scripts", [False, True], ids=["no script", "scripts"])
# The console repeats a status, and where the focus is already.
USUAL = ("the server responded with a status of 422", "Autofocus processing was blocked")
SHOW, CHANGE = "Show my kit", "Change my answers"
FINISH = "Finish"


def press(page: Any, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()


def typed(page: Any) -> tuple[str, str]:
    """Return what is in the two fields that a kit needs."""
    return page.locator("[name=name]").input_value(), page.locator("[id='target.occupation']").input_value()


def left_in(page: Any) -> list[str]:
    """Return what the page still has of the kit."""
    while True:
        with suppress(Error):  # it is still on its way to another page
            return [each for each in ("Łuczak", WORK, "Your kit is ready") if each in page.content()]
        page.wait_for_timeout(50)


def fill(page: Any, name: str = NAME, work: str = WORK) -> None:
    page.locator("[name=name]").fill(name)
    page.locator("[id='target.occupation']").fill(work)


def saved(page: Any, button: str) -> tuple[str, bytes]:
    """Return the name and the bytes of what a button downloads."""
    with page.expect_download() as waiting:
        press(page, button)
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


@SCRIPTS
def test_a_person_gets_from_the_form_to_both_files_and_back_again(scripts: bool, address: str) -> None:
    with looking(java_script_enabled=scripts) as (page, complaints):
        page.goto(address)
        fill(page)
        press(page, SHOW)
        assert page.get_by_role("heading", level=1).inner_text() == "Your kit is ready"
        assert page.locator("ol.pages img").count() >= 4
        name, pdf = saved(page, "PDF to print")
        assert (name, pdf[:5]) == ("zoe-z-luczak.pdf", b"%PDF-")
        name, word = saved(page, "Word file to type in")
        assert (name, word[:2]) == ("zoe-z-luczak.docx", b"PK")
        name, answers = saved(page, "Save my answers")
        assert (name, NAME in answers.decode()) == ("zoe-z-luczak.yaml", True)
        press(page, CHANGE)
        assert typed(page) == (NAME, WORK)
        assert complaints == []


@pytest.mark.spread(2)
@SCRIPTS
def test_back_shows_what_was_typed_also_after_an_error(scripts: bool, address: str) -> None:
    with looking(java_script_enabled=scripts) as (page, complaints):
        page.goto(address)
        fill(page, name="")
        press(page, SHOW)  # refused: the name is missing
        assert page.title().startswith("Error: ")
        page.locator("[name=name]").fill(NAME)
        press(page, SHOW)
        page.get_by_role("heading", name="Your kit is ready").wait_for()
        page.go_back()
        assert page.title().startswith("Error: ")
        assert typed(page) == (NAME, WORK)
        page.go_back()
        assert typed(page) == ("", WORK)
        page.go_forward()
        page.go_forward()
        page.get_by_role("heading", name="Your kit is ready").wait_for()
        assert saved(page, "PDF to print")[1][:5] == b"%PDF-"
        assert [each for each in complaints if not any(usual in each for usual in USUAL)] == []


@pytest.mark.spread(2)
@SCRIPTS
def test_after_the_end_back_shows_nothing(scripts: bool, tmp_path: Path) -> None:
    with app(tmp_path) as address, looking(java_script_enabled=scripts) as (page, _complaints):
        page.goto(address)
        fill(page)
        press(page, SHOW)
        page.get_by_role("heading", name="Your kit is ready").wait_for()
        assert left_in(page)
        press(page, FINISH)
        page.get_by_role("heading", name="Nothing that you entered is left here").wait_for()
        for _ in range(2):
            with suppress(Error):  # the browser asks whether to send the form again
                page.go_back()
            page.wait_for_load_state()
            assert left_in(page) == []


def test_the_kit_grows_beside_the_form_and_what_is_pressed_stays(address: str) -> None:
    with looking() as (page, complaints):
        page.goto(address)
        fill(page)
        panel = page.locator("#panel ol.pages img")
        panel.first.wait_for()
        first = panel.first.get_attribute("src")
        page.locator("[name=name]").fill("Ana Lim")
        page.wait_for_function(
            "before => document.querySelector('#panel ol.pages img')?.getAttribute('src') !== before",
            arg=first,
        )
        assert typed(page) == ("Ana Lim", WORK)
        assert complaints == []


@pytest.mark.spread(2)
@SCRIPTS
def test_a_question_is_dropped_and_the_kit_is_drawn_again(scripts: bool, address: str) -> None:
    with looking(java_script_enabled=scripts) as (page, complaints):
        page.goto(address)
        fill(page)
        press(page, SHOW)
        first = page.locator("ol.questions > li").first
        words = first.locator("p.question").inner_text()
        first.get_by_role("button").click()
        page.get_by_role("heading", name="Your kit is ready").wait_for()
        assert words not in page.locator("ol.questions").inner_text()
        assert complaints == []


def test_more_windows_than_a_browser_holds_streams_all_work_and_keep_the_app_open(address: str) -> None:
    with looking() as (first, complaints):
        asked: list[str] = []
        one_browser = first.context.browser.new_context()
        pages = [one_browser.new_page() for _ in range(MOST_WINDOWS + 2)]
        for page in pages:
            page.goto(address)
        last = pages[-1]
        last.on("request", lambda request: asked.append(request.url))
        last.clock.install()
        last.goto(address)
        fill(last)
        last.clock.run_for(1000)
        last.locator("#panel ol.pages img").first.wait_for()
        last.clock.run_for(61_000)  # it asks again after a minute: the app knows that it is open
        last.wait_for_timeout(200)
        assert sum(each.endswith("/windows") for each in asked) >= 2
        for page in pages[:MOST_WINDOWS]:
            page.close()
        press(last, SHOW)
        last.get_by_role("heading", name="Your kit is ready").wait_for()
        one_browser.close()
        assert complaints == []
