"""A folder for passing files of a test's own."""

from __future__ import annotations

from tests.faults.conftest import passing

__all__ = ["passing"]
