"""Build whole classes by the command, as a teacher does, each into a fresh folder."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.clock import run
from tests.benchmarks.people import BOTH
from tests.build.people import KIT


@contextmanager
def workplace() -> Iterator[Path]:
    """Give a folder that is gone afterwards."""
    with TemporaryDirectory(prefix="kit-bench-") as folder:
        yield Path(folder)


def build(source: Path, out: Path, *options: str, formats: tuple[str, ...] = BOTH) -> list[str]:
    """Return the command that builds the kits of a source."""
    wanted = [part for each in formats for part in ("-f", each)]
    return [*KIT, "build", str(source), "-o", str(out), "-q", *wanted, *options]


def anew(command: list[str], out: Path, **variables: str) -> Callable[[], None]:
    """Return the work of a build whose folder is empty at first, with more variables in its environment."""

    def work() -> None:
        shutil.rmtree(out, ignore_errors=True)
        run(command, **variables)()

    return work
