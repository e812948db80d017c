"""Run a real scheduler of Dask and two real workers on loopback."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from tests.benchmarks import processes
from tests.build.test_dask import dask
from tests.faults.processes import line_with

_DASK = "Dask is missing: python -m pip install 'interview-kit[dask]'"
LACKING = processes.LACKING if find_spec("distributed") else _DASK


@dataclass(frozen=True, slots=True)
class Cluster:
    """A scheduler: its address, and its process."""

    address: str
    process: int


@contextmanager
def cluster(folder: Path, threads: int = 1) -> Iterator[Cluster]:
    """Run a scheduler and two workers of so many threads; all are gone afterwards."""
    with ExitStack() as stack:
        local = ("--host", "127.0.0.1", "--no-dashboard")
        scheduler, said = stack.enter_context(dask("scheduler", *local, "--port", "0"))
        found = re.search(r"tcp://[\d.:]+", line_with(said, "Scheduler at:"))
        assert found is not None
        begun = []
        for number in range(2):
            place = ("--nthreads", str(threads), "--local-directory", str(folder / f"worker{number}"))
            begun.append(stack.enter_context(dask("worker", found[0], *local, *place)))
        for _, said in begun:
            line_with(said, "Registered to")
        yield Cluster(found[0], scheduler.pid)
