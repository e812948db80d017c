"""Keep what came back from a class in a folder, and collect it there as `kit collect` does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import ClassVar

from interview_kit.build.report import Cancelled
from interview_kit.build.worker_process import LimitedWorker
from interview_kit.support.errors import Located
from interview_kit.support.i18n import _, message_language
from interview_kit.support.output_folder import file_stem, free_path, write_file
from interview_kit.tools.class_list.class_list import ClassList
from interview_kit.tools.class_list.workbook import list_workbook
from interview_kit.tools.collect.folder import Collected
from interview_kit.tools.collect.marking import StudentsTable
from interview_kit.tools.collect.marks import USUAL_NAME, kept_copies, read_students, type_marks
from interview_kit.tools.collect.run import CollectReport, collect
from interview_kit.web.app.class_kits.builds import ClassBuild, Look
from interview_kit.web.app.class_kits.jobs import BackgroundJob

# Names of tables of ours, also as a browser numbers them: they are chosen as what they are.
_TABLE = re.compile(r"_answers\b.*\.xlsx", re.IGNORECASE)
_LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Given:
    """A file that was chosen for the list or the table and cannot be read: its control, name and bytes."""

    control: str
    name: str
    data: bytes


@dataclass(eq=False)
class Round(BackgroundJob):
    """What came back: its files, the table with the marks, the class, the build of its kits, and the report.

    `tables` are names of tables of answers that were among the files; `refused` is no list, or no table.
    """

    # One for each class of a teacher: the marks of a round that is not kept would be lost.
    most: ClassVar[int] = 20
    found: ClassList | None = None
    look: Look = field(default_factory=Look)
    build: ClassBuild | None = None
    tables: tuple[str, ...] = ()
    refused: tuple[Given, ...] = ()
    report: CollectReport | None = None
    students: StudentsTable | None = None
    _read: Collected | None = None
    _read_in: str = ""
    _told: list[Located] = field(default_factory=list)
    _is_changed: bool = False

    @property
    def handed_in(self) -> Path:
        """Return the folder of the files that came back."""
        return self.folder / "handed-in"

    @property
    def table(self) -> Path:
        """Return the path of the table."""
        return self.folder / USUAL_NAME

    @property
    def has_table(self) -> bool:
        """Return whether there is a table with marks."""
        return self.table.is_file()

    @property
    def number(self) -> int:
        """Return how many files came back."""
        return sum(1 for _path in self.handed_in.glob("*"))

    @property
    def now(self) -> str:
        """Return how many files are read, or that the summary is made."""
        return self.done[-1] if self.done else _("The files are being read")

    @property
    def is_wanted(self) -> bool:
        """Return whether files or marks are others than in the report, or it is in another language."""
        is_there = self.report is not None and self.error is None
        return self._is_changed or not is_there or self.language != message_language()

    @property
    def messages(self) -> tuple[Located, ...]:
        """Return what the report says, and what is lost of the table by typing."""
        return (*(self.report.messages if self.report else ()), *self._told)

    @property
    def files(self) -> tuple[Path, ...]:
        """Return the files of the report: the table, the summaries, long answers, tables as they were."""
        if self.report is None:
            return ()
        own = (self.table, *self.report.summaries, self.report.long_answers, *kept_copies(self.table))
        return tuple(path for path in own if path and path.is_file())

    def keep(self, name: str, data: bytes) -> None:
        """Keep a file that came back; another one of the same name has a number. Raises OutputProblem."""
        own = _own_name(name)
        if _TABLE.fullmatch(own):
            self.tables = tuple(dict.fromkeys((*self.tables, own)))
            return
        path = free_path(self.handed_in / own, data)
        if not path.exists():
            write_file(path, data)
            self._read = None
            self._is_changed = True

    def keep_table(self, data: bytes) -> None:
        """Keep the table with the marks. Raises NotOurTable, InvalidInput, WorkerBug, OutputProblem."""
        with LimitedWorker() as worker:
            read_students(data, worker)
        write_file(self.table, data)
        self.tables = ()
        self._is_changed = True

    def keep_list(self, found: ClassList) -> None:
        """Keep the list of the class."""
        self.found = found
        self._is_changed = True

    def type(self, typed: Mapping[str, Mapping[str, str]]) -> None:
        """Type texts into the table. Raises KitError, WorkerBug."""
        if typed:
            with LimitedWorker() as worker:
                self._is_changed |= type_marks(self.table, typed, worker, self._told)

    def work(self) -> None:
        """Read what is new, write the table and the summary. Raises KitError, Cancelled."""
        if self._read_in != self.language:
            self._read = None
        self.report = collect(
            self.handed_in,
            output=self.table,
            class_source=tuple(self._sources()),
            theme=self.look.theme,
            paper=self.look.paper or None,
            found=self._read,
            on_progress=self._tell,
        )
        self._read, self._read_in = Collected(self.report.kits, self.report.refused), self.language
        with LimitedWorker() as worker:
            self.students = read_students(self.table, worker)
        self._is_changed = False

    def _sources(self) -> Iterator[Path]:
        """Yield whose kits are expected: the list as a workbook, and the folders of the build."""
        if self.found is None:
            return
        path = self.folder / f"{file_stem(Path(self.found.file).stem)}.xlsx"
        write_file(path, list_workbook(self.found))
        yield path
        reports = self.build.report.reports if self.build and self.build.report else ()
        yield from dict.fromkeys(each.parent for each in reports if each.is_file())

    def _tell(self, message: str, files: int) -> None:
        if self.cancel.is_set():
            raise Cancelled
        self.total = files
        self.done.append(message)


def _own_name(name: str) -> str:
    """Return the name of a file that came back as a folder can have it: no path, and none of a build."""
    last = PureWindowsPath(PurePosixPath(name).name).name
    shown = "".join(sign for sign in last if sign.isprintable()).strip().lstrip(".") or "kit"
    path = PurePosixPath(shown)
    return f"{path.stem[:_LONGEST_NAME]}{path.suffix[:_LONGEST_NAME]}"
