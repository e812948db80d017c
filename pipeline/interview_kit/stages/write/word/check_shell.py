"""Check and clean a Word shell before it is opened: zip bombs, macros, external references, active fields.

Everything that a kit takes over from a shell passes here; `shell_rules` lists what is allowed.
"""

from __future__ import annotations

import posixpath
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from docx.image.exceptions import UnrecognizedImageError
from docx.image.image import Image
from lxml import etree

from interview_kit.stages.write.word.clean_part import LeftOut, clean_part
from interview_kit.stages.write.word.shell_rules import KEPT, LINK, NAMED, PLACES, RELATED, UNUSED
from interview_kit.support.errors import Problem, ThemeError
from interview_kit.support.i18n import N_, _
from interview_kit.support.safe_zip import Fault, SafeZip, ZipFault, ZipLimits, parse_xml, zipped

SHELL = "word/shell.docx"

_LIMITS = ZipLimits(200, 20 * 1024**2, ratio=100)  # Word's own XML packs about 20 to 1
_PIXELS = 25_000_000
# The signature of Office files before 2007, and of newer ones with a password.
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_OLD_WORD = N_(
    "this is an old Word file (.doc), or one with a password; save it in Word as .docx, without one"
)
_NO_WORD = N_("this is not a Word file; open your letterhead in Word and save it as .docx")
_MISSING = N_("this part is missing, so this is not a Word file (.docx)")
_LONGEST_QUOTED = 300
_TYPES, _PACKAGE = "[Content_Types].xml", "_rels/.rels"
_UNUSED_FOLDERS = ("docProps/", "customXml/", "docMetadata/", "word/glossary/", "word/printerSettings/")


@dataclass(frozen=True, slots=True)
class CleanShell:
    """What a kit may take over from a shell, as a Word file, and what was left out."""

    data: bytes
    left_out: LeftOut


@lru_cache(maxsize=4)
def check_shell(shell: bytes) -> CleanShell:
    """Return what is safe of a shell. Raises ThemeError with every reason why it is refused.

    Sizes and ratios come from the zip's directory; unpacking checks them against the data.
    """
    parts: dict[str, bytes] = {}
    left_out = LeftOut()
    problems = tuple(
        Problem(SHELL, None, None, _short(part), _short(message))
        for part, message in _findings(shell, parts, left_out)
    )
    if problems:
        raise ThemeError(problems)
    return CleanShell(zipped(parts), left_out)


def _short(text: str) -> str:
    # Names and quotations come from the shell, and may be of any length.
    return text if len(text) <= _LONGEST_QUOTED else f"{text[:_LONGEST_QUOTED]}…"


def _findings(shell: bytes, parts: dict[str, bytes], left_out: LeftOut) -> Iterator[tuple[str, str]]:
    """Yield part and reason of what is refused; add what a kit takes over to `parts`."""
    try:
        archive = SafeZip(shell, _LIMITS)
    except ZipFault:
        yield "", _(_OLD_WORD if shell.startswith(_OLD_OFFICE) else _NO_WORD)
        return
    refused = [(fault.member, _refusal(fault)) for fault in archive.faults()]
    yield from refused
    if refused:
        return
    for needed in (_TYPES, _PACKAGE):
        if needed not in archive.names:
            yield needed, _(_MISSING)
    data: dict[str, bytes] = {}
    for name in archive.names:
        try:
            data[name] = archive.read(name)
            if name.endswith((".xml", ".rels", ".vml")):
                parse_xml(data[name], name)
        except ZipFault as fault:
            yield name, _refusal(fault)
            data.pop(name, None)
    kinds = yield from _reached(data, parts, left_out)
    yield from _type_findings(data, kinds)
    for name, content in data.items():
        yield from ((name, message) for message in _inside(name, content, kinds, parts, left_out))


def _reached(
    data: Mapping[str, bytes], parts: dict[str, bytes], left_out: LeftOut
) -> Generator[tuple[str, str], None, dict[str, str]]:
    """Return the kind of each part that a kit takes over, by its name; yield which relations are refused.

    Adds the relations to `parts`, with the types of the transitional schema.
    """
    kinds: dict[str, str] = {}
    sources = [""]
    for source in sources:
        folder, _slash, base = source.rpartition("/")
        place = posixpath.join(folder, "_rels", f"{base}.rels")
        if place not in data:
            continue
        root = parse_xml(data[place], place)
        for relation in list(root):
            kind, target = relation.get("Type", "").rpartition("/")[2], relation.get("Target", "")
            named = {"kind": kind, "target": target}
            relation.set("Type", f"{RELATED}/{kind}")
            name = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            if relation.get("TargetMode") == "External" and kind not in NAMED:
                if kind != "hyperlink" or not LINK.fullmatch(target):
                    yield place, _("it refers to something outside the file: {target} ({kind})", **named)
            elif kind not in KEPT or name.endswith(".svg"):
                root.remove(relation)
                kinds.setdefault(name, "")
                left_out.names.update({kind} & NAMED)
                if kind not in {*KEPT, *NAMED, *UNUSED}:
                    yield place, _("a part of this kind is not allowed in a shell: {kind}", kind=kind)
            elif not name.startswith(PLACES[kind]):
                yield name, _(_FAULTS[Fault.NAME])
            elif not kinds.get(name):
                sources.append(name)
                kinds[name] = kind
        parts[place] = etree.tostring(root)
    if "officeDocument" not in kinds.values():
        yield "word/document.xml", _(_MISSING)
    return kinds


def _type_findings(data: Mapping[str, bytes], kinds: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield each content type that is not the one of its part's kind."""
    root = parse_xml(data.get(_TYPES, b"<Types/>"), _TYPES)
    declared = {
        (each.get("PartName") or f".{each.get('Extension', '')}").lower(): each.get("ContentType", "")
        for each in root
    }
    for name, kind in kinds.items():
        if not kind:
            continue
        ending = f".{name.rpartition('.')[2]}".lower()
        found = declared.get(f"/{name}".lower(), declared.get(ending, ""))
        usual = KEPT[kind]
        if name in data and not (found == usual or (usual.endswith("/") and found.startswith(usual))):
            yield _TYPES, _("a part of this kind is not allowed in a shell: {kind}", kind=found or name)


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


def _inside(
    name: str, data: bytes, kinds: Mapping[str, str], parts: dict[str, bytes], left_out: LeftOut
) -> Iterator[str]:
    """Yield why a part is refused; add it to `parts` if a kit takes it over."""
    kind = kinds.get(name)
    if kind == "":
        return
    if kind == "image" or name.startswith("word/media/"):
        yield from _image_findings(data)
    elif kind not in (None, "font"):
        data, refused = clean_part(name, data, left_out)
        yield from refused
    elif not name.endswith(("/", ".xml", ".rels", ".vml", ".odttf")) and not name.startswith(_UNUSED_FOLDERS):
        yield _("this kind of part is not allowed in a shell")
    if kind or name == _TYPES:
        parts[name] = data


def _image_findings(data: bytes) -> Iterator[str]:
    try:
        image = Image.from_blob(data)
    except (UnrecognizedImageError, ValueError, IndexError, KeyError, EOFError) as error:
        yield _("this is not a PNG, JPEG, GIF, BMP or TIFF image: {error}", error=error)
        return
    if image.px_width * image.px_height > _PIXELS:
        yield _("this image has more than {pixels} million pixels", pixels=_PIXELS // 1_000_000)
