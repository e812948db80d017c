"""Find what earlier builds left in the folder of a class, and know which class a folder has."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from interview_kit.build.build_state import (
    RECORDS,
    DamagedRecord,
    changed_files,
    read_record,
    record_name,
    recorded_kits,
)
from interview_kit.build.class_files import ARCHIVE
from interview_kit.build.report import shortened_list
from interview_kit.build.scheduler import Outcome, Status
from interview_kit.build.sources import Source
from interview_kit.support.errors import InvalidInput, Notice, refusal
from interview_kit.support.i18n import N_, _
from interview_kit.support.output_folder import file_stem
from interview_kit.support.plain_file import open_ours

CORRECTIONS = re.compile(r"(.+)-to-mend(-[0-9]+)?(\.xlsx|\.(?:defaults|map)\.yaml)")
SOURCE = f"{RECORDS}/source"
_LONGEST = 4096
_STALE = N_(
    "files of earlier builds that are not of this class as it is now: {names}; "
    "{kit} build --clean removes them"
)
_REMOVED = N_("removed, since they are not of this class as it is now: {names}")
_LETTER = re.compile(r"(ask|thank-you)(-[0-9]+)?\.eml")


def written_files(folder: Path, stem: str) -> tuple[Path, ...]:
    """Return the files of a kit or class file that are as a build wrote them, and its record as the last.

    Without a good record it is not known what a build wrote, and there is none.
    """
    with suppress(DamagedRecord):
        if record := read_record(folder / stem, shared=True):
            changed = changed_files(record, folder / stem, tuple(record.files))
            names = (f"{stem}.{each}" for each in record.files)
            return (*(folder / name for name in names if name not in changed), folder / record_name(stem))
    return ()


def stale_files(
    folder: Path, kits: Mapping[str, Outcome], made: Collection[Path], sources: Iterable[Path]
) -> Iterator[Path]:
    """Yield the files of earlier builds that do not go with a class that was built without a refusal.

    These are the kits of people who are not in `kits`, by stem; the class files that are not in `made`, where
    a kit is new or is such a kit; and rosters of refused rows, but for those among the `sources`.
    """
    gone = [stem for stem in recorded_kits(folder) if not stem.startswith("_") and stem not in kits]
    for stem in gone:
        yield from written_files(folder, stem)
    if gone or any(outcome.status is Status.BUILT for outcome in kits.values()):
        known = {*made, *(folder / record_name(each.stem) for each in made)}
        yield from (path for path in _class_files(folder) if path not in known)
    files = {path.resolve() for path in sources}
    endings = ("defaults", "map")
    files |= {path.with_name(f"{path.stem}.{each}.yaml") for path in files for each in endings}
    yield from (path for path in corrections(folder) if path.resolve() not in files)


def stale_letters(folder: Path, kits: Mapping[str, Outcome]) -> Iterator[Path]:
    """Yield the drafts beside kits of the folder, by stem, that their present build has not written."""
    for path in sorted(folder.glob("*.eml")):
        stem, _dot, rest = path.name.partition(".")
        record = kits[stem].record if stem in kits else None
        if record and _LETTER.fullmatch(rest) and rest not in record.files:
            yield path


def stale_notice(folder: Path, stale: Sequence[Path], *, removed: bool) -> Notice:
    """Return the notice that names the stale files of a folder, twenty at most."""
    names = shortened_list([each.name for each in stale if each.parent == folder])
    return Notice(str(folder), None, None, "", _(_REMOVED if removed else _STALE, names=names))


def _class_files(folder: Path) -> Iterator[Path]:
    """Yield the files of the class as a whole in a folder: those to print, class sheet and archive."""
    for stem in recorded_kits(folder):
        if stem.startswith("_"):
            yield from written_files(folder, stem)
    if (folder / ARCHIVE).is_file() and not (folder / ARCHIVE).is_symlink():
        yield folder / ARCHIVE


def corrections(folder: Path) -> Iterator[Path]:
    """Yield the rosters of refused rows in a folder, and their defaults."""
    for path in sorted(folder.iterdir()):
        if CORRECTIONS.fullmatch(path.name) and path.is_file() and not path.is_symlink():
            yield path


def class_source(folder: Path) -> Path | None:
    """Return the roster, or folder of profiles, that a folder was built from; None if it is not known.

    It is recorded relative to the folder, so that both may move together.
    """
    with suppress(OSError, ValueError), open_ours(folder / SOURCE) as file:
        return Path(os.path.normpath(folder / file.read(_LONGEST).decode()))
    return None


def source_record(folder: Path, source: Path) -> dict[str, bytes]:
    """Return the file that records what a folder is built from, by its name."""
    told = str(source.resolve())
    with suppress(ValueError):  # on another drive of Windows
        told = os.path.relpath(told, folder.resolve())
    return {SOURCE: told.encode()}


def refuse_other_class(folder: Path, source: Path) -> None:
    """Raise InvalidInput where a folder has the class of another roster that is still there.

    Rosters of one name in one place are the same class, such as a CSV file that was saved as a workbook.
    """
    other = class_source(folder)
    if other and other.exists() and _unlike(other) != _unlike(source):
        message = _(
            "this folder has the kits of {file}, and they would be written over; "
            "name another folder with -o, or use --force",
            file=other,
        )
        raise refusal(str(folder), message)


def origins_of(places: Iterable[tuple[Path, Path]], *, force: bool) -> dict[Path, Path]:
    """Return the roster, or folder of profiles, that each folder is built from.

    Raises InvalidInput where one folder has two of them, unless `force`: the last is taken then.
    """
    found: dict[Path, Path] = {}
    for folder, source in dict.fromkeys(places):
        other = found.get(folder, source)
        if _unlike(other) != _unlike(source) and not force:
            message = _(
                "the kits of {one} and of {other} would be mixed in this folder; "
                "build each into a folder of its own with -o, or use --force",
                one=other,
                other=source,
            )
            raise refusal(str(folder), message)
        found[folder] = source
    return found


def _unlike(source: Path) -> Path:
    return source.resolve().with_suffix("")


def with_class(sources: Iterable[str], read: Callable[[str], Iterable[Source]]) -> Iterator[Source]:
    """Yield the profiles of all sources, those of a roster of refused rows among the rest of its class.

    They take the places of the rows that are refused in the class's own roster, where there are as many. A
    roster that is not in the folder of a class is read by itself.
    """
    for source in sources:
        path = Path(source)
        roster = class_source(path.parent) if CORRECTIONS.fullmatch(path.name) else None
        if not (roster and roster.is_file()):
            yield from read(source)
            continue
        mended, whole = tuple(read(source)), tuple(read(str(roster)))
        # A section of a workbook has its own rows to mend, in its folder.
        sections = (each.folder for each in whole if file_stem(each.folder[-1]) == path.parent.name)
        folder = next(sections, (roster.stem,))
        refused = [
            each
            for each in whole
            if each.row and each.folder == folder and isinstance(each.found, InvalidInput)
        ]
        own = iter([replace(each, folder=folder, origin=str(roster)) for each in mended])
        for each in whole:
            yield next(own) if len(refused) == len(mended) and each in refused else each
        yield from own
