"""Places that are taken away after a test, and what has to be true after each: nothing is left of it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.build.conftest import forked_workers
from tests.build.people import half_written
from tests.faults.places import SmallDisk, mount, unmount
from tests.faults.processes import descendants, wait_until

__all__ = ["forked_workers"]


@pytest.fixture(autouse=True)
def nothing_left(tmp_path: Path) -> Iterator[None]:
    """Hold that after every fault, and the build that mends it, no process is left and no passing file."""
    proc = Path("/proc/self/stat").exists()
    before = descendants(os.getpid()) if proc else set()
    yield
    planted = ".kit-mine.part"  # which nobody may touch
    assert [left for left in half_written(tmp_path) if not left.endswith(planted)] == []
    if proc:
        wait_until(lambda: descendants(os.getpid()) <= before)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[SmallDisk]:
    folder = tmp_path / "small"
    folder.mkdir()

    def with_options(options: str) -> Path:
        mount(folder, options)
        return folder

    yield with_options
    unmount(folder)


@pytest.fixture
def passing() -> Iterator[Path]:
    """Yield a folder for passing files; its path is short, since that of a socket has to be."""
    with tempfile.TemporaryDirectory(prefix="kit-test-") as folder:
        yield Path(folder)
