"""Rosters of a build: rows are the same packed and unpacked, by whichever process they were read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from interview_kit.build import rosters
from interview_kit.build.rosters import read_checked_rosters
from interview_kit.stages.read.bank import read_bank
from interview_kit.stages.read.profiles import ReadProfile
from interview_kit.stages.read.roster import read_rosters
from interview_kit.stages.read.roster.rows import RosterRow
from interview_kit.support.positions import Data

BAD = 300


def written(folder: Path) -> Path:
    """Write a roster of five hundred rows, of which one is refused when it is read, one by the bank."""
    rows = ["name,Job,decision,minutes,questions.keep"]
    rows += [
        f"Ana {n},welder {n},exploring,{'ten' if n == BAD else 25},{'no.one' * (n == 7)}" for n in range(500)
    ]
    (folder / "r.csv").write_text("\n".join(rows), encoding="utf-8")
    return folder / "r.csv"


def without_data(row: RosterRow) -> RosterRow:
    if not isinstance(row.found, ReadProfile):
        return replace(row, found=row.found.problems)  # type: ignore[arg-type]
    return replace(row, found=replace(row.found, tree=Data(row.found.tree.at)))


@pytest.mark.parametrize("small", [0, 10**9], ids=["in a process of its own", "in this process"])
def test_a_row_is_the_same_packed_and_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, small: int
) -> None:
    monkeypatch.setattr(rosters, "_SMALL", small)
    path, bank = written(tmp_path), read_bank()
    (read,), (found,) = read_rosters(path), read_checked_rosters(path, bank)
    packed = [without_data(row) for row in found.rows]
    assert not any(row.found.tree for row in found.rows if isinstance(row.found, ReadProfile))
    assert [*map(without_data, read.rows)][8:] == packed[8:]
    assert (len(found.rows), packed[:3]) == (500, [without_data(row) for row in found.rows[:3]])
    assert [row.number - 2 for row in found.rows if not isinstance(row.found, ReadProfile)] == [7, BAD]
    assert replace(found, rows=()) == replace(read, rows=())
