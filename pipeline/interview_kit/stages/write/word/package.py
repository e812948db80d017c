"""Zip parts into a package (.docx) with deterministic bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import quoteattr

from docx.opc.package import OpcPackage
from docx.opc.packuri import PACKAGE_URI

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "application/vnd.openxmlformats-package.relationships+xml"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest date in a zip
_MODE = 0o100644 << 16
_UNIX = 3


def save(package: OpcPackage) -> bytes:
    """Return the bytes of an open package; python-docx's own save would add dates and zip twice."""
    parts = {PACKAGE_URI.rels_uri.membername: package.rels.xml}
    kinds = []
    for part in package.iter_parts():
        parts[part.partname.membername] = part.blob
        kinds.append((str(part.partname), part.content_type))
        if part.rels:
            parts[part.partname.rels_uri.membername] = part.rels.xml
    overrides = "".join(
        f"<Override PartName={quoteattr(name)} ContentType={quoteattr(kind)}/>"
        for name, kind in sorted(kinds)
    )
    types = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<Types xmlns="{_TYPES}"><Default Extension="rels" ContentType="{_RELATIONS}"/>{overrides}</Types>'
    )
    return pack({"[Content_Types].xml": types.encode(), **parts})


def pack(parts: Mapping[str, bytes]) -> bytes:
    """Return a zip of `parts` in the order of their names, dated 1980, with fixed attributes.

    That order puts `[Content_Types].xml` first, as file type detection expects.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(parts):
            member = zipfile.ZipInfo(name, _EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = _UNIX
            member.external_attr = _MODE
            archive.writestr(member, parts[name])
    return buffer.getvalue()


def unpack(package: bytes) -> dict[str, bytes]:
    """Return the parts of a package as bytes, by name."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
