"""Take 100,000 kits that cost nothing through a real course, to see what giving them out costs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from pipeline.batch.course import Course, Job, Status
from pipeline.batch.crews import Crew
from pipeline.batch.dask_crew import dask_workers
from pipeline.batch.tasks import Answer, Built, Recipe, Work
from pipeline.publish import OutputFolder
from tests.benchmarks import people
from tests.benchmarks.classes import workplace
from tests.benchmarks.clock import Took, processor_of, took
from tests.benchmarks.cluster import LACKING as LACKING_DASK
from tests.benchmarks.cluster import cluster
from tests.benchmarks.processes import LACKING as LACKING_PROC
from tests.benchmarks.table import Row, at_most, not_here

_MOST_ALIVE = 300
_WORKERS, _THREADS = 2, 100


def rows(short: bool) -> Iterator[Row]:
    """Yield what giving out a kit costs, and how many wait at once, with local threads and with Dask."""
    kits = 100 if short else 100_000
    recipe = people.recipe("html")
    local = _Watched(Crew(ThreadPoolExecutor(_WORKERS), 2 * _WORKERS, nothing))
    yield _row(
        f"{kits:,} kits that cost nothing, by {_WORKERS} local threads",
        kits,
        _through(local, recipe, kits),
        local,
    )
    what = f"{kits:,} kits that cost nothing, by Dask ({_WORKERS} workers of {_THREADS} threads on loopback)"
    lacking = LACKING_DASK or LACKING_PROC
    if lacking:
        yield not_here(what, lacking)
        return
    with workplace() as folder, cluster(folder, _THREADS) as here:
        crew = dask_workers(recipe, f"{here.address}")
        crew._work = nothing
        remote = _Watched(crew)
        before = processor_of(here.process)
        spent = _through(remote, recipe, kits)
        scheduler = (processor_of(here.process) - before) / kits
    yield _row(what, kits, spent, remote, f" and the scheduler {scheduler * 1000:.2f} ms")


def nothing(task: Work, *_: Any) -> Answer:
    """Return a kit without making one."""
    return Built({"html": b"a kit"}, 1, "A", "10", 0.0)


class _Watched(Crew):
    """A crew, and how many of its futures were alive at once."""

    def __init__(self, crew: Crew) -> None:
        self._crew = crew
        self._alive = self.most = 0

    def room(self) -> int:
        return self._crew.room()

    def take(self, task: Work) -> Future[Answer]:
        self._alive += 1
        self.most = max(self.most, self._alive)
        return self._crew.take(task)

    def answer(self, future: Future[Answer], task: Work) -> Answer:
        self._alive -= 1
        return self._crew.answer(future, task)

    def end(self) -> None:
        self._crew.end()


class _Nowhere(OutputFolder):
    """An output folder that writes nothing."""

    def write(self, files: Mapping[str, Any]) -> tuple[Path, ...]:
        return ()


def _through(crew: Crew, recipe: Recipe, kits: int) -> Took:
    """Return what it took to take so many kits through a course."""
    with workplace() as folder:
        people_ = islice(cycle(people.tasks(20)), kits)
        jobs = (Job(task.source, folder / f"p{number}", task) for number, task in enumerate(people_))
        course = Course(recipe, lambda: crew, {folder: _Nowhere(folder)})

        def work() -> None:
            assert all(outcome.status is Status.BUILT for outcome in course.run(jobs))

        spent = took(work)
    assert len(course.outcomes) == kits
    return spent


def _row(what: str, kits: int, spent: Took, crew: _Watched, more: str = "") -> Row:
    return at_most(
        f"{what}, through the course that real kits go through",
        f"{spent.wall / kits * 1000:.2f} ms a kit by the clock: of processor, this process needs "
        f"{spent.cpu / kits * 1000:.2f} ms{more}; {crew.most} futures alive at the most",
        crew.most,
        _MOST_ALIVE,
        f"at most {_MOST_ALIVE} alive",
    )
