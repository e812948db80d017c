"""Where things are placed in a Word file: cards, columns, addresses in tables, the heading of the plan."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from interview_kit.model.document import (
    AnswerSpace,
    Block,
    Cell,
    Group,
    Heading,
    ItemList,
    Line,
    PageBreak,
    PageNumber,
    Paragraph,
    Question,
    Role,
    Strong,
    Table,
    Text,
    Tick,
)
from interview_kit.model.theme import Variant
from interview_kit.stages.write.word import write_docx
from tests.reading import docx_part, page_links, paragraph_text
from tests.stages.write.test_word import TOKENS, W, body, has, kit, style_of, theme, values
from tests.stages.write.test_word_shell import shell, swap

CARD = Group((Heading(2, (Text("Making the call"),)), Paragraph((Text("Hello"),))), Role.CARD)
TEXT_WIDTH = 10086  # twentieths of a point
HEADS = ("Who", "E-mail", "Asked", "Answer", "Talk", "Thanked")


def words(*said: str) -> tuple[tuple[Text], ...]:
    return tuple((Text(each),) for each in said)


@pytest.mark.parametrize(
    ("cards", "variant", "rows"),
    [(2, Variant(), [2]), (2, Variant(large_print=True), [1, 1]), (1, Variant(), [1])],
)
def test_two_cards_are_side_by_side_but_for_roomy_variants(
    cards: int, variant: Variant, rows: list[int]
) -> None:
    looks = theme(variant=variant)
    written = docx_part(write_docx(kit(Group((CARD,) * cards, Role.CARDS)), looks), "word/document.xml")
    (table,) = written.iter(f"{W}tbl")
    assert [len(row.findall(f"{W}tc")) for row in table.iterfind(f"{W}tr")] == rows
    assert sum(int(column.get(f"{W}w")) for column in table.iter(f"{W}gridCol")) == TEXT_WIDTH


@pytest.mark.parametrize(("lines", "overleaf"), [(10, False), (32, True)])
def test_a_heading_over_columns_that_are_overleaf_begins_the_page(lines: int, overleaf: bool) -> None:
    above = [Paragraph((Text("A line"),))] * lines
    columns = ItemList(words(*["What kind of person does well?"] * 12), role=Role.COLUMNS)
    written = body(*above, Heading(2, (Text("More to choose from"),)), columns)
    (heading,) = (each for each in written.iter(f"{W}p") if style_of(each) == "Heading2")
    assert has(heading, "pageBreakBefore") == overleaf


@pytest.mark.parametrize(
    ("address", "whole"),
    [("dale@timberframes.example", True), (f"{'long' * 8}@{'office' * 5}.example", False)],
)
def test_a_column_is_as_wide_as_an_address_in_it_where_there_is_room(address: str, whole: bool) -> None:
    cells = (Cell((Text("Dale Sawchuk"),)), Cell((Text(address),)), *[Cell(())] * 4)
    widths = (0.25, 0.15, 0.15, 0.15, 0.15, 0.15)
    table = Table(words(*HEADS), (cells,), widths, "Who I asked", Role.LOG)
    written = body(table)
    assert next(t.text for t in written.iter(f"{W}t") if "@" in t.text) == (
        address if whole else f"{'long' * 8}@"
    )
    wide = [int(column.get(f"{W}w")) for column in written.iter(f"{W}gridCol")]
    letter = 120  # twentieths of a point: half of 12 points
    assert (wide[1] > len(address) * letter) == whole
    assert wide[-1] > len("Thanked") * letter


def test_the_heading_of_the_plan_is_as_large_as_a_title_and_one_level_under_it() -> None:
    plan = Group((Heading(2, (Text("Your 15 minutes"),)), Heading(3, (Text("First words"),))), Role.PLAN)
    written = write_docx(kit(plan), theme())
    paragraphs = docx_part(written, "word/document.xml").iter(f"{W}p")
    assert [(style_of(p), paragraph_text(p)) for p in paragraphs][1:] == [
        ("KitPlanTitle", "Your 15 minutes"),
        ("Heading3", "First words"),
    ]
    style = docx_part(written, "word/styles.xml").find(f"{W}style[@{W}styleId='KitPlanTitle']")
    assert (values(style, "basedOn"), values(style, "outlineLvl")) == (["Heading1"], ["1"])


def test_of_boxes_in_a_row_none_stands_on_a_page_alone() -> None:
    boxes = [Tick(each, each[0].text, "") for each in words("First", "Second", "Third", "Fourth")]
    written = body(*boxes, Tick((Text("Fifth"),), "fifth", ""))
    ticks = [each for each in written.iter(f"{W}p") if style_of(each) == "KitTick"]
    assert [has(each, "keepNext") for each in ticks] == [True, False, False, True, False]


def test_lines_to_write_on_stay_with_the_last_row_of_the_table_over_them() -> None:
    rows = tuple((Cell(each),) for each in words(*["A row"] * 40))
    written = body(
        Table(words("Part"), rows, (1.0,), "How it is marked"), AnswerSpace("Comment", "comment", 3)
    )
    (table,) = written.iter(f"{W}tbl")
    # The last row is not alone on a page, nor what is under it.
    assert [has(each, "keepNext") for each in table.iter(f"{W}p")][-3:] == [False, True, True]


@pytest.mark.parametrize(
    ("role", "variant", "breaks"),
    [
        (Role.PLAN, Variant(), True),
        (Role.PLAN, Variant(large_print=True), False),
        (Role.BODY, Variant(), True),
    ],
)
def test_minutes_follow_the_script_on_its_page_in_roomy_variants(
    role: Role, variant: Variant, breaks: bool
) -> None:
    plan = Group((PageBreak(), Heading(2, (Text("Your 15 minutes"),))), role)
    written = docx_part(write_docx(kit(plan), theme(variant=variant)), "word/document.xml")
    *_, heading = written.iter(f"{W}p")
    assert has(heading, "pageBreakBefore") == breaks


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("Call 1-800-668-6868, or so", "Call 1|800|668|6868, or so"),
        ("2026-11-30", "2026|11|30"),
        ("Qu’est-ce que c’est? Thank-you.", "Qu’est|ce que c’est? Thank|you."),
        ("la Nouvelle-Écosse", "la Nouvelle|Écosse"),
        ("Saint-Jean-sur-Richelieu", "Saint-Jean-sur-Richelieu"),
        ("marie-eve.roy@mill-two.example", "marie-eve.roy@mill-two.example"),
    ],
)
def test_no_line_ends_in_a_number_or_a_short_word_with_hyphens(typed: str, parts: str) -> None:
    *_, line = body(Paragraph((Text(typed),))).iter(f"{W}p")
    assert [each.text for each in line.iter(f"{W}t")] == parts.split("|")
    assert len(list(line.iter(f"{W}noBreakHyphen"))) == parts.count("|")
    assert paragraph_text(line) == typed


def test_the_words_of_a_step_are_a_link_up_to_their_last_sign() -> None:
    step = (PageNumber("why", words=(Strong((Text("Ask."),)), Text(" "))),)
    written = body(ItemList((step,), ordered=True, role=Role.STEPS))
    (link,) = written.iter(f"{W}hyperlink")
    assert values(link, "rPr/rStyle") == ["KitTyped"] * 2  # no underline: it leads to a page of the file
    assert "".join(each.text or "" for each in link.iter(f"{W}t")) == "Ask."


def test_a_step_without_a_number_has_no_sign_in_its_place() -> None:
    written = write_docx(kit(ItemList(words("One page only?"), role=Role.STEPS)), theme())
    (number,) = values(docx_part(written, "word/document.xml"), "numId")
    lists = docx_part(written, "word/numbering.xml")
    assert values(lists.find(f"{W}num[@{W}numId='{number}']"), "lvlText") == [""]


@pytest.mark.parametrize(("distance", "page"), [(b"397", "1"), (b"9000", "2")])
def test_a_header_that_is_higher_than_its_margin_takes_room_from_the_page(distance: bytes, page: str) -> None:
    lines = [Paragraph((Text("A line"),))] * 20
    looks = shell(swap("word/document.xml", b'w:header="397"', b'w:header="%s"' % distance))
    written = write_docx(kit(*lines, Heading(2, (PageNumber("a"),), anchor="a")), looks)
    assert page_links(docx_part(written, "word/document.xml")) == [("kit_a", page)]


def begun(*blocks: Block) -> list[Any]:
    """Return the paragraphs of a body with which a page begins, but for the title."""
    return [each for each in body(*blocks).iter(f"{W}p") if has(each, "pageBreakBefore")][1:]


def test_a_short_paragraph_that_may_be_torn_begins_a_page() -> None:
    lines = [Paragraph((Text("A line"),))] * 29
    four = Paragraph((Text("Nobody knows the work as well as those who do it. " * 7),))
    found = {more: begun(*lines, *lines[:more], four, ItemList(words("One"))) for more in range(9)}
    torn = [more for more, paragraphs in found.items() if paragraphs]
    assert torn == list(range(torn[0], torn[0] + len(torn))) and 1 <= len(torn) <= 3
    assert all("Nobody" in paragraph_text(found[more][0]) for more in torn)


def test_one_item_is_not_kept_with_what_follows_and_a_question_is_with_the_last_words() -> None:
    question = Question("1", "1 min", "", ((Text("Why?"),),), (), AnswerSpace("Notes", "q", 2))
    above = [Paragraph((Text("Above"),))] * 2
    written = body(*above, ItemList(words("One")), question, Line("You", (Text("Thanks"),), by_user=True))
    one, *others = (each for each in written.iter(f"{W}p") if style_of(each) in ("ListBullet", "KitNumber"))
    assert not has(one, "keepNext")
    assert all(has(each, "keepNext") for each in others)
    (thanks,) = (each for each in written.iter(f"{W}p") if style_of(each) == "KitSaid")
    assert thanks.find(f"{W}pPr/{W}spacing").get(f"{W}before") == "170"  # 3 mm


def test_a_row_that_begins_a_page_begins_a_table_which_a_paragraph_parts_from_the_one_above() -> None:
    above = Paragraph((Text("A line"),), Role.NOTE)
    questions = [
        Question(str(number), "1 min", "", ((Text("Why?"),),), (), AnswerSpace("Notes", f"q{number}", 2))
        for number in range(12)
    ]
    found = [row for more in range(12) for row in begun(*[above] * more, *questions)]
    assert found
    for paragraph in found:
        row = next(paragraph.iterancestors(f"{W}tr"))
        firsts = [next(cell.iter(f"{W}p")) for cell in row.iterfind(f"{W}tc")]
        assert [each.find(f"{W}pPr/{W}spacing").get(f"{W}before") for each in firsts] == ["0", "0"]
        assert row.getprevious().tag == f"{W}tblGrid"
        assert style_of(row.getparent().getprevious()) == "KitGap"


@pytest.mark.parametrize(("section", "ruled"), [("compare", True), ("log", False)])
def test_columns_that_are_compared_have_rules_between_them(section: str, ruled: bool) -> None:
    table = Table(words("Talk", "1"), ((Cell((Text("Pay"),)), Cell(())),), (0.5, 0.5), "Talks", Role.LOG)
    only = replace(kit(table).sections[0], kind=section)
    written = docx_part(write_docx(replace(kit(), sections=(only,)), theme()), "word/document.xml")
    assert [bool(line.get(f"{W}sz")) for line in written.iter(f"{W}insideV")] == [True] * ruled


def test_the_words_beside_a_box_in_a_cell_hang_after_it() -> None:
    ticked = Cell((), Tick((Text("Asks clearly, and listens"),), "asks", ""))
    table = Table(words("Level 1"), ((ticked,),), (1.0,), "How it is marked")
    (cell,) = body(table).findall(f".//{W}tr[2]/{W}tc")
    place = cell.find(f"{W}p/{W}pPr/{W}ind")
    assert place.get(f"{W}left") == place.get(f"{W}hanging") != "0"
    assert cell.find(f".//{W}r/{W}tab") is not None


@pytest.mark.parametrize(("entries", "indent"), [(9, set()), (10, {"536"})])
def test_a_list_of_ten_has_room_for_its_numbers(entries: int, indent: set[str]) -> None:
    written = body(ItemList(words(*["Why?"] * entries), ordered=True))
    assert {place.get(f"{W}hanging") for place in written.iter(f"{W}ind")} == indent


@pytest.mark.parametrize("script_size", [13, 40])
def test_no_heading_is_larger_than_that_of_its_section(script_size: float) -> None:
    looks = theme(tokens=replace(TOKENS, script_size=script_size))
    styles = docx_part(write_docx(kit(), looks), "word/styles.xml")
    below, above = (
        int(values(styles.find(f"{W}style[@{W}styleId='{name}']"), "rPr/sz")[0])
        for name in ("Heading2", "Heading1")
    )
    assert below <= above


def test_a_row_under_a_head_begins_a_page_in_its_table() -> None:
    rows = tuple((Cell((Text("A row"),)),) for _ in range(120))
    written = body(Table(words("Part"), rows, (1.0,), "How it is marked"))
    assert len(list(written.iter(f"{W}tbl"))) == 1
