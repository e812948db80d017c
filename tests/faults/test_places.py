"""Places that cannot be written, and links in the way: said in one line, and nothing else is touched."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from interview_kit.cli import main
from tests.build.people import ENVIRONMENT, KIT, half_written, kits, make_class, torn
from tests.faults.places import SmallDisk, freeze, ordinary_user


@dataclass(frozen=True)
class Said:
    """How a build ended."""

    code: int
    errors: str


def build(people: Path, out: Path, *options: str, before: tuple[str, ...] | None = None) -> Said:
    """Build in this process, or with `before` in front of the command in a process of its own."""
    arguments = ["build", str(people), "-o", str(out), "-f", "txt", "-j1", *options]
    if before is None:
        result = CliRunner().invoke(main, arguments)
        return Said(result.exit_code, result.stderr)
    command = [*before, *KIT, *arguments]
    done = subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    return Said(done.returncode, done.stderr)


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_class(tmp_path_factory.mktemp("people") / "class", 2)


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory, people: Path) -> dict[str, str]:
    out = tmp_path_factory.mktemp("clean")
    assert build(people, out).code == 0
    return kits(out / "class")


def check_refused(done: Said, place: Path, reason: str) -> None:
    first, *rest = done.errors.splitlines()
    assert (done.code, first) == (3, f"cannot write {place}: {reason}")
    assert not any(line.startswith("Traceback") for line in rest)


def test_a_folder_without_the_right_to_write(tmp_path: Path, people: Path, clean: dict[str, str]) -> None:
    before = ordinary_user()
    (tmp_path / "out").mkdir(mode=0o500)
    check_refused(build(people, tmp_path / "out", before=before), tmp_path / "out/class", "Permission denied")
    assert list((tmp_path / "out").iterdir()) == []
    (tmp_path / "out").chmod(0o700)
    assert build(people, tmp_path / "out", before=before).code == 0
    assert kits(tmp_path / "out/class") == clean


def test_a_folder_that_lost_the_right_to_write(tmp_path: Path, people: Path, clean: dict[str, str]) -> None:
    """Its lock can be had, and what is in it cannot be replaced."""
    before = ordinary_user()
    assert build(people, tmp_path, "-l", "fr").code == 0
    old = kits(tmp_path / "class")
    (tmp_path / "class").chmod(0o500)
    refused = build(people, tmp_path, before=before)
    (tmp_path / "class").chmod(0o700)
    check_refused(refused, tmp_path / "class/person-01.txt", "Permission denied")
    assert (kits(tmp_path / "class"), half_written(tmp_path)) == (old, [])
    assert build(people, tmp_path, before=before).code == 0
    assert kits(tmp_path / "class") == clean


def test_a_file_system_that_became_read_only(
    small_disk: SmallDisk, people: Path, clean: dict[str, str]
) -> None:
    disk = small_disk("size=20m")
    assert build(people, disk, "-l", "fr").code == 0
    old = kits(disk / "class")
    small_disk("remount,ro")
    refused = build(people, disk)
    assert kits(disk / "class") == old
    small_disk("remount,rw")
    check_refused(refused, disk / "class", "Read-only file system")
    assert build(people, disk).code == 0
    assert (kits(disk / "class"), half_written(disk)) == (clean, [])


def test_a_kit_that_nobody_may_change(tmp_path: Path, people: Path, clean: dict[str, str]) -> None:
    assert build(people, tmp_path, "-l", "fr").code == 0
    old = kits(tmp_path / "class")
    frozen = tmp_path / "class/person-02.txt"
    freeze(frozen, "+i")
    try:
        refused = build(people, tmp_path)
    finally:
        freeze(frozen, "-i")
    check_refused(refused, frozen, "Operation not permitted")
    assert kits(tmp_path / "class") == {
        "person-01.txt": clean["person-01.txt"],
        frozen.name: old[frozen.name],
    }
    assert half_written(tmp_path) == []
    assert build(people, tmp_path).code == 0
    assert kits(tmp_path / "class") == clean


def test_a_link_in_the_place_of_a_kit_is_replaced_and_not_followed(
    tmp_path: Path, people: Path, clean: dict[str, str]
) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("mine", encoding="utf-8")
    folder = tmp_path / "out/class"
    folder.mkdir(parents=True)
    (folder / "person-01.txt").symlink_to(letter)
    (folder / "person-02.txt").symlink_to(tmp_path / "nowhere")
    (folder / "report.csv").symlink_to(letter)
    assert build(people, tmp_path / "out").code == 0
    assert kits(folder) == clean
    assert not any(path.is_symlink() for path in folder.iterdir())
    assert letter.read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.spread(3)
@pytest.mark.parametrize("name", [".kit", ".kit.lock"])
@pytest.mark.parametrize("there", [True, False], ids=["to something", "to nothing"])
def test_a_link_in_the_place_of_what_is_ours_is_refused(
    tmp_path: Path, people: Path, clean: dict[str, str], name: str, there: bool
) -> None:
    folder, elsewhere = tmp_path / "out/class", tmp_path / "elsewhere"
    folder.mkdir(parents=True)
    if there:
        elsewhere.mkdir()
        (elsewhere / ".kit-mine.part").write_text("mine", encoding="utf-8")
    (folder / name).symlink_to(elsewhere)
    done = build(people, tmp_path / "out")
    check_refused(done, folder / name, "this is a link, and a build keeps its own files here; remove it")
    assert [path.name for path in tmp_path.glob("elsewhere/*")] == [".kit-mine.part"] * there
    assert elsewhere.exists() is there
    assert torn(folder, clean) == []
    (folder / name).unlink()
    assert build(people, tmp_path / "out").code == 0
    assert kits(folder) == clean


def test_an_output_folder_may_be_a_link(tmp_path: Path, people: Path, clean: dict[str, str]) -> None:
    """The person who names it has chosen where it leads."""
    (tmp_path / "real").mkdir()
    (tmp_path / "out").symlink_to("real")
    assert build(people, tmp_path / "out").code == 0
    assert kits(tmp_path / "real/class") == clean
    assert (tmp_path / "out").is_symlink()
