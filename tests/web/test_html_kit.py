"""An HTML kit in a real Chromium: on a phone and a desk, light and dark, filled in, saved, printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest

from interview_kit.model.enums import Language
from interview_kit.stages.write.html import write_html
from interview_kit.tools.collect.folder import read_kits
from tests.kits import PEOPLE, kit, looks
from tests.shared import LONG, some
from tests.web.browser import NEEDS_CHROMIUM, chromium

pytestmark = NEEDS_CHROMIUM
WIDTHS = (390, 320, 1280)
ON_PAPER = 680  # of the text of a letter page: 180 mm
EN, FR = Language("en"), Language("fr")
# Two talks with all tables, and an agency's looks and words.
LOOKS = some(
    [
        (EN, "oksana", "base"),
        (FR, "leila", "confluence"),
        (EN, "leila", "confluence"),
        (FR, "oksana", "base"),
    ],
    2,
)
OF_LANGUAGE = {look[0]: look for look in LOOKS}

# What is too wide for the window and in no table that scrolls; what is too small for a finger; broken words.
WIDE = """() => [...document.querySelectorAll("body *")].filter((each) => !each.closest(".kit-scroll")
  && each.getBoundingClientRect().right > innerWidth + 1).map((each) => each.outerHTML.slice(0, 120))"""
SMALL = """() => [...document.querySelectorAll("a, button, input, textarea")].filter((each) =>
  [...each.getClientRects()].some((box) => box.height < 24 || box.width < 24))
  .map((each) => each.outerHTML.slice(0, 120))"""
# Letters of one word on two lines; an address may break behind its signs, and a word at its hyphen.
BROKEN = """() => {
  const found = [], range = document.createRange();
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text; text = walker.nextNode())
    for (const word of text.data.matchAll(/[\\p{L}\\p{N}]+/gu)) {
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      const lines = new Set([...range.getClientRects()].map((box) => Math.round(box.top)));
      if (lines.size > 1) found.push(word[0]);
    }
  return found;
}"""
# Words printed over other words: text boxes that share a part of more than 2 pixels each way.
OVERPRINTED = """() => {
  const boxes = [], range = document.createRange(), found = [];
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    if (!text.data.trim()) continue;
    range.selectNodeContents(text);
    for (const box of range.getClientRects()) boxes.push([box, text]);
  }
  const fields = [...document.querySelectorAll("main input, main textarea")].map((each) =>
    [each.getBoundingClientRect(), each]);
  for (const [one, first] of boxes)
    for (const [other, second] of [...boxes, ...fields]) {
      const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
      // Lines of a title are close together.
      const much = Math.max(5, Math.min(one.height, other.height) / 4);
      if (first !== second && across > 2 && down > much) found.push(first.data.trim().slice(0, 60));
    }
  return [...new Set(found)];
}"""
# The sign of a list's entry on its words, and the number of a step that is not beside its first line.
SIGNS = """() => [...document.querySelectorAll("main li")].filter((each) => {
  const sign = getComputedStyle(each, "::before"), link = each.querySelector(".kit-steps .kit-page-number");
  const room = parseFloat(getComputedStyle(each).paddingLeft);
  const isRule = sign.borderTopWidth !== "0px" && sign.borderBottomWidth === "0px";
  const isSign = sign.content !== "none" && !isRule;
  const isOnWords = isSign && parseFloat(sign.left) + parseFloat(sign.width) > room;
  return isOnWords || (link && getComputedStyle(link).display !== "block");
}).map((each) => each.textContent.trim().slice(0, 60))"""
FILL = """(answers) => {
  for (const [name, answer] of Object.entries(answers)) {
    const field = document.getElementsByName(name)[0];
    if (field.type === "checkbox") field.checked = answer; else field.value = answer;
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[Language, str, str], Path]:
    """Return a file of each kit that is looked at, made once."""
    folder = tmp_path_factory.mktemp("html")
    made = {}
    for language, name, theme in LOOKS:
        made[language, name, theme] = folder / f"{name}-{language}-{theme}.html"
        page = write_html(kit(name, language, theme), looks(theme))
        made[language, name, theme].write_bytes(page)
    return made


@pytest.fixture
def open_kit(browser: Any) -> Iterator[Any]:
    """Return a function that opens a file as a page; what the browser complains of fails the test."""
    complaints: list[str] = []
    opened = []

    def open_(file: Path, width: int = 1280, **options: Any) -> Any:
        context = browser.new_context(viewport={"width": width, "height": 800}, **options)
        opened.append(context)
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda asked: complaints.extend(_elsewhere(asked.url)))
        page.goto(file.as_uri())
        page.evaluate("document.fonts.ready")
        return page

    yield open_
    for context in opened:
        context.close()
    assert complaints == []


def _elsewhere(address: str) -> list[str]:
    return [] if address.startswith(("file:", "data:", "blob:")) else [address]


def faults(page: Any) -> dict[str, list[str]]:
    """Return what is wrong in the layout of a page, by kind."""
    found = {"wide": WIDE, "small": SMALL, "broken": BROKEN, "overprinted": OVERPRINTED, "signs": SIGNS}
    wrong = {kind: page.evaluate(test) for kind, test in found.items()}
    wrong["scrolls"] = page.evaluate("document.documentElement.scrollWidth > innerWidth ? ['page'] : []")
    return {kind: each for kind, each in wrong.items() if each}


def violations(page: Any, widths: tuple[int, ...] = WIDTHS) -> list[str]:
    """Return what axe-core finds at each width, and the contrasts that it could judge at none of them.

    What a table that scrolls does not show is judged where it is wholly in view; its colours are the same.
    """
    from axe_playwright_python.sync_playwright import Axe

    found: list[str] = []
    unjudged = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 800})
        told = Axe().run(page, options={"resultTypes": ["violations", "incomplete"]}).response
        found += (
            f"{width}: {rule['id']}: {node['html']}" for rule in told["violations"] for node in rule["nodes"]
        )
        contrasts = (rule for rule in told["incomplete"] if rule["id"].startswith("color-contrast"))
        unjudged.append({str(node["target"]): node for rule in contrasts for node in rule["nodes"]})
    never = set.intersection(*map(set, unjudged))
    return found + [f"{unjudged[0][each]['html']}: {unjudged[0][each]['failureSummary']}" for each in never]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("look", LOOKS, ids=" ".join)
def test_a_kit_is_whole_at_every_width(open_kit: Any, files: Any, look: Any, width: int) -> None:
    assert faults(open_kit(files[look], width)) == {}


def test_a_kit_in_large_print_is_whole_at_every_width(open_kit: Any, tmp_path: Path) -> None:
    file = tmp_path / "large.html"
    file.write_bytes(write_html(kit("denise"), looks(variant=PEOPLE["denise"].support.variant)))
    page = open_kit(file)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert faults(page) == {}


@pytest.mark.spread(3)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("look", LOOKS, ids=" ".join)
def test_axe_finds_nothing(open_kit: Any, files: Any, look: Any, scheme: str) -> None:
    page = open_kit(files[look], color_scheme=scheme)
    ground = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert (ground == "rgb(255, 255, 255)") == (scheme == "light")
    assert violations(page) == []


FAULTS = {
    "wide": ".kit-lead { width: 60rem; }",
    "small": ".kit-steps .kit-page-number { display: inline; padding: 0; }",
    "broken": "h1 { word-break: break-all; }",
    "overprinted": ".kit-refusal .kit-line-user { margin-top: -3rem; }",
    "scrolls": ".kit-scroll { overflow: visible; }",
}


@pytest.mark.parametrize(("kind", "style"), FAULTS.items())
def test_a_planted_fault_of_the_layout_is_seen(open_kit: Any, files: Any, kind: str, style: str) -> None:
    page = open_kit(files[LOOKS[0]], 320)
    page.add_style_tag(content=style)
    assert kind in faults(page)


@pytest.mark.parametrize(
    "plant",
    [
        "document.querySelector('.kit-lead').style.color = '#aaa'",
        "document.querySelector('textarea').removeAttribute('aria-label')",
        "document.querySelector('.kit-lead').style.background = 'linear-gradient(#fff, #fff)'",
    ],
)
def test_a_planted_fault_is_seen_by_axe(open_kit: Any, files: Any, plant: str) -> None:
    page = open_kit(files[LOOKS[0]])
    page.evaluate(plant)
    assert violations(page, WIDTHS if LONG else WIDTHS[-1:]) != []


def saved(page: Any, folder: Path) -> Path:
    """Press the button; return the file that is saved."""
    with page.expect_download() as waiting:
        page.click(".kit-save")
    file: Path = folder / waiting.value.suggested_filename
    waiting.value.save_as(file)
    return file


@pytest.mark.parametrize("language", Language)
def test_answers_are_in_the_file_that_is_saved(
    open_kit: Any, files: Any, tmp_path: Path, language: Language
) -> None:
    file = files[OF_LANGUAGE[language]]
    (empty,) = read_kits(file.read_bytes())
    assert empty.is_empty
    hard = 'é <b>&amp;</b> "x" \' </textarea></script>\n\n😀 שלום'
    answers: dict[str, str | bool] = {}
    for number, field in enumerate(empty.form.fields):
        answers[field.name] = number % 2 == 0 if field.kind == "tick" else f"{number} {hard}"
    page = open_kit(file)
    page.evaluate(FILL, answers)
    again = saved(page, tmp_path)
    assert again.name == file.name
    assert again.name in page.locator(".kit-tools p").inner_text()
    (filled,) = read_kits(again.read_bytes())
    assert (filled.form, filled.others, filled.remarks) == (empty.form, (), ())
    assert filled.ticks == {name for name, answer in answers.items() if answer is True}
    told = {name: "".join(text.split()) for name, text in filled.texts.items()}  # a line has no line ends
    typed = {name: "".join(each.split()) for name, each in answers.items() if isinstance(each, str)}
    assert told == typed
    # What was saved is opened again, goes on, and is saved once more: one file from the other.
    page = open_kit(again)
    assert page.locator(".kit-tools p").inner_text() == page.locator(".kit-tools").get_attribute("data-ready")
    (tmp_path / "again").mkdir()
    assert read_kits(saved(page, tmp_path / "again").read_bytes()) == (filled,)


def test_what_is_typed_once_is_there_wherever_it_is_asked_for(open_kit: Any, tmp_path: Path) -> None:
    file = tmp_path / "kit.html"
    file.write_bytes(write_html(kit("P4-jordan"), looks()))
    page = open_kit(file)
    names = page.evaluate("[...document.querySelectorAll('input[type=text]')].map((each) => each.name)")
    name = next(each for each in names if names.count(each) > 1)
    page.locator(f"[name='{name}']").first.fill("Pat Roy")
    assert set(page.locator(f"[name='{name}']").evaluate_all("all => all.map((each) => each.value)")) == {
        "Pat Roy"
    }


def test_a_box_is_ticked_by_the_words_beside_it_and_an_unsaved_kit_is_not_closed_in_silence(
    open_kit: Any, files: Any
) -> None:
    page = open_kit(files[LOOKS[0]], 390)
    item = page.locator(".kit-open-item").first
    item.click()
    assert item.locator("input").is_checked()
    asked: list[str] = []

    def stay(dialog: Any) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.close(run_before_unload=True)
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"]


@pytest.mark.parametrize("language", Language)
def test_without_script_the_bar_says_what_to_do(open_kit: Any, files: Any, language: Language) -> None:
    page = open_kit(files[OF_LANGUAGE[language]], java_script_enabled=False)
    assert "Chrome" in page.locator(".kit-tools p").inner_text()
    assert not page.locator(".kit-tools button").first.is_visible()


def test_printed_from_a_browser_it_keeps_ticks_bars_and_answers(open_kit: Any, files: Any) -> None:
    page = open_kit(files[LOOKS[0]])
    page.locator(".kit-open-item input").first.check()
    page.locator("textarea").first.fill("\n".join(f"line {number}" for number in range(20)))
    with pdfium.PdfDocument(page.pdf(prefer_css_page_size=True)) as printed:
        words = " ".join(each.get_textpage().get_text_range() for each in printed)
        colours = {colour for each in printed for colour in _colours(each)}
    assert re.search(r"line 19", words)
    assert "Save my answers" not in words
    accent = tuple(bytes.fromhex(looks().tokens.accent[1:]))
    assert accent in colours  # the bars of the minutes


def test_printed_from_a_browser_all_is_on_the_page_and_nothing_on_another(open_kit: Any, files: Any) -> None:
    page = open_kit(files[LOOKS[1]], width=ON_PAPER)
    page.emulate_media(media="print")
    assert page.evaluate(OVERPRINTED) == []
    assert page.evaluate("document.querySelector('.kit-letterhead').getBoundingClientRect().top") >= 0


def test_in_chosen_colours_bars_can_be_seen(open_kit: Any, files: Any) -> None:
    page = open_kit(files[LOOKS[0]], forced_colors="active")
    ground = page.evaluate("getComputedStyle(document.querySelector('.kit-length')).backgroundColor")
    text = page.evaluate("getComputedStyle(document.querySelector('h1')).color")
    assert ground == text


def _colours(page: Any) -> set[tuple[int, ...]]:
    picture = page.render(scale=0.5).to_pil().convert("RGB")
    return {colour for count, colour in picture.getcolors(1 << 24) if count > 50}
