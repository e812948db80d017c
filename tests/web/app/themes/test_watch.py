"""Check that a saving is noticed wherever a kit comes from, and nowhere else."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from pathlib import Path

from interview_kit.web.app.themes.room import watch

LONGEST_WAIT = 30


def theme(folder: Path, extends: str) -> Path:
    folder.mkdir(parents=True)
    (folder / "theme.yaml").write_text(f"extends: {extends}\n", "utf-8")
    return folder


def watched(agency: Path, people: Path, use: Callable[[asyncio.Queue[float]], Awaitable[None]]) -> None:
    async def run() -> None:
        heard: asyncio.Queue[float] = asyncio.Queue()
        watching = asyncio.create_task(watch(agency, (people,), heard.put))
        await asyncio.sleep(0.5)
        try:
            await use(heard)
        finally:
            watching.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await watching

    asyncio.run(run())


async def told(heard: asyncio.Queue[float], file: Path, text: str) -> float:
    """Save a file until that is noticed: a watch takes a moment to begin."""
    for _ in range(LONGEST_WAIT):
        file.write_text(text, "utf-8")
        with contextlib.suppress(TimeoutError):
            return await asyncio.wait_for(heard.get(), 1)
    raise AssertionError(f"nobody noticed that {file} was saved")


async def quiet(heard: asyncio.Queue[float]) -> None:
    """Wait until nothing more comes of what was saved so far."""
    with contextlib.suppress(TimeoutError):
        while True:
            await asyncio.wait_for(heard.get(), 1)


def test_theme_people_and_a_theme_that_is_newly_extended_are_followed(tmp_path: Path) -> None:
    agency, parent = theme(tmp_path / "agency", "base"), theme(tmp_path / "parent", "base")
    people = tmp_path / "people"
    (people / "deeper").mkdir(parents=True)

    async def use(heard: asyncio.Queue[float]) -> None:
        (agency / "css").mkdir()
        when = await told(heard, agency / "css/kit.css", "p { color: red }")
        assert abs(when - (agency / "css/kit.css").stat().st_mtime) < LONGEST_WAIT
        await told(heard, people / "sam.yaml", "name: Sam")
        await quiet(heard)
        (parent / "theme.yaml").write_text("extends: base\n# no part of it yet\n", "utf-8")
        (people / "deeper/x.yaml").write_text("name: X", "utf-8")
        await asyncio.sleep(0.5)
        assert heard.empty()
        await told(heard, agency / "theme.yaml", "extends: parent\n")
        await told(heard, parent / "theme.yaml", "extends: base\n# now it is\n")
        # As a version control does when it goes to another branch and back.
        agency.rename(tmp_path / "old")
        theme(agency, "base")
        await quiet(heard)
        await told(heard, agency / "theme.yaml", "extends: parent\n")

    watched(agency, people, use)
