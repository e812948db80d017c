"""Issue 19, point 2: all that was written comes back, and every file of the folder is read or named.

Choice: what stands in no field is in `others` of a kit (the part "Other" of the table) with its page or with
the question above it; handwriting and stamps without words are a remark with the page.
"""

from __future__ import annotations

import io
import os
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from lxml import etree
from pikepdf import Array, Dictionary, Name, String

from interview_kit.support.safe_zip import SafeZip
from interview_kit.tools.collect.answers import FilledKit, NotCollected
from interview_kit.tools.collect.label_answers import built_kit, read_by_labels
from interview_kit.tools.collect.odt import odt_lines
from tests.command import cases
from tests.returned.handed_in import (
    HERS,
    LEILA,
    TICKS,
    TYPED,
    collected,
    empty,
    field,
    filled,
    hand_in,
    of,
    pdf,
    report_of,
    word,
)
from tests.tools.collect.filling import read_kit

Change = Callable[[pikepdf.Pdf], object]
DAY, ADVICE, FIT = "notes/typical-day", "notes/advice", "front/goal/fit"


def p02(opened: pikepdf.Pdf) -> None:
    """Leave the widgets on their pages alone, as copying pages does."""
    opened.Root.AcroForm.Fields = Array([])


def without_form(opened: pikepdf.Pdf) -> None:
    del opened.Root.AcroForm


def half_listed(opened: pikepdf.Pdf) -> None:
    opened.Root.AcroForm.Fields = Array(list(opened.Root.AcroForm.Fields)[::2])


def p03(opened: pikepdf.Pdf, *keys: str) -> None:
    """Move keys of the answers to a parent without a name, from which they are inherited."""
    for name in (DAY, ADVICE):
        child = field(opened, name)
        above = opened.make_indirect(Dictionary(T=child.T, Kids=Array([child])))
        for key in keys or ("/FT",):
            above[key] = child[key]
            del child[key]
        del child.T
        child.Parent = above
        listed = [above if each.objgen == child.objgen else each for each in opened.Root.AcroForm.Fields]
        opened.Root.AcroForm.Fields = Array(listed)


def p04(opened: pikepdf.Pdf, key: str = "/AS") -> None:
    """Show the tick on the widget alone, which is a child of its field."""
    tick = field(opened, FIT)
    kid = opened.make_indirect(
        Dictionary({each: tick[each] for each in tick if each not in ("/T", "/V", "/FT")})
    )
    above = opened.make_indirect(Dictionary(T=tick.T, FT=Name.Btn, Kids=Array([kid])))
    kid.Parent = above
    kid.AS = Name.on
    listed = [above if each.objgen == tick.objgen else each for each in opened.Root.AcroForm.Fields]
    opened.Root.AcroForm.Fields = Array(listed)


def shown_only(opened: pikepdf.Pdf) -> None:
    tick = field(opened, FIT)
    tick.V = Name.Off
    tick.AS = Name.on


def rich(opened: pikepdf.Pdf) -> None:
    for name, text in TYPED.items():
        own = field(opened, name)
        own.RV = String(f'<body xmlns="http://www.w3.org/1999/xhtml"><p>{text}</p></body>')
        del own.V


def as_name(opened: pikepdf.Pdf) -> None:
    field(opened, DAY).V = Name("/Charts first.")


def in_utf8(opened: pikepdf.Pdf) -> None:
    field(opened, DAY).V = String("Café d’été".encode())


def two_widgets(opened: pikepdf.Pdf) -> None:
    """Show a field on two pages, as a name that is typed once."""
    own = field(opened, DAY)
    kids = [
        opened.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Widget, Rect=own.Rect)) for _ in "ab"
    ]
    for number, kid in enumerate(kids):
        kid.Parent = own
        listed = opened.pages[number].get("/Annots", Array())
        opened.pages[number].Annots = Array([*listed, kid])
    own.Kids = Array(kids)


def as_list(opened: pikepdf.Pdf) -> None:
    own = field(opened, DAY)
    own.FT = Name.Ch
    own.V = Array([String("Charts first.")])


PLACES: dict[str, Change] = {
    "two widgets": two_widgets,
    "a list": as_list,
    "p02": p02,
    "no form": without_form,
    "half listed": half_listed,
    "p03": p03,
    "value on the parent": lambda opened: p03(opened, "/FT", "/V"),
    "p04": p04,
    "appearance only": shown_only,
    "rich text": rich,
    "a name": as_name,
}


@pytest.mark.parametrize("change", cases(PLACES))
def test_answers_are_read_where_they_stand(change: Change) -> None:
    read = outcome(pdf(change))
    assert isinstance(read, FilledKit), read
    assert (read.form.owner, read.texts, read.ticks) == (LEILA, TYPED, TICKS)


def test_utf_8_without_its_mark_is_read() -> None:
    assert read_kit(pdf(in_utf8)).texts[DAY] == "Café d’été"


def outcome(data: bytes) -> FilledKit | str:
    """Return what was read, or why it was not."""
    try:
        return read_kit(data)
    except NotCollected as error:
        return str(error)


def noted(subtype: str, page: int = 3, **keys: Any) -> Change:
    def note(opened: pikepdf.Pdf) -> None:
        one = Dictionary(Type=Name.Annot, Subtype=Name(f"/{subtype}"), Rect=[0, 0, 9, 9], **keys)
        own = opened.pages[page]
        own.Annots = Array([*own.get("/Annots", ()), opened.make_indirect(one)])

    return note


INK = {
    "a file": noted("FileAttachment"),
    "free text by its looks alone": noted("FreeText"),
    "p05 ink": noted("Ink", InkList=Array([Array([1, 1, 5, 5])])),
    "stamp": noted("Stamp", Name=Name.Image),
    "drawn line": noted("PolyLine", Vertices=Array([1, 1, 5, 5])),
}


@pytest.mark.parametrize("change", cases(INK))
def test_handwriting_is_a_remark_with_its_page(change: Change) -> None:
    read = read_kit(pdf(change))
    assert [each for each in read.remarks if "page 4" in each and "look at the file" in each], read.remarks


RICH = String('<body xmlns="http://www.w3.org/1999/xhtml"><p>On the page</p></body>')
WORDS = {
    "squiggly": noted("Squiggly", Contents=String("On the page")),
    "on a drawn line": noted("Line", Contents=String("On the page")),
    "free text": noted("FreeText", Contents=String("On the page")),
    "note": noted("Text", Contents=String("On the page")),
    "highlight": noted("Highlight", Contents=String("On the page")),
    "underlined": noted("Underline", Contents=String("On the page")),
    "struck out": noted("StrikeOut", Contents=String("On the page")),
    "shape": noted("Square", Contents=String("On the page")),
    "ink with words": noted("Ink", Contents=String("On the page")),
    "stamp with words": noted("Stamp", Contents=String("On the page")),
    "rich free text": noted("FreeText", RC=RICH),
    "caret": noted("Caret", Contents=String("On the page")),
}


@pytest.mark.parametrize("change", cases(WORDS))
def test_words_beside_the_fields_come_with_their_page(change: Change) -> None:
    assert read_kit(pdf(change)).others == (("4", "On the page"),)


def test_links_and_pop_ups_are_no_words() -> None:
    for change in (noted("Link", Contents=String("x")), noted("Popup", Contents=String("x"))):
        assert read_kit(pdf(change)).others == ()


# Word.

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BODY = "word/document.xml"


def body(change: Callable[[etree._Element], object], data: bytes | None = None) -> bytes:
    """Return the Word kit after a change of its body."""

    def edit(parts: dict[str, bytes]) -> None:
        root = etree.fromstring(parts[BODY])
        change(root)
        parts[BODY] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

    return word(edit, data)


def paragraph(text: str, style: str = "") -> etree._Element:
    own = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    return etree.fromstring(f"<w:p {space}>{own}<w:r><w:t>{text}</w:t></w:r></w:p>")


def line_of(root: etree._Element, text: str) -> etree._Element:
    """Return the paragraph that holds a text."""
    return next(each for each in root.iter(f"{W}p") if text in "".join(each.itertext()))


def pasted(*made: etree._Element) -> Callable[[etree._Element], None]:
    """Put elements behind the paragraph with her first answer."""

    def paste(root: etree._Element) -> None:
        after = line_of(root, HERS)
        for each in reversed(made):
            after.addnext(each)

    return paste


def cleared(text: str) -> Callable[[etree._Element], None]:
    """Take the style off the ruled line that holds a text, as "Clear All Formatting" does."""

    def clear(root: etree._Element) -> None:
        properties = line_of(root, text).find(f"{W}pPr")
        assert properties is not None
        properties.getparent().remove(properties)

    return clear


def table(text: str) -> etree._Element:
    made = etree.fromstring(f'<w:tbl xmlns:w="{W[1:-1]}"><w:tr><w:tc/></w:tr></w:tbl>')
    made[0][0].append(paragraph(text))
    return made


def shape(text: str) -> etree._Element:
    made = paragraph("")
    made[0][0].getparent().append(
        etree.fromstring(
            f'<w:pict xmlns:w="{W[1:-1]}" xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>'
            f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict>"
        )
    )
    return made


def numbered(text: str) -> etree._Element:
    """Return a list entry of a list that the kit lacks."""
    made = paragraph(text, "ListNumber")
    made[0].append(etree.fromstring(f'<w:numPr xmlns:w="{W[1:-1]}"><w:numId w:val="1"/></w:numPr>'))
    return made


PASTED = {
    "a numbered list": (pasted(numbered("One"), numbered("Two")), ("One", "Two")),
    "what begins as a column does": (pasted(paragraph("1 and 2")), ("1 and 2",)),
    "a line of a label": (pasted(paragraph("Went on", "KitLabel")), ("Went on",)),
    "w04 Normal": (
        pasted(paragraph("Pasted first"), paragraph("Pasted second")),
        ("Pasted first", "Pasted second"),
    ),
    "a bullet": (
        pasted(paragraph("A bullet", "ListParagraph"), paragraph("After it", "KitAnswer")),
        ("A bullet", "After it"),
    ),
    "heading": (pasted(paragraph("Loud", "Heading2")), ("Loud",)),
    "table": (pasted(table("In a cell")), ("In a cell",)),
    "shape": (pasted(shape("In a shape")), ("In a shape",)),
    "w04c cleared": (cleared("My line"), ("My line", "My last")),
    "label cleared": (cleared("Your notes"), ("My line", "My last")),
    "first line cleared": (cleared(HERS), ("My line", "My last")),
}


@pytest.mark.parametrize(("change", "words"), cases(PASTED))
def test_words_up_to_the_next_label_are_the_answer(
    change: Callable[[etree._Element], object], words: tuple[str, ...]
) -> None:
    kit = filled("docx", LEILA, {DAY: f"{HERS}\nMy line\nMy last"})
    read = read_kit(body(change, kit))
    assert all(each in read.texts.get(DAY, "") for each in (HERS, *words)), (read.texts, read.others)


def test_a_picture_where_no_field_is_is_a_remark_with_the_question_above() -> None:
    def put(root: etree._Element) -> None:
        made = paragraph("", "KitQuestion")
        made[1].append(etree.fromstring(f'<w:pict xmlns:w="{W[1:-1]}"/>'))
        line_of(root, "What do you like most").addnext(made)

    read = read_kit(body(put))
    assert [each for each in read.remarks if "What do you like most" in each and "picture" in each], read
    assert read.others == ()


def test_words_in_another_cell_or_under_a_question_keep_their_place() -> None:
    def put(root: etree._Element) -> None:
        line_of(root, "What do you like most").addnext(paragraph("Sunshine.", "KitQuestion"))
        next(root.iter(f"{W}tc")).append(paragraph("In a cell."))

    found = {text: place for place, text in read_kit(body(put)).others}
    assert found["Sunshine."].startswith("What do you like most") and "In a cell." in found


def test_a_second_paragraph_in_a_cell_is_of_its_field() -> None:
    """And an answer that begins as the title of its column does stays whole."""

    def put(root: etree._Element) -> None:
        line_of(root, "Better next time").getparent().getnext()[-1].addnext(paragraph("And Bo."))

    name = "rehearse/tries/1/2"
    read = read_kit(body(put, filled("docx", LEILA, {name: "1 friend"})))
    assert (read.texts, read.others) == ({name: "1 friend\nAnd Bo."}, ())


@pytest.mark.parametrize("where", ["before the first question", "at the end"])
def test_words_that_stand_in_no_field_go_to_other(where: str) -> None:
    """A10: an answer typed where there is no field."""

    def put(root: etree._Element) -> None:
        first = root.find(f"{W}body")[0]
        last = root.find(f"{W}body/{W}sectPr")
        (first if where.startswith("before") else last).addprevious(paragraph("I typed this anywhere."))

    read = read_kit(body(put))
    assert [text for _, text in read.others if "I typed this anywhere." in text], read


TICKED = {
    "in words": "True",
    "a cross": "✗ ",
    "w10 yes": "yes",
    "bracket": "[x]",
    "x": "X",
    "oui": "oui",
    "tick": "✓",
}


@pytest.mark.parametrize("typed", cases(TICKED))
def test_what_is_typed_over_a_box_ticks_it(typed: str) -> None:
    def type_over(root: etree._Element) -> None:
        text = next(each for each in root.iter(f"{W}t") if each.text == "☐")
        text.text = typed

    assert read_kit(body(type_over, empty("docx"))).ticks


def test_what_is_typed_over_a_box_and_is_no_yes_is_kept() -> None:
    def type_over(root: etree._Element) -> None:
        next(each for each in root.iter(f"{W}t") if each.text == "☐").text = "perhaps"

    read = read_kit(body(type_over, empty("docx")))
    assert not read.ticks and [text for _, text in read.others] == ["perhaps"]


def test_footnotes_and_comments_are_kept() -> None:
    def add(parts: dict[str, bytes]) -> None:
        for name in ("comment", "footnote"):
            said = etree.tostring(paragraph(f"In a {name}.")).decode()
            whole = f'<w:{name}s xmlns:w="{W[1:-1]}"><w:{name} w:id="2">{said}</w:{name}></w:{name}s>'
            parts[f"word/{name}s.xml"] = whole.encode()

    assert read_kit(word(add)).others == (("", "In a comment."), ("", "In a footnote."))


STRICT = {
    b"http://schemas.openxmlformats.org/wordprocessingml/2006/main": b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": b"http://purl.oclc.org/ooxml/officeDocument/relationships",
}  # fmt: skip


def strict(parts: dict[str, bytes]) -> None:
    for name in parts:
        for old, new in STRICT.items():
            parts[name] = parts[name].replace(old, new)


def test_strict_open_xml_is_read_or_refused_by_name() -> None:
    """w01: never read as empty."""
    read = outcome(word(strict))
    assert ("Strict" in read) if isinstance(read, str) else read.texts == TYPED, read


def test_a_kit_whose_fields_are_all_gone_is_no_empty_kit() -> None:
    """Its record is there and not one field: refused, exit 1, and not "nothing is filled in"."""

    def bare(root: etree._Element) -> None:
        for name in ("sdtPr", "bookmarkStart", "bookmarkEnd"):
            for each in list(root.iter(f"{W}{name}")):
                each.getparent().remove(each)

    hand_in(a__docx=body(bare), b__pdf=filled("pdf"))
    ran, _rows = collected()
    assert not ran.telling("a.docx", "nothing is filled in"), ran


def by_google(data: bytes) -> bytes:
    """Return a Word kit as Google Docs saves it: no controls, no bookmarks, no styles of ours, no record.

    An imitation: no file of Google Docs was at hand.
    """

    def change(root: etree._Element) -> None:
        for control in list(root.iter(f"{W}sdt")):
            content = control.find(f"{W}sdtContent")
            for each in reversed([] if content is None else list(content)):
                control.addnext(each)
            control.getparent().remove(control)
        for name in ("bookmarkStart", "bookmarkEnd", "pStyle", "rStyle"):
            for each in list(root.iter(f"{W}{name}")):
                each.getparent().remove(each)

    def forget(parts: dict[str, bytes]) -> None:
        for name in [name for name in parts if name.startswith("customXml")]:
            del parts[name]

    return word(forget, body(change, data))


def odt(data: bytes) -> bytes:
    """Return the paragraphs of a Word kit as an OpenDocument text, as LibreOffice names the file."""
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read(BODY))
    for hyphen in root.iter(f"{W}noBreakHyphen"):
        hyphen.text = "\u2011"
    paragraphs = root.iter(f"{W}p")
    return odt_of("".join(f"<text:p>{escaped(''.join(each.itertext()))}</text:p>" for each in paragraphs))


def odt_of(lines: str, before: str = "") -> bytes:
    """Return an OpenDocument text with a body."""
    space = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'{before}<office:document-content xmlns:office="{space}:office:1.0" '
        f'xmlns:text="{space}:text:1.0"><office:body>'
        f"<office:text>{lines}</office:text></office:body></office:document-content>"
    )
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
    return saved.getvalue()


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


WITHOUT_CONTROLS = {"w02 Google Docs": ("kit__docx", by_google), "w03 OpenDocument": ("kit__odt", odt)}


@pytest.mark.parametrize(("name", "save"), cases(WITHOUT_CONTROLS))
def test_a_kit_without_controls_is_read_by_its_labels(name: str, save: Callable[[bytes], bytes]) -> None:
    """The class's own kits, in the folder of a build that `--class` names, say what the labels are."""
    Path("class").mkdir()
    Path("class/leila-haddad.docx").write_bytes(empty("docx"))
    report_of(Path("class"), LEILA.name)
    hand_in(**{name: save(filled("docx"))})
    ran, rows = collected("--class", "class")
    assert HERS in of(rows, LEILA.name) and "handed in: 1 of 1" in ran.out, ran


def test_what_is_typed_behind_a_title_over_labelled_lines_goes_to_other() -> None:
    def change(root: Any) -> None:
        (*_others, last) = line_of(root, "Think it over").iter(f"{W}t")
        last.text = f"{last.text} I loved it."

    built = built_kit(empty("docx"))
    assert built is not None
    (read,) = read_by_labels(odt(body(change, filled("docx", LEILA, {"reflect/next": "Call Bo."}))), [built])
    assert any("I loved it." in text for _, text in read.others)


def test_all_that_was_typed_is_read_by_labels_or_goes_to_other() -> None:
    """Lines, boxes, cells, a blank in a sentence, and a paragraph where no field is."""
    typed = {
        DAY: f"{HERS}\nThen walks.",
        "log/2/3": "Monday",
        "blank/conversation/1": "at the fair",
        "reflect/next": "Call Bo.",
    }
    ticks = frozenset({FIT, "fit/2/3"})
    with_more = body(
        lambda root: line_of(root, "Pocket cards").addprevious(paragraph("Anywhere.")),
        filled("docx", LEILA, typed, ticks),
    )
    built = built_kit(empty("docx"))
    assert built is not None
    for save in (by_google, odt):
        (read,) = read_by_labels(save(with_more), [built])
        texts = dict(read.texts)
        assert texts.pop("reflect/next") == "Call Bo.\nAnywhere."
        assert (texts, read.ticks, read.others) == (
            {name: text for name, text in typed.items() if name != "reflect/next"},
            ticks,
            (),
        )


def test_all_marks_of_opendocument_are_read() -> None:
    """Spaces, tabs and line ends; a comment is no answer, and what was deleted is not there."""
    inside = (
        "Charts<text:s text:c='2'/>first,<text:tab/><text:span>then <text:span>walks</text:span>"
        "<text:line-break/>on</text:span>"
        "<office:annotation><text:p>Who said so?</text:p></office:annotation>."
        "<draw:frame xmlns:draw='urn:d'><text:p>In a frame</text:p></draw:frame>"
    )
    gone = "<text:tracked-changes><text:p>gone</text:p></text:tracked-changes>"
    lines, comments = odt_lines(SafeZip(odt_of(f"{gone}<text:p>{inside}</text:p>")))
    assert lines == ["Charts  first,\tthen walks\non.", "In a frame"]
    assert comments == [("", "Who said so?")]


def test_opendocument_with_a_document_type_is_refused() -> None:
    with pytest.raises(NotCollected, match="DTD"):
        read_by_labels(odt_of("", before="<!DOCTYPE a [<!ENTITY b 'b'>]>"), ())


def test_a_kit_that_fits_two_people_is_refused_by_their_names() -> None:
    built = built_kit(empty("docx"))
    assert built is not None
    twin = replace(built, form=replace(built.form, owner=replace(LEILA, key="0")))
    with pytest.raises(NotCollected, match="fits the kits of Leila Haddad, Leila Haddad"):
        read_by_labels(by_google(filled("docx")), [built, twin])


def test_a_kit_of_nobody_in_the_class_is_no_kit() -> None:
    built = built_kit(empty("docx"))
    assert built is not None
    stranger = replace(built, form=replace(built.form, owner=replace(LEILA, name="Bo Li")))
    with pytest.raises(NotCollected, match="not a kit"):
        read_by_labels(by_google(filled("docx")), [stranger])


@pytest.mark.parametrize(("name", "save"), cases(WITHOUT_CONTROLS))
def test_without_its_class_such_a_kit_is_named_as_what_it_is(
    name: str, save: Callable[[bytes], bytes]
) -> None:
    said = outcome(save(filled("docx")))
    expected = "Google Docs" if "docx" in name else "OpenDocument"
    assert isinstance(said, str) and expected in said and "--class" in said, said


# The folder.


def zip_of(**files: bytes) -> bytes:
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w") as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "."), data)
    return saved.getvalue()


READ = {"f01 underscore": "_Leila kit.pdf", "hidden": ".Leila.pdf", "under a hidden folder": ".hidden/a.pdf",
        "capitals": "KIT.PDF", "no ending": "kit", "underscored folder": "_late work/a.pdf"}  # fmt: skip


@pytest.mark.parametrize("name", cases(READ))
def test_every_kit_of_the_folder_is_read_or_named(name: str) -> None:
    path = Path("in", name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(filled("pdf"))
    ran, rows = collected()
    assert HERS in of(rows, LEILA.name) or ran.telling(path.name), ran


def test_a_zip_is_opened() -> None:
    """f03: as an LMS packs hand-ins; the file is named `sub.zip/Leila.pdf`."""
    hand_in(sub__zip=zip_of(Leila__pdf=filled("pdf")))
    ran, rows = collected()
    assert HERS in of(rows, LEILA.name) and "sub.zip/Leila.pdf" in of(rows, LEILA.name), ran


@pytest.mark.parametrize("name", ["../../Leila.pdf", "class\\Leila.pdf", "/Leila.pdf"])
def test_a_zip_is_opened_whatever_its_files_are_called(name: str) -> None:
    """f03: nothing is unpacked, so that no name leads out of the folder."""
    hand_in(sub__zip=zip_of(**{name.replace(".pdf", "__pdf"): filled("pdf")}))
    ran, rows = collected()
    assert HERS in of(rows, LEILA.name) and not Path("Leila.pdf").exists(), ran


def test_a_zip_within_a_zip_and_one_with_a_password_are_named() -> None:
    locked = bytearray(zip_of(Leila__pdf=filled("pdf")))
    for found in re.finditer(rb"PK\x01\x02", bytes(locked)):
        locked[found.start() + 8] |= 1
    hand_in(
        a__zip=zip_of(b__zip=zip_of(c__pdf=filled("pdf"))), locked__zip=bytes(locked), ok__pdf=filled("pdf")
    )
    ran, _rows = collected()
    assert ran.telling("a.zip/b.zip") and ran.telling("locked.zip", "password"), ran.lines


FOREIGN = {
    "a message": ("Leila.eml", lambda: b"From: Leila", "attached"),
    "an archive": ("Leila.7z", lambda: b"7z\xbc\xaf", "archive"),
    "half a download": ("Leila.pdf.crdownload", lambda: b"\0\0", "download"),
    "f03 pages": (
        "Leila.pages",
        lambda: zip_of(**{"Index/Document__iwa": b"x", "preview__jpg": b"\xff\xd8"}),
        "Pages",
    ),
    "numbers": ("Leila.numbers", lambda: zip_of(**{"Index/Document__iwa": b"x"}), "Numbers"),
    "placeholder": ("Leila.pdf.icloud", lambda: b"bplist00", "iCloud"),
    "shortcut": ("Leila kit.gdoc", lambda: b'{"url": "https://docs.example/1"}', "Google"),
    "powerpoint": ("Leila.pptx", lambda: zip_of(**{"ppt/presentation__xml": b"<a/>"}), "PowerPoint"),
    "workbook": ("Leila.xlsx", lambda: zip_of(**{"xl/workbook__xml": b"<a/>"}), "Excel"),
}


@pytest.mark.spread(3)
@pytest.mark.parametrize(("name", "make", "what"), cases(FOREIGN))
def test_a_file_of_another_program_is_named_as_what_it_is(
    name: str, make: Callable[[], bytes], what: str
) -> None:
    """With what to do: ask for a PDF or a Word file."""
    hand_in(ok__pdf=filled("pdf"))
    Path("in", name).write_bytes(make())
    ran, _rows = collected()
    assert [line for line in ran.telling(name) if what in line.partition(": ")[2]], ran.lines


def test_a_folder_that_cannot_be_read_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    hand_in(ok__pdf=filled("pdf"))
    Path("in/locked").mkdir()
    scan = os.scandir

    def refuse(path: str) -> object:
        if str(path).endswith("locked"):
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    ran, _rows = collected()
    assert ran.telling("locked"), ran.lines
