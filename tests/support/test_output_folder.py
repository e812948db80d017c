"""Write files: whole or not at all, under names good everywhere, in a folder that one build holds."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from interview_kit.support.errors import OutputLocked, OutputProblem
from interview_kit.support.output_folder import FileOwner, OutputFolder, file_paths, file_stem


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith(".kit.lock"))


@pytest.mark.parametrize(
    ("words", "stem"),
    [
        ("Maya Chen", "maya-chen"),
        ("Émilie O’Brien-Côté", "emilie-obrien-cote"),
        ("../../etc/passwd", "etc-passwd"),
        ("-rf", "rf"),
        (".hidden.", "hidden"),
        ("NUL", "kit-nul"),
        ("com1", "kit-com1"),
        ("ﬁne", "fine"),
        ("☃", "kit"),
        ("Nguyễn Thị Hoa", "nguyen-thi-hoa"),
        ("李 小龍", "li-xiao-long"),
    ],
)
def test_a_name_becomes_a_stem_that_every_system_takes(words: str, stem: str) -> None:
    assert file_stem(words) == stem


def test_a_long_name_is_cut_to_eighty_bytes() -> None:
    assert len(file_stem("Wolfeschlegelsteinhausen " * 8).encode()) <= 80


def test_two_people_of_one_name_keep_their_files_whatever_the_order() -> None:
    people = [
        FileOwner(Path("o"), "Ada Obi", "s-1"),
        FileOwner(Path("o"), "ADA  OBI", "s-2"),
        FileOwner(Path("o"), "Lee", "s-3"),
        FileOwner(Path("o"), "Sam", "welder"),
        FileOwner(Path("o"), "Sam", "Koch/Köchin"),
    ]
    forwards, backwards = file_paths(people), file_paths(people[::-1])
    assert forwards == backwards[::-1]
    names = [path.name for path in forwards]
    assert names == ["ada-obi-s-1", "ada-obi-s-2", "lee", "sam-welder", "sam-koch-kochin"]


def test_people_alike_in_everything_are_numbered() -> None:
    first, second = file_paths([FileOwner(Path("o"), "Ada", "s-1")] * 2)
    assert second == first.with_name(f"{first.name}-2")


def test_no_file_is_replaced_before_all_new_ones_are_safe(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that is full at the second file leaves the first as it was."""
    synced = iter([None, OSError(28, "No space left on device")])

    def fail(_: int) -> None:
        if (error := next(synced)) is not None:
            raise error

    with OutputFolder(tmp_path) as folder:
        folder.write({"kit.pdf": b"old pdf", ".kit/kit.json": b"old"})
        monkeypatch.setattr(os, "fsync", fail)
        with pytest.raises(OutputProblem, match=r"kit\.json: No space left on device"):
            folder.write({"kit.pdf": b"new pdf", ".kit/kit.json": b"new"})
    assert (tmp_path / "kit.pdf").read_bytes() == b"old pdf"
    assert (tmp_path / ".kit/kit.json").read_bytes() == b"old"
    assert names(tmp_path) == [".kit", "kit.pdf"]
    assert names(tmp_path / ".kit") == ["kit.json"]


def test_what_a_killed_build_left_half_written_goes_with_the_next_one(tmp_path: Path) -> None:
    (tmp_path / ".kit").mkdir()
    for left in (".kit-a1b2.part", ".kit/.kit-c3d4.part"):
        (tmp_path / left).write_text("half")
    (tmp_path / "mine.part").write_text("not ours")
    with OutputFolder(tmp_path):
        pass
    assert names(tmp_path) == [".kit", "mine.part"]
    assert names(tmp_path / ".kit") == []


def test_a_file_is_private_and_so_is_its_folder(tmp_path: Path) -> None:
    with OutputFolder(tmp_path / "new/out") as folder:
        (path,) = folder.write({"kit.pdf": b"whole"})
    assert path.read_bytes() == b"whole"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert names(tmp_path / "new/out") == ["kit.pdf"]
    for made in (path.parent, path.parent.parent):
        assert stat.S_IMODE(made.stat().st_mode) == 0o700


def test_a_shared_folder_has_ordinary_modes(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        with OutputFolder(tmp_path / "new/out", shared=True) as folder:
            (path,) = folder.write({"kit.pdf": b"whole"})
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o750


@pytest.mark.parametrize("call", ["fsync", "replace", "chmod"])
def test_when_writing_fails_the_old_file_stays_and_nothing_is_left_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with OutputFolder(tmp_path) as folder:
        folder.write({"kit.pdf": b"old"})
        monkeypatch.setattr(os, call, fail)
        with pytest.raises(OutputProblem, match=r"cannot write .*kit\.pdf: No space left on device"):
            folder.write({"kit.pdf": b"new"})
        monkeypatch.undo()
    assert (tmp_path / "kit.pdf").read_bytes() == b"old"
    assert names(tmp_path) == ["kit.pdf"]


def test_two_builds_do_not_share_a_folder(tmp_path: Path) -> None:
    with (
        OutputFolder(tmp_path),
        pytest.raises(OutputLocked, match="another build is writing"),
        OutputFolder(tmp_path),
    ):
        pass
    with OutputFolder(tmp_path) as folder:  # the lock goes with the build
        folder.write({"a.txt": b"a"})


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(OutputProblem, match="cannot write"), OutputFolder(tmp_path / "file" / "out"):
        pass
