"""Watch the files of themes, of the bank, of the page itself and of profiles for changes."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path

from watchfiles import Change, awatch

from interview_kit.stages.read.theme.chain import chain_folders
from interview_kit.support.paths import TEMPLATES

# Milliseconds: longer than an editor that saves in several steps, shorter than a person notices.
_PAUSE = 30
_LONGEST_PAUSE = 300
_LOOK_AGAIN = 1  # second

Saved = Callable[[float], Awaitable[None]]


async def watch(theme: Path, people: Iterable[Path], saved: Saved) -> None:
    """Call `saved` with the time (seconds since the epoch) of each change, until cancelled."""
    # Not recursive: profiles may be in the root folder of a disk.
    flat = dict.fromkeys(source if source.is_dir() else source.parent for source in people)
    await asyncio.gather(_follow_theme(theme, saved), _follow(flat, saved, recursive=False))


async def _follow_theme(theme: Path, saved: Saved) -> None:
    """Watch the folders of a theme's chain, which may change when `extends:` is edited."""
    while True:
        while not theme.is_dir():  # it was deleted or moved away, perhaps to come back
            await asyncio.sleep(_LOOK_AGAIN)
            await saved(time.time())
        folders = _folders_of(theme)

        def others(followed: dict[Path, int] = folders) -> bool:
            return _folders_of(theme) != followed

        await _follow(folders, saved, recursive=True, until=others)


def _folders_of(theme: Path) -> dict[Path, int]:
    """Return the folders of a theme's chain with their inode numbers; shipped files count as one folder.

    A changed inode means that the folder was replaced and has to be watched anew.
    """
    own = {folder for folder in (*chain_folders(theme), theme) if not folder.is_relative_to(TEMPLATES)}
    return {folder: folder.stat().st_ino for folder in (TEMPLATES, *sorted(own)) if folder.is_dir()}


async def _follow(
    folders: Iterable[Path], saved: Saved, *, recursive: bool, until: Callable[[], bool] = lambda: False
) -> None:
    changes = awatch(*folders, step=_PAUSE, debounce=_LONGEST_PAUSE, recursive=recursive)
    async for found in changes:
        await saved(_time_of(found))
        if until():
            return


def _time_of(changes: Iterable[tuple[Change, str]]) -> float:
    """Return the modification time of the newest file, in seconds since the epoch; now for a deleted one."""
    times = []
    for _, path in changes:
        try:
            times.append(Path(path).stat().st_mtime)
        except OSError:
            times.append(time.time())
    # A moved file or another machine's clock may give any time: accept only the last 5 seconds.
    now = time.time()
    newest = max(times, default=now)
    return newest if now - 5 < newest <= now else now
