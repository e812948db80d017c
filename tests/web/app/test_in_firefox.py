"""Use the app in Firefox, with scripts and without: the focus, Back, and the other language."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.shared import some
from tests.web.firefox import NEEDS_FIREFOX, Firefox, firefox

pytestmark = NEEDS_FIREFOX
SCRIPTS = {True: "scripts", False: "no script"}
NAME, WORK = "[name=name]", "[id='target.occupation']"
SHOW, FRENCH, ENGLISH = "#page > button.main", "button[lang=fr]", "button[lang=en]"


@pytest.fixture(scope="module", params=some([True, False], 1), ids=SCRIPTS.get)
def browser(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    folder: Path = tmp_path_factory.mktemp("firefox")
    with firefox(folder, **{"javascript.enabled": request.param}) as found:
        yield found


def refused(browser: Firefox, address: str) -> None:
    """Open the form, and post it without a name."""
    browser.open(address)
    browser.type(WORK, "welder")
    browser.press(SHOW)
    browser.find(".summary")


def test_after_a_refused_form_the_summary_has_the_focus(browser: Firefox, address: str) -> None:
    refused(browser, address)
    assert browser.title.startswith("Error: ")
    assert browser.focused() == "summary"


def test_back_shows_what_was_typed_also_after_an_error(browser: Firefox, address: str) -> None:
    refused(browser, address)
    browser.type(NAME, "Maya Chen")
    browser.press(SHOW)
    browser.find(".pages img")
    browser.back()
    browser.find(".summary")
    assert (browser.value(NAME), browser.value(WORK)) == ("Maya Chen", "welder")
    browser.back()
    assert (browser.value(NAME), browser.value(WORK)) == ("", "welder")
    browser.forward()
    browser.forward()
    browser.find(".pages img")


def test_the_other_language_keeps_the_page_and_what_was_typed(browser: Firefox, address: str) -> None:
    refused(browser, address)
    browser.type(NAME, "Zoé")
    browser.press(FRENCH)
    browser.find("html[lang^=fr] .summary, html[lang^=fr] .answers")
    assert (browser.value(NAME), browser.value(WORK)) == ("Zoé", "welder")
    browser.press(ENGLISH)
    browser.find("html[lang^=en] .answers")
    assert (browser.value(NAME), browser.value(WORK)) == ("Zoé", "welder")
