"""A theme that takes too long, or too much memory, is a mistake and no wait."""

from __future__ import annotations

import pytest

from pipeline.batch.limits import Limits
from pipeline.errors import ThemeError
from pipeline.read.theme import load_theme
from pipeline.theme_check.bounds import within_limits
from pipeline.theme_check.mistakes import mistakes_in_looks


def test_looks_that_take_too_long_are_a_mistake(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.theme_check.bounds.LIMITS", Limits(seconds=0.01))
    theme = load_theme("base")
    (found,) = mistakes_in_looks(theme)
    assert found.file == str(theme.layers[-1].folder)
    assert found.message == "building this kit took longer than 0.01 seconds, the most a kit may take"


def test_memory_is_held_too() -> None:
    with (
        pytest.raises(ThemeError, match="ours: building this kit needed more than 1024 MiB of memory"),
        within_limits("ours"),
    ):
        raise MemoryError
