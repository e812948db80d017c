"""Compare two local workers with one: the whole command, from its start to its end."""

from __future__ import annotations

from collections.abc import Iterator

from tests.benchmarks import people
from tests.benchmarks.classes import anew, build, workplace
from tests.benchmarks.clock import in_turn
from tests.benchmarks.people import BOTH
from tests.benchmarks.table import Row, at_least

_LEAST = 1.85


def rows(short: bool) -> Iterator[Row]:
    """Yield how many times faster `-j 2` is than `-j 1`."""
    kits, rounds, formats = (2, 1, ("html",)) if short else (48, 5, BOTH)
    with workplace() as folder:
        roster = people.write_roster(folder / "class.csv", people.people(kits))
        ways = {
            jobs: anew(build(roster, folder / jobs, jobs, formats=formats), folder / jobs)
            for jobs in ("-j1", "-j2")
        }
        found = in_turn([ways], rounds)
    faster = found.wall_ratio("-j1", "-j2")
    yield at_least(
        "Two workers over one, the whole command "
        f"({kits} kits as {' and '.join(formats)}, {rounds} × in turn)",
        f"×{faster:.2f} by the clock: {found.wall('-j1'):.1f} s with one, {found.wall('-j2'):.1f} s with two",
        faster,
        _LEAST,
        f"at least ×{_LEAST:.2f} by the clock",
    )
