"""Read untrusted zip archives within limits, and XML without a document type; write zips reproducibly."""

from __future__ import annotations

import io
import lzma
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree

# Exceptions that zipfile raises for a damaged file, depending on which byte is wrong.
_DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(EOFError, OSError, OverflowError, RuntimeError, ValueError),
)
_RATIO_FROM = 64 * 1024
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest date in the zip format
_UNIX = 3
_PARSER = {
    **{"resolve_entities": False, "load_dtd": False, "no_network": True, "huge_tree": False},
    **{"remove_comments": True, "remove_pis": True},  # so that a comment in a word does not end it
}


@dataclass(frozen=True, slots=True)
class ZipLimits:
    """The most members of an archive, their most bytes unpacked, and how many times a member may grow.

    A member of less than 64 KiB may grow more.
    """

    members: int
    total: int
    ratio: int = 1000


USUAL_LIMITS = ZipLimits(2_000, 128 * 1024**2)


class Fault(Enum):
    """Why an archive or a member is refused."""

    DAMAGED = auto()
    MEMBERS = auto()
    TOTAL = auto()
    RATIO = auto()
    TWICE = auto()
    NAME = auto()
    LOCKED = auto()
    NOT_XML = auto()
    DOCUMENT_TYPE = auto()


class ZipFault(Exception):
    """An archive or its member was refused; `member` is "" for the archive as a whole."""

    def __init__(self, fault: Fault, member: str = "", reason: str = "") -> None:
        super().__init__(fault, member, reason)
        self.fault = fault
        self.member = member
        self.reason = reason


class SafeZip:
    """The members of a zip archive, as bytes. The constructor raises ZipFault for damaged data."""

    def __init__(self, data: bytes, limits: ZipLimits = USUAL_LIMITS) -> None:
        self._limits = limits
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _DAMAGED as error:
            raise ZipFault(Fault.DAMAGED, reason=str(error)) from error

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of all members."""
        return tuple(self._zip.namelist())

    def faults(self) -> Iterator[ZipFault]:
        """Yield every fault that shows in the archive's directory, before anything is unpacked."""
        members, limits = self._zip.infolist(), self._limits
        if len(members) > limits.members:
            yield ZipFault(Fault.MEMBERS, reason=str(len(members)))
        if sum(member.file_size for member in members) > limits.total:
            yield ZipFault(Fault.TOTAL)
        seen: set[str] = set()
        for member in members:
            name = member.filename
            if name.casefold() in seen:
                yield ZipFault(Fault.TWICE, name)
            seen.add(name.casefold())
            is_inside = posixpath.normpath(f"/{name}") == f"/{name.rstrip('/')}"
            if name.startswith("/") or "\\" in name or not is_inside:
                yield ZipFault(Fault.NAME, name)
            if member.flag_bits & 1:
                yield ZipFault(Fault.LOCKED, name)
            if member.file_size > max(_RATIO_FROM, limits.ratio * member.compress_size):
                yield ZipFault(Fault.RATIO, name)

    def check(self) -> None:
        """Raise the first of `faults`, if there are any."""
        for fault in self.faults():
            raise fault

    def read(self, name: str) -> bytes:
        """Return the bytes of a member. Raises ZipFault where it is missing or damaged."""
        try:
            # zipfile reads at most the declared size, which `faults` has checked, and verifies the CRC.
            return self._zip.read(name)
        except (KeyError, *_DAMAGED) as error:
            raise ZipFault(Fault.DAMAGED, name, str(error)) from error


def parse_xml(data: bytes, name: str = "") -> etree._Element:
    """Return the root element of XML; its entities are not expanded.

    Raises ZipFault with the member's name where it is no XML or has a document type.
    """
    from lxml import etree  # imported here: spreadsheets are read by another parser

    try:
        root = etree.fromstring(data, etree.XMLParser(**_PARSER))
    except etree.XMLSyntaxError as error:
        raise ZipFault(Fault.NOT_XML, name, error.msg or "") from error
    if root.getroottree().docinfo.doctype:
        raise ZipFault(Fault.DOCUMENT_TYPE, name)
    return root


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """Return a compressed zip of `parts` in the order of their names, dated 1980, with fixed attributes."""
    return b"".join(zip_chunks(sorted(parts.items())))


def zip_chunks(
    members: Iterable[tuple[str, bytes]], *, mode: int = 0o644, compression: int = zipfile.ZIP_DEFLATED
) -> Iterator[bytes]:
    """Yield the bytes of a zip in chunks, one for each member (name and data), so that none is kept.

    Members stay in their order, are dated 1980 and have the file permissions `mode`.
    """
    outlet = _Outlet()
    with zipfile.ZipFile(outlet, "w") as archive:
        for name, data in members:
            member = zipfile.ZipInfo(name, _EPOCH)
            member.compress_type = compression
            member.create_system = _UNIX
            member.external_attr = (0o100000 | mode) << 16
            _append(archive, member, data)
            yield outlet.drained()
    yield outlet.drained()


def _append(archive: zipfile.ZipFile, member: zipfile.ZipInfo, data: bytes) -> None:
    """Write a member as `ZipFile.writestr` does, but compress no data that is still remembered."""
    packed = data
    if member.compress_type == zipfile.ZIP_DEFLATED:
        packed = (_deflated if len(data) <= _REMEMBERED else _deflated.__wrapped__)(data)
    member.CRC, member.file_size, member.compress_size = zlib.crc32(data), len(data), len(packed)
    assert archive.fp is not None  # it is open
    member.header_offset = archive.fp.tell()
    archive.fp.write(member.FileHeader() + packed)
    archive.filelist.append(member)
    archive.start_dir = archive.fp.tell()


_REMEMBERED = 1 << 20  # bytes of the largest data that is remembered with what it is compressed to


@lru_cache(maxsize=64)
def _deflated(data: bytes) -> bytes:
    """Return data compressed as zipfile does; the fonts and styles of a kit are those of the next."""
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


class _Outlet(io.RawIOBase):
    """An output without positions, which keeps only the bytes written since it was last drained."""

    _chunks: tuple[bytes, ...] = ()

    def write(self, data: bytes) -> int:  # type: ignore[override]  # zipfile writes nothing else
        """Keep bytes, and return how many they are."""
        self._chunks += (data,)
        return len(data)

    def drained(self) -> bytes:
        """Return the bytes written since the last call."""
        data = b"".join(self._chunks)
        self._chunks = ()
        return data
