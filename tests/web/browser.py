"""Start the real command and a real Chromium, and look at what is on the screen."""

from __future__ import annotations

import contextlib
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bootstrap import find_browser
from tests.build.people import ENVIRONMENT, KIT
from tests.faults.processes import line_with, wait_until

# As little as a browser can be: nothing is looked up, updated or sent.
FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
# How long a step may take before the test fails; on a quiet computer each takes a second at most.
PATIENCE = 60_000

# How many of the pixels of the first page have a colour.
PIXELS = """([red, green, blue]) => {
  const picture = document.querySelector("#pages img");
  if (!picture) return 0;
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [picture.naturalWidth, picture.naturalHeight];
  const context = canvas.getContext("2d");
  context.drawImage(picture, 0, 0);
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  let count = 0;
  for (let at = 0; at < data.length; at += 4)
    count += data[at] === red && data[at + 1] === green && data[at + 2] === blue;
  return count;
}"""

# The texts whose contrast with what lies behind them is under 4.5 to 1 (WCAG 2.2, 1.4.3).
PALE = """() => {
  const parts = (colour) => {
    const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    context.fillStyle = colour;
    context.fillRect(0, 0, 1, 1);
    return [...context.getImageData(0, 0, 1, 1).data];
  };
  const light = (colour) => {
    const [r, g, b] = parts(colour).map((part) => part / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const ground = getComputedStyle(at).backgroundColor;
      if (parts(ground)[3] === 255) return ground;
    }
    return "white";
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    const element = text.parentElement;
    if (!text.data.trim() || !element.checkVisibility()) continue;
    if (element.closest(".unseen, :disabled, noscript")) continue;
    const [one, other] = [light(getComputedStyle(element).color), light(behind(element))];
    const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    if (contrast < 4.5) found.push(`${text.data.trim()}: ${contrast.toFixed(2)}`);
  }
  return found;
}"""


NEEDS_CHROMIUM = pytest.mark.skipif(find_browser() is None, reason="Chromium is not installed")


@contextlib.contextmanager
def preview(theme: Path, people: Path, temporary: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Start `kit theme preview`; its process and its address."""
    command = [*KIT, "theme", "preview", str(theme), "--people", str(people), "--no-open"]
    environment = ENVIRONMENT | {"TMPDIR": str(temporary)}
    with subprocess.Popen(
        command, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        try:
            yield process, line_with(process.stdout, "http://").split()[-1]
        finally:
            process.kill()


_started: list[Any] = []


@contextlib.contextmanager
def chromium() -> Iterator[Any]:
    """Start Chromium without a window, and close it at the end; within such a block it is the same one."""
    from playwright.sync_api import sync_playwright

    if _started:
        yield _started[0]
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), headless=True, args=list(FLAGS))
        _started.append(browser)
        try:
            yield browser
        finally:
            _started.clear()
            browser.close()


@contextlib.contextmanager
def open_page(address: str) -> Iterator[tuple[Any, list[str]]]:
    """Open an address in Chromium; the page, and what the browser has to complain of."""
    complaints: list[str] = []
    with chromium() as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.set_default_timeout(PATIENCE)
        page.on("console", lambda said: complaints.append(f"console: {said.text}"))
        page.on("pageerror", lambda error: complaints.append(f"error: {error}"))
        page.on("dialog", lambda dialog: complaints.append(f"dialog: {dialog.message}"))
        home = address.split("/", 3)[2]
        page.on("request", lambda asked: complaints.extend(_away(asked.url, home)))
        page.goto(address)
        try:
            yield page, complaints
        except BaseException:
            print("STATE", page.locator("body").inner_text()[:3000], complaints)
            raise


def _away(address: str, home: str) -> list[str]:
    return [] if address.split("/", 3)[2] == home else [f"fetched: {address}"]


def pixels(page: Any, colour: str) -> int:
    """Return how many pixels of the first page have a colour, `#rrggbb`."""
    count: int = page.evaluate(PIXELS, list(bytes.fromhex(colour[1:])))
    return count


def wait_for_pixels(page: Any, colour: str) -> None:
    """Wait until the first page shows a colour."""
    wait_until(lambda: pixels(page, colour), every=0.25)


def said(page: Any, selector: str) -> str:
    """Return the words of an element, with single spaces."""
    return " ".join(page.locator(selector).inner_text().split())


def pale(page: Any) -> list[str]:
    """Return the texts that are too pale to read, on a light screen and on a dark one."""
    found: list[str] = []
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        found += (f"{scheme}: {each}" for each in page.evaluate(PALE))
    return found


def tree(page: Any) -> list[tuple[str, str]]:
    """Return role and name of everything on the page, as a screen reader gets it from Chromium."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    return [
        (node["role"]["value"], node.get("name", {}).get("value", ""))
        for node in nodes
        if not node["ignored"]
    ]


def end(process: subprocess.Popen[str]) -> tuple[int, str]:
    """Press Ctrl-C; the exit code, and what was said on standard error."""
    process.send_signal(signal.SIGINT)
    code = process.wait(PATIENCE / 1000)
    assert process.stderr is not None
    return code, process.stderr.read()
