"""The archive: a folder for each person, the same bytes always, never more than one file in memory."""

from __future__ import annotations

import io
import os
import tracemalloc
import zipfile
from pathlib import Path

from interview_kit.build.class_files.archive import kit_members, zip_chunks


def test_each_person_has_a_folder(tmp_path: Path) -> None:
    assert kit_members({tmp_path / "zoe": ("pdf", "docx"), tmp_path / "ana": ("pdf",)}) == {
        "zoe/zoe.pdf": tmp_path / "zoe.pdf",
        "zoe/zoe.docx": tmp_path / "zoe.docx",
        "ana/ana.pdf": tmp_path / "ana.pdf",
    }


def test_members_are_sorted_dated_1980_and_for_their_owner_alone(tmp_path: Path) -> None:
    for name, data in (("b", b"second"), ("a", b"")):
        (tmp_path / name).write_bytes(data)
    packed = b"".join(zip_chunks({"x/b": tmp_path / "b", "x/a": tmp_path / "a"}))
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.testzip() is None
        assert [
            (each.filename, each.date_time, each.external_attr, each.flag_bits) for each in archive.filelist
        ] == [(name, (1980, 1, 1, 0, 0, 0), 0o100600 << 16, 0) for name in ("x/a", "x/b")]
        assert archive.read("x/b") == b"second"


def test_neither_clock_nor_order_nor_modes_change_a_byte(tmp_path: Path) -> None:
    files = {f"{name}/{name}.pdf": tmp_path / name for name in "abc"}
    for name in "abc":
        (tmp_path / name).write_bytes(name.encode() * 1000)
    before = b"".join(zip_chunks(files))
    for path in files.values():
        os.utime(path, (1, 1))
        path.chmod(0o444)
    assert b"".join(zip_chunks(dict(reversed(files.items())))) == before


def test_a_large_class_takes_the_memory_of_one_kit(tmp_path: Path) -> None:
    size, count = 1024 * 1024, 40
    (tmp_path / "kit").write_bytes(bytes(size))
    files = {f"{number}/kit.pdf": tmp_path / "kit" for number in range(count)}
    tracemalloc.start()
    packed = sum(len(chunk) for chunk in zip_chunks(files))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert packed > size * count
    assert peak < 8 * size
