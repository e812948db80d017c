"""Disks that fail: the Nth write, once or from then on, and a file system that is really full."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from pipeline.cli import main
from tests.batch.people import ENVIRONMENT, KIT, LONG, half_written, kits, make_class

# Every call by which pipeline.publish changes the disk.
CALLS = (("os", "fsync"), ("os", "chmod"), ("os", "replace"), ("tempfile", "mkstemp"), ("os", "fdopen"))
MODULES = {"os": os, "tempfile": tempfile}


class FailingDisk:
    """Let the Nth call fail that changes the disk, and those after it where it is sticky."""

    def __init__(self, patch: pytest.MonkeyPatch, nth: int, sticky: bool) -> None:
        self.calls = 0
        self.nth = nth
        self.sticky = sticky
        for module, name in CALLS:
            patch.setattr(f"pipeline.publish.{module}.{name}", self._failing(getattr(MODULES[module], name)))

    def _failing(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def fail_or_call(*given: Any, **named: Any) -> Any:
            self.calls += 1
            if self.calls == self.nth or (self.sticky and self.calls > self.nth):
                raise OSError(errno.ENOSPC, "No space left on device")
            return call(*given, **named)

        return fail_or_call


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


@pytest.mark.parametrize("sticky", [False, True], ids=["once", "from then on"])
def test_whichever_write_fails_old_files_stay_whole_and_the_next_build_ends(
    tmp_path: Path, people: Path, sticky: bool
) -> None:
    last = count_calls(people, tmp_path / "count")
    old = expected(people, tmp_path / "old", "-l", "fr")
    new = expected(people, tmp_path / "new")
    assert last > 20
    assert all(old[name] != new[name] for name in old)
    for nth in range(1, last + 1, 1 if LONG else 13):
        out = tmp_path / f"out-{nth}"
        shutil.copytree(tmp_path / "old", out)
        with pytest.MonkeyPatch.context() as patch:
            FailingDisk(patch, nth, sticky)
            result = kit(people, out)
        assert result.exit_code == 3, nth
        assert "No space left on device" in result.stderr, nth
        assert half_written(out) == [], nth
        found = kits(out / "class")
        assert all(found[name] in (old[name], new[name]) for name in old), nth
        assert kit(people, out).exit_code == 0, nth
        assert kits(out / "class") == new, nth


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Yield a file system with room for little; where none may be mounted, the test is skipped by name."""
    folder = tmp_path / "small"
    folder.mkdir()
    if sys.platform != "linux" or shutil.which("mount") is None:
        pytest.skip("a small file system cannot be made here")
    mount = ["mount", "-t", "tmpfs", "-o", "size=800k", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("mounting a small file system is not allowed here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_ends_the_build_and_keeps_the_old_files(tmp_path: Path, small_disk: Path) -> None:
    few, more = make_class(tmp_path / "a/class", 2), make_class(tmp_path / "b/class", 8)
    command = [*KIT, "build", "-o", str(small_disk), "-f", "docx", "-j2"]
    first = subprocess.run([*command, str(few)], env=ENVIRONMENT, capture_output=True, text=True, check=False)
    assert (first.returncode, first.stderr) == (0, "")
    old = kits(small_disk / "class")
    full = subprocess.run(
        [*command, str(more), "--large-print"], env=ENVIRONMENT, capture_output=True, text=True, check=False
    )
    assert full.returncode == 3
    assert "No space left on device" in full.stderr
    assert "kits built" in full.stderr
    assert half_written(small_disk) == []
    whole = expected_docx(tmp_path, more)
    for name, digest in kits(small_disk / "class").items():
        assert digest in (old.get(name), whole[name])


def expected_docx(tmp_path: Path, people: Path) -> dict[str, str]:
    command = [*KIT, "build", str(people), "-o", str(tmp_path / "whole"), "-f", "docx", "--large-print", "-q"]
    subprocess.run(command, env=ENVIRONMENT, check=True)
    told = json.loads((tmp_path / "whole/class/report.json").read_text())
    assert told["summary"] == {"built": 8}
    return kits(tmp_path / "whole/class")
