"""A theme that takes too long, or too much memory, is a mistake and no wait."""

from __future__ import annotations

from pathlib import Path

import pytest

from interview_kit.build.limits import Limits, limited_input
from interview_kit.stages.read.theme import load_theme
from interview_kit.support.errors import InvalidInput
from interview_kit.tools.bank_source import words_with
from interview_kit.tools.lint_theme import mistakes_in_looks
from tests.agencies import agency


def test_looks_that_take_too_long_are_a_mistake(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("interview_kit.tools.lint_theme.USUAL_LIMITS", Limits(seconds=0.01))
    theme = load_theme("base")
    (found,) = mistakes_in_looks(theme)
    assert found.file == str(theme.layers[-1].folder)
    assert found.message == "building this kit took longer than 0.01 seconds, the most a kit may take"


def test_words_that_take_too_long_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("interview_kit.tools.bank_source.USUAL_LIMITS", Limits(seconds=0.01))
    ours = agency(tmp_path / "ours", bank__a_dot_yaml="change: {pocket.title: {en: x, fr: x}}\n")
    with pytest.raises(InvalidInput, match=r"ours: reading this takes longer than 0\.01 seconds"):
        words_with(str(ours))


def test_memory_is_held_too() -> None:
    with (
        pytest.raises(InvalidInput, match="ours: building this kit needed more than 1024 MiB of memory"),
        limited_input("ours", Limits()),
    ):
        raise MemoryError
