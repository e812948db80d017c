"""Build a class in the background."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from interview_kit.build.options import USUAL_FORMATS, BuildOptions
from interview_kit.build.report import BuildEvent, BuildReport, EventKind
from interview_kit.support.i18n import _
from interview_kit.support.output_folder import file_stem
from interview_kit.tools.class_build import build_found
from interview_kit.tools.class_list.class_list import ClassList
from interview_kit.tools.class_list.workbook import class_sources
from interview_kit.web.app.class_kits.jobs import BackgroundJob

_RESULTS = (EventKind.BUILT, EventKind.UP_TO_DATE, EventKind.FAILED, EventKind.REFUSED)


@dataclass(frozen=True, slots=True)
class Look:
    """How the kits of a class look: the name of a theme, and the size of the paper, "" for the theme's."""

    theme: str = "base"
    paper: str = ""


@dataclass(eq=False)
class ClassBuild(BackgroundJob):
    """A build: its list, the names that have a result by now, and its report or what stopped it."""

    found: ClassList
    look: Look
    report: BuildReport | None = None

    @property
    def now(self) -> str:
        """Return how many kits are made."""
        if not self.total:
            return _("The first kit is being made")
        return _("{done} of {total} kits", done=len(self.done), total=self.total)

    @property
    def files(self) -> tuple[Path, ...]:
        """Return the files of the build: those of the class, of each person, the reports, rows to mend."""
        if self.report is None:
            return ()
        made = (path for kit in (*self.report.class_files, *self.report.kits) for path in kit.files)
        every = (*made, *self.report.reports, *self.report.corrections)
        return tuple(path for path in dict.fromkeys(every) if path.is_file())

    def work(self) -> None:
        """Build until all is done, or it is cancelled. Raises KitError where nothing can be built."""
        stem = file_stem(Path(self.found.file).stem)
        options = BuildOptions(
            theme=self.look.theme,
            paper=self.look.paper or None,
            print_file=True,
            class_sheet=True,
            class_sheet_mark=True,
            zip=True,
            cancel=self.cancel,
        )
        self.report = build_found(
            lambda bank: class_sources(self.found, bank, stem),
            self.folder,
            USUAL_FORMATS,
            options,
            self._tell,
        )

    def _tell(self, event: BuildEvent) -> None:
        self.total = event.total
        if event.kit and event.kind in _RESULTS:
            self.done.append(event.kit.name)
