"""What is kept on the disk is plain data of its owner: none of it is code, and nobody else's is believed."""

from __future__ import annotations

import ast
import json
import os
import pickle
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from interview_kit.support.plain_file import OthersWrite, open_ours
from tests.limited import NEEDS_LINUX, Told, run
from tests.paths import PACKAGE

pytestmark = NEEDS_LINUX

ANA = "name: Ana\ndecision: exploring\ntarget: {occupation: welder}\n"
BUILD = ("build", "ana.yaml", "-f", "txt", "-o", "out")
FORGED = "this kit was forged\n"
NOBODY = 65534


# What reads a pickle, and the pipe or socket that it comes from: those of processes that a build has started,
# and of the Dask workers of a cluster that the user names. That of the cache makes plain data alone.
# Packed rows come through such a pipe, or were packed in this process.
READERS = {
    "build/rosters.py": 1,
    "build/worker_main.py": 1,
    "build/worker_process.py": 1,
    "build/tasks.py": 1,
    "support/cache.py": 1,
}
_UNPICKLING = {"load", "loads", "Unpickler"}
_MODULES = {"pickle", "_pickle", "marshal", "shelve", "dill", "cloudpickle", "joblib"}


def test_only_the_pipes_of_our_own_processes_are_unpickled() -> None:
    found = {}
    for path in PACKAGE.rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        called = [
            node
            for node in ast.walk(tree)
            if isinstance(node, ast.Attribute)
            and node.attr in _UNPICKLING
            and isinstance(node.value, ast.Name)
            and node.value.id in _MODULES
        ]
        imported = [
            node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module in _MODULES
        ]
        if called or imported:
            found[path.relative_to(PACKAGE).as_posix()] = len(called) + len(imported)
    assert found == READERS


class Bomb:
    def __reduce__(self) -> tuple[Callable[..., object], tuple[str]]:
        return os.mkdir, ("ran",)


def keep(folder: Path) -> None:
    """Change nothing."""


def bomb(place: str) -> Callable[[Path], None]:
    def plant(folder: Path) -> None:
        target = folder / place
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(pickle.dumps(Bomb()))

    return plant


def bomb_with_checksum(folder: Path) -> None:
    data = pickle.dumps(Bomb())
    (folder / "out/.kit/ana.json").write_bytes(sha256(data).hexdigest().encode() + b"\n" + data)


BOMBS: dict[str, Callable[[Path], None]] = {
    "as the record": bomb("out/.kit/ana.json"),
    "as the record with its checksum": bomb_with_checksum,
    # More of the kind.
    "as the report": bomb("out/report.json"),
    "as a cache in the home folder": bomb("home/.cache/interview-kit/cache"),
    "as defaults": bomb("kit.yaml"),
    "as the lock": bomb("out/.kit.lock"),
}


@pytest.mark.spread(3)
@pytest.mark.parametrize("case", BOMBS)
def test_no_file_is_unpickled(tmp_path: Path, case: str) -> None:
    here = built(tmp_path)
    BOMBS[case](here)
    told = run(here, *BUILD, more={"HOME": str(here / "home")}).within_limits()
    assert told.code in (0, 2), told.text
    assert not (here / "ran").exists()


def built(around: Path) -> Path:
    here = around / "here"
    here.mkdir()
    (here / "ana.yaml").write_text(ANA, encoding="utf-8")
    assert run(here, *BUILD).within_limits().code == 0
    return here


def forge(here: Path) -> None:
    """Put another kit in the place of Ana's, and its digest into the record."""
    record = here / "out/.kit/ana.json"
    told = json.loads(record.read_bytes().partition(b"\n")[2])
    told["files"]["txt"] = sha256(FORGED.encode()).hexdigest()
    body = json.dumps(told, sort_keys=True, indent=1).encode()
    record.write_bytes(sha256(body).hexdigest().encode() + b"\n" + body)
    (here / "out/ana.txt").write_text(FORGED, encoding="utf-8")


def mode(name: str, bits: int) -> Callable[[Path], None]:
    return lambda out: (out / name).chmod(bits)


def owned(name: str) -> Callable[[Path], None]:
    def give(out: Path) -> None:
        if os.geteuid() != 0:
            pytest.skip("only root can give a file away")
        os.chown(out / name, NOBODY, NOBODY)

    return give


def linked(out: Path) -> None:
    shutil.move(out / ".kit/ana.json", out / "../ana.json")
    (out / ".kit/ana.json").symlink_to("../../ana.json")


def doubled(out: Path) -> None:
    os.link(out / ".kit/ana.json", out / "../ana.json")


FOREIGN: dict[str, Callable[[Path], None]] = {
    "a record of somebody else": owned(".kit/ana.json"),
    "a record that everybody may write": mode(".kit/ana.json", 0o666),
    # Five more of the kind.
    "a record that a group may write": mode(".kit/ana.json", 0o660),
    "a folder of somebody else": owned(".kit"),
    "a folder that everybody may write": mode(".kit", 0o777),
    "a record that is a link": linked,
    "a record that has two names": doubled,
}


@pytest.mark.spread(3)
@pytest.mark.parametrize("case", FOREIGN)
def test_a_record_that_others_may_have_written_is_not_believed(tmp_path: Path, case: str) -> None:
    here = built(tmp_path)
    forge(here)
    FOREIGN[case](here / "out")
    told: Told = run(here, *BUILD).within_limits()
    assert "ana" in told.text and told.lines, "taken in silence"
    assert (here / "out/ana.txt").read_text("utf-8") != FORGED


def test_where_a_disk_has_no_modes_they_are_not_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A memory stick shows all files as writable by everybody, and chmod changes nothing."""
    file = tmp_path / "record"
    file.write_bytes(b"ours")
    file.chmod(0o666)
    with pytest.raises(OthersWrite):
        open_ours(file)
    assert file.stat().st_mode & 0o777 == 0o666
    monkeypatch.setattr("os.chmod", lambda *ignored: None)
    with open_ours(file) as opened:
        assert opened.read() == b"ours"


def test_a_record_that_a_group_may_write_is_believed_where_that_is_asked_for(tmp_path: Path) -> None:
    file = tmp_path / "record"
    file.write_bytes(b"ours")
    file.chmod(0o664)
    open_ours(file, shared=True).close()
    file.chmod(0o666)
    with pytest.raises(OthersWrite):
        open_ours(file, shared=True)


def test_a_record_of_another_user_that_all_may_write_is_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its mode cannot be changed by us, which does not mean that the disk has no modes."""

    def refuse(*ignored: object) -> None:
        raise PermissionError

    file = tmp_path / "record"
    file.write_bytes(b"theirs")
    file.chmod(0o666)
    monkeypatch.setattr("os.geteuid", lambda: file.stat().st_uid + 1)
    monkeypatch.setattr("os.chmod", refuse)
    with pytest.raises(OthersWrite):
        open_ours(file, shared=True)


def test_the_mode_of_a_folder_of_records_is_mended(tmp_path: Path) -> None:
    here = built(tmp_path)
    (here / "out/.kit").chmod(0o777)
    assert "ana" in run(here, *BUILD).text
    assert run(here, *BUILD).lines == []


def test_the_records_of_a_shared_folder_are_believed(tmp_path: Path) -> None:
    here = built(tmp_path)
    shutil.rmtree(here / "out")
    run(here, *BUILD, "--shared")
    told = run(here, *BUILD, "--shared").within_limits()
    assert told.code == 0 and not told.lines, told.text
    assert "up to date" in told.said, told.said
