"""Read every filled-in kit of a folder, recognised by content, and report the files that are not kits.

Each file is read in a worker process within a budget, so that none costs the others. The answers of a whole
folder have a limit too: they are all kept in memory for the table.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

from interview_kit.build.build_state import RECORDS
from interview_kit.build.class_file_jobs import PRINT, PRINT_WHOLE, SHEET
from interview_kit.build.class_files import ARCHIVE
from interview_kit.build.limits import Limits
from interview_kit.build.rosters import MEMORY
from interview_kit.build.worker_process import LimitedWorker, WorkerBug
from interview_kit.support.errors import InvalidInput, Problem, escape, refusal
from interview_kit.support.i18n import N_, _, reason_of
from interview_kit.support.safe_zip import Fault, SafeZip, ZipFault
from interview_kit.tools.collect.answers import LOCKED, FilledKit, NotCollected, WithoutFields
from interview_kit.tools.collect.foreign import foreign_file, is_html

if TYPE_CHECKING:
    from interview_kit.tools.collect.label_answers import BuiltKit

MOST_FILES = 5000
LARGEST_FILE = 32 * 1024 * 1024
BUDGET = Limits(30, MEMORY)
"""The limits of reading one filled kit."""
MOST_IN_ALL = 64_000_000
"""The most letters of all answers of a folder; each answer counts `_OVERHEAD` more, for its row."""
_OVERHEAD = 400
# Files that a program, or a build in its folder, writes beside kits: they are read if they are kits.
_BESIDE = re.compile(
    r"\.kit\.lock|\.kit-.*\.part|Thumbs\.db|desktop\.ini|\.DS_Store|\.localized|.*\.reminder\.eml|\._.*|~\$.*|\.~lock\..*#"
)
_BUILT = re.compile(r"report\.(csv|json)|.*\.(eml|ics)")
# Folders in which an operating system keeps its own files, or those that were deleted.
_SYSTEM_FOLDERS = frozenset(
    {"$RECYCLE.BIN", "System Volume Information", ".Trashes", ".Spotlight-V100", ".fseventsd"}
)
_CLASS_FILE = re.compile(rf"({PRINT}|{PRINT_WHOLE}|{SHEET})(-\d+)?\.\w+|{re.escape(ARCHIVE)}")
# A part by which a zip is the file of a program, such as a Word file.
_PART = re.compile(
    r"\[Content_Types\]\.xml|mimetype|(word/document|xl/workbook|ppt/presentation)\.xml|Index/.*"
)
_NO_LABELS = N_(
    "another program has saved it without its fields, and {folder} has no Word kits that tell its labels: "
    "build them there with -f docx"
)
_KIT_BEGINS = re.compile(rb"PK|[\s\S]{0,1019}%PDF-")


@dataclass(frozen=True, slots=True)
class ReturnedKit:
    """The answers of one kit; `file` is its path relative to the folder, with slashes.

    Where a file holds several kits, their numbers follow: `class.pdf (2/3)`.
    """

    file: str
    filled: FilledKit

    @property
    def whose(self) -> tuple[str, str, str]:
        """Return what tells owners of kits apart: key, name and work, or the file where no name is known."""
        owner = self.filled.form.owner
        return (owner.key, owner.name, owner.work) if owner.name else ("", self.file, "")


@dataclass(frozen=True, slots=True)
class Collected:
    """The kits of a folder, sorted by the person's name, and a problem for each file that cannot be read."""

    kits: tuple[ReturnedKit, ...]
    refused: tuple[Problem, ...]


def read_folder(
    folder: Path,
    worker: LimitedWorker,
    own: frozenset[Path],
    on_progress: Callable[[str, int], object],
    built: Path | None = None,
) -> Collected:
    """Return the kits of a folder, its subfolders and the zip files there, and what cannot be read.

    Byte-for-byte copies, links and folders that cannot be read are listed with the latter. `own` has the
    resolved paths of files that this program writes there; a filled kit in one of them raises InvalidInput,
    as does a `folder` that is none or holds too many files. `on_progress` receives messages and the number
    of files. The Word kits in `built`, the folder of a build, tell the labels of kits without fields.
    """
    if not folder.is_dir():
        raise refusal(str(folder), _("this is not a folder"))
    reader = _FolderReader(worker, built)
    root = folder.resolve()
    found = list(_files(folder))
    for number, (path, reason) in enumerate(found):
        on_progress(_("read {number} of {total} files", number=number, total=len(found)), len(found))
        name = _shown(path.relative_to(folder)) if path != folder else str(folder)
        before = len(reader.kits), len(reader.refused)
        reader.read(name, path, reason)
        if root / path.relative_to(folder) in own:
            if len(reader.kits) > before[0]:
                message = _("this is a filled kit and would be written over; give the table another name")
                raise refusal(str(path), message)
            del reader.refused[before[1] :]
    kits = sorted(
        reader.kits,
        key=lambda kit: (kit.filled.form.owner.name.casefold(), kit.whose, kit.file),
    )
    return Collected(tuple(kits), tuple(reader.refused))


class _FolderReader:
    """Reads files one after the other; `kits` and `refused` are what was found."""

    def __init__(self, worker: LimitedWorker, built: Path | None) -> None:
        self.kits: list[ReturnedKit] = []
        self.refused: list[Problem] = []
        self._worker = worker
        self._built = built
        self._seen: dict[str, str] = {}
        self._room = MOST_IN_ALL

    def read(self, name: str, path: Path, reason: str = "") -> None:
        """Read a file, or refuse it for a reason that is known; NotCollected becomes a problem."""
        with self._refusing(name):
            if reason:
                raise NotCollected(reason)
            data = _bytes(path)
            if _begins_as_kit(data) or not _is_beside(path):
                self._add(name, data)

    def _add(self, name: str, data: bytes, *, from_zip: bool = False) -> None:
        """Add the kit in a file, or those in a zip. Raises NotCollected, InvalidInput, WorkerBug."""
        digest = hashlib.sha256(data).hexdigest()
        if digest in self._seen:
            raise NotCollected(_("this is a copy of {seen}, which counts once", seen=self._seen[digest]))
        try:
            found = self._worker.run(read_file, data, name, budget=BUDGET, file=name)
        except WithoutFields:
            if self._built is None:
                raise
            if not self._built_kits:
                raise NotCollected(_(_NO_LABELS, folder=self._built)) from None
            from interview_kit.tools.collect.label_answers import read_by_labels

            found = self._worker.run(read_by_labels, data, self._built_kits, budget=BUDGET, file=name)
        if isinstance(found, tuple):
            self._room -= sum(len(text) + _OVERHEAD for kit in found for text in kit.all_texts)
            if self._room < 0:
                raise NotCollected(_("the files before it hold as much as one table can; collect it alone"))
            for number, kit in enumerate(found, 1):
                self.kits.append(ReturnedKit(f"{name} ({number}/{len(found)})" if found[1:] else name, kit))
            self._seen[digest] = name
            return
        if from_zip:
            raise NotCollected(_("this is a zip file in another one; unpack it"))
        for member, content in found.items():
            inner = f"{name}/{escape(member)}"
            if _begins_as_kit(content) or not _is_beside(Path(member)):
                with self._refusing(inner):
                    self._add(inner, content, from_zip=True)

    @cached_property
    def _built_kits(self) -> tuple[BuiltKit, ...]:
        """Return the Word kits of the build, read when they are needed."""
        from interview_kit.tools.collect.label_answers import built_kit

        found = []
        for path in sorted(self._built.rglob("*.docx"))[:MOST_FILES] if self._built else ():
            with suppress(NotCollected, InvalidInput, WorkerBug):
                found.append(self._worker.run(built_kit, _bytes(path), budget=BUDGET, file=str(path)))
        return tuple(kit for kit in found if kit)

    @contextmanager
    def _refusing(self, name: str) -> Iterator[None]:
        """Add what is raised in the block for a file to the refused ones."""
        try:
            yield
        except InvalidInput as error:
            self.refused += error.problems
        except NotCollected as error:
            self.refused.append(Problem(name, None, None, "", error.reason))
        except WorkerBug:
            message = _(
                "reading this fails, which is a bug in kit; ask for it as PDF or as Word file instead"
            )
            self.refused.append(Problem(name, None, None, "", message))


def read_file(data: bytes, name: str = "") -> tuple[FilledKit, ...] | dict[str, bytes]:
    """Return the answers of the kits in a file, or the files in a zip by name. Raises NotCollected."""
    try:
        archive = SafeZip(data) if data.startswith(b"PK") else None
        if archive is None or any(map(_PART.fullmatch, archive.names)):
            return read_kits(data, name)
        for fault in archive.faults():
            if fault.fault is not Fault.NAME:  # nothing is unpacked into a folder
                raise fault
        return {name: archive.read(name) for name in archive.names if not name.endswith("/")}
    except ZipFault as error:
        template = LOCKED if error.fault is Fault.LOCKED else N_("this zip file is damaged; unpack it")
        raise NotCollected(_(template)) from error


def read_kits(data: bytes, name: str = "") -> tuple[FilledKit, ...]:
    """Return the answers of each kit in a file, whose type is detected from its content.

    A file of another program is named by its content, or by the ending of its `name`.
    Raises NotCollected.
    """
    if not data:
        raise NotCollected(_("this file is empty; ask for it again"))
    if b"%PDF-" in data[:1024]:
        from interview_kit.tools.collect.pdf_answers import read_pdf

        return read_pdf(data)
    if data.startswith(b"PK"):
        from interview_kit.tools.collect.word_answers import read_word

        return (read_word(data, name),)
    if is_html(data):
        from interview_kit.tools.collect.html_answers import read_html

        return (read_html(data),)
    if message := foreign_file(data, name):
        raise NotCollected(_(message))
    raise NotCollected(_("this is neither a PDF, a Word file nor a web page; kits come back as one of these"))


def _begins_as_kit(data: bytes) -> bool:
    return is_html(data) or _KIT_BEGINS.match(data) is not None


def _files(folder: Path) -> Iterator[tuple[Path, str]]:
    """Yield each file of a folder and its subfolders by name, with "" or the reason why it is not read.

    Folders that cannot be read are listed too. No symbolic link is followed. Raises InvalidInput.
    """
    waiting = [folder]
    count = 0
    while waiting:
        place = waiting.pop()
        try:
            with os.scandir(place) as listing:
                entries = sorted(listing, key=attrgetter("name"))
        except OSError as error:
            yield place, _("this folder cannot be read: {reason}", reason=reason_of(error))
            continue
        count += len(entries)
        if count > MOST_FILES:
            raise refusal(str(folder), _("this folder holds more than {most} files", most=MOST_FILES))
        is_built = any(entry.name == RECORDS for entry in entries)
        for entry in entries:
            if entry.is_symlink():
                yield Path(entry.path), _("this is a link, which is not followed; put the file itself here")
            elif entry.is_file():
                if not (is_built and _CLASS_FILE.fullmatch(entry.name)):
                    yield Path(entry.path), ""
            elif not entry.is_dir():
                yield Path(entry.path), _("this is not a file")
        folders = (entry for entry in entries if entry.is_dir(follow_symlinks=False))
        waiting += [Path(each.path) for each in folders if each.name not in _SYSTEM_FOLDERS][::-1]


def _is_beside(path: Path) -> bool:
    """Return whether a build or a program writes files of that name beside the kits."""
    if path.parent.name == RECORDS and path.suffix == ".json":
        return True
    is_built = _BUILT.fullmatch(path.name) and (path.parent / RECORDS).is_dir()
    return bool(is_built or _BESIDE.fullmatch(path.name))


def _shown(path: Path) -> str:
    """Return a path in one line of text, with slashes; bytes that are not UTF-8 are `\\xeb`."""
    return escape(os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace"))


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise NotCollected(_("this cannot be read: {reason}", reason=reason_of(error))) from error
    if len(data) > LARGEST_FILE:
        raise NotCollected(
            _("this file is larger than {most} MiB, which no kit is", most=LARGEST_FILE // 1024**2)
        )
    return data
