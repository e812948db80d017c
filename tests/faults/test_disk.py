"""Disks that fail: the Nth write, once or from then on, and file systems that are really full."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner, Result

from interview_kit.cli import main
from interview_kit.support import output_folder
from tests.build.people import ENVIRONMENT, KIT, half_written, kits, make_class, torn
from tests.faults.places import SmallDisk
from tests.shared import LONG

# Every call by which support.publish changes the disk; a file that it opens fails in `write` and `flush`.
CALLS = {"os": ("open", "fsync", "chmod", "replace"), "tempfile": ("mkstemp",), "Path": ("mkdir",)}
REAL = {"os": os, "tempfile": tempfile, "Path": Path}


class FailingDisk:
    """Let the Nth call fail that changes the disk, and those after it where it is sticky."""

    def __init__(self, patch: pytest.MonkeyPatch, nth: int, sticky: bool) -> None:
        self.calls = 0
        self.nth = nth
        self.sticky = sticky
        system = SimpleNamespace(**vars(os))
        system.fdopen = lambda *given: FailingFile(os.fdopen(*given), self)
        own = {"os": system, "tempfile": SimpleNamespace(**vars(tempfile)), "Path": Path}
        for module, names in CALLS.items():
            patch.setattr(output_folder, module, own[module])
            for name in names:
                patch.setattr(own[module], name, self._failing(getattr(REAL[module], name)))

    def count(self) -> None:
        self.calls += 1
        if self.calls == self.nth or (self.sticky and self.calls > self.nth):
            raise OSError(errno.ENOSPC, "No space left on device")

    def _failing(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def fail_or_call(*given: Any, **named: Any) -> Any:
            self.count()
            return call(*given, **named)

        return fail_or_call


class FailingFile:
    """A file on a failing disk: a write that fails has written half of what it should."""

    def __init__(self, file: Any, disk: FailingDisk) -> None:
        self._file = file
        self._disk = disk

    def __enter__(self) -> FailingFile:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def fileno(self) -> int:
        number: int = self._file.fileno()
        return number

    def write(self, data: bytes) -> None:
        self._file.write(data[: len(data) // 2])
        self._disk.count()
        self._file.write(data[len(data) // 2 :])

    def flush(self) -> None:
        self._disk.count()
        self._file.flush()


def kit(people: Path, out: Path, *options: str) -> Result:
    usual = ["build", str(people), "-o", str(out), "-j1", "-f", "txt", "-f", "html"]
    return CliRunner().invoke(main, [*usual, *options])


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_class(tmp_path_factory.mktemp("people") / "class", 2)


def expected(people: Path, folder: Path, *options: str) -> dict[str, str]:
    assert kit(people, folder, *options).exit_code == 0
    return kits(folder / "class")


def count_calls(people: Path, folder: Path) -> int:
    with pytest.MonkeyPatch.context() as patch:
        disk = FailingDisk(patch, 0, sticky=False)
        assert kit(people, folder).exit_code == 0
    return disk.calls


@pytest.mark.spread(3)
@pytest.mark.parametrize("over", [True, False], ids=["over old kits", "in a new folder"])
@pytest.mark.parametrize("sticky", [False, True], ids=["once", "from then on"])
def test_whichever_write_fails_old_files_stay_whole_and_the_next_build_ends(
    tmp_path: Path, people: Path, sticky: bool, over: bool
) -> None:
    old = expected(people, tmp_path / "old", "-l", "fr")
    new = expected(people, tmp_path / "new")
    assert all(old[name] != new[name] for name in old)
    if over:
        shutil.copytree(tmp_path / "old", tmp_path / "count")
    last = count_calls(people, tmp_path / "count")
    assert last > 40
    # The four cases together try every seventh call.
    for nth in range(1, last + 1) if LONG else range(1 + 7 * (2 * sticky + over), last + 1, 28):
        out = tmp_path / f"out-{nth}"
        if over:
            shutil.copytree(tmp_path / "old", out)
        with pytest.MonkeyPatch.context() as patch:
            FailingDisk(patch, nth, sticky)
            result = kit(people, out)
        assert result.exit_code == 3, nth
        assert "No space left on device" in result.stderr, nth
        assert half_written(out) == [], nth
        if over:
            assert kits(out / "class").keys() == old.keys(), nth
        if (out / "class").exists():
            assert torn(out / "class", old if over else {}, new) == [], nth
        assert kit(people, out).exit_code == 0, nth
        assert kits(out / "class") == new, nth


def build(people: Path, out: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [*KIT, "build", str(people), "-o", str(out), "-f", "html", *options]
    return subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def more(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_class(tmp_path_factory.mktemp("more") / "class", 6)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, more: Path) -> dict[str, str]:
    out = tmp_path_factory.mktemp("whole")
    assert build(more, out, "-j2", "--large-print").returncode == 0
    return kits(out / "class")


# The first takes what two kits need and not what six do; the room that it gets is enough for all.
FULL = {
    "disk full": ("size=900k", "size=20m", "-j2"),
    "inodes full": ("nr_inodes=14,size=20m", "nr_inodes=200,size=20m", "-j1"),
}


@pytest.mark.spread(2)
@pytest.mark.parametrize("case", FULL)
def test_a_full_file_system_ends_the_build_and_keeps_the_old_files(
    small_disk: SmallDisk, people: Path, more: Path, whole: dict[str, str], case: str
) -> None:
    little, enough, jobs = FULL[case]
    disk = small_disk(little)
    first = build(people, disk, jobs)
    assert (first.returncode, first.stderr) == (0, "")
    old = kits(disk / "class")
    full = build(more, disk, jobs, "--large-print", "--force")
    assert full.returncode == 3
    assert "No space left on device" in full.stderr
    assert "kits built" in full.stderr
    assert torn(disk / "class", old, whole) == []
    assert old.keys() <= kits(disk / "class").keys() < whole.keys()
    small_disk(f"remount,{enough}")
    assert build(more, disk, jobs, "--large-print", "--force").returncode == 0
    assert kits(disk / "class") == whole
