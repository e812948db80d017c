"""Store the record of a form in a Word file, in a part that is saved with it and never shown."""

from __future__ import annotations

import hashlib

from docx.document import Document as WordFile
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from interview_kit.model.form import WORD_NAMESPACE, Form, form_record

_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"


def add_record(file: WordFile, form: Form) -> None:
    """Add a form's record as a custom XML part, with its properties part (ECMA-376 part 1, 15.2.5)."""
    package = file.part.package
    name = package.next_partname("/customXml/item%d.xml")
    text = form_record(form)
    root = etree.Element(f"{{{WORD_NAMESPACE}}}form", nsmap={None: WORD_NAMESPACE})
    root.text = text
    record = Part(name, "application/xml", _xml(root), package)
    properties = etree.Element(f"{{{_PROPERTIES}}}datastoreItem", nsmap={"ds": _PROPERTIES})
    properties.set(f"{{{_PROPERTIES}}}itemID", _item_id(text))
    references = etree.SubElement(properties, f"{{{_PROPERTIES}}}schemaRefs")
    etree.SubElement(references, f"{{{_PROPERTIES}}}schemaRef").set(f"{{{_PROPERTIES}}}uri", WORD_NAMESPACE)
    beside = PackURI(name.replace("item", "itemProps"))
    record.relate_to(
        Part(beside, _PROPERTIES_TYPE, _xml(properties), package), RELATIONSHIP_TYPE.CUSTOM_XML_PROPS
    )
    file.part.relate_to(record, RELATIONSHIP_TYPE.CUSTOM_XML)


def _item_id(text: str) -> str:
    """Return an item id as Word writes it, a GUID in braces, made from the record's hash."""
    digits = hashlib.sha256(text.encode()).hexdigest().upper()
    return "{" + "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:32])) + "}"


def _xml(root: etree._Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
