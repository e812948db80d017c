"""Take a class through the app in Chromium, by clicks alone: with scripts and without, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.web.app.classes import HEAD
from tests.web.app.looking import looked_at, looking, press
from tests.web.browser import NEEDS_CHROMIUM

pytestmark = [NEEDS_CHROMIUM, pytest.mark.usefixtures("one_browser")]
CELLS = HEAD + "Maya {}\tnurse\texplorin\t3\nAna Roy\twelder\texploring\t10\n"
# How the titles of the pages begin: the list with its mistakes, without them, the settings, the files.
TITLES = {
    "en": ("Error: Is this", "Is this", "For the whole", "2 kits are ready"),
    "fr": ("Erreur\N{NO-BREAK SPACE}: Est-ce", "Est-ce", "Pour toute", "2 trousses sont prêtes"),
}
# The page of a finished build, in a browser on a machine with much to do.
PATIENCE = 240_000


# With scripts, in French, a class is taken by the keyboard (test_whole_class_in_browser.py).
@pytest.mark.spread(4)
@pytest.mark.parametrize("scripts", [False, True])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_from_a_list_with_mistakes_to_the_files(
    address: str, language: str, scripts: bool, tmp_path: Path
) -> None:
    wrong, mended, settings, ready = TITLES[language]
    with looking(java_script_enabled=scripts) as (page, complaints):
        page.goto(address.replace("/en/", f"/{language}/"))
        press(page, 'main a[href$="/class"]')
        looked_at(page, scripts)
        page.fill("#pasted", CELLS.format(f"{language} {scripts}"))  # a class that is built is shown at once
        press(page, "form button.main")
        assert page.title().startswith(wrong), page.title()
        assert page.evaluate("document.activeElement.className") == "summary"
        looked_at(page, scripts)
        page.fill("#cell-0-2-4", "20")
        press(page, "button[name=use]")
        assert page.title().startswith(mended), page.title()
        press(page, "form button.main")
        assert page.title().startswith(settings), page.title()
        looked_at(page, scripts)
        page.click("form button.main", no_wait_after=True)
        page.wait_for_selector(".files", timeout=PATIENCE)
        page.wait_for_load_state()
        assert page.inner_text("h1:visible").startswith(ready), page.title()
        assert page.title().startswith(ready) == scripts, page.title()
        looked_at(page, scripts)
        with page.expect_download() as found:
            page.click(".files button")
        found.value.save_as(tmp_path / "print.pdf")
        assert (tmp_path / "print.pdf").read_bytes().startswith(b"%PDF")
        assert found.value.suggested_filename == "_print.pdf"
    expected = ("status of 422", "Autofocus processing was blocked")
    assert [each for each in complaints if not any(known in each for known in expected)] == []
