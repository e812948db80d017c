"""Look at the pages of themes as WCAG 2.2 does, in both languages, on a wide screen and a narrow one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.agencies import agency
from tests.paths import ROOT
from tests.web.app.looking import CUT, SMALL, axe, looking
from tests.web.browser import NEEDS_CHROMIUM, pale, preview

pytestmark = [NEEDS_CHROMIUM, pytest.mark.usefixtures("one_browser")]
# Milliseconds, on a computer that has much else to do.
LONGEST_CHECK = 300_000
STYLE = ".kit-sektion > p { margin: 0 }\n.kit-note { margin: 0 }\n"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Open the app at a theme with a mistake and a note; its address in English."""
    folder = tmp_path_factory.mktemp("themes")
    ours = agency(folder / "ours", css__more_dot_css=STYLE, css__extra_dot_css="")
    (folder / "temporary").mkdir()
    with preview(ours, ROOT / "profiles", folder / "temporary") as (_process, found):
        yield found


@pytest.fixture(scope="module")
def result(address: str) -> str:
    """Check the theme without scripts; the address of what was found, in English."""
    with looking(java_script_enabled=False) as (page, _complaints):
        page.goto(f"{address.rpartition('/theme/')[0]}/themes")
        page.locator("form[action$='/theme/ours/check'] button").click()
        page.locator("#mistakes").wait_for(timeout=LONGEST_CHECK)
        found: str = page.url
        return found


def hold(page: Any) -> None:
    """Hold a page to WCAG 2.2 on a wide screen and a narrow one.

    Axe cannot judge the contrast of what lies beyond the edge of a part that scrolls: that is measured.
    """
    for width, scheme in ((1280, "light"), (320, "dark")):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        found = [each for each in axe(page) if not each.startswith("incomplete: color-contrast")]
        assert found == [], (width, scheme)
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert page.evaluate(CUT) == []
    assert page.evaluate(SMALL.replace("LEAST", "24")) == []
    assert pale(page) == []


@pytest.mark.spread(2)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_kits_of_a_theme_are_shown_for_everybody(address: str, language: str) -> None:
    with looking() as (page, complaints):
        page.goto(address.replace("/en/", f"/{language}/"))
        page.locator("#pages img").first.wait_for()
        hold(page)
        assert complaints == []


@pytest.mark.spread(2)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_list_of_themes_is_for_everybody(address: str, language: str) -> None:
    with looking() as (page, complaints):
        page.goto(f"{address.rpartition('/theme/')[0]}/themes".replace("/en/", f"/{language}/"))
        hold(page)
        assert complaints == []


@pytest.mark.spread(2)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_a_check_has_found_is_for_everybody(result: str, language: str) -> None:
    with looking() as (page, complaints):
        page.goto(result.replace("/en/", f"/{language}/"))
        hold(page)
        assert complaints == []


def test_without_scripts_each_mistake_has_its_place_and_notes_are_apart(result: str) -> None:
    with looking(java_script_enabled=False) as (page, _complaints):
        page.goto(result)
        assert page.get_by_role("heading", level=1).inner_text() == "ours: 1 mistake to mend"
        assert page.locator("[aria-labelledby=mistakes] .where").inner_text().endswith("css/more.css line 1")
        assert page.locator("[aria-labelledby=notes] .found").count() == 1
