"""Compare a large class with a small one: the most memory, and the time for a kit."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks import people
from tests.benchmarks.classes import build, workplace
from tests.benchmarks.people import BOTH
from tests.benchmarks.processes import LACKING, peak_of
from tests.benchmarks.table import Row, at_most, not_here

_MOST, _MOST_TIME = 1.03, 1.05
_MEMORY, _TIME = (
    "The most memory of a large class over a small one",
    "The time of a large class over a small one",
)


def rows(short: bool) -> Iterator[Row]:
    """Yield the peak of memory, and the time, of a large class over those of a small one."""
    if LACKING:
        yield from (not_here(what, LACKING) for what in (_MEMORY, _TIME))
        return
    small, times, formats = (2, 2, ("html",)) if short else (200, 10, BOTH)
    with workplace() as folder:
        # The small one before and after the large one, since the machine may change meanwhile.
        sizes = (small, small * times, small)
        found = [_measured(folder, size, formats) for size in sizes]
    (first, first_seconds), (large, seconds), (second, second_seconds) = found
    peak, even = max(first, second), (first_seconds + second_seconds) / 2 * times
    each = f"{small * times} kits against {small}, with two workers"
    yield at_most(
        f"{_MEMORY} (parent and children, each its own peak, added up: {each})",
        f"×{large / peak:.3f}: {large / 2**20:.0f} MiB against {peak / 2**20:.0f} MiB",
        large / peak,
        _MOST,
        "at most 3 % more",
    )
    yield at_most(
        f"{_TIME}, times {times} ({each}, the small one before and after)",
        f"×{seconds / even:.3f} by the clock: {seconds:.0f} s against {times} × {even / times:.1f} s",
        seconds / even,
        _MOST_TIME,
        "at most 5 % more",
    )


def _measured(folder: Path, kits: int, formats: tuple[str, ...]) -> tuple[int, float]:
    roster = people.write_roster(folder / f"class{kits}.csv", people.people(kits))
    started = time.perf_counter()
    peak = peak_of(build(roster, folder / "out", "-j2", "--force", formats=formats))
    return peak, time.perf_counter() - started
