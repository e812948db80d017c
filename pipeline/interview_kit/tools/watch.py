"""Notice when the files of kits change: profiles and rosters, a theme with all that it extends, the bank.

It needs the library watchfiles, of the extra `preview`.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Event

from watchfiles import watch

from interview_kit.stages.read.profiles import profiles_in
from interview_kit.stages.read.roster import is_roster
from interview_kit.stages.read.theme.chain import chain_folders
from interview_kit.support.errors import InvalidInput
from interview_kit.support.paths import TEMPLATES

# Milliseconds: longer than an editor that saves in several steps, shorter than a person notices.
_PAUSE, _LONGEST_PAUSE = 30, 300
# Poll interval as well: some network folders send no change events.
_LOOK_AGAIN = 2000
_NEWEST = 5  # seconds

Seen = frozenset[tuple[Path, int, int]]
"""The state of the input files: path, modification time in nanoseconds, and size in bytes of each."""


def saved_files(theme: str | Path, sources: Sequence[Path], stop: Event | None = None) -> Iterator[float]:
    """Yield the time now, and after each change its time, in seconds since the epoch, until `stop` is set.

    Raises KeyboardInterrupt on Ctrl-C in the main thread, and OSError where files cannot be watched.
    """
    before = _seen(theme, sources)
    yield time.time()
    while not (stop and stop.is_set()):
        folders = _folders(theme, sources)
        for _events in watch(
            *folders,
            recursive=False,
            step=_PAUSE,
            debounce=_LONGEST_PAUSE,
            stop_event=stop,
            rust_timeout=_LOOK_AGAIN,
            yield_on_timeout=True,
        ):
            before, old = _seen(theme, sources), before
            if before != old:
                yield _time_of(before - old)
            if _folders(theme, sources) != folders:
                break


def _time_of(changed: Seen) -> float:
    """Return the modification time of the newest file; now where there is none.

    A moved file or another machine's clock may give any time: only the last 5 seconds are accepted.
    """
    now = time.time()
    newest = max((nanoseconds / 1e9 for _, nanoseconds, _ in changed), default=now)
    return newest if now - _NEWEST < newest <= now else now


def _seen(theme: str | Path, sources: Sequence[Path]) -> Seen:
    found = set()
    for path in _files(theme, sources):
        with suppress(OSError):  # an editor may be replacing it at this moment
            state = path.stat()
            found.add((path, state.st_mtime_ns, state.st_size))
    return frozenset(found)


def files_of(sources: Iterable[Path]) -> Iterator[Path]:
    """Yield the files of profiles and rosters, and the profiles in folders; an empty folder has none."""
    for source in sources:
        if not source.is_dir():
            yield source
            continue
        with suppress(InvalidInput):
            yield from profiles_in(source)


def _files(theme: str | Path, sources: Iterable[Path]) -> Iterator[Path]:
    for file in files_of(sources):
        yield file
        if is_roster(file):
            yield from (file.with_name(f"{file.stem}.{each}.yaml") for each in ("defaults", "map"))
    for folder in _theme_folders(theme):
        yield from (path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))


def _folders(theme: str | Path, sources: Iterable[Path]) -> dict[Path, int]:
    """Return the folders to watch, each not recursively, with their inode numbers.

    A changed number means that the folder was replaced and has to be watched anew.
    """
    places = (source if source.is_dir() else source.parent for source in sources)
    return {folder: folder.stat().st_ino for folder in (*places, *_theme_folders(theme)) if folder.is_dir()}


def _theme_folders(theme: str | Path) -> tuple[Path, ...]:
    whole = dict.fromkeys((TEMPLATES, *chain_folders(theme)))
    every = dict.fromkeys(folder for top in whole for folder in (top, *sorted(top.rglob("*/"))))
    return tuple(folder for folder in every if folder.is_dir())
