"""Records: each byte of one counts, and so does each byte of the files it tells of."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest

from interview_kit.build.build_state import (
    DamagedRecord,
    Record,
    changed_files,
    digests,
    read_record,
    record_bytes,
)
from tests.shared import LONG

FILES = {"pdf": b"%PDF", "docx": b"PK"}
RECORD = Record("key", digests(FILES), 7, "B; C", "20; 10", "0.2.0")


@pytest.fixture
def kit(tmp_path: Path) -> Path:
    """Return the path of a kit's files without their endings."""
    for ending, data in FILES.items():
        (tmp_path / f"ada.{ending}").write_bytes(data)
    (tmp_path / ".kit").mkdir()
    (tmp_path / ".kit/ada.json").write_bytes(record_bytes(RECORD))
    return tmp_path / "ada"


def test_a_record_is_read_as_it_was_written(kit: Path) -> None:
    assert read_record(kit) == RECORD
    assert read_record(kit.with_name("lee")) is None


@pytest.mark.parametrize("change", ["flip", "cut", "add"])
def test_damage_at_any_byte_is_seen(kit: Path, change: str) -> None:
    good = record_bytes(RECORD)
    for place in range(0, len(good), 1 if LONG else 7):
        changed = {
            "flip": good[:place] + bytes([good[place] ^ 1]) + good[place + 1 :],
            "cut": good[:place],
            "add": good[:place] + b" " + good[place:],
        }[change]
        (kit.parent / ".kit/ada.json").write_bytes(changed)
        with pytest.raises(DamagedRecord):
            read_record(kit)


WRONG = {
    "a name that leads elsewhere": {"files": {"../txt": "0"}},
    "a name with a folder": {"files": {"a/txt": "0"}},
    "a digest that is none": {"files": {"txt": 1}},
    "a list of files": {"files": ["txt"]},
    "text for pages": {"pages": "7"},
    "a further key": {"more": 1},
}


@pytest.mark.parametrize("case", WRONG)
def test_a_record_with_a_good_checksum_and_wrong_data_is_damaged(kit: Path, case: str) -> None:
    told = json.loads(record_bytes(RECORD).partition(b"\n")[2]) | WRONG[case]
    body = json.dumps(told).encode()
    data = sha256(body).hexdigest().encode() + b"\n" + body
    (kit.parent / ".kit/ada.json").write_bytes(data)
    with pytest.raises(DamagedRecord):
        read_record(kit)


def test_the_record_of_a_later_version_is_none(kit: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("interview_kit.build.build_state._VERSION", 3)
    assert read_record(kit) is None


def test_a_file_that_is_not_as_it_was_built_is_named(kit: Path) -> None:
    assert changed_files(RECORD, kit, ("pdf", "docx")) == ()
    kit.with_name("ada.pdf").write_bytes(b"%PDG")
    kit.with_name("ada.docx").unlink()
    assert changed_files(RECORD, kit, ("pdf", "docx")) == ("ada.pdf", "ada.docx")
    assert changed_files(RECORD, kit, ("html",)) == ()
