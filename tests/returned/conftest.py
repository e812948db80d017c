"""Each test works in a folder of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from interview_kit.tools.collect import run


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of the test, which is the current one."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def no_summaries(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw no summaries, which have tests of their own."""
    monkeypatch.setattr(run, "_summaries_of", lambda *_: iter(()))
