"""Write each block of the document as native Word paragraphs, lists and tables."""

from __future__ import annotations

from itertools import groupby
from typing import assert_never

from interview_kit.model.document import (
    AnswerSpace,
    Block,
    Group,
    Heading,
    Inlines,
    ItemList,
    Line,
    PageBreak,
    PageNumber,
    Paragraph,
    Question,
    Role,
    Table,
    Tick,
    TimeBar,
    level_under,
)
from interview_kit.stages.write.word.body_context import BodyContext
from interview_kit.stages.write.word.controls import space_elements, tick_elements
from interview_kit.stages.write.word.dialogue import is_reply, line_element, replies_element
from interview_kit.stages.write.word.grid import grid
from interview_kit.stages.write.word.inlines import inline_elements, rule_elements
from interview_kit.stages.write.word.tables import table_elements, time_bar_elements
from interview_kit.stages.write.word.xml import (
    Element,
    clear_keep_next,
    el,
    keep_with_next,
    paragraphs_in,
    qualified,
    set_space,
    twips,
    words,
)

# The character styles of filled-in values.
_FILLED = {
    **dict.fromkeys((Role.SUBJECT, Role.MESSAGE, Role.SCRIPT, Role.REFUSAL), "Kit Filled"),
    Role.FACTS: "Strong",
}
_EDGE_MM, _ABOVE_QUESTION_MM = 28, 1
_AFTER_LIST_MM, _AFTER_COLUMNS_MM = 3, 1
_FEW = 3
_TOGETHER = 0.5  # of a page: a longer group might not fit on one page with its heading
_CARD_MM = (158, 76)  # width and least height: two cards fit on a sheet
_CARD_MARGIN_MM = 10  # of a cell of "Kit Card Table"


def block_elements(block: Block, context: BodyContext, role: Role = Role.BODY) -> list[Element]:
    """Return the Word elements of a block; `role` is that of the group around it."""
    match block:
        case Heading(level=level, content=content, anchor=anchor):
            inside = context.bookmarked(anchor, inline_elements(content, context))
            context.level = level_under(context.level, level)
            return [context.paragraph(f"Heading {context.level}", inside)]
        case Paragraph():
            return [_paragraph(block, context, role)]
        case ItemList(items=items, field_ids=ids) if ids:
            boxes = (Tick(item, field_id, "") for item, field_id in zip(items, ids, strict=True))
            return [element for each in boxes for element in tick_elements(each, context)]
        case ItemList():
            return list_elements(block, context, role)
        case Table():
            return table_elements(block, context)
        case Group():
            return _group(block, context)
        case Line():
            return [line_element(block, context, role)]
        case Question():
            return _question(block, context)
        case TimeBar():
            return time_bar_elements(block, context)
        case AnswerSpace():
            return space_elements(block, context)
        case Tick():
            return tick_elements(block, context)
        case PageBreak():
            context.new_page = True
            return []
        case _:
            assert_never(block)


def list_elements(block: ItemList, context: BodyContext, role: Role = Role.BODY) -> list[Element]:
    """Return a native Word list, numbered from 1 if ordered; no page break separates a single item."""
    own = _inherited(block.role, role)
    plain = "List Number" if block.ordered else "List Bullet"
    style = plain if own is Role.BODY else own.word_style
    marked = own.word_style in context.shell.numbering_ids and not block.ordered  # with boxes or dots
    number = context.numbering_id(own.word_style if marked else plain, restart=block.ordered)
    items = [context.paragraph(style, _item(item, own, context), number) for item in block.items]
    if inset := context.layout.measure.left_of(style):
        for item in items:
            place = item.pPr.get_or_add_ind()
            place.set(qualified("left"), str(inset + context.layout.measure.list_indent))
            place.set(qualified("hanging"), str(context.layout.measure.list_indent))
    keep_with_next(items[:1] + items[-2:-1])
    for last in items[-1:]:
        set_space(last, after=twips(_AFTER_COLUMNS_MM if own is Role.COLUMNS else _AFTER_LIST_MM))
    return items


def _item(item: Inlines, role: Role, context: BodyContext) -> list[Element]:
    """Return the inlines of a list item; a page number at the end of a step is set after a tab."""
    if role is Role.STEPS and item and isinstance(item[-1], PageNumber):
        step, page = (inline_elements(part, context) for part in (item[:-1], item[-1:]))
        return [*step, el("r", el("tab")), *page]
    return inline_elements(item, context)


def _paragraph(block: Paragraph, context: BodyContext, role: Role) -> Element:
    own = _inherited(block.role, role)
    if own is Role.RULE and role is not Role.CARD:
        return context.paragraph(own.word_style, rule_elements(block.content, context))
    style = "Kit Card Rule" if own is Role.RULE else own.word_style
    return context.paragraph(style, inline_elements(block.content, context, filled=_FILLED.get(own, "")))


def _inherited(own: Role, group: Role) -> Role:
    """Return a block's role, or its group's where the block is body text."""
    return group if own is Role.BODY else own


def _group(group: Group, context: BodyContext) -> list[Element]:
    if group.role is Role.CARDS:
        return _cards(group, context)
    elements: list[Element] = []
    blocks = (group,) if is_reply(group, context) else group.blocks
    for replies, alike in groupby(blocks, key=lambda block: is_reply(block, context)):
        if replies:
            elements.append(replies_element([reply for reply in alike if isinstance(reply, Group)], context))
        else:
            elements.extend(
                element for block in alike for element in block_elements(block, context, group.role)
            )
    paragraphs = paragraphs_in(elements)
    if group.together and _fits(elements, len(paragraphs), context):
        keep_with_next(paragraphs[:-1])
    return elements


def _fits(elements: list[Element], paragraphs: int, context: BodyContext) -> bool:
    # Measuring costs more than writing, and a few paragraphs always fit.
    few = paragraphs <= _FEW
    return few or context.layout.height(elements) < _TOGETHER * context.layout.page_height


def _cards(group: Group, context: BodyContext) -> list[Element]:
    """Return a table of cards, one above the other, with dashed lines to cut along; [] without cards."""
    sheet, context.width, context.on_card = context.width, twips(_CARD_MM[0] - 2 * _CARD_MARGIN_MM), True
    rows = [[_card(block_elements(card, context, group.role), context)] for card in group.blocks]
    context.width, context.on_card = sheet, False
    if not rows:
        return []
    heights = [twips(_CARD_MM[1])] * len(rows)
    return [grid(context, "Kit Card Table", [twips(_CARD_MM[0])], rows, heights=heights, centred=True)]


def _card(elements: list[Element], context: BodyContext) -> list[Element]:
    """Return the content of a card's cell, without space above it."""
    clear_keep_next(
        paragraphs_in(elements)
    )  # a row is kept whole anyway; "keep with next" would pull the next card onto the same page
    for first in paragraphs_in(elements)[:1]:
        set_space(first, before=0)
    return _ended(elements, context)


def _ended(elements: list[Element], context: BodyContext) -> list[Element]:
    """Return the content of a cell, ended by a paragraph, as Word requires."""
    if elements and elements[-1].tag == qualified("p"):
        return elements
    return [*elements, context.paragraph("Kit End")]


def _question(question: Question, context: BodyContext) -> list[Element]:
    """Return a table of one unbreakable row: number, star and minutes at the left, the question beside them.

    A row, because LibreOffice breaks long chains of paragraphs with "keep with next".
    """
    left = round(twips(_EDGE_MM) * context.width_factor)
    edge = [
        context.paragraph(f"Kit {style}", [el("r", words(said))])
        for style, said in (
            ("Number", question.number),
            ("Star", question.star),
            ("Minutes", question.minutes),
        )
        if said
    ]
    asked = [context.paragraph("Kit Question", inline_elements(line, context)) for line in question.content]
    reason = (
        [context.paragraph("Kit Reason", inline_elements(question.reason, context))]
        if question.reason
        else []
    )
    probes = (
        [context.paragraph("Kit Body", inline_elements(question.probes, context))] if question.probes else []
    )
    beside = [*asked, *reason, *probes, *space_elements(question.space, context, after=0)]
    clear_keep_next(paragraphs_in(beside))
    for first in (*edge[:1], *asked[:1]):
        set_space(first, before=twips(_ABOVE_QUESTION_MM))
    row = [edge or [context.paragraph("Kit End")], _ended(beside, context)]
    return [grid(context, "Kit Open Table", [left, context.width - left], [row])]
