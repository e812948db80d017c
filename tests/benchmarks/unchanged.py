"""Compare a class that is up to date with its full build."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks import people
from tests.benchmarks.classes import anew, build, workplace
from tests.benchmarks.clock import in_turn, run, took
from tests.benchmarks.people import BOTH
from tests.benchmarks.table import Row, at_most

_MOST = 0.03


def rows(short: bool) -> Iterator[Row]:
    """Yield what an unchanged class takes, as a roster and as a folder of profiles."""
    kits = 2 if short else 200
    persons = people.people(kits)
    with workplace() as folder:
        yield _row("one roster", people.write_roster(folder / "class.csv", persons), kits, short)
        yield _row("a folder of profiles", people.write_folder(folder / "people", persons), kits, short)


def _row(kind: str, source: Path, kits: int, short: bool) -> Row:
    rounds, formats = (1, ("html",)) if short else (5, BOTH)
    out = source.with_name(f"out of {source.name}")
    command = build(source, out, formats=formats)
    full = took(anew(command, out))
    again = in_turn([{"again": run(command)}], rounds)
    share = again.wall("again") / full.wall
    return at_most(
        f"An unchanged class over its full build ({kits} kits of {kind}, built once, then {rounds} × again)",
        f"{share:.1%} by the clock: {again.wall('again'):.2f} s of {full.wall:.1f} s",
        share,
        _MOST,
        f"at most {_MOST:.0%}",
    )
