"""Places that are taken away after the test: small file systems, and a folder for passing files."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.places import SmallDisk, mount, unmount


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
