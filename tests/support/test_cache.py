"""The cache is read where nothing has changed, and what is damaged or not ours is made anew."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable, Iterator
from functools import partial
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner

from interview_kit.cli import main
from interview_kit.model.enums import Language
from interview_kit.stages.read.bank import read_bank
from interview_kit.stages.read.theme import load_themes
from interview_kit.support import cache
from interview_kit.support.errors import Origin
from interview_kit.support.positions import Data, Text
from tests.limited import NEEDS_LINUX

WHERE = Origin("a.yaml", 2, 3)
READ = Data(WHERE).put("name", Text("Ana", WHERE), WHERE)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    monkeypatch.delenv("KIT_CACHE", raising=False)
    return tmp_path / "interview-kit"


def times_read(*sources: bytes) -> int:
    """Return how often data had to be read for one look at each of the sources."""
    made: list[Data] = []

    def read() -> Data:
        made.append(READ)
        return READ

    for source in sources:
        found = cache.cached("test", partial(iter, (source,)), read)
        assert (found, found.at, found.places, found["name"].at) == (READ, WHERE, {"name": WHERE}, WHERE)
    return len(made)


def kept(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


def test_what_has_not_changed_is_read_once(folder: Path) -> None:
    assert times_read(b"a", b"a", b"b", b"a", b"b") == 2
    assert [path.stat().st_mode & 0o777 for path in (folder, *kept(folder))] == [0o700, 0o600, 0o600]


def test_it_can_be_turned_off(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIT_CACHE", "off")
    assert times_read(b"a", b"a") == 2
    assert not kept(folder)


def test_a_folder_that_cannot_be_written_changes_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.write_text("a file in its place")
    assert times_read(b"a", b"a") == 2
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setattr(Path, "home", lambda: exec("raise RuntimeError"))
    assert times_read(b"a", b"a") == 2


class Bomb:
    def __reduce__(self) -> tuple[Callable[..., object], tuple[str]]:
        return os.mkdir, ("ran",)


def with_checksum(data: bytes) -> bytes:
    return sha256(data).digest() + data


def forged(value: object) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(with_checksum(pickle.dumps(value)))


def linked(path: Path) -> None:
    os.link(path, path.with_name("another"))


CHANGED: dict[str, Callable[[Path], object]] = {
    "cut off": lambda path: path.write_bytes(path.read_bytes()[:-1]),
    "one letter": lambda path: path.write_bytes(path.read_bytes().replace(b"Ana", b"Eva")),
    "empty": lambda path: path.write_bytes(b""),
    "no pickle": lambda path: path.write_bytes(with_checksum(b"{}")),
    "code": forged(Bomb()),
    "a class of another library": forged(Path("a")),
    "a file that others write": lambda path: path.chmod(0o666),
    "a folder that others write": lambda path: path.parent.chmod(0o777),
    "a file with another name": linked,
}
ELSEWHERE = {
    "a file of another user": lambda path: os.chown(path, 65534, 65534),
    "a folder of another user": lambda path: os.chown(path.parent, 65534, 65534),
}


@pytest.mark.parametrize("change", CHANGED)
def test_what_is_damaged_or_not_ours_is_read_again(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert times_read(b"a") == 1
    (path,) = kept(folder)
    CHANGED[change](path)
    assert times_read(b"a") == 1
    assert not Path("ran").exists()


@NEEDS_LINUX
@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
@pytest.mark.parametrize("change", ELSEWHERE)
def test_what_another_user_has_is_read_again(folder: Path, change: str) -> None:
    assert times_read(b"a") == 1
    ELSEWHERE[change](kept(folder)[0])
    assert times_read(b"a") == 1


def test_a_damaged_file_is_written_anew(folder: Path) -> None:
    times_read(b"a")
    kept(folder)[0].write_bytes(b"")
    assert (times_read(b"a"), times_read(b"a")) == (1, 0)


def test_a_file_that_is_saved_while_it_is_read_is_not_kept(folder: Path) -> None:
    versions = iter((b"before", b"after"))
    assert cache.cached("test", lambda: (next(versions),), lambda: READ) == READ
    assert not kept(folder)


def test_only_the_newest_files_are_kept(folder: Path) -> None:
    assert times_read(*(b"%d" % number for number in range(30))) == 30
    assert len(kept(folder)) == 24
    assert times_read(b"29", b"0") == 1


def test_another_version_of_the_program_reads_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    times_read(b"a")
    monkeypatch.setattr(cache, "_program", lambda: b"another")
    assert times_read(b"a") == 1


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    found: list[str] = []
    write = cache._write

    def noted(path: Path, value: object) -> None:
        found.append(path.name.partition("-")[0])
        write(path, value)

    monkeypatch.setattr(cache, "_write", noted)
    yield found


def test_bank_and_theme_are_the_same_from_the_cache(folder: Path, written: list[str]) -> None:
    first, again = ((read_bank(), load_themes("tall-pines")) for _ in range(2))
    assert set(written) == {"bank", "theme"}
    assert len(written) == len(set(kept(folder)))
    assert first[1] == again[1]
    assert (again[0].origin("who.lead"), again[0].source) == (first[0].origin("who.lead"), first[0].source)
    assert first[0] == again[0]


def test_a_bank_from_the_cache_can_be_sent_on(folder: Path) -> None:
    read_bank()
    sent = pickle.loads(pickle.dumps(read_bank()))
    assert sent.origin("who.lead") == read_bank().origin("who.lead")
    with pytest.raises(AttributeError):
        _ = sent.another


class _ByName:
    """What Python 3.11.0 to 3.11.3 write for a member of an enumeration."""

    def __init__(self, kind: type, name: str) -> None:
        self.kind, self.name = kind, name

    def __reduce__(self) -> tuple[Callable[..., object], tuple[type, str]]:
        return getattr, (self.kind, self.name)


def test_a_member_of_an_enumeration_may_be_named() -> None:
    assert cache.loaded(pickle.dumps(_ByName(Language, "FR"))) is Language("fr")
    for kind, name in ((Language, "__members__"), (Language, "mro"), (Origin, "__init__")):
        with pytest.raises(pickle.UnpicklingError):
            cache.loaded(pickle.dumps(_ByName(kind, name)))


def test_a_class_that_is_over_takes_the_cache_with_it(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("ana.yaml").write_text("name: Ana\ndecision: exploring\ntarget: {occupation: welder}\n", "utf-8")
    build = ["build", "ana.yaml", "-f", "txt", "-o", "out"]
    assert CliRunner().invoke(main, build).exit_code == 0
    other = folder / "of another program"
    other.write_text("")
    assert len(kept(folder)) > 1
    assert CliRunner().invoke(main, ["forget", "out", "--yes"]).exit_code == 0
    assert kept(folder) == [other]
