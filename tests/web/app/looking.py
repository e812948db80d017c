"""Open the real app in a real Chromium, with and without scripts, and look at its pages."""

from __future__ import annotations

import contextlib
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.build.people import ENVIRONMENT, KIT
from tests.faults.processes import line_with
from tests.web.browser import PATIENCE, chromium

# What a criterion of WCAG 2.2 wants of a page and axe does not look at, as functions of the page.
SMALL = """() => [...document.querySelectorAll("a, button, summary, input:not([type=hidden]), textarea")]
  .filter((each) => each.checkVisibility() && !each.matches(".skip"))
  .map((each) => [each, (each.labels?.[0] ?? each).getBoundingClientRect(), each.getBoundingClientRect()])
  .filter(([, one, two]) => Math.max(one.height, two.height) < LEAST)
  .map(([each, one]) => `${each.id || each.textContent} ${one.height}`)"""
CUT = """() => [...document.querySelectorAll("h1, h2, p, label, legend, button, summary, li, a")]
  .filter((each) => each.checkVisibility() && !each.closest(".unseen, .skip"))
  .filter((each) => each.scrollWidth > each.clientWidth + 1 && getComputedStyle(each).overflowX !== "visible"
    || each.getBoundingClientRect().right > innerWidth + 1)
  .map((each) => each.textContent.trim())"""
SPACED = """* {
  line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important;
}
p { margin-bottom: 2em !important; }"""


RING = """() => {
  const light = (colour) => {
    const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    context.fillStyle = colour;
    context.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...context.getImageData(0, 0, 1, 1).data].slice(0, 3).map((part) => part / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [one, other] = [getComputedStyle(document.activeElement).outlineColor,
    getComputedStyle(document.documentElement).backgroundColor].map(light);
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}"""
# Whether the focused element is on the screen, and nothing lies over it.
IN_SIGHT = """() => {
  const { left, top, right, bottom } = document.activeElement.getBoundingClientRect();
  const middle = (from, to, edge) => (Math.max(from, 0) + Math.min(to, edge)) / 2;
  const seen = document.elementFromPoint(middle(left, right, innerWidth), middle(top, bottom, innerHeight));
  return document.activeElement.contains(seen) || seen?.contains(document.activeElement);
}"""


@contextlib.contextmanager
def app(temporary: Path, language: str = "en") -> Iterator[str]:
    """Start `kit app`; its address."""
    with started_app(temporary, language) as (_process, address):
        yield address


@contextlib.contextmanager
def started_app(temporary: Path, language: str = "en") -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Start `kit app`; its process and its address."""
    environment = ENVIRONMENT | {"TMPDIR": str(temporary), "KIT_MESSAGES": language}
    with subprocess.Popen(
        [*KIT, "app", "--no-open"], env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        try:
            words = line_with(process.stdout, "http://").split()
            yield process, next(word for word in words if "://" in word)
        finally:
            process.kill()


@contextlib.contextmanager
def looking(**options: Any) -> Iterator[tuple[Any, list[str]]]:
    """Open a window of Chromium; its page, and what the browser complains of."""
    complaints: list[str] = []
    with chromium() as browser:
        page = browser.new_page(**{"viewport": {"width": 1280, "height": 900}} | options)
        page.set_default_timeout(PATIENCE)
        page.on("console", lambda said: complaints.append(f"console: {said.text}"))
        page.on("pageerror", lambda error: complaints.append(f"error: {error}"))
        page.on("dialog", lambda dialog: complaints.append(f"dialog: {dialog.message}"))
        try:
            yield page, complaints
        finally:
            page.close()


def axe(page: Any) -> list[str]:
    """Return what axe-core finds wrong, and what it cannot judge; its rule on target size is on."""
    from axe_playwright_python.sync_playwright import Axe

    options = {
        "resultTypes": ["violations", "incomplete"],
        "rules": {"target-size": {"enabled": True}},
    }
    told = Axe().run(page, options=options).response
    return [
        f"{kind}: {rule['id']}: {node['html']}"
        for kind in ("violations", "incomplete")
        for rule in told[kind]
        for node in rule["nodes"]
    ]


def looked_at(page: Any, scripts: bool) -> None:
    """Look at a page with axe, and at 320 pixels."""
    if not scripts:
        return
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.title()
    assert page.evaluate(CUT) == []
    assert page.evaluate(SMALL.replace("LEAST", "24")) == []
    page.set_viewport_size({"width": 1280, "height": 900})
    assert axe(page) == [], page.title()


def press(page: Any, control: str) -> None:
    """Press a button or a link, and wait for the page that comes."""
    with page.expect_navigation():
        page.click(control)
