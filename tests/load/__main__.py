"""Let many people fill forms and build classes on loopback: `python -m tests.load [--seconds N] [--docs]`.

Thirty people and two classes of 31, then ten times as many, at two replicas with a worker each behind the
shipped nginx. It prints what was answered, how fast, the memory before and after, and what it needed of the
processor itself.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles

from tests.faults.processes import descendants, wait_until
from tests.load.browser import Browser, Record
from tests.paths import ROOT
from tests.web.app.classes import HEAD, address_of
from tests.web.app.visits import state_of
from tests.web.asking import Answer
from tests.web.serve.site import Site, a_site

PEOPLE, CLASSES, STUDENTS, TIMES = 30, 2, 31, 10
# Seconds that a person reads and writes between two pages, at least and at most.
_PAUSE = (3, 12)
_DOCS = ROOT / "docs/server.md"
_BEGIN, _END = "<!-- load: begins -->\n", "<!-- load: ends -->\n"
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Usage:
    """What a set of processes holds of memory, in MiB, and has used of the processor, in seconds."""

    memory: float
    seconds: float


def usage(*roots: int) -> Usage:
    """Return what processes and those that they have started use; memory that is shared is counted once."""
    memory = seconds = 0.0
    for process in {each for root in roots for each in (root, *descendants(root))}:
        try:
            told = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
            rollup = Path(f"/proc/{process}/smaps_rollup").read_text()
        except OSError:
            continue
        seconds += sum(map(int, told[11:15])) / _TICKS
        memory += int(rollup.split("Pss:")[1].split()[0]) / 1024
    return Usage(memory, seconds)


async def a_person(browser: Browser, number: int, until: float) -> None:
    """Fill a form, look at the kit and take its files, with pauses, again and again."""
    fields = {"name": f"Person {number} Roy", "target.occupation": "welder", "about.summary": "I like metal."}
    while time.monotonic() < until:
        await _pause()
        form = await browser.ask("page", "/en/")
        for _ in range(2):
            await _pause()
            await browser.ask("kit", "/en/live", fields)
        await _pause()
        form = await browser.ask("page", "/en/form", fields)
        if form.status == 200 and (kit := await _patiently(browser, "/en/kit", fields)):
            await browser.ask("page", "/en/kit/save", {"state": state_of(kit)})
            for kind in ("pdf", "docx"):
                await _pause()
                await browser.ask("kit", f"/en/kit/file/{kind}", {"state": state_of(kit)})


async def a_class(browser: Browser, number: int, until: float) -> None:
    """Paste a list, build the class, take the file to print, again and again."""
    rows = "".join(f"Pupil {number} {n} Roy\twelder\texploring\t20\n" for n in range(STUDENTS))
    while time.monotonic() < until:
        await _pause()
        page = await browser.ask("page", "/en/class/open", {"pasted": HEAD + rows})
        if page.status != 200:
            continue
        fields = {"state": state_of(page), "settings": "shown"}
        built = await browser.ask("class", address_of(page), fields)
        if built.status == 200 and b'value="class/_print.pdf"' in built.body:
            file = {"state": state_of(built), "file": "class/_print.pdf"}
            await browser.ask("page", address_of(built, "file"), file)
            await browser.ask("page", "/en/finish", {"state": state_of(built)})


async def _patiently(browser: Browser, path: str, fields: dict[str, str]) -> Answer | None:
    """Return a kit; where the page asks to come again, come again once."""
    for _ in range(2):
        answer = await browser.ask("kit", path, fields)
        if answer.status == 200:
            return answer
        await asyncio.sleep(int(answer.headers.get("retry-after", 1)))
    return None


async def _pause() -> None:
    await asyncio.sleep(random.uniform(*_PAUSE))


async def _crowd(site: Site, people: int, classes: int, seconds: float, record: Record) -> int:
    """Let them all work for so many seconds; return how many were still waiting long after that."""
    until = time.monotonic() + seconds
    proxy = site.proxy
    browsers = [Browser(proxy.port, proxy.context, record) for _ in range(people + classes)]
    works = [(a_person if n < people else a_class)(browser, n, until) for n, browser in enumerate(browsers)]
    done, waiting = await asyncio.wait([asyncio.create_task(each) for each in works], timeout=2 * seconds)
    for each in waiting:
        each.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
    for browser in browsers:  # a page that is closed ends the class that it waits for
        browser.close()
    await asyncio.sleep(1)
    for each in done:
        each.result()
    return len(waiting)


def rows_of(site: Site, times: int, seconds: float) -> Iterator[tuple[str, str]]:
    """Yield what a load shows, with its name."""
    record, processes = Record(), [each.process.pid for each in site.replicas]
    before, own, nginx = usage(*processes), time.process_time(), usage(site.proxy.process.pid)
    begins, others = time.monotonic(), os.getloadavg()[0]
    waiting = asyncio.run(_crowd(site, PEOPLE * times, CLASSES * times, seconds, record))
    lasted = time.monotonic() - begins
    after, own = usage(*processes), time.process_time() - own
    rested = _rested(site)
    yield "people, classes of 31", f"{PEOPLE * times}, {CLASSES * times}, for {lasted:.0f} s"
    statuses = sorted({status for _kind, status in record.statuses})
    for status in statuses:
        counts = {kind: n for (kind, each), n in sorted(record.statuses.items()) if each == status}
        told = ", ".join(f"{count} {kind}" for kind, count in counts.items())
        yield f"answers {status or 'that broke off'}", told
    if waiting:
        yield f"still waiting after {2 * seconds:.0f} s, and stopped", str(waiting)
    for kind, name in (("page", "pages"), ("kit", "kits and their files"), ("class", "classes")):
        if len(found := record.seconds.get(kind, [])) > 1:
            percent = quantiles(found, n=100)
            yield f"{name}: half, 95 % answered within", f"{percent[49]:.2f} s, {percent[94]:.2f} s"
    yield (
        "processor: replicas, nginx, this measuring itself",
        _shares(
            [after.seconds - before.seconds, usage(site.proxy.process.pid).seconds - nginx.seconds, own],
            lasted,
        ),
    )
    yield (
        "memory of both replicas before, at the end, when nobody asks any more",
        (f"{before.memory:.0f} MiB, {after.memory:.0f} MiB, {rested.memory:.0f} MiB"),
    )
    yield (
        "processes that wanted a processor at the start, at the end (`uptime`)",
        (f"{others:.1f}, {os.getloadavg()[0]:.1f}"),
    )


def _rested(site: Site) -> Usage:
    """Return what the replicas use when nothing is in flight any more, at most two minutes later."""
    idle = "kit_requests_running 0.0", "kit_workers_busy 0.0", "kit_classes_unfinished 0.0"
    with suppress(AssertionError):
        wait_until(
            lambda: all(name in each.told("/metrics")[1] for each in site.replicas for name in idle), 120
        )
    time.sleep(5)
    return usage(*(each.process.pid for each in site.replicas))


def _told(rows: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    for name, value in rows:
        print(f"{name}: {value}", file=sys.stderr, flush=True)
        yield name, value


def _shares(seconds: list[float], lasted: float) -> str:
    whole = lasted * (os.cpu_count() or 1)
    return ", ".join(f"{each / whole:.0%}" for each in seconds)


def main() -> int:
    """Measure both loads, print the table, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.load", description=__doc__)
    parser.add_argument("--seconds", type=float, default=120, help="for each load")
    parser.add_argument("--docs", action="store_true", help="put the table into docs/server.md")
    wishes = parser.parse_args()
    with a_site() as site:
        asyncio.run(_crowd(site, 4, 1, 15, Record()))  # what the first kits load is no growth of memory
        found = [dict(_told(rows_of(site, times, wishes.seconds))) for times in (1, TIMES)]
    lines = ["| what | 30 people and two classes | ten times as many |", "|---|---|---|"]
    for name in dict.fromkeys((*found[0], *found[1])):
        lines.append(f"| {name} | {found[0].get(name, '–')} | {found[1].get(name, '–')} |")
    table = "\n".join(lines) + "\n"
    print(table, end="")
    if wishes.docs:
        text = _DOCS.read_text("utf-8")
        head, rest = text.split(_BEGIN)
        _DOCS.write_text(head + _BEGIN + table + _END + rest.partition(_END)[2], encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
