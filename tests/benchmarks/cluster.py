"""Compare two workers of Dask with two local ones, and see what giving out very many kits costs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks import crowd, people
from tests.benchmarks.classes import anew, build, workplace
from tests.benchmarks.clock import in_turn
from tests.benchmarks.loopback import LACKING, Cluster, cluster
from tests.benchmarks.people import BOTH
from tests.benchmarks.table import Row, at_least, not_here

_LEAST = 0.95
_WHAT = "Two workers of Dask over two local ones, kits a second"
_THREADS = 100


def rows(short: bool) -> Iterator[Row]:
    """Yield the rate of two workers of Dask over two local ones, and what giving out kits costs with both."""
    kits = 100 if short else 100_000
    yield crowd.local_row(kits)
    if LACKING:
        yield from (not_here(what, LACKING) for what in (_WHAT, crowd.by_dask(kits)))
        return
    with workplace() as folder:
        with cluster(folder) as here:
            yield _rate(folder, here, short)
            if short:  # starting another one takes longer than all the rest
                yield crowd.dask_row(kits, here, 2)
        if not short:
            with cluster(folder, _THREADS) as here:
                yield crowd.dask_row(kits, here, 2 * _THREADS)


def _rate(folder: Path, here: Cluster, short: bool) -> Row:
    kits, rounds, formats = (2, 1, ("html",)) if short else (48, 5, BOTH)
    roster = people.write_roster(folder / "class.csv", people.people(kits))
    options = {"dask": ("--executor", f"dask:{here.address}"), "local": ("-j2",)}
    ways = {
        way: anew(build(roster, folder / way, *option, formats=formats), folder / way)
        for way, option in options.items()
    }
    found = in_turn([ways], rounds)
    rate = found.wall_ratio("local", "dask")
    return at_least(
        f"{_WHAT}, the whole command ({kits} kits as {' and '.join(formats)}, {rounds} × in turn, a real "
        "scheduler and workers on loopback)",
        f"×{rate:.2f} by the clock: {kits / found.wall('dask'):.2f} kits a second against "
        f"{kits / found.wall('local'):.2f}",
        rate,
        _LEAST,
        f"at least ×{_LEAST:.2f} by the clock",
    )
