"""Render kits in worker processes, each of which can be killed, or die, without harm to any other kit.

A ProcessPoolExecutor breaks as a whole when one process is killed. Here each thread has one worker process,
so the process that died tells which kit it was. Workers are forked from a fork server, which waits for the
imports once. Where processes cannot be forked (Windows), workers import by themselves.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from typing import Any

from interview_kit.build.limits import NoAnswer
from interview_kit.build.tasks import (
    BuildConfig,
    Failed,
    FailureKind,
    Task,
    failure,
    unanswered,
    unpacked,
)
from interview_kit.build.worker import render_kit
from interview_kit.build.worker_main import answer_calls
from interview_kit.build.worker_process import ForkServer, WorkerProcess
from interview_kit.support.i18n import _, reason_of, use_language

# What is remembered from kit to kit fills up slowly: 137 MiB after 100 kits as PDF, 148 after 500.
_KITS_A_WORKER = 100

_PRELOADED = (
    "interview_kit.build.worker",
    "interview_kit.build.kit",
    "interview_kit.stages.write.page_count",
    "interview_kit.stages.write.text",
)
_PRELOADED_FOR = {
    "pdf": ("interview_kit.stages.write.pdf", "interview_kit.stages.write.fetcher", "weasyprint"),
    "docx": ("interview_kit.stages.write.word",),
}

_starting = threading.Lock()
_servers: dict[int, ForkServer] = {}


class _Own(threading.local):
    """The worker process of a thread, the config that it has, and how many tasks it was given."""

    worker: WorkerProcess | None = None
    key = ""
    tasks = 0


class ProcessPool:
    """The worker processes, at most one for each thread that calls `render_kit`."""

    def __init__(self, work: Callable[[Any, BuildConfig], Any] = render_kit) -> None:
        """Let the processes call `work`, a function at the top of a module, with a task and the config."""
        self._work = work
        self._own = _Own()
        self._living: set[WorkerProcess] = set()
        self._ended = False

    def render_kit(self, task: Task, key: str, packed: bytes) -> Any:
        """Return the answer of this thread's worker process, which is started if there is none.

        `key` identifies the config: another config needs another process, and so does every hundredth kit.
        """
        config, own = unpacked(packed), self._own
        with use_language(config.message_language):  # of this thread, which the pool has started
            try:
                answer = self._given(task, key, packed, config).answer(config.limits.seconds)
            except OSError as error:  # or the fork server died before it had begun
                message = _(
                    "a process to build this kit could not be started: {error}", error=reason_of(error)
                )
                return failure(FailureKind.DIED, task.source, message)
            except NoAnswer as error:
                answer = unanswered(error, task, config.limits)
        own.tasks += 1
        is_clean = not isinstance(answer, Failed) or answer.why is FailureKind.REFUSED
        if own.worker and (own.tasks == _KITS_A_WORKER or not is_clean):
            self._end(own.worker)
        return answer

    def _given(self, task: Task, key: str, packed: bytes, config: BuildConfig) -> WorkerProcess:
        """Return this thread's worker, which was given the task."""
        own = self._own
        if own.worker and own.key == key and own.worker.call(self._work, task):
            return own.worker
        if own.worker:
            self._end(own.worker)
        server = _fork_server(config.formats)
        worker = WorkerProcess(answer_calls, _shared, packed, memory=config.limits.memory, server=server)
        own.worker, own.key, own.tasks = worker, key, 0
        self._living.add(worker)
        if self._ended:
            worker.end()
        worker.call(self._work, task)
        return worker

    def drop(self) -> None:
        """Kill all worker processes and wait until they are gone; a task that comes later starts another."""
        for worker in tuple(self._living):
            self._end(worker)

    def end(self) -> None:
        """Kill all worker processes, wait until they are gone, and start no more."""
        self._ended = True
        self.drop()

    def _end(self, worker: WorkerProcess) -> None:
        self._living.discard(worker)
        worker.end()


def _shared(packed: bytes) -> tuple[BuildConfig]:
    return (unpacked(packed),)


def _fork_server(formats: tuple[str, ...]) -> ForkServer | None:
    """Return this process's fork server, or None where processes cannot be forked.

    One that is started gets the modules that `formats` need; workers import others. Raises OSError.
    """
    if not hasattr(os, "fork"):
        return None
    with _starting:
        # A process that was forked from this one has its servers too, and may not use them.
        server = _servers.get(os.getpid())
        if server is None or not server.is_running:
            needed = (*_PRELOADED, *(name for each in formats for name in _PRELOADED_FOR.get(each, ())))
            server = _servers[os.getpid()] = ForkServer(needed)
    return server
