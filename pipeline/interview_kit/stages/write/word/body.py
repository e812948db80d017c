"""Write the sections of a document as the body of a Word file."""

from __future__ import annotations

from copy import deepcopy
from itertools import groupby

from lxml import etree

from interview_kit.model.document import Document
from interview_kit.stages.write.address_breaks import no_break_parts
from interview_kit.stages.write.word.blocks import HEADINGS, section_elements
from interview_kit.stages.write.word.body_context import BodyContext
from interview_kit.stages.write.word.layout import COLUMN_GAP, COLUMNS
from interview_kit.stages.write.word.measure import style_of
from interview_kit.stages.write.word.xml import (
    Element,
    el,
    keep_with_next,
    paragraph_property,
    paragraphs_in,
    qualified,
    set_space,
    twips,
    words,
)

_GAP_MM, _TURN_GAP_MM = 1.5, 3  # space between a table and the paragraph below it; and a turn of the script
_ROW_GAP_MM, _LARGE_GAP_MM = 1, 4  # between the rows of tables that are joined, such as questions
_WITH_SPACE = (*HEADINGS, "Kit Plan End")
# Later sections print the headers and footers of the one before them, and no first page of their own.
_FIRST_ONLY = tuple(map(qualified, ("headerReference", "footerReference", "titlePg")))
_REPLACED = tuple(map(qualified, ("type", "cols")))
_AFTER_COLUMNS = (
    "formProt",
    "vAlign",
    "noEndnote",
    "titlePg",
    "textDirection",
    "bidi",
    "rtlGutter",
    "docGrid",
)


def write_body(document: Document, context: BodyContext, letterhead: list[Element]) -> None:
    """Write the letterhead and every section into the file's empty body.

    Sections that other formats set side by side stay on one page, but for roomy variants, and after a table.
    """
    body = context.shell.file.element.body
    placed = [*letterhead]
    sections = document.sections
    for previous, section, below in zip((None, *sections), sections, (*sections[1:], None), strict=False):
        under_letterhead = bool(letterhead) and previous is None
        elements = section_elements(section, context, previous, under_letterhead=under_letterhead)
        is_beside = below is not None and below.beside and not context.variant.is_roomy
        if is_beside and elements[-1].tag != qualified("tbl"):
            keep_with_next(paragraphs_in(elements))
        placed += elements
    elements = _with_columns(_spaced(placed, context), context)
    pages, leading = context.layout.pages(elements)
    for name, reference in context.references:
        reference.text = str(pages[name])
    for element in elements:
        context.shell.section.addprevious(element)
        _set_hyphens(element)
    for paragraph in leading:
        _break_page_before(paragraph, context)
    if len(body) == 1:
        context.shell.section.addprevious(context.paragraph("Kit Gap"))


def _break_page_before(paragraph: Element, context: BodyContext) -> None:
    """Begin a page with a paragraph; the first one of a row begins a table, as LibreOffice has it."""
    paragraph_property(paragraph, "pageBreakBefore")
    row = next(paragraph.iterancestors(qualified("tr")), None)
    for first in [paragraph] if row is None else _first_paragraphs(row):
        set_space(first, before=0)
    # Under a head, which is repeated on each page, the table goes on.
    has_head = row is not None and row.getparent().find(f".//{qualified('tblHeader')}") is not None
    if row is not None and row.getprevious().tag == qualified("tr") and not has_head:
        table = row.getparent()
        looks = [deepcopy(table.find(qualified(name))) for name in ("tblPr", "tblGrid")]
        table.addnext(el("tbl", *looks, row, *list(row.itersiblings())))
        table.addnext(context.paragraph("Kit Gap"))


def _set_hyphens(element: Element) -> None:
    """Set hyphens in numbers and short words as those at which no line ends: Word breaks at any other."""
    for text in list(element.iter(qualified("t"))):
        text.text, *others = no_break_parts(text.text or "")
        for part in reversed(others):
            text.addnext(words(part))
            text.addnext(el("noBreakHyphen"))


def _spaced(elements: list[Element], context: BodyContext) -> list[Element]:
    """Return the elements with space after each table, and a last paragraph, as Word requires.

    Word merges adjacent tables: tables with equal columns are joined here on purpose, others are separated
    by an empty paragraph.
    """
    spaced: list[Element] = []
    for element in elements:
        above = spaced[-1] if spaced else None
        if above is not None and above.tag == qualified("tbl"):
            if element.tag != qualified("tbl"):
                _add_gap_above(element, context)
            elif _alike(above, element):
                _join(above, element, context)
                continue
            else:
                spaced.append(context.paragraph("Kit Gap"))
        spaced.append(element)
    if spaced and spaced[-1].tag == qualified("tbl"):
        spaced.append(context.paragraph("Kit End"))
    return spaced


def _add_gap_above(paragraph: Element, context: BodyContext) -> None:
    """Give a paragraph under a table at least the gap as space above; not a title, nor on a new page."""
    tight = {context.shell.style_ids[name] for name in _WITH_SPACE}
    look = context.layout.measure.look(paragraph)
    if not look.new_page and style_of(paragraph) not in tight:
        is_turn = style_of(paragraph) == context.shell.style_ids["Kit Said"]
        set_space(paragraph, before=max(look.before, twips(_TURN_GAP_MM if is_turn else _GAP_MM)))


def _alike(above: Element, below: Element) -> bool:
    """Return whether two tables have no header row, equal properties and equal columns."""
    heads = (table.find(f".//{qualified('tblHeader')}") for table in (above, below))
    first, second = (
        [etree.tostring(table.find(qualified(name))) for name in ("tblPr", "tblGrid")]
        for table in (above, below)
    )
    return first == second and all(head is None for head in heads)


def _join(above: Element, below: Element, context: BodyContext) -> None:
    """Append the rows of a table to another, with a gap above the first one."""
    rows = below.findall(qualified("tr"))
    for paragraph in _first_paragraphs(rows[0]):
        before = context.layout.measure.look(paragraph).before
        gap = _LARGE_GAP_MM if context.variant.large_print else _ROW_GAP_MM
        set_space(paragraph, before=before + twips(gap))
    above.extend(rows)


def _first_paragraphs(row: Element) -> list[Element]:
    """Return the first paragraph of each cell of a row."""
    return [next(cell.iter(qualified("p"))) for cell in row.iterfind(qualified("tc"))]


def _with_columns(elements: list[Element], context: BodyContext) -> list[Element]:
    """Return the elements of a body, those of lists in two columns as sections of their own.

    The last section is the body's, whose properties are changed in the shell.
    """
    is_in_columns = context.layout.is_in_columns
    if not any(map(is_in_columns, elements)):
        return elements
    stretches = [list(stretch) for _, stretch in groupby(elements, is_in_columns)]
    if is_in_columns(elements[-1]):
        stretches.append([context.paragraph("Kit End")])  # or Word would not balance the columns above
    for number, stretch in enumerate(stretches[:-1]):
        if stretch[-1].tag != qualified("p"):
            stretch.append(context.paragraph("Kit Gap"))
        section = paragraph_property(stretch[-1], "sectPr")
        section.extend(deepcopy(context.shell.section))
        _set_section(section, is_in_columns(stretch[0]), first=number == 0)
    _set_section(context.shell.section, in_columns=False, first=False)
    return [element for stretch in stretches for element in stretch]


def _set_section(section: Element, in_columns: bool, *, first: bool) -> None:
    """Set a section's columns; one that is not the first goes on where the one before it ends."""
    for found in list(section):
        if found.tag in _REPLACED or (found.tag in _FIRST_ONLY and not first):
            section.remove(found)
    if not first:
        section.find(qualified("pgSz")).addprevious(el("type", val="continuous"))
    if in_columns:
        before = [found for found in section if found.tag not in map(qualified, _AFTER_COLUMNS)]
        before[-1].addnext(el("cols", num=COLUMNS, space=COLUMN_GAP))
