"""Refuse an unsafe Word shell before it is opened: zip bombs, macros, external references, active fields."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from docx.image.exceptions import UnrecognizedImageError
from docx.image.image import Image
from lxml import etree

from interview_kit.support.errors import Problem, ThemeError
from interview_kit.support.i18n import N_, _
from interview_kit.support.safe_zip import Fault, SafeZip, ZipFault, ZipLimits, parse_xml

SHELL = "word/shell.docx"

_LIMITS = ZipLimits(200, 20 * 1024**2, ratio=100)  # Word's own XML packs about 20 to 1
_PIXELS = 25_000_000
# The signature of Office files before 2007, and of newer ones with a password.
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_OLD_WORD = N_(
    "this is an old Word file (.doc), or one with a password; save it in Word as .docx, without one"
)
_NO_WORD = N_("this is not a Word file; open your letterhead in Word and save it as .docx")
_LONGEST_QUOTED = 300
_LINKS = re.compile(r"(?:https?://|mailto:|tel:)", re.IGNORECASE)
_KINDS = frozenset(  # the last step of a relationship's type
    {"officeDocument", "core-properties", "extended-properties", "custom-properties", "thumbnail", "styles"}
    | {"stylesWithEffects", "numbering", "settings", "webSettings", "fontTable", "theme", "header", "footer"}
    | {"footnotes", "endnotes", "image", "font", "customXml", "customXmlProps", "hyperlink", "people"}
)
_FIELDS = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES", "STYLEREF", "TITLE", "HYPERLINK"})
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@lru_cache(maxsize=4)
def check_shell(shell: bytes) -> None:
    """Check that a shell is safe to open. Raises ThemeError with every reason why it is not.

    Sizes and ratios come from the zip's directory; unpacking checks them against the data.
    """
    problems = tuple(
        Problem(SHELL, None, None, _short(part), _short(message)) for part, message in _findings(shell)
    )
    if problems:
        raise ThemeError(problems)


def _short(text: str) -> str:
    # Names and quotations come from the shell, and may be of any length.
    return text if len(text) <= _LONGEST_QUOTED else f"{text[:_LONGEST_QUOTED]}…"


def _findings(shell: bytes) -> Iterator[tuple[str, str]]:
    try:
        archive = SafeZip(shell, _LIMITS)
    except ZipFault:
        yield "", _(_OLD_WORD if shell.startswith(_OLD_OFFICE) else _NO_WORD)
        return
    refused = [(fault.member, _refusal(fault)) for fault in archive.faults()]
    yield from refused
    if refused:
        return
    for needed in ("[Content_Types].xml", "_rels/.rels", "word/document.xml"):
        if needed not in archive.names:
            yield needed, _("this part is missing, so this is not a Word file (.docx)")
    for name in archive.names:
        try:
            yield from ((name, message) for message in _inside(name, archive.read(name)))
        except ZipFault as fault:
            yield name, _refusal(fault)


_FAULTS = {
    Fault.MEMBERS: N_("it holds {members} parts; {most} are allowed"),
    Fault.TOTAL: N_("unpacked it is larger than {total} MiB"),
    Fault.RATIO: N_("unpacked this part grows more than {ratio} times"),
    Fault.TWICE: N_("this part is there twice"),
    Fault.NAME: N_("this is not the name of a part"),
    Fault.LOCKED: N_("this part is locked with a password"),
    Fault.NOT_XML: N_("this part is not XML: {msg}"),
    Fault.DOCUMENT_TYPE: N_("a document type (DTD) is not allowed"),
    Fault.DAMAGED: N_("this part cannot be unpacked: {error}"),
}


def _refusal(fault: ZipFault) -> str:
    """Return the message of a fault."""
    limits = {"most": _LIMITS.members, "total": _LIMITS.total // 1024**2, "ratio": _LIMITS.ratio}
    reason = dict.fromkeys(("members", "msg", "error"), fault.reason)
    return _(_FAULTS[fault.fault], **limits, **reason)


def _inside(name: str, data: bytes) -> Iterator[str]:
    if name.endswith((".xml", ".rels", ".vml")):
        yield from _xml_findings(name, data)
    elif name.startswith("word/media/") or name.startswith("docProps/thumbnail"):
        yield from _image_findings(data)
    elif not name.endswith(("/", ".odttf")):
        yield _("this kind of part is not allowed in a shell")


def _xml_findings(name: str, data: bytes) -> Iterator[str]:
    root = parse_xml(data, name)
    if name == "[Content_Types].xml":
        kinds = {child.get("ContentType", "").lower() for child in root}
        if any(word in kind for kind in kinds for word in ("macroenabled", "vbaproject", "activex", "ole")):
            yield _("macros and embedded programs are not allowed")
    elif name.endswith(".rels"):
        yield from _relationship_findings(root)
    else:
        yield from _field_findings(root)


def _relationship_findings(root: etree._Element) -> Iterator[str]:
    for relationship in root:
        kind = relationship.get("Type", "").rpartition("/")[2]
        target = relationship.get("Target", "")
        if relationship.get("TargetMode") == "External":
            if kind != "hyperlink" or not _LINKS.match(target):
                yield _(
                    "it refers to something outside the file: {target} ({kind})", target=target, kind=kind
                )
        elif kind not in _KINDS:
            yield _("a part of this kind is not allowed in a shell: {kind}", kind=kind)


def _field_findings(root: etree._Element) -> Iterator[str]:
    for code in _field_codes(root):
        kind = code.split()[0].upper() if code.split() else ""
        if kind and kind not in _FIELDS:
            yield _("the field {kind} is not allowed in a shell", kind=kind)


def _field_codes(root: etree._Element) -> Iterator[str]:
    """Yield the code of every field; Word may split one over runs, and fields may be nested."""
    open_codes: list[str] = []
    for element in root.iter(f"{_WORD}fldSimple", f"{_WORD}fldChar", f"{_WORD}instrText"):
        if element.tag == f"{_WORD}fldSimple":
            yield element.get(f"{_WORD}instr", "")
        elif element.tag == f"{_WORD}instrText" and open_codes:
            open_codes[-1] += element.text or ""
        elif element.tag == f"{_WORD}instrText":
            yield element.text or ""
        elif element.get(f"{_WORD}fldCharType") == "begin":
            open_codes.append("")
        elif element.get(f"{_WORD}fldCharType") == "end" and open_codes:
            yield open_codes.pop()
    yield from open_codes


def _image_findings(data: bytes) -> Iterator[str]:
    try:
        image = Image.from_blob(data)
    except (UnrecognizedImageError, ValueError, IndexError, KeyError, EOFError) as error:
        yield _("this is not a PNG, JPEG, GIF, BMP or TIFF image: {error}", error=error)
        return
    if image.px_width * image.px_height > _PIXELS:
        yield _("this image has more than {pixels} million pixels", pixels=_PIXELS // 1_000_000)
