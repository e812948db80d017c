"""Run the real command on bad input, in a folder of its own; see command.py for what holds for every run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from interview_kit.model.bank import Bank
from interview_kit.stages.read.bank import read_bank
from interview_kit.stages.read.bank.base import read_words
from interview_kit.support.paths import TEMPLATES
from tests.bad_input.command import Kit, Said

OURS = TEMPLATES / "bank"
Check = Callable[[bytes], Said]


@pytest.fixture(scope="session")
def bank() -> Bank:
    return read_bank()


@pytest.fixture
def kit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bank: Bank) -> Kit:
    # Read once, not for every case.
    monkeypatch.setattr("interview_kit.cli.check.read_bank", lambda: bank)
    monkeypatch.setattr(
        "interview_kit.stages.read.bank.read_words",
        lambda folder: bank if folder == OURS else read_words(folder),
    )
    return Kit(tmp_path, monkeypatch)


@pytest.fixture
def check(kit: Kit) -> Check:
    def run(data: bytes) -> Said:
        Path("p.yaml").write_bytes(data)
        return kit("check", "p.yaml")

    return run
