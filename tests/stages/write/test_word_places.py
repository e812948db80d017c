"""Where things are placed in a Word file: cards, columns, addresses in tables, the heading of the plan."""

from __future__ import annotations

import pytest

from interview_kit.model.document import Cell, Group, Heading, ItemList, Paragraph, Role, Table, Text
from interview_kit.model.theme import Variant
from interview_kit.stages.write.word import write_docx
from tests.reading import docx_part, paragraph_text
from tests.stages.write.test_word import W, body, has, kit, style_of, theme, values

CARD = Group((Heading(2, (Text("Making the call"),)), Paragraph((Text("Hello"),))), Role.CARD)
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
