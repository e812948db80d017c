"""Small file systems, taken away after the test."""

from __future__ import annotations

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
