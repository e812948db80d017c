"""Use the preview as an agency does: change a colour, make a mistake, mend it, ask where things come from."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from interview_kit.stages.select import select
from interview_kit.tools.explanation import explanation
from tests.faults.processes import descendants, is_running, wait_until
from tests.kits import PEOPLE, bank
from tests.paths import ROOT
from tests.web.browser import (
    NEEDS_CHROMIUM,
    end,
    open_page,
    pale,
    pixels,
    preview,
    said,
    tree,
    wait_for_pixels,
)

BEFORE, AFTER = "#0b5563", "#7a1f5c"
PAGE = "html/kit.html.j2"
HOSTILE = "<img src=x onerror=alert(1)>"
NEEDS_A_NAME = {
    "button",
    "radio",
    "checkbox",
    "link",
    "tab",
    "tabpanel",
    "image",
    "region",
    "navigation",
}


def agency(folder: Path) -> Path:
    """Write a theme with a colour and a page of its own."""
    theme = folder / "agency"
    (theme / "html").mkdir(parents=True)
    (theme / "theme.yaml").write_text(f'extends: base\ntokens: {{accent: "{BEFORE}"}}\n', "utf-8")
    shutil.copy(ROOT / "templates/themes/base" / PAGE, theme / PAGE)
    return theme


def two_people(folder: Path) -> Path:
    folder.mkdir()
    shutil.copy(ROOT / "profiles/leila.yaml", folder)
    words = f"name: '{HOSTILE}'\ndecision: narrowing\ntarget: {{occupation: '</script><b>welder'}}\n"
    (folder / "mallory.yaml").write_text(words, "utf-8")
    return folder


@NEEDS_CHROMIUM
def test_the_preview_follows_an_agency_at_work(tmp_path: Path) -> None:
    theme, people, temporary = agency(tmp_path), two_people(tmp_path / "people"), tmp_path / "temporary"
    temporary.mkdir()
    with preview(theme, people, temporary) as (process, address):
        with open_page(address) as (page, complaints):
            a_colour_changes(page, theme)
            a_mistake_shows_and_goes(page, theme)
            the_keyboard_is_enough(page)
            the_second_tab_says_where_it_comes_from(page)
            names_are_only_words(page)
            a_screen_reader_finds_its_way(page)
            # The frame runs nothing, not the script by which an HTML kit is saved either.
            assert [each for each in complaints if "the document's frame is sandboxed" not in each] == []
            left = descendants(process.pid)
            assert end(process) == (0, "")
            wait_until(lambda: said(page, "#status").startswith("The app has ended."))
        wait_until(lambda: not any(map(is_running, left)))
        assert list(temporary.iterdir()) == []


def a_colour_changes(page: Any, theme: Path) -> None:
    wait_for_pixels(page, BEFORE)
    assert (pixels(page, AFTER), page.locator("#pages > li").count()) == (0, 7)
    assert page.get_by_role("img", name="Page 1 of 7: Interview kit for Leila Haddad").count() == 1
    look = theme / "theme.yaml"
    look.write_text(look.read_text("utf-8").replace(BEFORE, AFTER), "utf-8")
    wait_for_pixels(page, AFTER)
    assert pixels(page, BEFORE) == 0
    wait_until(lambda: said(page, "#status").startswith("Drawn again in"))


def a_mistake_shows_and_goes(page: Any, theme: Path) -> None:
    template = theme / PAGE
    good = template.read_text("utf-8")
    wrong = good.replace("{{ section.title }}", "{{ section.titel }}")
    line = next(number for number, text in enumerate(wrong.splitlines(), 1) if "titel" in text)
    template.write_text(wrong, "utf-8")
    page.locator("#mistakes").wait_for()
    assert said(page, "#mistakes-title") == "This kit cannot be drawn: there is a mistake"
    assert said(page, ".where") == f"{template} line {line}"
    assert "'titel'" in said(page, ".what")
    assert "section.titel" in said(page, ".lines [aria-current]")
    assert page.get_by_role("alert").inner_text().startswith(f"1 mistake: {template}: line {line}: ")
    assert (said(page, "#status"), page.locator("#pages").get_attribute("data-grey")) == (
        "Not drawn: 1 mistake",
        "on",
    )
    assert pixels(page, AFTER) > 0  # the last good kit is still there
    assert pale(page) == []
    template.write_text(good, "utf-8")
    page.locator("#mistakes").wait_for(state="hidden")
    assert page.locator("#pages").get_attribute("data-grey") == ""


def the_keyboard_is_enough(page: Any) -> None:
    # A browser goes on from where the focus was last, also after blur(): begin at the top, as after loading.
    page.evaluate(
        "document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute('tabindex')"
    )
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the kit"
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowRight")
    wait_until(lambda: said(page, "#place") == "Page 2 of 7")
    page.get_by_role("button", name="Check this theme").focus()
    page.keyboard.press("Tab")
    focused = "document.activeElement.name + ' ' + document.activeElement.value"
    assert page.evaluate(focused) == "person leila"
    outline = "getComputedStyle(document.activeElement.closest('label')).outlineStyle"
    assert page.evaluate(outline) == "solid"
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert page.evaluate(focused) == "language fr"
    page.get_by_role("img", name="Page 1 of 7: Trousse d’entrevue de Leila Haddad").wait_for()
    page.keyboard.press("ArrowLeft")
    page.get_by_role("img", name="Page 1 of 7: Interview kit for Leila Haddad").wait_for()


def the_second_tab_says_where_it_comes_from(page: Any) -> None:
    page.locator("#tab-kit").focus()
    page.keyboard.press("ArrowRight")
    assert page.locator("#panel-sources").is_visible() and not page.locator("#panel-kit").is_visible()
    supplied = {
        row.locator("th").inner_text(): row.locator("td").first.inner_text()
        for row in page.locator("table.files tbody tr").all()
    }
    assert (supplied[PAGE], supplied["css/kit.css"]) == ("agency instead of base", "base")
    explained = explanation(bank(), PEOPLE["leila"], select(bank(), PEOPLE["leila"]))
    shown = [
        (row.locator("th code").first.inner_text(), row.locator("td").last.inner_text())
        for row in page.locator("table.questions tbody tr").all()
    ]
    chosen = [(each["id"], each["reason"]) for each in explained["conversations"][0]["questions"]]
    assert shown[:-1] == chosen
    goals = [code.inner_text() for code in page.locator("#panel-sources h4 + ul code").all()]
    wanted = explained["conversations"][0]["goals"]
    assert goals == [each for goal in wanted for each in (goal["id"], goal["served_by"])]
    assert pale(page) == []
    page.keyboard.press("ArrowLeft")


def names_are_only_words(page: Any) -> None:
    page.get_by_role("radio", name=HOSTILE).check(force=True)
    page.get_by_role("img", name=f"Interview kit for {HOSTILE}").first.wait_for()
    page.locator("#tab-sources").click()
    page.locator("[name=format][value=html]").check(force=True)
    page.locator("#tab-kit").click()
    kit = page.frame_locator("#frame")
    assert kit.locator("h1").first.inner_text() == f"Interview kit for {HOSTILE}"
    assert page.locator("#people label").nth(1).inner_text().split("\n") == [HOSTILE, "</script><b>welder"]
    assert page.locator("[onerror], b b").count() == 0
    page.locator("[name=format][value=pdf]").check(force=True)
    page.get_by_role("img", name=f"Interview kit for {HOSTILE}").first.wait_for()


def a_screen_reader_finds_its_way(page: Any) -> None:
    found = tree(page)
    nameless = [role for role, name in found if role in NEEDS_A_NAME and not name.strip()]
    assert nameless == []
    landmarks = [role for role, _ in found if role in ("banner", "navigation", "main")]
    assert landmarks == ["banner", "main", "navigation"]
    assert {("status", ""), ("alert", ""), ("tab", "The kit"), ("tab", "Where it comes from")} <= set(found)
    assert pale(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert not page.locator("#page").is_visible()
    page.locator("summary").first.click()
    assert page.locator("#page").is_visible()
