"""What a Word file is made of: Word's own headings, lists and header rows, named controls, no empty lines."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from lxml import etree

from interview_kit.model.document import Document, ItemList, Role, Table, inline_text
from interview_kit.model.enums import Language
from interview_kit.model.form import form_of
from interview_kit.stages.write.word import write_docx
from interview_kit.stages.write.word.body_context import short_tag
from interview_kit.tools.lint_theme.pdf_text import literal
from tests.kits import AGENCIES, PRINTED, kit, looks, themed_docx
from tests.papers import papers
from tests.proof.test_walk import headings, inside
from tests.reading import docx_part, paragraph_text
from tests.stages.write.test_word import W, values
from tests.zip_files import pack, unpack

W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
HEADINGS = {"Title": 1, "Heading1": 1, "Heading2": 2, "KitPlanTitle": 2, "Heading3": 3}
BUILT_IN = {"Title": "Title", "Heading1": "heading 1", "Heading2": "heading 2", "Heading3": "heading 3"}
# A line to write on by hand is room, and no space.
LINES = "KitAnswer"
FILES = [(name, language, "base") for name in PRINTED for language in Language] + [
    (name, Language("fr"), theme) for theme in AGENCIES for name in ("leila", "P1-maya")
]
PAPERS = [(name, language) for language in Language for name in ("class sheet", "summary")]


def documents() -> Iterator[tuple[Document, bytes]]:
    """Yield each document with its Word file."""
    for name, language, theme in FILES:
        yield kit(name, language, theme), themed_docx(name, language, theme)
    for name, language in PAPERS:
        document = papers(language)[name]
        yield document, write_docx(document, looks())


def faults(document: Document, docx: bytes) -> list[str]:
    """Return all that a Word file of a document lacks."""
    body, styles = (docx_part(docx, f"word/{name}.xml") for name in ("document", "styles"))
    blocks = [block for section in document.sections for block in inside(section.blocks)]
    return [
        *_headings(document, body, styles),
        *_lists(blocks, body),
        *_columns(blocks, body),
        *_tables(blocks, body),
        *_controls(document, body),
        *_language(document, body, styles),
        *_pictures(body),
        *_empty(body),
    ]


def test_every_word_file_has_the_structure_of_its_document() -> None:
    found = {
        f"{document.title} {document.language}": faults(document, docx) for document, docx in documents()
    }
    assert {name: told for name, told in found.items() if told} == {}


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('<w:pStyle w:val="Heading2"/>', '<w:pStyle w:val="Heading3"/>', "headings"),
        ('<w:pStyle w:val="Heading1"/>', '<w:pStyle w:val="KitLead"/>', "headings"),
        ('<w:numId w:val="', '<w:numId w:x="', "no item of a list"),
        ('<w:cols w:num="2"', '<w:cols w:num="1"', "a list in 1 column"),
        ('<w:type w:val="continuous"/>', "", "starts a page"),
        ("<w:tblHeader/>", "", "header rows"),
        ('<w:alias w:val="', '<w:alias w:val="" w:x="', "a control without a title"),
        ("<w:rPr>", '<w:rPr><w:lang w:val="en-US"/>', "a passage in en-US"),
        (' descr="', ' title="', "a picture without words"),
        ("<w:p><w:pPr><w:pStyle", "<w:p/><w:p><w:pPr><w:pStyle", "an empty paragraph"),
    ],
)
def test_a_planted_fault_is_seen(old: str, new: str, fault: str) -> None:
    document = kit("leila", Language("fr"), "confluence")
    parts = unpack(themed_docx("leila", Language("fr"), "confluence"))
    whole = parts["word/document.xml"].decode()
    assert old in whole
    planted = whole.replace(old, new, 3)
    assert any(
        fault in each for each in faults(document, pack({**parts, "word/document.xml": planted.encode()}))
    )


def _headings(document: Document, body: Any, styles: Any) -> Iterator[str]:
    found = [
        (HEADINGS[key], literal(paragraph_text(p)))
        for p in body.iter(f"{W}p")
        if (key := _style(p)) in HEADINGS
    ]
    told = [(level, literal(words)) for level, words in headings(document)]
    if found != told:
        yield f"headings {found} for {told}"
    if any(below > above + 1 for (above, _), (below, _) in pairwise([(0, ""), *found])):
        yield "headings with a gap"
    names = {style.get(f"{W}styleId"): values(style, "name") for style in styles.iter(f"{W}style")}
    yield from (f"{key} is not built in" for key, name in BUILT_IN.items() if names[key] != [name])


def _lists(blocks: list[Any], body: Any) -> Iterator[str]:
    """Look for items of lists that Word does not number; a list of things to tick is one of controls."""
    numbered = {
        literal(paragraph_text(p)): [int(n) for n in values(p, "pPr/numPr/numId") if n]
        for p in body.iter(f"{W}p")
    }
    for block in blocks:
        if isinstance(block, ItemList) and not block.field_ids:
            for item in block.items:
                if len(numbered.get(literal(inline_text(item)), [])) != 1:
                    yield f"no item of a list: {inline_text(item)}"


def _columns(blocks: list[Any], body: Any) -> Iterator[str]:
    """Look for lists in columns that are in sections without them, and for sections that start a page."""
    wanted = {
        literal(inline_text(item))
        for block in blocks
        if isinstance(block, ItemList) and block.role is Role.COLUMNS
        for item in block.items
    }
    paragraphs: list[str] = []
    for element in body.find(f"{W}body"):
        paragraphs.append(literal(paragraph_text(element)))
        for section in element.iter(f"{W}sectPr"):
            columns = section.find(f"{W}cols[@{W}num='2']")
            if columns is None and wanted.intersection(paragraphs):
                yield f"a list in 1 column: {paragraphs}"
            paragraphs = []
    yield from (
        "a section that starts a page"
        for section in list(body.iter(f"{W}sectPr"))[1:]
        if values(section, "type") != ["continuous"]
    )


def _tables(blocks: list[Any], body: Any) -> Iterator[str]:
    tables = [block for block in blocks if isinstance(block, Table)]
    wanted = [any(inline_text(title) for title in table.header) for table in tables]
    # Tables of ours are described; a table without a description only sets things side by side.
    described = [table for table in body.iter(f"{W}tbl") if values(table, "tblPr/tblDescription")]
    of_words = [table for table in described if _style_of_table(table) in ("KitTable", "KitLogTable")]
    heads = [bool(table.findall(f"{W}tr[1]/{W}trPr/{W}tblHeader")) for table in of_words]
    if heads != wanted:
        yield f"header rows {heads} for {wanted}"
    for table in body.iter(f"{W}tbl"):
        columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
        if {len(row.findall(f"{W}tc")) for row in table.iterfind(f"{W}tr")} != {columns}:
            yield "rows of different lengths"


def _controls(document: Document, body: Any) -> Iterator[str]:
    controls = [control.find(f"{W}sdtPr") for control in body.iter(f"{W}sdt")]
    told = [[_value(each, name) for name in ("alias", "tag", "id")] for each in controls]
    yield from (f"a control without a title: {tag}" for title, tag, _ in told if not title.strip())
    for number, name in ((1, "tag"), (2, "id")):
        if len({each[number] for each in told}) != len(told):
            yield f"two controls of one {name}"
    form = form_of(document)
    if form is not None:
        wanted = [(short_tag(field.name), field.kind == "tick") for field in form.fields]
        boxes = [each.find(f"{W14}checkbox") is not None for each in controls]
        if [(tag, box) for (_, tag, _), box in zip(told, boxes, strict=True)] != wanted:
            yield "the controls are not the fields"


def _language(document: Document, body: Any, styles: Any) -> Iterator[str]:
    usual = values(styles, "docDefaults/rPrDefault/rPr/lang")
    if usual != [document.language]:
        yield f"in {usual} by default"
    yield from (f"a passage in {each.get(f'{W}val')}" for each in body.iter(f"{W}lang"))


def _pictures(body: Any) -> Iterator[str]:
    for drawing in body.iter(f"{W}drawing"):
        if not any(each.get("descr") for each in drawing.iter() if etree.QName(each).localname == "docPr"):
            yield "a picture without words"


def _empty(body: Any) -> Iterator[str]:
    """Look for empty paragraphs that only make space.

    Word wants one in an empty cell, at the end of a cell or file after a table, and between two tables; one
    may also carry the properties of a stretch of columns.
    """
    for paragraph in body.iter(f"{W}p"):
        before, after = paragraph.getprevious(), paragraph.getnext()
        beside = [each for each in paragraph.getparent() if each.tag == f"{W}p"]
        wanted = (
            paragraph.getparent().tag == f"{W}tc" and len(beside) == 1,
            _is_table(before) and (after is None or _is_table(after) or after.tag == f"{W}sectPr"),
            paragraph.find(f"{W}pPr/{W}sectPr") is not None,
            _style(paragraph) == LINES,
        )
        has_drawing = paragraph.find(f".//{W}drawing") is not None
        if not paragraph_text(paragraph).strip() and not has_drawing and not any(wanted):
            yield f"an empty paragraph in {_style(paragraph)!r}"


def _is_table(found: Any) -> bool:
    return found is not None and found.tag == f"{W}tbl"


def _style(paragraph: Any) -> str:
    return next(iter(values(paragraph, "pPr/pStyle")), "")


def _style_of_table(table: Any) -> str:
    return next(iter(values(table, "tblPr/tblStyle")), "")


def _value(properties: Any, name: str) -> str:
    found = properties.find(f"{W}{name}")
    return "" if found is None else found.get(f"{W}val", "")
