"""A member of an archive is read whole, or refused by its name, whatever is damaged in it."""

from __future__ import annotations

import io
import zipfile

import pytest

from interview_kit.support.safe_zip import Fault, SafeZip, ZipFault

TEXT = bytes(range(256)) * 8


def archive() -> bytearray:
    with zipfile.ZipFile(written := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as opened:
        opened.writestr("part.xml", TEXT)
    return bytearray(written.getvalue())


def test_a_member_is_read() -> None:
    assert SafeZip(bytes(archive())).read("part.xml") == TEXT


@pytest.mark.parametrize(
    ("signature", "place", "size"),
    [(b"PK\x03\x04", 38, 20), (b"PK\x01\x02", 16, 4), (b"PK\x03\x04", 0, 4), (b"PK\x01\x02", 10, 2)],
    ids=["its packed bytes", "its checksum", "its header", "its method"],
)
def test_a_damaged_member_is_refused_by_name(signature: bytes, place: int, size: int) -> None:
    data = archive()
    start = data.index(signature) + place
    data[start : start + size] = b"\xfe" * size
    with pytest.raises(ZipFault) as refused:
        SafeZip(bytes(data)).read("part.xml")
    assert (refused.value.fault, refused.value.member) == (Fault.DAMAGED, "part.xml")
