"""Work in the background, show how far it is, and end what no page waits for any more.

Its page stays open while a job runs, so that the job ends when the window is closed.
"""

from __future__ import annotations

import asyncio
import json
import shutil
import threading
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from contextvars import copy_context
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_urlsafe
from tempfile import mkdtemp
from typing import ClassVar

from starlette.requests import Request

from interview_kit.support.i18n import message_language, use_language
from interview_kit.web.app.settings import AppSettings
from interview_kit.web.app.workers import Busy

# Seconds without a page that waits, until a job ends: a page that is loaded again takes less. The first
# page of a job may take longer.
AFTER_THE_LAST_PAGE, UNTIL_THE_FIRST_PAGE = 1.5, 15.0
# Seconds until a page without scripts is loaded again, and between two lines that a screen reader reads.
EVERY = 10.0
# Seconds between two looks at a job.
_STEP = 0.25
_AGAIN = '<noscript><meta http-equiv="refresh" content="0"></noscript>'
# What is sent when the page is to be loaded again.
_END = "</body>"
# Of many people, so many jobs are kept, each for a while.
_MOST_HOSTED = 12


@dataclass(eq=False, kw_only=True)
class BackgroundJob(ABC):
    """Work in a folder of its own: how far it is, the language of its messages, and what stopped it.

    `done` are words for what is done by now. A job may be started again when it is over. The newest `most` of
    a kind are kept.
    """

    most: ClassVar[int] = 2
    id: str = field(default_factory=lambda: token_urlsafe(12))
    folder: Path = field(default_factory=lambda: Path(mkdtemp(prefix="interview-kit-")))
    cancel: threading.Event = field(default_factory=threading.Event)
    done: list[str] = field(default_factory=list)
    total: int = 0
    error: Exception | None = None
    pages: int = 0
    starts: int = 0
    over: threading.Event = field(default_factory=threading.Event)
    language: str = ""

    @property
    def is_over(self) -> bool:
        """Return whether the work has ended."""
        return self.over.is_set()

    @abstractmethod
    def work(self) -> None:
        """Do the work until all is done, or it is cancelled."""

    @property
    @abstractmethod
    def now(self) -> str:
        """Return how far it is, in the language of the messages."""

    def begin(self) -> None:
        """Be as before the work, which is about to be done."""
        self.cancel.clear()
        self.done.clear()
        self.over.clear()
        self.total, self.error, self.language = 0, None, message_language()
        self.starts += 1

    def run(self) -> None:
        """Do the work, and keep what stopped it."""
        try:
            if not self.cancel.is_set():  # before its turn
                self.work()
        except Exception as error:  # the page says what it is
            self.error = error
        finally:
            self.over.set()


class Jobs:
    """The jobs of the app: of one person the newest of each kind, of which one runs; of many, for a while.

    `is_ending` is set when the app is about to end: pages that wait for a job lead to another copy of it.
    """

    def __init__(self, settings: AppSettings) -> None:
        self._settings = settings
        self._threads = ThreadPoolExecutor(settings.classes)
        self._jobs: dict[str, BackgroundJob] = {}
        self.is_ending = False

    def __len__(self) -> int:
        """Return how many jobs are kept."""
        return len(self._jobs)

    @property
    def unfinished(self) -> int:
        """Return how many jobs run or wait for their turn."""
        return sum(bool(job.starts) and not job.is_over for job in self._jobs.values())

    def keep(self, job: BackgroundJob) -> None:
        """Keep a job in place of one of the same id, and no longer the oldest of its kind."""
        if self._jobs.get(job.id) is not job:
            self._remove(job.id)
        most = _MOST_HOSTED if self._settings.is_hosted else job.most
        others = [each for each in self._jobs.values() if type(each) is type(job) and each is not job]
        others.sort(key=lambda each: not each.is_over)
        for old in others[: max(0, len(others) + 1 - most)]:
            self._remove(old.id)
        self._jobs[job.id] = job

    def start(self, job: BackgroundJob) -> None:
        """Start a job, or let it wait for its turn. Raises Busy.

        Of one person, a job that runs is ended.
        """
        settings = self._settings
        if settings.is_hosted:
            if self.unfinished >= min(settings.classes + (settings.waiting or 0), _MOST_HOSTED):
                raise Busy
        else:
            for other in self._jobs.values():
                other.cancel.set()
        self.keep(job)
        job.begin()
        future = self._threads.submit(copy_context().run, job.run)
        if settings.minutes:
            loop = asyncio.get_running_loop()
            future.add_done_callback(lambda _future: _soon(loop, self._keep_for_a_while, job))
        self._end_unless_awaited(job, UNTIL_THE_FIRST_PAGE)

    def get(self, name: str) -> BackgroundJob | None:
        """Return the job of an id, or None where it is not kept any more."""
        return self._jobs.get(name)

    async def ended(self, job: BackgroundJob) -> None:
        """Return when a job has ended, if it was started."""
        while job.starts and not job.is_over:
            await asyncio.sleep(0.05)

    @contextmanager
    def awaited(self, job: BackgroundJob) -> Iterator[None]:
        """Count a page that waits for a job within the block."""
        job.pages += 1
        try:
            yield
        finally:
            job.pages -= 1
            self._end_unless_awaited(job, AFTER_THE_LAST_PAGE)

    def forget(self, job: BackgroundJob | None = None) -> None:
        """End a job, or every one that runs, and delete what was made."""
        for name in [name for name, each in self._jobs.items() if job in (None, each)]:
            self._remove(name)

    def end(self) -> None:
        """End what runs, delete what was made, and wait until it is done."""
        self.forget()
        self._threads.shutdown()

    def _end_unless_awaited(self, job: BackgroundJob, seconds: float) -> None:
        start = job.starts

        def look() -> None:
            if not job.pages and not job.is_over and job.starts == start:
                job.cancel.set()

        asyncio.get_running_loop().call_later(seconds, look)

    def _keep_for_a_while(self, job: BackgroundJob) -> None:
        asyncio.get_running_loop().call_later(self._settings.minutes * 60, self.forget, job)

    def _remove(self, name: str) -> None:
        """Delete the folder of a job when it has ended."""
        if job := self._jobs.pop(name, None):
            job.cancel.set()
            self._threads.submit(_delete, job)


def _delete(job: BackgroundJob) -> None:
    if job.starts:
        job.over.wait()
    shutil.rmtree(job.folder, ignore_errors=True)


def _soon(
    loop: asyncio.AbstractEventLoop, function: Callable[[BackgroundJob], None], job: BackgroundJob
) -> None:
    with suppress(RuntimeError):  # the app has ended
        loop.call_soon_threadsafe(function, job)


async def steps(
    request: Request, jobs: Jobs, job: BackgroundJob, line: Callable[[bool], str]
) -> AsyncIterator[str]:
    """Yield a line whenever more is done, and every ten seconds, until nothing is to be awaited.

    `line` returns it, for the eyes or (True) for a screen reader.
    """
    shown, quiet = -1, 0.0
    with jobs.awaited(job):
        while not (job.is_over or jobs.is_ending or await request.is_disconnected()):
            if shown != len(job.done):
                shown = len(job.done)
                yield line(False)
            if quiet >= EVERY:
                quiet = 0.0
                yield line(True)
            await asyncio.sleep(_STEP)
            quiet += _STEP


async def held_page(html: str, request: Request, jobs: Jobs, job: BackgroundJob) -> AsyncIterator[str]:
    """Yield a page, its end only when it is time to load it again, or its browser has gone."""
    start, end, rest = html.rpartition(_END)
    yield start
    with jobs.awaited(job):
        steps = int(EVERY / _STEP)
        while steps and not job.is_over and not await request.is_disconnected():
            await asyncio.sleep(_STEP)
            steps -= 1
    yield _AGAIN + end + rest


async def events(request: Request, jobs: Jobs, job: BackgroundJob, language: str) -> AsyncIterator[str]:
    """Yield an event whenever more is done, with words of a language, and one when the job is over."""
    shown = -1
    with jobs.awaited(job):
        while not job.is_over and not await request.is_disconnected():
            if shown != len(job.done):
                shown = len(job.done)
                with use_language(language):
                    told = {"done": shown, "total": job.total, "now": job.now, "last": last_of(job)}
                yield f"data: {json.dumps(told)}\n\n"
            await asyncio.sleep(_STEP)
    yield "event: over\ndata: {}\n\n"


def last_of(job: BackgroundJob) -> str:
    """Return the last that was done, or ""."""
    return job.done[-1] if job.done else ""
