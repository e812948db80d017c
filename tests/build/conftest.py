"""Tests of processes, which start as the program starts them."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def forked_workers() -> None:
    """Let worker processes be fresh ones."""
