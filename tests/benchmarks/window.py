"""Measure what a person waits for in the app: the first page, and the picture after the last key pressed."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from bootstrap import find_browser
from tests.benchmarks.table import Row, at_most, not_here
from tests.build.people import ENVIRONMENT, KIT
from tests.faults.processes import line_with
from tests.web.browser import PATIENCE, chromium

_MOST = 2.0
_FIRST = "From `kit app` to its first page in Chromium"
_GROWS = "From the last key pressed to the new picture of the kit beside the form"
# The milliseconds from an input, here the last one of several, until another picture has been drawn.
_WAITED = """([field, text]) => new Promise((resolve) => {
  const panel = document.querySelector("#panel");
  const before = panel.querySelector("img")?.src;
  field.focus();
  for (const letter of text) document.execCommand("insertText", false, letter);
  const start = performance.now();
  new MutationObserver(async (_, watcher) => {
    const picture = panel.querySelector("img");
    if (!picture || picture.src === before) return;
    watcher.disconnect();
    await picture.decode();
    requestAnimationFrame(() => resolve(performance.now() - start));
  }).observe(panel, { childList: true });
})"""


def rows(short: bool) -> Iterator[Row]:
    """Yield the median seconds until the first page, and until the picture of what was typed."""
    if find_browser() is None:
        yield from (not_here(what, "Chromium is not installed") for what in (_FIRST, _GROWS))
        return
    rounds = 1 if short else 10
    with chromium() as browser:
        yield _row(_FIRST, [_first_page(browser) for _ in range(rounds)])
        with _app() as address:
            yield _row(_GROWS, list(_pictures(browser, address, rounds)))


def _row(what: str, seconds: list[float]) -> Row:
    middle = median(seconds)
    measured = f"{middle:.2f} s; {min(seconds):.2f} to {max(seconds):.2f} s"
    return at_most(f"{what} (median of {len(seconds)})", measured, middle, _MOST, f"at most {_MOST:g} s")


def _first_page(browser: Any) -> float:
    start = time.perf_counter()
    with _app() as address:
        page = browser.new_page()
        page.goto(address)
        page.locator("[name=name]").wait_for(timeout=PATIENCE)
        took = time.perf_counter() - start
        page.close()
    return took


def _pictures(browser: Any, address: str, rounds: int) -> Iterator[float]:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(PATIENCE)
    page.goto(address)
    page.locator("[name=name]").fill("Maya")
    page.locator("#panel img").first.wait_for()
    field = page.locator("[id='target.occupation']").element_handle()
    for number in range(rounds):
        yield page.evaluate(_WAITED, [field, f"welder {number} "]) / 1000
    page.close()


@contextmanager
def _app() -> Iterator[str]:
    """Start the app; its address."""
    with (
        TemporaryDirectory() as folder,
        subprocess.Popen(
            [*KIT, "app", "--no-open"],
            env=ENVIRONMENT | {"TMPDIR": folder},
            text=True,
            stdout=subprocess.PIPE,
        ) as process,
    ):
        try:
            yield next(word for word in line_with(process.stdout, "http://").split() if "://" in word)
        finally:
            process.terminate()
            process.wait()
