"""Render kits on the workers of a Dask scheduler, each in a worker process as on this computer.

A worker needs the same version of this program and of its libraries: another would render other bytes, so it
refuses. Bank and themes are sent once to each worker.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from contextlib import suppress
from typing import Any

from interview_kit.build.executors import KitExecutor
from interview_kit.build.fingerprint import config_key, tool_versions
from interview_kit.build.process_pool import ProcessPool
from interview_kit.build.tasks import Answer, BuildConfig, Failed, FailureKind, Work, failure, unpacked
from interview_kit.support.command_line import pip_install
from interview_kit.support.errors import ClusterProblem, MissingLibrary, Notice
from interview_kit.support.i18n import _, use_language

_EXTRA = "interview-kit[dask]"
_SECONDS_TO_ANSWER = 10
# Some tasks wait for each worker, so that none is idle; more would only fill the scheduler's memory.
_TASKS_A_THREAD = 3
_SECONDS_TO_ASK_AGAIN = 2
_MOST_TASKS = 300

_children = ProcessPool()


class _DaskWorkers(KitExecutor):
    """The workers of a Dask scheduler."""

    def __init__(self, client: Any, config: BuildConfig, idle: Callable[[], None]) -> None:
        # A task and not scattered data: the scheduler can have it again when the worker that has it is lost.
        packed = client.submit(bytes, config.packed(), pure=False)
        shared = (f"{config_key(config)} {config.formats} {config.limits} {config.message_language}", packed)
        super().__init__(client.get_executor(pure=False), 0, make_kit_in_child, *shared)
        self._client = client
        self._ask_again = 0.0
        self._idle: Callable[[], None] | None = idle

    def room(self) -> int:
        """Return how many tasks may be pending now; the number of workers changes."""
        now = time.monotonic()
        if now >= self._ask_again:
            threads: int = sum(self._client.nthreads().values())
            if not threads and self._idle:
                self._idle()
                self._idle = None  # called once
            self._room = min(_MOST_TASKS, max(1, threads) * _TASKS_A_THREAD)
            self._ask_again = now + _SECONDS_TO_ASK_AGAIN
        return self._room

    def answer(self, future: Future[Answer], task: Work) -> Answer:
        """Return the answer of a future that is done. Raises ClusterProblem if the scheduler is gone."""
        from distributed import KilledWorker

        try:
            return future.result()
        except KilledWorker:
            return failure(FailureKind.DIED, task.source, _("every worker that was given this kit was ended"))
        except CancelledError as error:
            raise ClusterProblem(_("the scheduler is gone, or lost this build's tasks")) from error
        except ImportError as error:
            raise ClusterProblem(_("a worker lacks what kits need: {error}", error=error)) from error

    def end(self) -> None:
        """Cancel pending tasks and disconnect."""
        self._executor.shutdown(wait=False)
        with suppress(TimeoutError, OSError):  # of a scheduler that is silent by now
            self._client.close(timeout=1)


def dask_workers(config: BuildConfig, address: str, tell: Callable[[Notice], None]) -> KitExecutor:
    """Return an executor on the workers of a scheduler; if there are none, `tell` is called with a notice.

    Raises MissingLibrary and ClusterProblem.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise MissingLibrary("Dask", pip_install(_EXTRA)) from error
    # Its workers' coming and going is told by what this program says of each kit.
    for talker in ("distributed", "distributed.client"):
        logging.getLogger(talker).setLevel(logging.CRITICAL)
    connect: Any = Client
    try:
        asyncio.run(_greet(address))
        client = connect(address, timeout=_SECONDS_TO_ANSWER, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ClusterProblem(_("no scheduler answers at {address}", address=address)) from error
    message = _("the scheduler has no workers yet; the build goes on when there are some")
    return _DaskWorkers(client, config, lambda: tell(Notice(address, None, None, "", message)))


async def _greet(address: str) -> None:
    """Ask a scheduler who it is: Dask's client would wait for minutes, and could not be stopped.

    Raises OSError, also TimeoutError, and ValueError for an address that is none.
    """
    from distributed import Security, core

    dask: Any = core
    security: Any = Security
    given = security().get_connection_args("client")
    scheduler = dask.rpc(address, connection_args=given, timeout=_SECONDS_TO_ANSWER)
    async with scheduler, asyncio.timeout(_SECONDS_TO_ANSWER):
        await scheduler.identity()


def make_kit_in_child(task: Work, key: str, packed: bytes) -> Answer:
    """Return the answer of a worker process on this Dask worker."""
    config = unpacked(packed)
    with use_language(config.message_language):
        return _refusal(task, config) or _children.render_kit(task, key, packed)


def _refusal(task: Work, config: BuildConfig) -> Failed | None:
    """Return why this worker may not make kits, or None."""
    different = [
        f"{name} {version}" for name, version in tool_versions().items() if config.tools[name] != version
    ]
    if different:
        message = _(
            "a worker has other versions, and would make other kits: {different}",
            different=", ".join(different),
        )
        return failure(FailureKind.ENVIRONMENT, task.source, message)
    return None
