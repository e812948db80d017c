"""Choose who makes the kits: this process, local children, or the workers of a Dask scheduler.

All three are a `concurrent.futures.Executor`, given the same tasks and giving the same answers.
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
    """An executor with the work it does: it takes tasks, `room` of them at a time, until it is ended."""

    def __init__(self, executor: Executor, room: int, work: Callable[..., Answer], *shared: Any) -> None:
        """Let `executor` do `work` for each task, with what all tasks share."""
        self._executor = executor
        self._room = room
        self._work = work
        self._shared = shared

    def room(self) -> int:
        """Return how many tasks may wait for their answers, some hundreds at most."""
        return self._room

    def take(self, task: Work) -> Future[Answer]:
        """Return the future answer to a task."""
        return self._executor.submit(self._work, task, *self._shared)

    def answer(self, future: Future[Answer], task: Work) -> Answer:
        """Return the answer of a future that is done."""
        return future.result()

    def end(self) -> None:
        """Stop at once, whatever is not answered yet."""
        self._executor.shutdown(cancel_futures=True)


class _InProcess(Executor):
    """An executor without workers: a task is done when it is submitted."""

    def submit(self, work: Callable[..., Any], /, *args: Any, **named: Any) -> Future[Any]:
        """Return the future of what is done already. Raises what the work raises."""
        future: Future[Any] = Future()
        future.set_result(work(*args, **named))
        return future


def this_process(config: BuildConfig, pdf_worker: PdfWorker | None = None) -> KitExecutor:
    """Return a crew that makes one kit after the other in this process; a press draws one at the most.

    Raises MissingLibrary.
    """
    _check_libraries(config)
    return KitExecutor(_InProcess(), 1, render_kit, config, pdf_worker)


class _LocalProcesses(KitExecutor):
    """Children of this process, one a thread."""

    def __init__(self, config: BuildConfig, jobs: int) -> None:
        # One kit, made in this process, needs no other.
        from concurrent.futures import ThreadPoolExecutor

        from interview_kit.build.process_pool import ProcessPool

        self._children = ProcessPool()
        # One more waits for each child, so that none is idle while this process writes.
        super().__init__(ThreadPoolExecutor(jobs), 2 * jobs, self._children.make_kit, "", config.packed())

    def end(self) -> None:
        """Kill the children, whatever they do."""
        self._children.end()
        super().end()


def local_processes(config: BuildConfig, jobs: int) -> KitExecutor:
    """Return a crew of so many child processes. Raises MissingLibrary."""
    _check_libraries(config)
    return _LocalProcesses(config, jobs)


def _check_libraries(config: BuildConfig) -> None:
    missing = missing_libraries() if "pdf" in config.formats else []
    if missing:
        raise MissingLibrary(", ".join(missing), install_line())
