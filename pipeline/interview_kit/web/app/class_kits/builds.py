"""Build classes in the background, show how far a build is, and end one that no page waits for any more.

Its page stays open while a build runs, so that the build ends when the window is closed.
"""

from __future__ import annotations

import asyncio
import json
import shutil
import threading
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import copy_context
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_urlsafe
from tempfile import mkdtemp

from starlette.requests import Request

from interview_kit.build.options import USUAL_FORMATS, BuildOptions
from interview_kit.build.report import BuildEvent, BuildReport, EventKind
from interview_kit.support.output_folder import file_stem
from interview_kit.tools.class_build import build_found
from interview_kit.tools.class_list.class_list import ClassList
from interview_kit.tools.class_list.workbook import class_sources

# Seconds without a page that waits, until a build ends: a page that is loaded again takes less. The first
# page of a build may take longer.
AFTER_THE_LAST_PAGE, UNTIL_THE_FIRST_PAGE = 1.5, 15.0
# Seconds until a page without scripts is loaded again, and a screen reader begins to read it.
EVERY = 10.0
# Seconds between two looks at a build.
_STEP = 0.25
_AGAIN = '<noscript><meta http-equiv="refresh" content="0"></noscript>'
# What is sent when the page is to be loaded again.
_END = "</body>"
_MOST_BUILDS = 2
_RESULTS = (EventKind.BUILT, EventKind.UP_TO_DATE, EventKind.FAILED, EventKind.REFUSED)


@dataclass(frozen=True, slots=True)
class Look:
    """How the kits of a class look: the name of a theme, and the size of the paper, "" for the theme's."""

    theme: str = "base"
    paper: str = ""


@dataclass(eq=False)
class ClassBuild:
    """A build: its list, the names that have a result by now, and its report or what stopped it."""

    found: ClassList
    look: Look
    id: str = field(default_factory=lambda: token_urlsafe(12))
    folder: Path = field(default_factory=lambda: Path(mkdtemp(prefix="interview-kit-")))
    cancel: threading.Event = field(default_factory=threading.Event)
    done: list[str] = field(default_factory=list)
    total: int = 0
    report: BuildReport | None = None
    error: Exception | None = None
    pages: int = 0

    @property
    def is_over(self) -> bool:
        """Return whether the build has ended."""
        return self.report is not None or self.error is not None

    @property
    def files(self) -> tuple[Path, ...]:
        """Return the files of the build: those of the class, of each person, the reports, rows to mend."""
        if self.report is None:
            return ()
        made = (path for kit in (*self.report.class_files, *self.report.kits) for path in kit.files)
        every = (*made, *self.report.reports, *self.report.corrections)
        return tuple(path for path in dict.fromkeys(every) if path.is_file())

    def run(self) -> None:
        """Build until all is done, or it is cancelled."""
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
        try:
            self.report = build_found(
                lambda bank: class_sources(self.found, bank, stem),
                self.folder,
                USUAL_FORMATS,
                options,
                self._tell,
            )
        except Exception as error:  # the page says what it is
            self.error = error

    def _tell(self, event: BuildEvent) -> None:
        self.total = event.total
        if event.kit and event.kind in _RESULTS:
            self.done.append(event.kit.name)


class ClassBuilds:
    """The builds of a sitting: one runs at a time, and the newest are kept."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1)
        self._builds: dict[str, ClassBuild] = {}

    def start(self, found: ClassList, look: Look) -> ClassBuild:
        """Return a new build of a list, which has started; one that runs is ended."""
        for other in self._builds.values():
            other.cancel.set()
        for old in list(self._builds)[: 1 - _MOST_BUILDS]:
            self._remove(self._builds.pop(old))
        build = ClassBuild(found, look)
        self._builds[build.id] = build
        self._thread.submit(copy_context().run, build.run)
        self._end_unless_awaited(build, UNTIL_THE_FIRST_PAGE)
        return build

    def get(self, name: str) -> ClassBuild | None:
        """Return the build of an id, or None where it is not kept any more."""
        return self._builds.get(name)

    async def ended(self, build: ClassBuild) -> None:
        """Return when a build has ended."""
        while not build.is_over:
            await asyncio.sleep(0.05)

    @contextmanager
    def awaited(self, build: ClassBuild) -> Iterator[None]:
        """Count a page that waits for a build within the block."""
        build.pages += 1
        try:
            yield
        finally:
            build.pages -= 1
            self._end_unless_awaited(build, AFTER_THE_LAST_PAGE)

    def forget(self) -> None:
        """End what runs, and delete what was built."""
        for build in self._builds.values():
            self._remove(build)
        self._builds.clear()

    def end(self) -> None:
        """End what runs, delete what was built, and wait until it is done."""
        self.forget()
        self._thread.shutdown()

    def _end_unless_awaited(self, build: ClassBuild, seconds: float) -> None:
        def look() -> None:
            if not build.pages and not build.is_over:
                build.cancel.set()

        asyncio.get_running_loop().call_later(seconds, look)

    def _remove(self, build: ClassBuild) -> None:
        """Delete the folder of a build when it has ended; the thread does one thing after the other."""
        build.cancel.set()
        self._thread.submit(shutil.rmtree, build.folder, ignore_errors=True)


async def held_page(
    html: str, request: Request, builds: ClassBuilds, build: ClassBuild
) -> AsyncIterator[str]:
    """Yield a page, its end only when it is time to load it again, or its browser has gone."""
    start, end, rest = html.rpartition(_END)
    yield start
    with builds.awaited(build):
        steps = int(EVERY / _STEP)
        while steps and not build.is_over and not await request.is_disconnected():
            await asyncio.sleep(_STEP)
            steps -= 1
    yield _AGAIN + end + rest


async def events(request: Request, builds: ClassBuilds, build: ClassBuild) -> AsyncIterator[str]:
    """Yield an event whenever more people have a kit, and one when the build is over."""
    shown = -1
    with builds.awaited(build):
        while not build.is_over and not await request.is_disconnected():
            if shown != len(build.done):
                shown = len(build.done)
                name = build.done[-1] if build.done else ""
                yield f"data: {json.dumps({'done': shown, 'total': build.total, 'name': name})}\n\n"
            await asyncio.sleep(_STEP)
    yield "event: over\ndata: {}\n\n"
