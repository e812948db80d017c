"""Zip parts into a package (.docx) with deterministic bytes."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from docx.opc.package import OpcPackage
from docx.opc.packuri import PACKAGE_URI

from interview_kit.support.safe_zip import zipped

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "application/vnd.openxmlformats-package.relationships+xml"


def save(package: OpcPackage) -> bytes:
    """Return the bytes of an open package; python-docx's own save would add dates and zip twice.

    The order of a zip's members puts `[Content_Types].xml` first, as file type detection expects.
    """
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
    return zipped({"[Content_Types].xml": types.encode(), **parts})
