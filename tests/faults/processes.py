"""Start real builds, find their workers, and wait for what happens to them."""

from __future__ import annotations

import contextlib
import os
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

import pytest

from tests.build.people import ENVIRONMENT, KIT

NEEDS_PROC = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are found in /proc")
LONGEST_WAIT = 60


@contextlib.contextmanager
def build(*arguments: str | Path, temporary: Path | None = None) -> Iterator[subprocess.Popen[str]]:
    """Start `kit build` in a process of its own; it is killed where the test leaves it running.

    `temporary` is the folder for its passing files.
    """
    command = [*KIT, "build", *map(str, arguments)]
    environment = ENVIRONMENT | ({"TMPDIR": str(temporary)} if temporary else {})
    with subprocess.Popen(
        command,
        env=environment,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def line_with(stream: IO[str] | None, words: str) -> str:
    """Return the next line that has the words."""
    assert stream is not None
    for line in stream:
        if words in line:
            return line
    raise AssertionError(f"there is no line with {words!r}")


def descendants(root: int) -> set[int]:
    """Return the processes that a process has started, and those that these have."""
    parents = {int(path.name): _parent(path) for path in Path("/proc").glob("[0-9]*")}
    found: set[int] = set()
    while more := {child for child, parent in parents.items() if parent in {root, *found}} - found:
        found |= more
    return found


def workers(root: int) -> list[int]:
    """Return the processes that make kits: the fork server has started them."""
    below = descendants(root)
    return sorted(child for child in below if _parent(Path(f"/proc/{child}")) in below)


def is_running(process: int) -> bool:
    """Return whether a process is there and not just a name that nobody has asked after yet."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def seconds_used(process: int) -> float:
    """Return how long a process has worked; 0 where it is gone."""
    try:
        told = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return int(told[11]) / os.sysconf("SC_CLK_TCK")


def catches(process: int, number: int) -> bool:
    """Return whether a process has a handler for a signal."""
    status = Path(f"/proc/{process}/status").read_text()
    caught = next(line for line in status.splitlines() if line.startswith("SigCgt:"))
    return bool(int(caught.split()[1], 16) >> (number - 1) & 1)


def wait_until(is_true: Callable[[], object], at_most: float = LONGEST_WAIT, every: float = 0.02) -> None:
    """Wait until something is true, or fail after so many seconds; look again after `every` seconds."""
    end = time.monotonic() + at_most
    while not is_true():
        assert time.monotonic() < end, "this did not become true"
        time.sleep(every)


def _parent(path: Path) -> int:
    try:
        return int((path / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0
