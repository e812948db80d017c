"""Compare what reading and planning a large roster take with one of half its size."""

from __future__ import annotations

from collections.abc import Iterator

from tests.benchmarks import people
from tests.benchmarks.classes import workplace
from tests.benchmarks.clock import in_turn, run
from tests.benchmarks.table import Row, at_most
from tests.build.people import KIT

_MOST = 2.2


def rows(short: bool) -> Iterator[Row]:
    """Yield for each command how many times longer it takes for twice as many rows, and what a row takes."""
    half, rounds = (10, 1) if short else (5000, 3)
    with workplace() as folder:
        rosters = {
            name: people.write_roster(folder / f"{name}.csv", people.people(size))
            for name, size in (("half", half), ("whole", 2 * half))
        }
        for command in (("check",), ("roster", "show"), ("build", "--dry-run")):
            ways = {name: run([*KIT, *command, str(path)]) for name, path in rosters.items()}
            found = in_turn([ways], rounds)
            row = (found.cpu("whole") - found.cpu("half")) / half * 1000
            yield at_most(
                f"`kit {' '.join(command)}`: {2 * half:,} rows over {half:,} ({rounds} × in turn)",
                f"{found.ratios('whole', 'half')}; {row:.2f} ms of processor for one more row",
                found.cpu_ratio("whole", "half"),
                _MOST,
                f"at most ×{_MOST:g} of processor",
            )
