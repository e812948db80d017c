"""Open a spreadsheet file (a zip archive) within limits, and pass on only parts that were checked."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from xml.parsers import expat

from interview_kit.stages.read.roster.table import MIB, refusal
from interview_kit.support.errors import InvalidInput
from interview_kit.support.i18n import N_, _
from interview_kit.support.safe_zip import Fault, SafeZip, ZipFault, ZipLimits

LARGEST_UNZIPPED = 128 * MIB
MOST_PARTS = 2_000
_LIMITS = ZipLimits(MOST_PARTS, LARGEST_UNZIPPED)

_READ = (".xml", ".rels", "mimetype")
_OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PASSWORD = "EncryptedPackage".encode("utf-16-le")
_OLD = N_("this is an old Excel file (.xls); save it as an Excel workbook (.xlsx)")
_LOCKED = N_("this workbook is locked by a password; save it as an Excel workbook (.xlsx) without one")
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
# Parts that identify a file of another kind, and the message for it.
_NEAR_MISSES = (
    (
        "vbaproject.bin",
        N_(
            "this workbook holds macros, which are not opened here; "
            "save it as an Excel workbook (.xlsx) without macros"
        ),
    ),
    (
        "xl/workbook.bin",
        N_("this is a binary Excel workbook (.xlsb); save it as an Excel workbook (.xlsx)"),
    ),
    ("index/document.iwa", N_("this is a Numbers file; export it as Excel or CSV")),
    ("word/document.xml", N_("this is a Word file, not a spreadsheet")),
)
_UNREADABLE = N_(
    "this spreadsheet is damaged, or it is none; open it in a spreadsheet program and save it again"
)


def looks_like_a_spreadsheet(data: bytes) -> bool:
    """Return whether the bytes begin like a zip archive or an old Excel file (.xls)."""
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06", _OLD_EXCEL))


class Archive:
    """The parts of a spreadsheet file by name; its constructor raises InvalidInput for any other file."""

    def __init__(self, data: bytes, file: str) -> None:
        self.file = file
        if data.startswith(_OLD_EXCEL):
            raise refusal(file, _(_LOCKED if _PASSWORD in data else _OLD))
        try:
            self._zip = SafeZip(data, _LIMITS)
            names = [name.casefold() for name in self._zip.names]
            for ending, message in _NEAR_MISSES:
                if any(name.endswith(ending) for name in names):
                    raise refusal(file, _(message))
            self._zip.check()
        except ZipFault as error:
            raise self._refused(error) from error

    def _refused(self, error: ZipFault) -> InvalidInput:
        match error.fault:
            case Fault.LOCKED:
                return refusal(self.file, _(_LOCKED))
            case Fault.TOTAL:
                most = LARGEST_UNZIPPED // MIB
                message = _("this spreadsheet is too large: the most is {most} MiB unzipped", most=most)
                return refusal(self.file, message)
        return refusal(self.file, _(_UNREADABLE))

    @property
    def is_ods(self) -> bool:
        """Return whether this is an OpenDocument spreadsheet, as LibreOffice writes it."""
        return "mimetype" in self._zip.names and self.part("mimetype").strip() == _ODS

    def part(self, name: str) -> bytes:
        """Return the bytes of a part. Raises InvalidInput where it is missing or damaged."""
        try:
            return self._zip.read(name)
        except ZipFault as error:
            raise self.unreadable() from error

    def names(self) -> tuple[str, ...]:
        """Return the names of the parts that cell values may depend on."""
        return tuple(name for name in self._zip.names if name.casefold().endswith(_READ))

    def unreadable(self) -> InvalidInput:
        """Return an InvalidInput for a file that cannot be read."""
        return refusal(self.file, _(_UNREADABLE))

    def parse(self, name: str, parser: expat.XMLParserType) -> None:
        """Feed a part to an XML parser. Raises InvalidInput where it is not XML or has a document type."""
        # A document type can define entities that expand without limit.
        parser.StartDoctypeDeclHandler = self._stop
        try:
            parser.Parse(self.part(name), True)
        except expat.ExpatError as error:
            raise self.unreadable() from error

    def _stop(self, *_ignored: object) -> None:
        raise self.unreadable()


def packed(parts: Mapping[str, bytes]) -> io.BytesIO:
    """Return a zip archive of these parts alone, so that another reader sees only what was checked."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    target.seek(0)
    return target
