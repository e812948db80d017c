"""Write the letterhead at the top of the body: the logo with its alt text, the contact line beside it.

It is in the body, not in the header, which screen readers skip.
"""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.parser import parse_xml

from interview_kit.model.document import Document
from interview_kit.model.theme import Theme
from interview_kit.stages.write.letterhead import Picture, logo_of, picture_of
from interview_kit.stages.write.word.body_context import BodyContext, inline_elements
from interview_kit.stages.write.word.grid import grid
from interview_kit.stages.write.word.xml import Element, el, legal, paragraph_property, qualified, twips

_EMU = 36_000  # to a millimetre
_GUTTER_MM = 8
_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_ID = 1  # of the one picture that we put into a body


def letterhead_elements(document: Document, theme: Theme, draft: BodyContext) -> list[Element]:
    """Return the letterhead, [] where there is none; without what the shell's own header or footer shows.

    Raises ThemeError where the logo has no alt text, MissingLibrary.
    """
    if document.letterhead is None:
        return []
    logo = logo_of(document, theme)
    line = () if draft.shell.has_contact_line else document.letterhead.contact_line
    said = draft.paragraph("Kit Letterhead", inline_elements(line, draft)) if line else None
    if not logo or draft.shell.has_picture:
        return [said] if said is not None else []
    picture = picture_of(theme)
    drawn = draft.paragraph("Kit Letterhead", [_drawing(picture, document.letterhead.logo_alt, draft)])
    if said is None:
        widths, cells = [draft.width], [[drawn]]
    else:
        paragraph_property(said, "jc").set(qualified("val"), "right")
        left = min(twips(picture.width_mm + _GUTTER_MM), draft.width // 2)
        widths, cells = [left, draft.width - left], [[drawn], [said]]
    return [
        grid(draft, "Kit Open Table", widths, [cells], heights=[twips(picture.height_mm)], align="center")
    ]


def _drawing(picture: Picture, alt: str, draft: BodyContext) -> Element:
    """Return a run with an inline picture."""
    document_part = draft.shell.file.part
    name = PackURI(f"/word/media/kit-logo.{picture.ending}")
    part = Part(name, picture.media_type, picture.data, document_part.package)
    relation = document_part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)
    size = f'cx="{round(picture.width_mm * _EMU)}" cy="{round(picture.height_mm * _EMU)}"'
    named = f'id="{_ID}" name="Logo" descr={quoteattr(legal(alt))}'
    inline = parse_xml(
        f'<w:drawing {_NAMESPACES}><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f"<wp:docPr {named}/><a:graphic>"
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f"<pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing>"
    )
    return el("r", inline)
