"""Write a document as a Word file, based on the theme's shell, a reference document.

`check_shell` checks the shell, `reference_docx` opens and empties it, `apply_theme` and `embed` apply the
theme, `body` and the modules under it write the blocks, `scripts` marks runs of other scripts, `package`
zips the parts. `base_shell` reads the base theme's shell, whose looks are the defaults of every other.
No build uses `shell_samples`: it makes a shell for an agency to edit.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from html import escape
from uuid import UUID

from docx.document import Document as WordFile
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from interview_kit.model.document import Document
from interview_kit.model.form import WORD_NAMESPACE, WORD_PRINTED, Form, form_of, form_record, with_field_ids
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
from interview_kit.support.word_text import printed_hashes


def write_docx(document: Document, theme: Theme) -> bytes:
    """Return a Word file (.docx); deterministic bytes. Raises ThemeError for the shell, MissingLibrary."""
    try:
        shell = open_shell(document, theme)
        growth = apply_theme(shell, document, theme)
    except ThemeError as error:
        place = theme.file_of(SHELL)
        placed = (replace(each, file=place if each.file == SHELL else each.file) for each in error.problems)
        raise ThemeError(tuple(placed)) from error
    draft = BodyContext(shell, theme.tokens, shell.text_width, growth, theme.variant, Layout(shell, theme))
    write_body(with_field_ids(document), draft, letterhead_elements(document, theme, draft))
    mark_scripts(shell)
    embed_font(shell, theme)
    form = form_of(document)
    if form is not None:
        add_record(shell.file, form)
    return save(shell.file.part.package)


_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_DECLARATION = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"


def add_record(file: WordFile, form: Form) -> None:
    """Add a form's record as a custom XML part, with its properties part (ECMA-376 part 1, 15.2.5).

    Beside the record are the hashes of the words that the kit prints: all others are a person's.
    """
    package = file.part.package
    name = package.next_partname("/customXml/item%d.xml")
    text = form_record(form)
    own = UUID(hashlib.sha256(text.encode()).hexdigest()[:32])
    printed = " ".join(printed_hashes(file.element.body))
    root = f'<form xmlns="{WORD_NAMESPACE}" {WORD_PRINTED}="{printed}">{escape(text, quote=False)}</form>'
    # A GUID in braces, as Word writes it.
    properties = (
        f'<ds:datastoreItem xmlns:ds="{_PROPERTIES}" ds:itemID="{{{str(own).upper()}}}"><ds:schemaRefs>'
        f'<ds:schemaRef ds:uri="{WORD_NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    )
    record = Part(name, "application/xml", (_DECLARATION + root).encode(), package)
    beside = PackURI(name.replace("item", "itemProps"))
    about = Part(beside, _PROPERTIES_TYPE, (_DECLARATION + properties).encode(), package)
    record.relate_to(about, RELATIONSHIP_TYPE.CUSTOM_XML_PROPS)
    file.part.relate_to(record, RELATIONSHIP_TYPE.CUSTOM_XML)
