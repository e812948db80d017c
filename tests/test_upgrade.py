"""Hold that files of older versions still work; tests/fixtures/VERSION holds some of each version."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from interview_kit.cli import main

FIXTURES = Path(__file__).parent / "fixtures"
VERSIONS = sorted(path.name for path in FIXTURES.iterdir())


@pytest.mark.parametrize("version", VERSIONS)
def test_a_profile_and_a_theme_of_an_older_version_build_a_kit(version: str, tmp_path: Path) -> None:
    folder = FIXTURES / version
    arguments = ["build", str(folder / "profile.yaml"), "-t", str(folder / "theme"), "-f", "txt"]
    done = CliRunner().invoke(main, [*arguments, "-o", str(tmp_path)])
    assert done.exit_code == 0, done.output
    (kit,) = tmp_path.glob("*.txt")
    assert "I hope I have not caught you at a busy time." in " ".join(kit.read_text("utf-8").split())
    place = f"{folder / 'theme' / 'bank' / 'opening.yaml'}"
    told = (line for line in done.output.splitlines() if line.startswith(place))
    assert [line.removeprefix(place) for line in told] == [
        ":3:3 approach.A.phone.3: note: this is called approach.A.phone.opening now; write that id",
        ":9:3 approach.A.phone.9: note: this is called approach.A.phone.no-job now; write that id",
    ]


@pytest.mark.parametrize("version", VERSIONS)
def test_filled_kits_of_an_older_version_are_collected(version: str, tmp_path: Path) -> None:
    table = tmp_path / "answers.csv"
    done = CliRunner().invoke(main, ["collect", str(FIXTURES / version / "filled"), "-o", str(table)])
    assert done.exit_code == 0, done.output
    rows = csv.reader(table.read_text("utf-8-sig").splitlines())
    answers = {cell for row in rows for cell in row}
    assert {"Safety comes first, on every shift.", "Ask about the union.", "Hot in summer."} <= answers


@pytest.mark.parametrize("version", VERSIONS)
def test_a_build_over_an_older_version_says_so_once_and_builds_again(version: str, tmp_path: Path) -> None:
    folder = tmp_path / "output"
    shutil.copytree(FIXTURES / version / "output", folder)
    build = [
        "build",
        str(FIXTURES / version / "class.csv"),
        "-l",
        "en",
        "-f",
        "docx",
        "-o",
        str(folder),
        "-j1",
    ]
    first = CliRunner().invoke(main, build)
    assert first.exit_code == 0, first.output
    assert "2 of 2 kits built" in first.output
    assert first.output.count(f"made by version {version}") == 1
    again = CliRunner().invoke(main, build)
    assert "up to date       2" in again.output
    assert "made by" not in again.output
