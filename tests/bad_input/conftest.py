"""Run the real command on bytes, in a folder of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.bank import Bank
from pipeline.cli import main
from pipeline.read.bank import read_bank
from tests.saying import said


@dataclass(frozen=True)
class Said:
    """What `kit check` did with one profile."""

    lines: list[str]
    code: int
    summary: str


Check = Callable[[bytes], Said]


@pytest.fixture(scope="session")
def bank() -> Bank:
    return read_bank()


@pytest.fixture
def check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bank: Bank) -> Check:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("pipeline.cli.check.read_bank", lambda: bank)  # read once, not for every case

    def run(data: bytes) -> Said:
        Path("p.yaml").write_bytes(data)
        result = CliRunner().invoke(main, ["check", "p.yaml"])
        assert [path.name for path in tmp_path.iterdir()] == ["p.yaml"], "nothing may be written"
        assert Path("p.yaml").read_bytes() == data
        return Said(said(result.stderr), result.exit_code, result.stdout)

    return run
