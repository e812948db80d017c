"""Take 100,000 kits that cost nothing through a real course, to see what giving them out costs."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from interview_kit.build.executor_dask import dask_workers
from interview_kit.build.executors import KitExecutor
from interview_kit.build.scheduler import BuildRun, Job, Status
from interview_kit.build.tasks import Answer, BuildConfig, Kit, Work
from interview_kit.support.output_folder import OutputFolder
from tests.benchmarks import people
from tests.benchmarks.classes import workplace
from tests.benchmarks.clock import Took, processor_of, took
from tests.benchmarks.loopback import Cluster
from tests.benchmarks.table import Row, at_most

_MOST_ALIVE = 300
_THREADS = 2


def local_row(kits: int) -> Row:
    """Return what giving out a kit to two local threads costs, and how many wait at once."""
    executor = _Watched(KitExecutor(ThreadPoolExecutor(_THREADS), 2 * _THREADS, nothing))
    spent = _through(executor, people.config("html"), kits)
    return _row(f"{kits:,} kits that cost nothing, by {_THREADS} local threads", kits, spent, executor)


def by_dask(kits: int) -> str:
    """Return what `dask_row` measures."""
    return f"{kits:,} kits that cost nothing, by the workers of Dask on loopback"


def dask_row(kits: int, here: Cluster, threads: int) -> Row:
    """Return what giving out a kit through Dask costs, here and there, and how many wait at once."""
    config = people.config("html")
    remote = dask_workers(config, here.address, lambda notice: None)
    remote._work = nothing
    executor = _Watched(remote)
    before = processor_of(here.process)
    spent = _through(executor, config, kits)
    more = f" and the scheduler {(processor_of(here.process) - before) / kits * 1000:.2f} ms"
    return _row(f"{by_dask(kits)}, {threads} threads", kits, spent, executor, more)


def nothing(task: Work, *_: Any) -> Answer:
    """Return a kit without making one."""
    return Kit({"html": b"a kit"}, 1, "A", "10", 0.0)


class _Watched(KitExecutor):
    """A crew, and how many of its futures were alive at once."""

    def __init__(self, executor: KitExecutor) -> None:
        self._inner = executor
        self._alive = self.most = 0

    def room(self) -> int:
        return self._inner.room()

    def take(self, task: Work) -> Future[Answer]:
        self._alive += 1
        self.most = max(self.most, self._alive)
        return self._inner.take(task)

    def answer(self, future: Future[Answer], task: Work) -> Answer:
        self._alive -= 1
        return self._inner.answer(future, task)

    def end(self) -> None:
        self._inner.end()


class _Nowhere(OutputFolder):
    """An output folder that writes nothing."""

    def write(self, files: Mapping[str, Any]) -> tuple[Path, ...]:
        return ()


def _through(executor: KitExecutor, config: BuildConfig, kits: int) -> Took:
    """Return what it took to take so many kits through a course."""
    with workplace() as folder:
        tasks = islice(cycle(people.tasks(20)), kits)
        jobs = (Job(task.source, folder / f"p{number}", task) for number, task in enumerate(tasks))
        build_run = BuildRun(config, lambda: executor, {folder: _Nowhere(folder)})

        def work() -> None:
            assert all(outcome.status is Status.BUILT for outcome in build_run.run(jobs))

        spent = took(work)
    assert len(build_run.outcomes) == kits
    return spent


def _row(what: str, kits: int, spent: Took, executor: _Watched, more: str = "") -> Row:
    return at_most(
        f"{what}, through the course that real kits go through",
        f"{spent.wall / kits * 1000:.2f} ms a kit by the clock: of processor, this process needs "
        f"{spent.cpu / kits * 1000:.2f} ms{more}; {executor.most} futures alive at the most",
        executor.most,
        _MOST_ALIVE,
        f"at most {_MOST_ALIVE} alive",
    )
