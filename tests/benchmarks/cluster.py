"""Compare two workers of Dask, with a real scheduler on loopback, with two local workers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from tests.batch.test_dask import dask
from tests.benchmarks import people
from tests.benchmarks.classes import anew, build, workplace
from tests.benchmarks.clock import in_turn
from tests.benchmarks.people import BOTH
from tests.benchmarks.table import Row, at_least, not_here
from tests.faults.processes import line_with

LACKING = "" if find_spec("distributed") else "Dask is missing: python -m pip install 'interview-kit[dask]'"
_LEAST = 0.9
_WHAT = "Two workers of Dask over two local ones, kits a second"


@dataclass(frozen=True, slots=True)
class Cluster:
    """A scheduler: its address, and its process."""

    address: str
    process: int


def rows(short: bool) -> Iterator[Row]:
    """Yield the rate of two workers of Dask over that of two local ones."""
    if LACKING:
        yield not_here(_WHAT, LACKING)
        return
    kits, rounds, formats = (2, 1, ("html",)) if short else (48, 5, BOTH)
    with workplace() as folder, cluster(folder) as here:
        roster = people.write_roster(folder / "class.csv", people.people(kits))
        options = {"dask": ("--executor", f"dask:{here.address}"), "local": ("-j2",)}
        ways = {
            way: anew(build(roster, folder / way, *option, formats=formats), folder / way)
            for way, option in options.items()
        }
        found = in_turn([ways], rounds)
    rate = found.wall_ratio("local", "dask")
    yield at_least(
        f"{_WHAT}, the whole command ({kits} kits as {' and '.join(formats)}, {rounds} × in turn, a real "
        "scheduler and workers on loopback)",
        f"×{rate:.2f} by the clock: {kits / found.wall('dask'):.2f} kits a second against "
        f"{kits / found.wall('local'):.2f}",
        rate,
        _LEAST,
        f"at least ×{_LEAST:.2f} by the clock",
    )


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
