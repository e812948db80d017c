"""Build a class in the background.

A build is found again by its list and look, which each of its pages carries along: another person, or
another list, never gets it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from secrets import token_hex
from typing import Self

from interview_kit.build.options import USUAL_FORMATS, BuildOptions
from interview_kit.build.report import BuildEvent, BuildReport, EventKind
from interview_kit.support.i18n import _
from interview_kit.support.output_folder import file_stem
from interview_kit.tools.class_build import build_found
from interview_kit.tools.class_list.class_list import ClassList
from interview_kit.tools.class_list.workbook import class_sources
from interview_kit.web.app.class_kits.jobs import BackgroundJob
from interview_kit.web.app.settings import USUAL_THEME, AppSettings

_RESULTS = (EventKind.BUILT, EventKind.UP_TO_DATE, EventKind.FAILED, EventKind.REFUSED)


@dataclass(frozen=True, slots=True)
class Look:
    """How the kits of a class look: the name of a theme, and the size of the paper, "" for the theme's.

    `at` is random and stays: by it, a proxy may send all that is about one class to one copy of the app.
    """

    theme: str = USUAL_THEME
    paper: str = ""
    at: str = field(default_factory=lambda: token_hex(8), compare=False)


@dataclass(eq=False)
class ClassBuild(BackgroundJob):
    """A build: its list, the names that have a result by now, and its report or what stopped it."""

    found: ClassList
    look: Look
    settings: AppSettings
    report: BuildReport | None = None

    @classmethod
    def of(cls, found: ClassList, look: Look, settings: AppSettings) -> Self:
        """Return a build of a list, with the id by which it is found again."""
        return cls(found, look, settings, id=build_id(found, look))

    @property
    def now(self) -> str:
        """Return how many kits are made."""
        if not self.total:
            return _("The first kit is being made")
        return _("{done} of {total} kits", done=len(self.done), total=self.total)

    @property
    def is_whole(self) -> bool:
        """Return whether the build is on its way, or has come to its end without being stopped."""
        if not self.is_over:
            return not self.cancel.is_set()
        return self.report is not None and self.report.stopped is None

    @property
    def files(self) -> dict[str, Path]:
        """Return the files of the build by name: of the class, of each person, reports, rows to mend.

        A name begins with the folder of the list or of its section.
        """
        if self.report is None:
            return {}
        made = (path for kit in (*self.report.class_files, *self.report.kits) for path in kit.files)
        every = (*made, *self.report.reports, *self.report.corrections)
        return {path.relative_to(self.folder).as_posix(): path for path in every if path.is_file()}

    def work(self) -> None:
        """Build until all is done, or it is cancelled. Raises KitError where nothing can be built."""
        stem = file_stem(Path(self.found.file).stem)
        options = BuildOptions(
            theme=self.look.theme,
            paper=self.look.paper or None,
            jobs=self.settings.jobs,
            scheduler=self.settings.scheduler,
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
        # Files of the class have results too, and are no kit of a person.
        if event.kit and event.kind in _RESULTS and len(self.done) < event.done:
            self.done.append(event.kit.name)


def build_id(found: ClassList, look: Look) -> str:
    """Return the id of a build: a digest of its list and look."""
    whole = json.dumps([found.to_data(), look.theme, look.paper], sort_keys=True)
    return sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()
