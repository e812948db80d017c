"""Check the worker process: a call that is given up ends at once, and a death costs one call."""

from __future__ import annotations

import asyncio
import os
import signal
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest

from interview_kit.build.limits import Limits, NoAnswer, Why
from interview_kit.build.worker_process import WorkerBug
from interview_kit.support.errors import InvalidInput, refusal
from interview_kit.support.i18n import _, use_language
from interview_kit.web import worker_client
from interview_kit.web.worker_client import WorkerClient
from tests.faults.processes import NEEDS_PROC, descendants, is_running

LONGEST_WAIT = 60


def doubled(number: int) -> int:
    return 2 * number


def counted(most: int) -> Iterator[int]:
    yield from range(most)


def endless() -> None:
    while True:
        time.sleep(0.01)


def refused() -> None:
    raise refusal("ours", _("No such file or directory"))


def broken() -> None:
    raise ZeroDivisionError


class Client(WorkerClient):
    """A client that knows which processes were there before it."""

    def __init__(self, limits: Limits) -> None:
        super().__init__(limits)
        self._before = descendants(os.getpid())

    @property
    def workers(self) -> set[int]:
        """Return the processes that it has started."""
        return descendants(os.getpid()) - self._before


def with_client(use: Callable[[Client], Awaitable[None]], limits: Limits | None = None) -> None:
    async def run() -> None:
        client = Client(limits or Limits())
        try:
            await asyncio.wait_for(use(client), LONGEST_WAIT)
        finally:
            client.end()

    asyncio.run(run())


async def begun(client: Client) -> asyncio.Task[None]:
    """Return a call that never ends, which the process has begun."""
    await client.call(doubled, 1)
    calling = asyncio.create_task(client.call(endless))
    await asyncio.sleep(0.3)
    assert not calling.done()
    return calling


def test_a_function_is_called_and_the_values_of_a_generator_are_heard() -> None:
    async def use(client: Client) -> None:
        heard: list[int] = []
        assert await client.call(doubled, 21) == 42
        assert await client.call(counted, 3, hear=heard.append) is None
        assert heard == [0, 1, 2]

    with_client(use)


def test_what_a_function_raises_is_raised_in_the_language_of_its_caller() -> None:
    async def use(client: Client) -> None:
        for language, words in (
            ("en", "No such file or directory"),
            ("fr", "fichier ou dossier introuvable"),
        ):
            with use_language(language), pytest.raises(InvalidInput, match=words):
                await client.call(refused)
        with pytest.raises(WorkerBug, match="ZeroDivisionError"):
            await client.call(broken)
        assert await client.call(doubled, 1) == 2

    with_client(use)


@NEEDS_PROC
def test_a_call_that_is_given_up_ends_and_the_process_goes_on() -> None:
    async def use(client: Client) -> None:
        calling = await begun(client)
        workers = client.workers
        calling.cancel()
        assert await client.call(doubled, 4) == 8
        assert client.workers == workers

    with_client(use)


@NEEDS_PROC
def test_ctrl_c_in_the_terminal_is_not_for_the_process() -> None:
    async def use(client: Client) -> None:
        calling = await begun(client)
        (worker,) = client.workers
        os.kill(worker, signal.SIGINT)
        await asyncio.sleep(0.3)
        assert not calling.done()
        calling.cancel()

    with_client(use)


@NEEDS_PROC
def test_a_death_costs_one_call() -> None:
    async def use(client: Client) -> None:
        calling = await begun(client)
        (worker,) = client.workers
        os.kill(worker, signal.SIGKILL)
        with pytest.raises(NoAnswer) as died:
            await calling
        assert died.value.why is Why.DIED
        assert await client.call(doubled, 4) == 8

    with_client(use)


def test_a_call_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker_client, "_TO_START", 0)

    async def use(client: Client) -> None:
        with pytest.raises(NoAnswer) as slow:
            await client.call(endless)
        assert slow.value.why is Why.TIME

    with_client(use, Limits(seconds=0.3))


@NEEDS_PROC
def test_an_end_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    workers: set[int] = set()

    async def use(client: Client) -> None:
        calling = await begun(client)
        workers.update(client.workers)
        assert workers
        calling.cancel()

    with_client(use)
    assert not any(map(is_running, workers))
    assert list(tmp_path.iterdir()) == []
