"""Use the app in Chromium, with scripts and without, and look at every page as WCAG 2.2 does."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.shared import LONG as LONG_RUN
from tests.web.app.looking import CUT, IN_SIGHT, RING, SMALL, SPACED, axe, looking
from tests.web.browser import NEEDS_CHROMIUM

pytestmark = [NEEDS_CHROMIUM, pytest.mark.usefixtures("one_browser")]
SHOW = {
    "en": "Show my kit",
    "fr": "Voir ma trousse",
}
LONG = "x" * 301
# The policy of the pages lets no style in but their own sheet.
WITH_STYLE = """(css) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [sheet];
}"""
HELP = "[...document.querySelectorAll('.top > *')].findIndex((each) => each.hash === '#help')"


def home(address: str, language: str) -> str:
    return address.replace("/en/", f"/{language}/")


def press(page: Any, name: str) -> None:
    """Press a button, and wait for the page that comes."""
    with page.expect_navigation():
        page.get_by_role("button", name=name).last.click()


def filled(page: Any, **answers: str) -> None:
    for key, text in answers.items():
        page.locator(f"[id='{key.replace('__', '.')}']").fill(text)


def refused(page: Any, address: str, language: str = "en") -> None:
    """Open the form, and post it with three mistakes."""
    page.goto(home(address, language))
    open_all(page)
    filled(page, about__skills=f"calm\n\n{LONG}", talk__minutes="99", contacts__1__name="Bo")
    press(page, SHOW[language])


def shown(page: Any, address: str, language: str = "en") -> None:
    """Open the form, and post it with a name: the kit is shown."""
    page.goto(home(address, language))
    filled(page, name="Maya Chen", target__occupation="vet")
    press(page, SHOW[language])


def open_all(page: Any) -> None:
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")


def new(page: Any, address: str, language: str = "en") -> None:
    """Open the form."""
    page.goto(home(address, language))


def told(page: Any, address: str, language: str = "en") -> None:
    """Post a page of the kit whose sealed answers were changed on their way: a message."""
    shown(page, address, language)
    page.evaluate("document.querySelector('[name=state]').value = 'x'")
    with page.expect_navigation():
        page.locator(".back").click()


STATES = {"form": new, "refused": refused, "kit": shown, "message": told}


@pytest.mark.parametrize("with_script", [True, False], ids=["script", "no script"])
def test_after_a_refused_form_the_summary_has_the_focus_and_leads_to_each_control(
    address: str, with_script: bool
) -> None:
    with looking(java_script_enabled=with_script) as (page, _complaints):
        refused(page, address)
        page.wait_for_function("document.activeElement.matches('.summary')")
        links = page.locator(".summary a")
        assert links.count() == 3
        for number in range(3):
            target = str(links.nth(number).get_attribute("href"))[1:]
            links.nth(number).click()
            assert page.evaluate("document.activeElement.id") == target
            assert page.evaluate(IN_SIGHT)
        for key, text in (("about.skills", f"calm\n\n{LONG}"), ("talk.minutes", "99"), ("name", "")):
            assert page.locator(f"[id='{key}']").input_value() == text


@pytest.mark.spread(3)
@pytest.mark.parametrize("with_script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("start", SHOW)
def test_the_other_language_keeps_the_page_the_answers_and_the_errors(
    address: str, start: str, with_script: bool
) -> None:
    names = ("Français", "English") if start == "en" else ("English", "Français")
    with looking(java_script_enabled=with_script) as (page, _complaints):
        page.goto(home(address, start))
        filled(page, name="Ada", about__experience="one\ntwo")
        page.get_by_role("checkbox").nth(1).check()
        for name in names:
            press(page, name)
            assert page.locator("#name").input_value() == "Ada"
            assert page.locator("[id='about.experience']").input_value() == "one\ntwo"
            assert page.get_by_role("checkbox").nth(1).is_checked()
            assert page.locator(".summary").count() == 0
        refused(page, address, start)
        for name in names:
            press(page, name)
            assert page.title().startswith("Error" if name == "English" else "Erreur")
            assert page.locator(".summary a").count() == 3
            assert page.locator("[id='talk.minutes']").input_value() == "99"
        shown(page, address, start)
        for name in names:
            filled(page, questions__add="Any dogs?")
            press(page, name)
            assert str(page.locator("html").get_attribute("lang"))[:2] == name[:2].lower()
            assert page.locator(".pages img").count() > 3
            assert page.locator("[id='questions.add']").input_value() == "Any dogs?"


# Every second one: each state once, and both languages.
IN_LANGUAGES = [
    (state, language)
    for number, state in enumerate(STATES)
    for language in (("en", "fr"), ("fr", "en"))[number % 2]
]


@pytest.mark.spread(2)
@pytest.mark.parametrize(("state", "language"), IN_LANGUAGES)
def test_axe_finds_nothing_and_nothing_is_cut_or_small(address: str, language: str, state: str) -> None:
    with looking() as (page, _complaints):
        STATES[state](page, address, language)
        open_all(page)
        for width, scheme in ((1280, "light"), (320, "dark")):
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)
            assert axe(page) == [], (width, scheme)
        page.set_viewport_size({"width": 320, "height": 700})
        for spaced in (False, True):
            if spaced:
                page.evaluate(WITH_STYLE, SPACED)
            assert page.evaluate("document.documentElement.scrollWidth") == 320
            assert page.evaluate(CUT) == []
            assert page.evaluate(SMALL.replace("LEAST", "44")) == []


@pytest.mark.parametrize("state", STATES)
def test_the_focus_is_always_in_sight(address: str, state: str) -> None:
    with looking(viewport={"width": 320, "height": 256}) as (page, _complaints):
        STATES[state](page, address, "en")
        open_all(page)
        page.evaluate("document.activeElement.blur()")
        seen = 0
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            for _press in range(120 if LONG_RUN or scheme == "light" else 12):
                page.keyboard.press("Tab")
                if page.evaluate("document.activeElement === document.body"):
                    break
                assert page.evaluate(IN_SIGHT), page.evaluate("document.activeElement.outerHTML")
                assert page.evaluate(RING) >= 3
                seen += 1
        assert seen > 3


@pytest.mark.parametrize("language", SHOW)
def test_help_is_at_the_same_place_and_titles_differ(address: str, language: str) -> None:
    titles, places = set(), set()
    with looking() as (page, _complaints):
        for state, go in STATES.items():
            go(page, address, language)
            titles.add(page.title())
            places.add(page.evaluate(HELP))
            assert page.locator(":lang(fr)").count() > 0, state
    assert (len(titles), places) == (4, {1})


@pytest.mark.parametrize("with_script", [True, False], ids=["script", "no script"])
def test_saved_answers_open_again_and_a_wrong_file_loses_nothing(
    address: str, with_script: bool, tmp_path: Path
) -> None:
    with looking(java_script_enabled=with_script) as (page, _complaints):
        page.goto(address)
        page.get_by_text("Open answers that I saved").click()
        filled(page, name="Ada", about__experience="one\ntwo")
        for file, shown in (("name: *a\n", "must stand in quotes"), (None, "No file was chosen")):
            if file:
                wrong = {"name": "wrong.yaml", "mimeType": "", "buffer": file.encode()}
                page.locator("#file").set_input_files(wrong)
            press(page, "Open this file")
            assert page.title().startswith("Error: ")
            page.wait_for_function("document.activeElement.matches('.notice')")
            assert shown in page.locator(".notice").inner_text()
            assert page.locator("[id='about.experience']").input_value() == "one\ntwo"
            page.get_by_text("Open answers that I saved").click()
        with page.expect_download() as told:
            page.get_by_role("button", name="Save my answers").click()
        told.value.save_as(tmp_path / "saved.yaml")
        page.goto(address)
        page.get_by_text("Open answers that I saved").click()
        page.locator("#file").set_input_files(tmp_path / "saved.yaml")
        press(page, "Open this file")
        assert page.locator("#name").input_value() == "Ada"
        assert page.locator("[id='about.experience']").input_value() == "one\ntwo"
