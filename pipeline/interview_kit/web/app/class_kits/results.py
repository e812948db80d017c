"""Say what the page of a finished build shows: its files, and what became of each person."""

from __future__ import annotations

from dataclasses import dataclass
from mimetypes import guess_type
from pathlib import Path
from typing import Self

from interview_kit.build.report import KitResult
from interview_kit.build.scheduler import Status
from interview_kit.build.stale import CORRECTIONS
from interview_kit.support.errors import KitError
from interview_kit.support.i18n import N_, _
from interview_kit.web.app.class_kits.builds import ClassBuild
from interview_kit.web.app.class_kits.views import row_label, said

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MEDIA_TYPES = {".docx": _WORD, ".xlsx": _WORKBOOK}
_NAMES = {".docx": "Word"}
_KINDS = {
    ("_print", ".pdf"): (N_("All kits, to print"), N_("One PDF; each kit begins on a right-hand page.")),
    ("_kits", ".zip"): (N_("All files, to hand out"), N_("A zip with a folder for each person.")),
    ("_class-sheet", ".pdf"): (
        N_("Class sheet, to print"),
        N_("Who asks whom, with room for ticks and marks."),
    ),
    ("_class-sheet", ".docx"): (N_("Class sheet as Word"), N_("The same, to go on with.")),
    ("report", ".csv"): (N_("Report"), N_("A table: what was made for each row, or why nothing was.")),
}
_TO_MEND = (
    N_("Rows to correct"),
    N_("The rows that are not built, with the reasons: correct them, and open the file here."),
)


def media_type(path: Path) -> str:
    """Return the media type of a file by its name."""
    return _MEDIA_TYPES.get(path.suffix) or guess_type(path.name)[0] or "application/octet-stream"


@dataclass(frozen=True, slots=True)
class FileLink:
    """A file to download: its name in the build, its words, and for a file of a section the section."""

    name: str
    label: str
    about: str
    media_type: str
    section: str = ""

    @classmethod
    def of(cls, path: Path, name: str, section: str = "") -> Self:
        """Return the link of a file."""
        stem, _sign, part = path.stem.rpartition("-")
        known = _KINDS.get((path.stem, path.suffix)) or _KINDS.get((stem, path.suffix))
        if known is None and CORRECTIONS.fullmatch(path.name):
            known, part = _TO_MEND, ""
        label, about = map(_, known) if known else (_NAMES.get(path.suffix, "PDF"), "")
        if known and part.isdecimal():
            label = f"{label} ({part})"
        return cls(name, label, about, media_type(path), section)


@dataclass(frozen=True, slots=True)
class PersonResult:
    """What became of a row: its label, the name, its files, and why it has none."""

    label: str
    name: str
    files: tuple[FileLink, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ResultView:
    """A finished build: its class files, its people, how many of them have a kit, and what ended it early."""

    files: tuple[FileLink, ...]
    people: tuple[PersonResult, ...]
    built: int
    cancelled: bool
    failure: str

    @property
    def without(self) -> int:
        """Return how many people have no kit."""
        return len(self.people) - self.built


def result_view(build: ClassBuild) -> ResultView:
    """Return what the page of a finished build shows."""
    report = build.report
    if report is None:
        return ResultView((), (), 0, False, _failure(build))
    names = {path: name for name, path in build.files.items()}
    several = len({path.parent for path in names}) > 1
    of_class = [
        *(path for each in report.class_files for path in each.files),
        *report.corrections,
        *report.reports,
    ]
    links = tuple(
        FileLink.of(path, names[path], path.parent.name if several else "")
        for path in of_class
        if path in names
    )
    people = tuple(_person(kit, names) for kit in report.kits)
    built = sum(kit.is_there for kit in report.kits)
    return ResultView(links, people, built, report.cancelled, _failure(build))


def _person(kit: KitResult, names: dict[Path, str]) -> PersonResult:
    files = tuple(FileLink.of(path, names[path]) for path in kit.files if path in names)
    cell = next((problem.cell for problem in kit.problems if problem.cell), None)
    label = row_label("", cell.row) if cell and cell.row else ""
    reasons = tuple(dict.fromkeys(said(problem) for problem in kit.problems))
    if kit.status is Status.LEFT:
        reasons = (_("This kit was not made: the work was cancelled."),)
    return PersonResult(label, kit.name, files, reasons)


def _failure(build: ClassBuild) -> str:
    stopped = build.error or (build.report.stopped if build.report and not build.report.cancelled else None)
    if stopped is None:
        return ""
    if isinstance(stopped, KitError):
        return str(stopped)
    return _(
        "this is a bug in kit ({name}); build this kit with --debug and report it",
        name=type(stopped).__name__,
    )
