"""Compare a large class with a small one: the most memory, and the time for a kit."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks import people
from tests.benchmarks.classes import build, workplace
from tests.benchmarks.processes import LACKING, Peaks, peaks_of
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
    # Word leaves nothing behind that a PDF does not, and takes as long again.
    small, times, format_ = (2, 2, "html") if short else (200, 10, "pdf")
    with workplace() as folder:
        # The small one before and after the large one, since the machine may change meanwhile.
        sizes = (small, small * times, small)
        found = [_measured(folder, size, format_) for size in sizes]
    (first, first_seconds), (large, seconds), (second, second_seconds) = found
    even = (first_seconds + second_seconds) / 2 * times
    peak = max(first, second)
    each = f"{small * times} kits against {small} as {format_}, with two workers"
    yield at_most(
        f"{_MEMORY} (of all processes at once, each its own peak: {each})",
        f"×{large.together / peak.together:.3f}: {_in_mib(large)} against {_in_mib(peak)}",
        large.together / peak.together,
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


def _measured(folder: Path, kits: int, format_: str) -> tuple[Peaks, float]:
    roster = people.write_roster(folder / f"class{kits}.csv", people.people(kits))
    started = time.perf_counter()
    peaks = peaks_of(build(roster, folder / "out", "-j2", "--force", formats=(format_,)))
    return peaks, time.perf_counter() - started


def _in_mib(peaks: Peaks) -> str:
    return f"{peaks.together / 2**20:.0f} MiB, {peaks.first / 2**20:.0f} in the first process"
