"""Write Word files: the words, the controls, the lists, the looks and the bytes."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from typing import Any

import pytest

from interview_kit.model.document import (
    AnswerSpace,
    Blank,
    Block,
    Cell,
    Document,
    Filled,
    Group,
    Heading,
    ItemList,
    Line,
    PageBreak,
    PageNumber,
    Paragraph,
    Question,
    Role,
    Section,
    Strong,
    Table,
    Text,
    Tick,
)
from interview_kit.model.theme import Paper, Theme, Tokens, Variant
from interview_kit.stages.write.word import write_docx
from interview_kit.stages.write.word.base_shell import BASE_SHELL
from interview_kit.tools.lint_theme.document_text import plain_text
from tests.paths import ROOT
from tests.reading import docx_part, docx_text, margin_text, page_links
from tests.sample_document import empty_document, sample_document

SHELL = "word/shell.docx"
TOKENS = Tokens(
    accent="#8a1f11",
    tint="#f6e8e6",
    ink="#101010",
    soft="#606060",
    font="Lato",
    other_font="Noto Sans",
    text_size=12,
    script_size=13,
    title_size=28,
    margin_top=14,
    margin_right=19,
    margin_bottom=18,
    margin_left=19,
)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def theme(**changes: Any) -> Theme:
    return replace(Theme("base", TOKENS, Paper.LETTER, {SHELL: BASE_SHELL.read_bytes()}), **changes)


def kit(*blocks: Block, title: str = "A title", **section: Any) -> Document:
    only = Section("why", "why", (Text(title),), blocks, **{"starts_page": True} | section)
    return Document("fr-CA", "Kit de Zoé <&>", "Sujet", "Zoé <&> {{ 7 }}", "Page", (only,))


def body(*blocks: Block, **section: Any) -> Any:
    return docx_part(write_docx(kit(*blocks, **section), theme()), "word/document.xml").find(f"{W}body")


def squeezed(text: str) -> str:
    return "".join(text.split())


def values(element: Any, path: str) -> list[str]:
    return [
        found.get(f"{W}val") for found in element.iterfind(".//" + "/".join(W + s for s in path.split("/")))
    ]


def style_of(paragraph: Any) -> str:
    return values(paragraph, "pStyle")[0]


def has(paragraph: Any, mark: str) -> bool:
    return paragraph.find(f"{W}pPr/{W}{mark}") is not None


@pytest.mark.parametrize("paper", Paper)
def test_the_words_are_those_of_the_document_in_their_order(paper: Paper) -> None:
    document = sample_document()
    assert squeezed(docx_text(write_docx(document, theme(paper=paper)))) == squeezed(plain_text(document))


def test_the_shell_adds_no_words() -> None:
    written = write_docx(empty_document(), theme())
    assert [squeezed(text) for text in (docx_text(written), *margin_text(written))] == [""] * 5


def test_what_was_typed_stands_in_the_foot_as_it_was_typed() -> None:
    written = write_docx(kit(), theme())
    assert [text.strip() for text in margin_text(written)] == ["Zoé <&> {{ 7 }} Page"] * 2 + ["", ""]


def test_the_bytes_depend_on_nothing_but_the_document_and_the_theme() -> None:
    program = (
        "import hashlib; from tests.sample_document import sample_document as s; "
        "from tests.stages.write.test_word import theme; "
        "from interview_kit.stages.write.word import write_docx; "
        "print(hashlib.sha256(write_docx(s(), theme())).hexdigest())"
    )
    found = {hashlib.sha256(write_docx(sample_document(), theme())).hexdigest()}
    for seed, zone, locale in (("1", "Asia/Tokyo", "C"), ("2", "America/St_Johns", "fr_CA.UTF-8")):
        environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale}
        done = subprocess.run(
            [sys.executable, "-c", program],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            check=True,
            text=True,
        )
        found.add(done.stdout.strip())
    assert len(found) == 1


def test_every_place_to_fill_in_is_a_control_with_its_name_and_tag() -> None:
    written = body(
        AnswerSpace("What I heard", "talk.heard", 3),
        Tick((Text("I called"),), "talk.called", ""),
        Tick((Text("Yes"),), "talk.yes", "Yes, I called"),
        Paragraph((Text("On "), Blank("day"), Text(" and "), Blank("day"))),
        Table(((),), ((Cell((), AnswerSpace("Who", "log." + "x" * 80, 1)),),), (1.0,), ""),
    )
    assert values(written, "sdtPr/alias") == [
        "What I heard",
        "I called",
        "Yes, I called",
        "day",
        "day",
        "Who",
    ]
    assert values(written, "sdtPr/tag") == [
        "talk/heard",
        "talk/called",
        "talk/yes",
        "blank/why/1",
        "blank/why/2",
        "log/xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx~c820434cab212770",
    ]
    numbers = values(written, "sdtPr/id")
    assert len(set(numbers)) == 6 and all(0 < int(number) < 2**31 for number in numbers)


def test_the_number_of_a_control_comes_from_its_field_and_not_from_its_place() -> None:
    first = body(AnswerSpace("A", "a", 1), AnswerSpace("B", "b", 1))
    second = body(AnswerSpace("B", "b", 1), AnswerSpace("A", "a", 1))
    assert values(first, "sdtPr/id") == values(second, "sdtPr/id")[::-1]


def test_equal_fields_have_different_numbers() -> None:
    numbers = values(body(AnswerSpace("A", "a", 1), AnswerSpace("A", "a", 1)), "sdtPr/id")
    assert len(set(numbers)) == 2


def test_what_stands_under_a_heading_leads_on_to_what_follows() -> None:
    lead = (Heading(2, (Text("Places"),)), Paragraph((Text("Look here:"),)), ItemList(((Text("a"),),)))
    last = (Heading(2, (Text("More"),)), Paragraph((Text("The end"),)))
    paragraphs = body(*lead, *last).findall(f"{W}p")
    assert [has(p, "keepNext") for p in paragraphs if style_of(p) == "KitBody"] == [True, False]


def test_of_two_spaces_that_meet_the_larger_counts() -> None:
    tips = [Paragraph((Text("A tip"),), Role.TIP)] * 20  # 20 of them fill a page if the spaces are added up
    written = body(*tips, Heading(2, (PageNumber("here"),), "here"))
    assert [number for _, number in page_links(written)] == ["1"]


def test_a_note_space_has_ruled_lines_of_at_least_eight_millimetres() -> None:
    written = write_docx(kit(AnswerSpace("Notes", "n", 4)), theme())
    lines = docx_part(written, "word/document.xml").findall(f"{W}body/{W}p")[1:]
    assert [style_of(line) for line in lines] == ["KitLabel"] + ["KitAnswer"] * 3
    assert [len(line.findall(f"{W}sdt")) for line in lines] == [1, 0, 0, 0]
    styles = docx_part(written, "word/styles.xml")
    for style in (styles.find(f"{W}style[@{W}styleId='{key}']") for key in ("KitLabel", "KitAnswer")):
        spacing = style.find(f"{W}pPr/{W}spacing")
        assert (spacing.get(f"{W}lineRule"), int(spacing.get(f"{W}line")) >= 453) == ("atLeast", True)
        assert [edge.tag for edge in style.find(f"{W}pPr/{W}pBdr")] == [f"{W}bottom", f"{W}between"]


def test_a_question_is_a_row_that_is_never_torn_from_its_note_space() -> None:
    asked = ((Text("What do you like?"),), (Text("What is hard?"),))
    space, probes = AnswerSpace("Notes", "q", 2), (Text("More?"),)
    question = Question("2", "2 min", "Ask first", asked, (Text("Both count."),), space, probes)
    (row,) = body(question).iterfind(f"{W}tbl/{W}tr")
    assert has_mark(row, "cantSplit")
    assert [[style_of(p) for p in cell.iter(f"{W}p")] for cell in row.iterfind(f"{W}tc")] == [
        ["KitNumber", "KitStar", "KitMinutes"],
        ["KitQuestion", "KitQuestion", "KitReason", "KitBody", "KitLabel", "KitAnswer"],
    ]


def test_each_numbered_list_counts_from_one() -> None:
    items = ((Text("a"),), (Text("b"),))
    blocks = (ItemList(items, ordered=True), ItemList(items), ItemList(items, ordered=True, role=Role.STEPS))
    written = write_docx(kit(*blocks), theme())
    used = values(docx_part(written, "word/document.xml"), "numPr/numId")
    assert (used[0] == used[1], used[2] == used[3], used[4] == used[5], len(set(used))) == (
        True,
        True,
        True,
        3,
    )
    numbering = docx_part(written, "word/numbering.xml")
    starts = {
        number.get(f"{W}numId"): (values(number, "startOverride"), values(number, "abstractNumId"))
        for number in numbering.iterfind(f"{W}num")
    }
    assert [starts[used[place]] for place in (0, 2, 4)] == [(["1"], ["2"]), ([], ["1"]), (["1"], ["2"])]


def test_what_starts_a_page_breaks_before_it_and_brings_no_space() -> None:
    first = Section("front", "front", (Text("First"),), (PageBreak(), Heading(2, (Text("Second"),))), True)
    second = Section("why", "why", (Text("Shares"),), (), False)
    third = Section("log", "log", (Text("Third"),), (PageBreak(),), True)
    document = replace(kit(), sections=(first, second, third))
    paragraphs = docx_part(write_docx(document, theme()), "word/document.xml").findall(f".//{W}p")
    assert [(style_of(p), has(p, "pageBreakBefore"), has(p, "spacing")) for p in paragraphs] == [
        ("Title", True, True),
        ("Heading2", True, True),
        ("Heading1", False, False),
        ("Heading1", True, True),
    ]


def test_a_page_number_is_a_link_to_its_heading_with_the_page_in_it() -> None:
    far = replace(kit().sections[0], anchor="a b", title=(Text("There"),))
    near = replace(far, anchor="near", title=(PageNumber("a b"), Text(" "), PageNumber("near")))
    written = docx_part(write_docx(replace(kit(), sections=(near, far)), theme()), "word/document.xml")
    names = [mark.get(f"{W}name") for mark in written.iter(f"{W}bookmarkStart")]
    assert names == ["kit_near", "kit_a_b_c8687a08"]
    assert page_links(written) == [("kit_a_b_c8687a08", "2"), ("kit_near", "1")]


def test_a_table_has_a_header_row_a_description_and_rows_that_stay_whole() -> None:
    row = (Cell((Text("animals"),)), Cell((), Tick((), "fit", "fits")))
    header = ((Text("What"),), (Text("Fits"),))
    table = body(Table(header, (row,), (0.75, 0.25), "What fits", row_headers=True)).find(f"{W}tbl")
    assert values(table, "tblDescription") == ["What fits"]
    assert [has_mark(row, "tblHeader") for row in table.iterfind(f"{W}tr")] == [True, False]
    assert [has_mark(row, "cantSplit") for row in table.iterfind(f"{W}tr")] == [True, True]
    assert [int(column.get(f"{W}w")) for column in table.iter(f"{W}gridCol")] == [7564, 2522]
    look = table.find(f"{W}tblPr/{W}tblLook")
    assert (look.get(f"{W}firstRow"), look.get(f"{W}firstColumn")) == ("1", "1")


def test_a_no_and_its_reply_stand_side_by_side_and_under_each_other_in_large_print() -> None:
    theirs = Line("They", (Text("I am too busy."),), by_user=False)
    yours = Line("You", (Text("I understand: "), Blank("(their name)")), by_user=True)
    refusal = Group((theirs, yours), Role.REFUSAL)
    document = kit(Group((refusal, refusal), Role.SCRIPT))
    beside, below = (
        write_docx(document, theme(variant=Variant(large_print=large))) for large in (False, True)
    )
    rows = docx_part(beside, "word/document.xml").findall(f".//{W}tr")
    assert [[style_of(p) for p in row.iter(f"{W}p")] for row in rows] == [
        ["KitRefusalHeard", "KitRefusalSaid"]
    ] * 2
    paragraphs = docx_part(below, "word/document.xml").findall(f"{W}body/{W}p")
    assert [style_of(p) for p in paragraphs[1:]] == ["KitRefusalHeard", "KitRefusalSaid"] * 2
    assert squeezed(docx_text(beside)) == squeezed(docx_text(below)) == squeezed(plain_text(document))


def test_a_blank_is_a_line_to_write_on_then_its_hint_and_both_go_when_one_types() -> None:
    (control,) = body(Paragraph((Text("Ask "), Blank("(their name)")))).iter(f"{W}sdt")
    assert control.find(f"{W}sdtPr/{W}showingPlcHdr") is not None
    runs = [("".join(r.itertext()), values(r, "rPr/rStyle")) for r in control.iter(f"{W}r")]
    assert runs == [("\u00a0" * 25, ["KitBlank"]), (" (their name)", ["KitHint"])]


def test_the_strong_words_of_the_rule_stand_above_the_others() -> None:
    rule = Paragraph((Strong((Text("Ask to learn."),)), Text(" Nothing else.")), Role.RULE)
    runs = body(rule).find(f"{W}p[2]").findall(f"{W}r")
    assert [("".join(r.itertext()), values(r, "rPr/rStyle"), r.find(f"{W}br") is None) for r in runs] == [
        ("Ask to learn.", ["KitRuleWords"], True),
        ("", [], False),
        ("Nothing else.", [], True),
    ]


def test_no_style_is_smaller_than_the_text_but_those_of_empty_paragraphs() -> None:
    styles = docx_part(write_docx(kit(), theme()), "word/styles.xml")
    text = int(values(styles, "docDefaults/rPrDefault/rPr/sz")[0])
    assert text == 24
    small = [
        style.get(f"{W}styleId")
        for style in styles.iterfind(f"{W}style")
        if any(int(size) < text for size in values(style, "rPr/sz"))
    ]
    assert small == ["KitGap", "KitEnd"]


def test_dates_are_dots_on_a_line() -> None:
    written = write_docx(kit(ItemList(((Text("Monday"),), (Text("Friday"),)), role=Role.TIMELINE)), theme())
    items = docx_part(written, "word/document.xml").findall(f"{W}body/{W}p")[1:]
    assert [style_of(item) for item in items] == ["KitTimeline"] * 2
    used = set(values(items[0], "numPr/numId") + values(items[1], "numPr/numId"))
    numbering = docx_part(written, "word/numbering.xml")
    dots = [n.get(f"{W}numId") for n in numbering.iterfind(f"{W}num") if values(n, "abstractNumId") == ["5"]]
    assert used == set(dots)
    assert values(numbering.find(f"{W}abstractNum[@{W}abstractNumId='5']"), "lvl/lvlText") == ["●"]


def has_mark(row: Any, mark: str) -> bool:
    return row.find(f"{W}trPr/{W}{mark}") is not None


def test_what_is_filled_in_is_set_apart_where_it_is_said() -> None:
    filled = (Filled("Zoé"),)
    written = body(
        Paragraph(filled), Group((Line("You", filled, True),), Role.SCRIPT), Paragraph(filled, Role.MESSAGE)
    )
    assert [values(p, "r/rPr/rStyle") for p in written.findall(f"{W}p")] == [
        [],
        [],
        ["KitSpeaker", "KitFilled"],
        ["KitFilled"],
    ]


def test_the_tokens_reach_the_colour_scheme_and_every_value() -> None:
    written = write_docx(kit(), theme(tokens=replace(TOKENS, text_size=18, title_size=30)))
    scheme = docx_part(written, "word/theme/theme1.xml")
    a = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
    slots = {
        slot: scheme.find(f".//{a}{slot}/{a}srgbClr").get("val") for slot in ("dk1", "dk2", "lt2", "accent1")
    }
    assert slots == {"dk1": "101010", "dk2": "606060", "lt2": "F6E8E6", "accent1": "8A1F11"}
    assert {face.get("typeface") for face in scheme.iter(f"{a}latin")} == {"Lato"}
    styles = docx_part(written, "word/styles.xml")
    accents = {c.get(f"{W}val") for c in styles.iter(f"{W}color") if c.get(f"{W}themeColor") == "accent1"}
    sizes = {
        key: values(styles.find(f"{W}style[@{W}styleId='{key}']"), "sz") for key in ("Title", "Heading1")
    }
    assert (accents, sizes) == ({"8A1F11"}, {"Title": ["60"], "Heading1": ["38"]})
    assert values(styles, "docDefaults/rPrDefault/rPr/sz") == ["36"]
    assert values(docx_part(written, "word/numbering.xml"), "lvl/rPr/sz") == ["45"]
    assert styles.find(f".//{W}docDefaults//{W}lang").get(f"{W}val") == "fr-CA"


def test_a_section_stays_on_the_page_of_the_one_that_other_formats_set_beside_it() -> None:
    above = Section("a", "a", (Text("A"),), (Paragraph((Text("a"),)),), starts_page=True)
    for beside in (True, False):
        below = Section("b", "b", (Text("B"),), (), starts_page=False, beside=beside)
        both = Document("en", "", "", "", "", (above, below))
        written = docx_part(write_docx(both, theme()), "word/document.xml")
        (paragraph,) = (each for each in written.iter(f"{W}p") if "".join(each.itertext()) == "a")
        assert has(paragraph, "keepNext") is beside


def test_the_properties_are_the_documents_and_name_nobody() -> None:
    core = docx_part(write_docx(kit(), theme()), "docProps/core.xml")
    assert [(child.tag.rpartition("}")[2], child.text) for child in core] == [
        ("title", "Kit de Zoé <&>"),
        ("subject", "Sujet"),
        ("language", "fr-CA"),
    ]


def test_what_xml_cannot_hold_is_marked_and_does_not_crash() -> None:
    written = write_docx(kit(Paragraph((Text("a\x00b\ud800c\uffffd"), Blank("\x1b")))), theme())
    assert squeezed(docx_text(written)) == "Atitlea\ufffdb\ufffdc\ufffdd\ufffd"
