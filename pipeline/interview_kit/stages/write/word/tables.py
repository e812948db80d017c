"""Write tables, with text and form fields, and the time bar of a talk."""

from __future__ import annotations

from copy import deepcopy
from typing import assert_never

from interview_kit.model import document as d
from interview_kit.stages.write.address_breaks import parts
from interview_kit.stages.write.word.apply_theme import colour
from interview_kit.stages.write.word.body_context import (
    BodyContext,
    inline_elements,
    run,
)
from interview_kit.stages.write.word.fields import box, line_to_write_on
from interview_kit.stages.write.word.grid import grid, shares
from interview_kit.stages.write.word.styles import RULING_MM
from interview_kit.stages.write.word.xml import (
    Element,
    el,
    keep_with_next,
    paragraph_property,
    paragraphs_in,
    qualified,
    twips,
    words,
)

_CELL_MARGINS_MM = 5  # both cell margins of "Kit Log Table", and a tolerance for the estimate
_COMPARED = "compare"  # the section whose table has rules between its columns
_HANGING = 0.9  # of the indent of lists: the room of a box before the words of a cell
_WHOLE = 0.7  # of a page: a longer table may break between its rows
_PLAN_MM = (46, 20)  # widths of name and length; the bar gets the rest
_WIDEST_PLAN = 1.4  # the largest factor by which they grow with the letters


def table_elements(table: d.Table, context: BodyContext) -> list[Element]:
    """Return a table whose header row, if any, repeats on every page; a short table is kept on one page."""
    columns = range(len(table.widths))
    spaces = [[row[column].space for row in table.rows] for column in columns]
    ticked = [any(isinstance(each, d.Tick) and not each.content for each in column) for column in spaces]
    rows = [[_cell(cell, table.role.word_style, context) for cell in row] for row in table.rows]
    heights = [_least_height(row, context) for row in table.rows]
    header = any(d.inline_text(content) for content in table.header)
    if header:
        heads = [
            context.paragraph("Kit Table Head", inline_elements(title, context)) for title in table.header
        ]
        for head, centred in zip(heads, ticked, strict=True):
            if centred:
                paragraph_property(head, "jc").set(qualified("val"), "center")
        rows.insert(0, [[head] for head in heads])
        heights.insert(0, 0)
    inside = [[paragraph for row in rows for paragraph in row[column]] for column in columns]
    element = grid(
        context,
        "Kit Log Table" if table.role is d.Role.LOG else "Kit Table",
        _widened(shares(table.widths, context.width), _needed(inside, context)),
        rows,
        summary=table.summary,
        header=header,
        row_headers=table.row_headers,
        heights=heights,
        align="top" if table.role is d.Role.LOG else "center",
    )
    if context.section == _COMPARED:
        _rule_columns(element, context)
    lines = element.findall(qualified("tr"))
    whole = context.layout.height([element]) < _WHOLE * context.layout.page_height
    keep_with_next(paragraphs_in(lines[:-1] if whole else [*lines[: 1 + header], *lines[-2:-1]]))
    return [element]


def _rule_columns(table: Element, context: BodyContext) -> None:
    """Set rules between the columns of a table, as those between the rows of its style."""
    for borders in map(deepcopy, context.shell.styles["Kit Log Table"].iter(qualified("tblBorders"))):
        for line in borders.findall(qualified("insideH")):
            between = deepcopy(line)
            between.tag = qualified("insideV")
            line.addnext(between)
        table.find(f"{qualified('tblPr')}/{qualified('tblLayout')}").addprevious(borders)


def _needed(columns: list[list[Element]], context: BodyContext) -> list[int]:
    """Return the least width of each column, in which no word breaks.

    Where there is no room for whole addresses, they are set in lines here: Word would break them anywhere.
    """

    def least(*, in_parts: bool) -> list[int]:
        longest = (context.layout.measure.longest_word(column, in_parts=in_parts) for column in columns)
        return [round(word) + twips(_CELL_MARGINS_MM) for word in longest]

    whole = least(in_parts=False)
    if sum(whole) <= context.width:
        return whole
    for text in (text for column in columns for each in column for text in each.iter(qualified("t"))):
        _set_in_lines(text)
    return least(in_parts=True)


def _set_in_lines(text: Element) -> None:
    """Set an address in lines that end after its @ or a dot, none longer than its longest part."""
    lines = [""]
    pieces = parts(text.text or "")
    for piece in pieces:
        if len(lines[-1] + piece) > max(map(len, pieces)):
            lines.append("")
        lines[-1] += piece
    text.text = lines[0]
    for line in reversed(lines[1:]):
        text.addnext(words(line))
        text.addnext(el("br"))


def _widened(widths: list[int], needed: list[int]) -> list[int]:
    """Return widths of columns as wide as needed: narrow ones take what they lack from the widest."""
    columns = range(len(widths))
    for column in sorted(columns, key=lambda each: needed[each] - widths[each]):
        for giver in sorted(columns, key=lambda other: needed[other] - widths[other]):
            given = min(needed[column] - widths[column], widths[giver] - needed[giver])
            if given > 0:
                widths[column] += given
                widths[giver] -= given
    return widths


def _cell(cell: d.Cell, style: str, context: BodyContext) -> list[Element]:
    said = [context.paragraph(style, inline_elements(cell.content, context))] if cell.content else []
    match cell.space:
        case d.AnswerSpace() as space:
            return [
                *said,
                context.paragraph(style, line_to_write_on(space.label, space.field_id, "", context)),
            ]
        case d.Tick() as tick:
            if not tick.content:
                return [*said, context.paragraph("Kit Table Tick", box(tick, context))]
            between = run(context, "", " ") if context.variant.is_roomy else el("r", el("tab"))
            content = [*box(tick, context), between, *inline_elements(tick.content, context)]
            ticked = context.paragraph(style, content)
            if not context.variant.is_roomy:  # in large letters, columns are too narrow
                place = paragraph_property(ticked, "ind")
                for name in ("left", "hanging"):
                    place.set(qualified(name), str(round(_HANGING * context.layout.measure.list_indent)))
            return [*said, ticked]
        case None:
            return said or [context.paragraph(style)]
        case _:
            assert_never(cell.space)


def _least_height(row: tuple[d.Cell, ...], context: BodyContext) -> int:
    lines = max((cell.space.lines for cell in row if isinstance(cell.space, d.AnswerSpace)), default=0)
    return round(lines * twips(RULING_MM) * context.growth)


def time_bar_elements(bar: d.TimeBar, context: BodyContext) -> list[Element]:
    """Return a table with a row per part of the talk (name, length as text, bar to scale), and the end time.

    Names are beside the bars, not in them, so that half a minute is as readable as ten.
    """
    widths = [round(twips(mm) * min(context.width_factor, _WIDEST_PLAN)) for mm in _PLAN_MM]
    widths.append(context.width - sum(widths))
    whole = sum(segment.minutes for segment in bar.segments)
    rows, begin = [], 0.0
    for segment in bar.segments:
        named = [
            [context.paragraph("Kit Plan", [run(context, "", said)])]
            for said in (segment.label, segment.length)
        ]
        rows.append([*named, [_length(segment, begin / whole, whole, widths[-1], context)]])
        begin += segment.minutes * bar.stacked
    summary = ", ".join(f"{segment.label} {segment.length}".strip() for segment in bar.segments)
    table = grid(context, "Kit Open Table", widths, rows, summary=summary, row_headers=True)
    return [table, context.paragraph("Kit Plan End", [run(context, "", bar.end)])]


def _length(segment: d.TimeSegment, begin: float, whole: float, width: int, context: BodyContext) -> Element:
    """Return an empty paragraph, shaded from the segment's start to its end."""
    paragraph = context.paragraph("Kit Plan")
    left = round(width * begin)
    right = width - left - round(width * segment.minutes / whole)
    fill = colour(context.tokens, "accent")
    paragraph.pPr.append(el("shd", val="clear", color="auto", fill=fill, themeFill="accent1"))
    paragraph.pPr.append(el("ind", left=left, right=max(right, 0)))
    return paragraph
