"""Measure pieces of work in turn, by the clock and by the processor, and compare their medians."""

from __future__ import annotations

import os
import resource
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from statistics import median
from typing import Self, TypeAlias

from tests.build.people import ENVIRONMENT


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds by the clock, and seconds of processor: of this process and the children it has waited for."""

    wall: float
    cpu: float

    def __add__(self, other: Self) -> Self:
        return type(self)(self.wall + other.wall, self.cpu + other.cpu)


NOTHING = Took(0, 0)


def took(work: Callable[[], object]) -> Took:
    """Return what a piece of work took."""
    cpu, wall = _processor(), time.perf_counter()
    work()
    return Took(time.perf_counter() - wall, _processor() - cpu)


def run(command: Sequence[str], **variables: str) -> Callable[[], None]:
    """Return the work of running a command with more variables in its environment; it has to succeed."""

    def work() -> None:
        done = subprocess.run(
            command, env=ENVIRONMENT | variables, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}{done.stderr}"

    return work


@dataclass(frozen=True, slots=True)
class Compared:
    """What each of several ways took, by its name and round; the rounds of all were measured in turn."""

    rounds: Mapping[str, Sequence[Took]]

    def wall(self, way: str) -> float:
        """Return the median of a way's seconds by the clock."""
        return median(each.wall for each in self.rounds[way])

    def cpu(self, way: str) -> float:
        """Return the median of a way's seconds of processor."""
        return median(each.cpu for each in self.rounds[way])

    def wall_ratio(self, way: str, to: str) -> float:
        """Return how many times longer a way takes than another: the median over the rounds."""
        return median(a.wall / b.wall for a, b in self._pairs(way, to))

    def cpu_ratio(self, way: str, to: str) -> float:
        """Return how many times more processor a way takes than another: the median over the rounds."""
        return median(a.cpu / b.cpu for a, b in self._pairs(way, to))

    def ratios(self, way: str, to: str) -> str:
        """Return both ratios in words."""
        return f"×{self.cpu_ratio(way, to):.2f} of processor, ×{self.wall_ratio(way, to):.2f} by the clock"

    def _pairs(self, way: str, to: str) -> list[tuple[Took, Took]]:
        return list(zip(self.rounds[way], self.rounds[to], strict=True))


Ways: TypeAlias = Mapping[str, Callable[[], object]]


def in_turn(
    things: Sequence[Ways],
    rounds: int,
    around: Mapping[str, Callable[[], AbstractContextManager[None]]] | None = None,
) -> Compared:
    """Return what each way took for all things together, A B A B …, every other round the other way round.

    A thing has all its ways one after the other. What is `around` a way prepares it and clears up, untimed.
    """
    found: dict[str, list[Took]] = {way: [] for way in things[0]}
    for number in range(rounds):
        sums = dict.fromkeys(found, NOTHING)
        for thing in things:
            for way in thing if number % 2 == 0 else reversed(list(thing)):
                with (around or {}).get(way, nullcontext)():
                    sums[way] += took(thing[way])
        for way, each in sums.items():
            found[way].append(each)
    return Compared(found)


def _processor() -> float:
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)


def processor_of(process: int) -> float:
    """Return the seconds of processor that another process has used so far, on Linux (proc(5), stat)."""
    with open(f"/proc/{process}/stat", encoding="utf-8") as file:
        numbers = file.read().rpartition(")")[2].split()
    return (int(numbers[11]) + int(numbers[12])) / os.sysconf("SC_CLK_TCK")
