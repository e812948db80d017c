"""Open a spreadsheet file (a zip archive) within limits."""

from __future__ import annotations

from collections.abc import Callable
from xml.parsers import expat

from interview_kit.stages.read.roster.table import MIB, refusal
from interview_kit.support.errors import InvalidInput
from interview_kit.support.i18n import N_, _
from interview_kit.support.safe_zip import USUAL_LIMITS, Fault, SafeZip, ZipFault

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

Attributes = dict[str, str]


def looks_like_a_spreadsheet(data: bytes) -> bool:
    """Return whether the bytes begin like a zip archive or an old Excel file (.xls)."""
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06", _OLD_EXCEL))


def open_spreadsheet(data: bytes, file: str) -> SafeZip:
    """Return the parts of a spreadsheet file, whose sizes are checked. Raises InvalidInput, ZipFault."""
    if data.startswith(_OLD_EXCEL):
        raise refusal(file, _(_LOCKED if _PASSWORD in data else _OLD))
    archive = SafeZip(data)
    names = [name.casefold() for name in archive.names]
    for ending, message in _NEAR_MISSES:
        if any(name.endswith(ending) for name in names):
            raise refusal(file, _(message))
    archive.check()
    return archive


def unreadable(file: str, fault: Fault) -> InvalidInput:
    """Return an InvalidInput for a spreadsheet that cannot be read."""
    match fault:
        case Fault.LOCKED:
            return refusal(file, _(_LOCKED))
        case Fault.TOTAL:
            most = USUAL_LIMITS.total // MIB
            return refusal(
                file, _("this spreadsheet is too large: the most is {most} MiB unzipped", most=most)
            )
    return refusal(file, _(_UNREADABLE))


def is_ods(archive: SafeZip) -> bool:
    """Return whether this is an OpenDocument spreadsheet, as LibreOffice writes it."""
    return "mimetype" in archive.names and archive.read("mimetype").strip() == _ODS


def parse(
    archive: SafeZip,
    name: str,
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Call handlers with the elements and the text of a part, with namespaces in place of prefixes.

    Raises ZipFault where it is not XML or has a document type.
    """
    # A separator makes expat resolve prefixes, which a file may choose as it likes.
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    # A document type can define entities that expand without limit.
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        parser.Parse(archive.read(name), True)
    except expat.ExpatError as error:
        raise ZipFault(Fault.NOT_XML, name) from error


def _refuse_doctype(*_ignored: object) -> None:
    raise ZipFault(Fault.DOCUMENT_TYPE)


def local_name(name: str) -> str:
    """Return the name of an element or attribute without its namespace, as `parse` gives it."""
    return name.rpartition(" ")[2]
