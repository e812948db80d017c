"""Compare a class with what is remembered from kit to kit, and without it (`KIT_ENGINE=plain`)."""

from __future__ import annotations

from collections.abc import Iterator

from tests.benchmarks import people
from tests.benchmarks.classes import anew, build, workplace
from tests.benchmarks.clock import in_turn
from tests.benchmarks.table import Row, at_most

_MOST = 0.65


def rows(short: bool) -> Iterator[Row]:
    """Yield the whole command for a class of PDFs by one worker, over the same without the engine."""
    kits, rounds = (1, 1) if short else (30, 5)
    with workplace() as folder:
        roster = people.write_roster(folder / "class.csv", people.people(kits))
        command = build(roster, folder / "out", "-j1", formats=("pdf",))
        ways = {
            "on": anew(command, folder / "out"),
            "plain": anew(command, folder / "out", KIT_ENGINE="plain"),
        }
        found = in_turn([ways], rounds)
    yield at_most(
        f"`kit build -j 1` as PDF with what is remembered from kit to kit, over KIT_ENGINE=plain "
        f"({kits} kits, both languages, {rounds} × in turn)",
        f"{found.ratios('on', 'plain')}: {found.cpu('on') / kits * 1000:.0f} ms of processor a kit against "
        f"{found.cpu('plain') / kits * 1000:.0f}",
        found.cpu_ratio("on", "plain"),
        _MOST,
        f"at most ×{_MOST:g} of processor",
    )
