"""Start an executor for kits: this process, local worker processes, or the workers of a Dask scheduler.

Each is a `concurrent.futures.Executor` that takes the same tasks and returns the same answers.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any

from interview_kit.build.pdf_worker import PdfWorker
from interview_kit.build.tasks import Answer, BuildConfig, Work
from interview_kit.build.worker import render_kit
from interview_kit.support.errors import MissingLibrary
from interview_kit.support.native_libs import install_line, missing_libraries


class KitExecutor:
    """An executor and the function it calls for each task; at most `room` tasks are pending at a time."""

    def __init__(self, executor: Executor, room: int, work: Callable[..., Answer], *shared: Any) -> None:
        """Call `work(task, *shared)` in `executor` for each task."""
        self._executor = executor
        self._room = room
        self._work = work
        self._shared = shared

    def room(self) -> int:
        """Return how many tasks may be pending, some hundreds at most."""
        return self._room

    def take(self, task: Work) -> Future[Answer]:
        """Submit a task and return the future of its answer."""
        return self._executor.submit(self._work, task, *self._shared)

    def answer(self, future: Future[Answer], task: Work) -> Answer:
        """Return the answer of a future that is done."""
        return future.result()

    def end(self) -> None:
        """Shut down at once and cancel pending tasks."""
        self._executor.shutdown(cancel_futures=True)


class _InProcess(Executor):
    """An executor without workers: `submit` does the work before it returns."""

    def submit(self, work: Callable[..., Any], /, *args: Any, **named: Any) -> Future[Any]:
        """Return a future that is done. Raises what `work` raises."""
        future: Future[Any] = Future()
        future.set_result(work(*args, **named))
        return future


def this_process(config: BuildConfig, pdf_worker: PdfWorker | None = None) -> KitExecutor:
    """Return an executor that renders kits one by one in this process; `pdf_worker` draws one PDF at most.

    Raises MissingLibrary.
    """
    _check_libraries(config)
    return KitExecutor(_InProcess(), 1, render_kit, config, pdf_worker)


class _LocalProcesses(KitExecutor):
    """Worker processes of this computer, one for each thread."""

    def __init__(self, config: BuildConfig, jobs: int) -> None:
        # One kit, made in this process, needs no other.
        from concurrent.futures import ThreadPoolExecutor

        from interview_kit.build.process_pool import ProcessPool

        self._children = ProcessPool()
        # One more waits for each child, so that none is idle while this process writes.
        super().__init__(ThreadPoolExecutor(jobs), 2 * jobs, self._children.render_kit, "", config.packed())

    def end(self) -> None:
        """Kill the worker processes and cancel pending tasks."""
        self._children.end()
        super().end()


def local_processes(config: BuildConfig, jobs: int) -> KitExecutor:
    """Return an executor with `jobs` worker processes. Raises MissingLibrary."""
    _check_libraries(config)
    return _LocalProcesses(config, jobs)


def _check_libraries(config: BuildConfig) -> None:
    missing = missing_libraries() if "pdf" in config.formats else []
    if missing:
        raise MissingLibrary(", ".join(missing), install_line())
