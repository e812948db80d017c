"""Nobody listens: standard output that is closed, full, or shut by its reader in the middle of a build."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.build.people import ENVIRONMENT, KIT, kits, make_class
from tests.saying import said

pytestmark = pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device here that is full")

# How a shell starts a command, and which of its lines a person may still see.
SILENT = {
    "closed output": ('"$@" >&-', True),
    "full output": ('"$@" >/dev/full', True),
    "a reader that leaves": ('"$@" | true', True),
    "full output and errors": ('"$@" >/dev/full 2>&1', False),
    "no streams at all": ('"$@" <&- >&- 2>&-', False),
}


def started(how: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = ["sh", "-c", how, "sh", *KIT, *map(str, arguments)]
    return subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a class with one profile that is refused, so that there is something to say on both streams."""
    people = make_class(tmp_path_factory.mktemp("people") / "class", 2)
    (people / "p03.yaml").write_text("name: Nobody\nminor: perhaps\n", encoding="utf-8")
    return people


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory, people: Path) -> dict[str, str]:
    out = tmp_path_factory.mktemp("clean")
    assert started('"$@"', "build", people, "-o", out, "-f", "docx", "-f", "txt", "-j1").returncode == 1
    return kits(out / "class")


@pytest.mark.spread(3)
@pytest.mark.parametrize("case", SILENT)
def test_a_build_that_nobody_hears_makes_the_same_kits(
    tmp_path: Path, people: Path, clean: dict[str, str], case: str
) -> None:
    """A stream that is closed is a number free for the next file, and nothing may be printed into that."""
    how, errors_are_seen = SILENT[case]
    done = started(how, "build", people, "-o", tmp_path, "-f", "docx", "-f", "txt", "-j1")
    assert kits(tmp_path / "class") == clean
    assert done.returncode == (0 if "|" in how else 1)
    places = [line.partition(": ")[0] for line in said(done.stderr)]
    assert places == ([f"{people}/p03.yaml:2:8 minor"] if errors_are_seen else [])


@pytest.mark.parametrize("command", [("check",), ("explain",)], ids=lambda command: command[0])
def test_an_answer_that_cannot_be_given_is_an_error_in_one_line(people: Path, command: tuple[str]) -> None:
    done = started('"$@" >/dev/full', *command, people / "p01.yaml")
    assert (done.returncode, done.stderr) == (3, "No space left on device\n")
