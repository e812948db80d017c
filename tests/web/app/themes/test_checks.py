"""Check a theme by the page: how far it is, each mistake with its place, notes apart, and its end."""

from __future__ import annotations

import asyncio
import html
import re
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from interview_kit.tools.lint_theme import trial_kits
from interview_kit.web.app.class_kits.jobs import AFTER_THE_LAST_PAGE, events, held_page
from interview_kit.web.app.themes.checks import ThemeCheck
from interview_kit.web.app.themes.room import ThemeRoom
from tests.agencies import agency
from tests.web.app.visits import Here, title_of, with_app
from tests.web.asking import Answer

WRONG = 'extends: base\ntokens:\n  accent: "#f2b705"\n'


def words_of(answer: Answer) -> str:
    return html.unescape(" ".join(re.sub("<[^>]*>", " ", answer.body.decode()).split()))


def the_check(here: Here, address: str) -> ThemeCheck:
    check = here.work.jobs.get(address.rpartition("/")[2])
    assert isinstance(check, ThemeCheck)
    return check


async def checked(here: Here, page: str = "check") -> tuple[str, Answer]:
    """Check the theme that was opened; the address of the result, and its page."""
    started = await here.post(page, {})
    assert started.status == 303
    address = started.headers["location"]
    check = the_check(here, address)
    with here.work.jobs.awaited(check):
        await asyncio.wait_for(here.work.jobs.ended(check), 300)
    return address, await here.get(address)


def test_each_mistake_has_its_file_its_line_and_what_to_do_and_notes_are_apart(tmp_path: Path) -> None:
    folder = agency(tmp_path / "ours", WRONG, css__more2_dot_css="p { margin: 0 }\n")
    (folder / "theme.yaml").write_text("extends: base\n", "utf-8")
    agency(folder, "extends: base\n", html__blocks__tick_dot_html_dot_j2="{% if %}")

    async def use(here: Here) -> Answer:
        return (await checked(here))[1]

    page = with_app(use, themes=ThemeRoom(folder))
    said = words_of(page)
    assert (page.status, title_of(page).split(" – ")[0]) == (200, "ours: 1 mistake to mend")
    mistake, _, note = said.partition("These are for you to judge")
    assert f"{folder}/html/blocks/tick.html.j2 line 1" in mistake and "{% if %}" in mistake
    assert "css/more2.css" in note and "css/more2.css" not in mistake.partition("To mend")[2]
    assert re.search(r"No kit was made\. It took \d+ seconds", said)


def test_the_page_in_the_other_language_says_in_which_one_the_messages_are(tmp_path: Path) -> None:
    folder = agency(tmp_path / "ours", WRONG)

    async def use(here: Here) -> tuple[Answer, Answer]:
        address, page = await checked(here)
        return page, await here.get(address.replace("/en/", "/fr/"))

    english, french = with_app(use, themes=ThemeRoom(folder))
    assert "#f2b705" in words_of(english) and "Check again" in words_of(english)
    assert "à corriger" in title_of(french) and '<ol class="mends" lang="en-CA">' in french.body.decode()
    assert "dans la langue de la page où la vérification a été lancée" in words_of(french)


def test_kits_are_made_and_what_is_wrong_with_them_is_named_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    two = trial_kits.cases
    monkeypatch.setattr(trial_kits, "cases", lambda languages: two(languages)[:2])
    monkeypatch.setattr("interview_kit.support.verapdf.lacking", lambda: "Java")
    monkeypatch.setattr("interview_kit.tools.libreoffice.program", lambda: None)
    folder = agency(
        tmp_path / "ours", css__more_dot_css=".kit-rule { padding: 3mm }\n.kit-tip { opacity: 0 }\n"
    )

    async def use(here: Here) -> tuple[Answer, Answer, Answer]:
        address, page = await checked(here)
        said = await here.get(f"{address}/events")
        return page, said, await here.get(f"{address}/pages.png")

    page, said, sheet = with_app(use, themes=ThemeRoom(folder))
    found = words_of(page)
    assert title_of(page).startswith("ours: 1 mistake to mend")
    assert found.count("css/more.css line 2") == 1
    assert "2 kits were looked at" in found and "PDF/UA-1 was not checked" in found
    assert said.body == b"event: over\ndata: {}\n\n"
    assert (sheet.body[1:4], sheet.headers["content-type"]) == (b"PNG", "image/png")


class Window:
    """A browser's window that is closed."""

    async def is_disconnected(self) -> bool:
        """Return whether it has gone."""
        return True


@pytest.mark.parametrize("kind", ["page", "events", "cancel"])
def test_a_check_ends_when_its_window_is_closed_or_it_is_cancelled(kind: str, tmp_path: Path) -> None:
    async def use(here: Here) -> tuple[ThemeCheck, Answer]:
        address = (await here.post("check", {})).headers["location"]
        check = the_check(here, address)
        jobs = here.work.jobs
        if kind == "cancel":
            answer = await here.post(f"{address}/cancel", {})
            assert (answer.status, answer.headers["location"]) == (303, address)
        else:
            window: Any = Window()
            held = held_page("<body></body>", window, jobs, check)
            async for _part in held if kind == "page" else events(window, jobs, check, "en"):
                pass
        with suppress(TimeoutError):
            await asyncio.wait_for(jobs.ended(check), AFTER_THE_LAST_PAGE + 60)
        return check, await here.get(address)

    check, page = with_app(use, themes=ThemeRoom(agency(tmp_path / "ours")))
    assert check.is_over and check.is_cancelled
    assert "the check was cancelled" in title_of(page)
    assert len(check.done) < 12


def test_the_page_of_a_check_under_way_loads_itself_again_without_scripts(tmp_path: Path) -> None:
    async def use(here: Here) -> Answer:
        address = (await here.post("check", {})).headers["location"]
        return await here.get(address)

    page = with_app(use, themes=ThemeRoom(agency(tmp_path / "ours", WRONG)))
    body = page.body.decode()
    assert "ours is being checked" in words_of(page)
    assert body.rstrip().endswith("</body>\n</html>")
    assert '<noscript><meta http-equiv="refresh" content="0"></noscript></body>' in body
