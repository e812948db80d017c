"""Run the real command on bad input, in a folder of its own; see command.py for what holds for every run."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from interview_kit.model.bank import Bank
from interview_kit.stages.read.bank import read_bank
from tests.bad_input.command import Kit, Said
from tests.sentences import Sentences

Check = Callable[[bytes], Said]
Places = tuple[list[str], int, list[str]]
Refused = Callable[..., Places]


@pytest.fixture(scope="session")
def bank() -> Bank:
    return read_bank()


@pytest.fixture
def kit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Kit:
    return Kit(tmp_path, monkeypatch)


@pytest.fixture
def check(kit: Kit) -> Check:
    def run(data: bytes) -> Said:
        Path("p.yaml").write_bytes(data)
        return kit("check", "p.yaml")

    return run


@pytest.fixture
def refused(kit: Kit, sentences: Sentences) -> Refused:
    """Return what runs a command in both languages, and holds its sentences to the golden file.

    It returns the places of the lines, the exit code and the numbers on standard output; all are the same in
    both languages, and a command that builds prints nothing there.
    """

    def run(case: str, *command: str, known: dict[str, str] | None = None) -> Places:
        ends = []

        def lines() -> list[str]:
            told = kit(*command)
            ends.append((told.code, re.findall(r"\d+", told.stdout)))
            assert command[0] != "build" or not told.stdout
            text = "\n".join(told.lines)
            for passing, name in (known or {}).items():
                text = text.replace(passing, name)
            return text.splitlines()

        places = sentences.places(case, lines)
        assert ends[0] == ends[1]
        return places, *ends[0]

    return run


@pytest.fixture
def refused_profile(refused: Refused) -> Callable[[str, bytes], Places]:
    """Return what checks a profile that is refused, as `refused` does."""

    def run(case: str, data: bytes) -> Places:
        Path("p.yaml").write_bytes(data)
        return refused(case, "check", "p.yaml")

    return run
