"""Check the process that draws: the newest order wins, a death costs one kit, and an end leaves nothing."""

from __future__ import annotations

import asyncio
import os
import signal
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from interview_kit.build.limits import Limits
from interview_kit.web.preview import worker_client as worker_client
from interview_kit.web.preview.messages import (
    Answer,
    Choice,
    Format,
    RenderFailure,
    RenderRequest,
    RenderResult,
)
from interview_kit.web.preview.worker_client import WorkerClient
from tests.build.people import for_ever, make_theme
from tests.faults.processes import NEEDS_PROC, descendants, is_running
from tests.paths import ROOT

LONGEST_WAIT = 60


class Bench:
    """A client whose answers are kept."""

    def __init__(self) -> None:
        self.answers: asyncio.Queue[Answer] = asyncio.Queue()
        self.client = WorkerClient(self.answers.put_nowait)

    def order(self, number: int, theme: str | Path = "base", person: str = "leila") -> RenderRequest:
        kind = Format.TEXT if theme == "base" else Format.WEB
        return RenderRequest(
            number, str(theme), str(ROOT / f"profiles/{person}.yaml"), Choice(person, format=kind)
        )

    async def last(self) -> Answer:
        """Return the answer that ends an order."""
        while True:
            answer = await asyncio.wait_for(self.answers.get(), LONGEST_WAIT)
            if isinstance(answer, RenderResult | RenderFailure):
                return answer


def with_bench(use: Callable[[Bench], Awaitable[None]]) -> None:
    async def run() -> None:
        bench = Bench()
        bench.client.start()
        try:
            await use(bench)
        finally:
            bench.client.end()

    asyncio.run(run())


def below() -> set[int]:
    return descendants(os.getpid())


@NEEDS_PROC
def test_the_newest_order_wins_a_death_costs_one_kit_and_an_end_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    before = below()
    endless = make_theme(tmp_path / "endless", for_ever("Leila Haddad"))
    left = set(tmp_path.iterdir())

    async def use(bench: Bench) -> None:
        bench.client.give(bench.order(1))
        first = await bench.last()
        assert isinstance(first, RenderResult) and b"Leila Haddad" in first.file

        bench.client.give(bench.order(2, endless))
        await asyncio.sleep(0.3)
        bench.client.give(bench.order(3, person="samir"))
        newest = await bench.last()
        assert (newest.number, isinstance(newest, RenderResult)) == (3, True)

        # Ctrl-C in the terminal reaches this process too, and is not meant for it.
        (worker,) = (child for child in below() - before if _is_worker(child))
        os.kill(worker, signal.SIGINT)
        bench.client.give(bench.order(4))
        assert isinstance(await bench.last(), RenderResult)

        bench.client.give(bench.order(5, endless))
        os.kill(worker, signal.SIGKILL)
        died = await bench.last()
        assert isinstance(died, RenderFailure)
        assert died.number == 5 and "was ended" in died.mistakes[0]["message"]
        bench.client.give(bench.order(6))
        assert isinstance(await bench.last(), RenderResult)

        monkeypatch.setattr(worker_client, "LIMITS", Limits(seconds=0.3))
        monkeypatch.setattr(worker_client, "_TO_START", 0)
        bench.client.give(bench.order(7, endless))
        slow = await bench.last()
        assert isinstance(slow, RenderFailure) and "longer than 0.3 seconds" in slow.mistakes[0]["message"]

    with_bench(use)
    assert not [child for child in below() - before if _is_worker(child) and is_running(child)]
    assert set(tmp_path.iterdir()) == left


def _is_worker(process: int) -> bool:
    try:
        return b"worker_main" in Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return False
