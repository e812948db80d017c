"""Write a document as a Word file, based on the theme's shell, a reference document.

`check_shell` checks the shell, `reference_docx` opens and empties it, `apply_theme` and `embed` apply the
theme, `body` and the modules under it write the blocks, `scripts` marks runs of other scripts, `package`
zips the parts. `base_shell` reads the base theme's shell, whose looks are the defaults of every other.
No build uses `shell_samples`: it makes a shell for an agency to edit.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from uuid import UUID

from docx.document import Document as WordFile
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from interview_kit.model.document import Document
from interview_kit.model.form import WORD_NAMESPACE, Form, form_of, form_record, with_field_ids
from interview_kit.model.theme import Theme
from interview_kit.stages.write.word.apply_theme import apply_theme
from interview_kit.stages.write.word.body import write_body
from interview_kit.stages.write.word.body_context import BodyContext
from interview_kit.stages.write.word.check_shell import SHELL
from interview_kit.stages.write.word.embed import embed_font
from interview_kit.stages.write.word.layout import Layout
from interview_kit.stages.write.word.letterhead import letterhead_elements
from interview_kit.stages.write.word.package import save
from interview_kit.stages.write.word.reference_docx import open_shell
from interview_kit.stages.write.word.scripts import mark_scripts
from interview_kit.support.errors import ThemeError


def write_docx(document: Document, theme: Theme) -> bytes:
    """Return a Word file (.docx); deterministic bytes. Raises ThemeError for the shell, MissingLibrary."""
    try:
        shell = open_shell(document, theme)
        growth = apply_theme(shell, document, theme)
    except ThemeError as error:
        place = theme.file_of(SHELL)
        placed = (replace(each, file=place if each.file == SHELL else each.file) for each in error.problems)
        raise ThemeError(tuple(placed)) from error
    embed_font(shell, theme)
    draft = BodyContext(shell, theme.tokens, shell.text_width, growth, theme.variant, Layout(shell, theme))
    write_body(with_field_ids(document), draft, letterhead_elements(document, theme, draft))
    mark_scripts(shell)
    form = form_of(document)
    if form is not None:
        add_record(shell.file, form)
    return save(shell.file.part.package)


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
    # A GUID in braces, as Word writes it.
    own = UUID(hashlib.sha256(text.encode()).hexdigest()[:32])
    properties.set(f"{{{_PROPERTIES}}}itemID", f"{{{own}}}".upper())
    references = etree.SubElement(properties, f"{{{_PROPERTIES}}}schemaRefs")
    etree.SubElement(references, f"{{{_PROPERTIES}}}schemaRef").set(f"{{{_PROPERTIES}}}uri", WORD_NAMESPACE)
    beside = PackURI(name.replace("item", "itemProps"))
    record.relate_to(
        Part(beside, _PROPERTIES_TYPE, _xml(properties), package), RELATIONSHIP_TYPE.CUSTOM_XML_PROPS
    )
    file.part.relate_to(record, RELATIONSHIP_TYPE.CUSTOM_XML)


def _xml(root: etree._Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
