"""Find and remove what builds and `kit collect` wrote for a class, and list what remains."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from interview_kit.build.build_state import recorded_kits
from interview_kit.build.class_files import ARCHIVE
from interview_kit.build.report import CSV_NAME, JSON_NAME
from interview_kit.build.stale import SOURCE, corrections, written_files
from interview_kit.support.errors import refusal
from interview_kit.support.i18n import _
from interview_kit.support.output_folder import LOCK, OutputFolder
from interview_kit.support.plain_file import read_plain
from interview_kit.tools.collect.marks import USUAL_NAME
from interview_kit.tools.collect.run import files_beside

_ROSTER = re.compile(r".+\.(?:csv|tsv|xlsx|ods)(?=\W)", re.IGNORECASE)
_WRITTEN = re.compile(r".+\.reminder\.eml")


@dataclass(frozen=True, slots=True)
class ClassData:
    """The data of a class in a folder, which is locked: the files written by builds and `kit collect`.

    `kits` is the number of people, `remaining` are all other files, also kits that were changed since, and
    `sources` the names of the rosters and profiles.
    """

    written: dict[OutputFolder, tuple[Path, ...]]
    kits: int
    remaining: tuple[Path, ...]
    sources: tuple[str, ...]

    def remove(self) -> None:
        """Delete the written files, and folders that are empty by then. Raises OutputProblem."""
        for folder, files in self.written.items():
            folder.remove(files)


@contextmanager
def class_data(folder: Path) -> Iterator[ClassData]:
    """Yield the data of the class in a folder and its direct subfolders, which are locked meanwhile.

    Raises InvalidInput where there is none, OutputLocked and OutputProblem.
    """
    if folder.is_symlink() or not folder.is_dir():
        raise refusal(str(folder), _("this is not a folder"))
    inside = sorted(path for path in folder.iterdir() if path.is_dir() and not path.is_symlink())
    places = [path for path in (folder, *inside) if _has_class(path)]
    if not places:
        raise refusal(str(folder), _("no build or collect has written into this folder"))
    with ExitStack() as stack:
        # The folder itself is the last one: it can be removed when those in it are.
        opened = [stack.enter_context(OutputFolder(path)) for path in reversed(places)]
        written = {each: tuple(_written(each.path)) for each in opened}
        ours = {path for files in written.values() for path in files} | {path / LOCK for path in places}
        kits = sum(not name.startswith("_") for path in places for name in recorded_kits(path))
        remaining = tuple(path for path in _files(folder) if path not in ours)
        sources = sorted({name for path in places for name in _sources(path)})
        yield ClassData(written, kits, remaining, tuple(sources))


def _files(folder: Path) -> Iterator[Path]:
    """Yield everything in a folder and its subfolders but folders, sorted; links are not followed."""
    for place, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted((*folders, *names)):
            path = Path(place, name)
            if path.is_symlink() or not path.is_dir():
                yield path


def _has_class(folder: Path) -> bool:
    is_built = bool(recorded_kits(folder)) or os.path.lexists(folder / LOCK)
    return is_built or os.path.lexists(folder / USUAL_NAME)


def _written(folder: Path) -> Iterator[Path]:
    """Yield the files in a folder that builds and `kit collect` wrote; the records after their kits.

    Without a good record it is not known what a build wrote: such a record and its kit are left out.
    """
    for stem in recorded_kits(folder):
        yield from written_files(folder, stem)
    yield from corrections(folder)
    table = folder / USUAL_NAME
    usual = [path.name for path in (table, *files_beside(table))]
    for entry in sorted(folder.iterdir()):
        known = entry.name in (*usual, ARCHIVE, CSV_NAME, JSON_NAME) or _WRITTEN.fullmatch(entry.name)
        if known and entry.is_file() and not entry.is_symlink():
            yield entry
    if (folder / SOURCE).is_file() and not (folder / SOURCE).is_symlink():
        yield folder / SOURCE


def _sources(folder: Path) -> Iterator[str]:
    """Yield the names of the rosters and profiles in the report of a build."""
    with suppress(OSError, ValueError, LookupError, TypeError, RecursionError):
        for kit in json.loads(read_plain(folder / JSON_NAME))["kits"]:
            source = str(kit["source"])
            roster = _ROSTER.match(source)
            yield roster[0] if roster else source
