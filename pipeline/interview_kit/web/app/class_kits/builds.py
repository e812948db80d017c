"""Build classes in the background, show how far a build is, and end one that no page waits for any more.

A build is found again by its list and look, which each of its pages carries along: another person, or
another list, never gets it. Its page stays open while it runs, so that it ends when the window is closed.
"""

from __future__ import annotations

import asyncio
import json
import shutil
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from contextvars import copy_context
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from secrets import token_hex
from tempfile import mkdtemp

from starlette.requests import Request

from interview_kit.build.options import USUAL_FORMATS, BuildOptions
from interview_kit.build.report import BuildEvent, BuildReport, EventKind
from interview_kit.support.output_folder import file_stem
from interview_kit.tools.class_build import build_found
from interview_kit.tools.class_list.class_list import ClassList
from interview_kit.tools.class_list.workbook import class_sources
from interview_kit.web.app.settings import AppSettings
from interview_kit.web.app.workers import Busy

# Seconds without a page that waits, until a build ends: a page that is loaded again takes less. The first
# page of a build may take longer.
AFTER_THE_LAST_PAGE, UNTIL_THE_FIRST_PAGE = 1.5, 15.0
# Seconds between two lines that a screen reader reads.
EVERY = 10.0
# Seconds between two looks at a build.
_STEP = 0.25
# The kits of so many classes are kept; for many people, each for a while.
_MOST_BUILDS, _MOST_HOSTED = 2, 12
_RESULTS = (EventKind.BUILT, EventKind.UP_TO_DATE, EventKind.FAILED, EventKind.REFUSED)


@dataclass(frozen=True, slots=True)
class Look:
    """How the kits of a class look: the name of a theme, and the size of the paper, "" for the theme's.

    `at` is random and stays: by it, a proxy may send all that is about one class to one copy of the app.
    """

    theme: str
    paper: str = ""
    at: str = field(default_factory=lambda: token_hex(8), compare=False)


@dataclass(eq=False)
class ClassBuild:
    """A build: its list, how many people have a result and who was last, its report or what stopped it."""

    found: ClassList
    look: Look
    settings: AppSettings
    folder: Path = field(default_factory=lambda: Path(mkdtemp(prefix="interview-kit-")))
    cancel: threading.Event = field(default_factory=threading.Event)
    over: threading.Event = field(default_factory=threading.Event)
    done: int = 0
    total: int = 0
    last: str = ""
    report: BuildReport | None = None
    error: Exception | None = None
    pages: int = 0

    @property
    def is_over(self) -> bool:
        """Return whether the build has ended."""
        return self.over.is_set()

    @property
    def is_whole(self) -> bool:
        """Return whether the build is on its way, or has come to its end without being stopped."""
        if not self.is_over:
            return not self.cancel.is_set()
        return self.report is not None and self.report.stopped is None

    @property
    def files(self) -> dict[str, Path]:
        """Return the files of the build by name: of the class, of each person, reports, rows to mend.

        Where the list has sections, a name begins with the folder of its section.
        """
        if self.report is None:
            return {}
        made = (path for kit in (*self.report.class_files, *self.report.kits) for path in kit.files)
        every = (*made, *self.report.reports, *self.report.corrections)
        return {path.relative_to(self.folder).as_posix(): path for path in every if path.is_file()}

    def run(self) -> None:
        """Build until all is done, or it is cancelled."""
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
        try:
            if not self.cancel.is_set():  # before its turn
                self.report = build_found(
                    lambda bank: class_sources(self.found, bank, stem),
                    self.folder,
                    USUAL_FORMATS,
                    options,
                    self._tell,
                )
        except Exception as error:  # the page says what it is
            self.error = error
        finally:
            self.over.set()

    def _tell(self, event: BuildEvent) -> None:
        if event.kit and event.kind in _RESULTS and event.done > self.done:
            self.last = event.kit.name
        self.done, self.total = event.done, event.total


class ClassBuilds:
    """The builds of the app: for one person the newest, of which one runs; for many people, each for a while.

    `is_ending` is set when the app is about to end: pages that wait for a build lead to another copy.
    """

    def __init__(self, settings: AppSettings) -> None:
        self._settings = settings
        self._threads = ThreadPoolExecutor(settings.classes)
        self._builds: dict[str, ClassBuild] = {}
        self.is_ending = False

    def __len__(self) -> int:
        """Return how many builds are kept."""
        return len(self._builds)

    @property
    def unfinished(self) -> int:
        """Return how many builds run or wait."""
        return sum(not build.is_over for build in self._builds.values())

    def start(self, found: ClassList, look: Look) -> ClassBuild:
        """Return a new build of a list, which has started or waits for its turn. Raises Busy."""
        most = _MOST_HOSTED if self._settings.is_hosted else _MOST_BUILDS
        if self._settings.is_hosted:
            if self.unfinished >= min(self._settings.classes + (self._settings.waiting or 0), most):
                raise Busy
        else:
            for other in self._builds.values():
                other.cancel.set()
        self._forget(_name(found, look))
        finished = sorted(self._builds, key=lambda name: not self._builds[name].is_over)
        for old in finished[: len(finished) - most + 1]:
            self._forget(old)
        build = self._builds[_name(found, look)] = ClassBuild(found, look, self._settings)
        loop = asyncio.get_running_loop()
        future = self._threads.submit(copy_context().run, build.run)
        if self._settings.minutes:
            future.add_done_callback(lambda _future: self._call(loop, self._keep_for_a_while, build))
        self._end_unless_awaited(build, UNTIL_THE_FIRST_PAGE)
        return build

    def get(self, found: ClassList, look: Look) -> ClassBuild | None:
        """Return the build of a list, or None where it is not kept here."""
        return self._builds.get(_name(found, look))

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

    def forget(self, build: ClassBuild | None = None) -> None:
        """End a build, or every one that runs, and delete what was built."""
        for name in [name for name, each in self._builds.items() if build in (None, each)]:
            self._forget(name)

    def end(self) -> None:
        """End what runs, delete what was built, and wait until it is done."""
        self.forget()
        self._threads.shutdown()

    def _keep_for_a_while(self, build: ClassBuild) -> None:
        asyncio.get_running_loop().call_later(self._settings.minutes * 60, self.forget, build)

    def _end_unless_awaited(self, build: ClassBuild, seconds: float) -> None:
        def look() -> None:
            if not build.pages and not build.is_over:
                build.cancel.set()

        asyncio.get_running_loop().call_later(seconds, look)

    def _forget(self, name: str) -> None:
        """Delete the folder of a build when it has ended."""
        if build := self._builds.pop(name, None):
            build.cancel.set()
            self._threads.submit(_delete, build)

    @staticmethod
    def _call(loop: asyncio.AbstractEventLoop, function: Callable[..., None], build: ClassBuild) -> None:
        with suppress(RuntimeError):  # the app has ended
            loop.call_soon_threadsafe(function, build)


def _delete(build: ClassBuild) -> None:
    build.over.wait()
    shutil.rmtree(build.folder, ignore_errors=True)


def _name(found: ClassList, look: Look) -> str:
    """Return the name of a build in memory: a digest of its list and look."""
    whole = json.dumps([found.to_data(), look.theme, look.paper], sort_keys=True)
    return sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()


async def steps(
    request: Request, builds: ClassBuilds, build: ClassBuild, line: Callable[[bool], str]
) -> AsyncIterator[str]:
    """Yield a line whenever more people have a kit, and every ten seconds, until nothing is to be awaited.

    `line` returns it, for the eyes or (True) for a screen reader.
    """
    shown, quiet = -1, 0.0
    with builds.awaited(build):
        while not (build.is_over or builds.is_ending or await request.is_disconnected()):
            if shown != build.done:
                shown = build.done
                yield line(False)
            if quiet >= EVERY:
                quiet = 0.0
                yield line(True)
            await asyncio.sleep(_STEP)
            quiet += _STEP
