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
from interview_kit.stages.write.word.styles import LISTS
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


def block_elements(block: Block, draft: BodyContext, role: Role = Role.BODY) -> list[Element]:
    """Return the Word elements of a block; `role` is that of the group around it."""
    match block:
        case Heading(level=level, content=content, anchor=anchor):
            inside = draft.bookmarked(anchor, inline_elements(content, draft))
            draft.level = level_under(draft.level, level)
            return [draft.paragraph(f"Heading {draft.level}", inside)]
        case Paragraph():
            return [_paragraph(block, draft, role)]
        case ItemList(items=items, field_ids=ids) if ids:
            boxes = (Tick(item, field_id, "") for item, field_id in zip(items, ids, strict=True))
            return [element for each in boxes for element in tick_elements(each, draft)]
        case ItemList():
            return list_elements(block, draft, role)
        case Table():
            return table_elements(block, draft)
        case Group():
            return _group(block, draft)
        case Line():
            return [line_element(block, draft, role)]
        case Question():
            return _question(block, draft)
        case TimeBar():
            return time_bar_elements(block, draft)
        case AnswerSpace():
            return space_elements(block, draft)
        case Tick():
            return tick_elements(block, draft)
        case PageBreak():
            draft.new_page = True
            return []
        case _:
            assert_never(block)


def list_elements(block: ItemList, draft: BodyContext, role: Role = Role.BODY) -> list[Element]:
    """Return a native Word list, numbered from 1 if ordered; no page break separates a single item."""
    own = _inherited(block.role, role)
    plain = "List Number" if block.ordered else "List Bullet"
    style = plain if own is Role.BODY else own.word_style
    marked = own.word_style in LISTS and not block.ordered  # with boxes or dots
    number = draft.list_like(own.word_style if marked else plain, restart=block.ordered)
    items = [draft.paragraph(style, _item(item, own, draft), number) for item in block.items]
    if inset := draft.layout.measure.left_of(style):
        for item in items:
            place = item.pPr.get_or_add_ind()
            place.set(qualified("left"), str(inset + draft.layout.measure.list_indent))
            place.set(qualified("hanging"), str(draft.layout.measure.list_indent))
    keep_with_next(items[:1] + items[-2:-1])
    for last in items[-1:]:
        set_space(last, after=twips(_AFTER_COLUMNS_MM if own is Role.COLUMNS else _AFTER_LIST_MM))
    return items


def _item(item: Inlines, role: Role, draft: BodyContext) -> list[Element]:
    """Return the inlines of a list item; a page number at the end of a step is set after a tab."""
    if role is Role.STEPS and item and isinstance(item[-1], PageNumber):
        step, page = (inline_elements(part, draft) for part in (item[:-1], item[-1:]))
        return [*step, el("r", el("tab")), *page]
    return inline_elements(item, draft)


def _paragraph(block: Paragraph, draft: BodyContext, role: Role) -> Element:
    own = _inherited(block.role, role)
    if own is Role.RULE and role is not Role.CARD:
        return draft.paragraph(own.word_style, rule_elements(block.content, draft))
    style = "Kit Card Rule" if own is Role.RULE else own.word_style
    return draft.paragraph(style, inline_elements(block.content, draft, filled=_FILLED.get(own, "")))


def _inherited(own: Role, group: Role) -> Role:
    """Return a block's role, or its group's where the block is body text."""
    return group if own is Role.BODY else own


def _group(group: Group, draft: BodyContext) -> list[Element]:
    if group.role is Role.CARDS:
        return _cards(group, draft)
    elements: list[Element] = []
    blocks = (group,) if is_reply(group, draft) else group.blocks
    for replies, alike in groupby(blocks, key=lambda block: is_reply(block, draft)):
        if replies:
            elements.append(replies_element([reply for reply in alike if isinstance(reply, Group)], draft))
        else:
            elements.extend(
                element for block in alike for element in block_elements(block, draft, group.role)
            )
    paragraphs = paragraphs_in(elements)
    if group.together and _fits(elements, len(paragraphs), draft):
        keep_with_next(paragraphs[:-1])
    return elements


def _fits(elements: list[Element], paragraphs: int, draft: BodyContext) -> bool:
    # Measuring costs more than writing, and a few paragraphs always fit.
    few = paragraphs <= _FEW
    return few or draft.layout.height(elements) < _TOGETHER * draft.layout.page_height


def _cards(group: Group, draft: BodyContext) -> list[Element]:
    """Return a table of cards, one above the other, with dashed lines to cut along; [] without cards."""
    sheet, draft.width, draft.on_card = draft.width, twips(_CARD_MM[0] - 2 * _CARD_MARGIN_MM), True
    rows = [[_card(block_elements(card, draft, group.role), draft)] for card in group.blocks]
    draft.width, draft.on_card = sheet, False
    if not rows:
        return []
    heights = [twips(_CARD_MM[1])] * len(rows)
    return [grid(draft, "Kit Card Table", [twips(_CARD_MM[0])], rows, heights=heights, centred=True)]


def _card(elements: list[Element], draft: BodyContext) -> list[Element]:
    """Return the content of a card's cell, without space above it."""
    clear_keep_next(
        paragraphs_in(elements)
    )  # a row is kept whole anyway; "keep with next" would pull the next card onto the same page
    for first in paragraphs_in(elements)[:1]:
        set_space(first, before=0)
    return _ended(elements, draft)


def _ended(elements: list[Element], draft: BodyContext) -> list[Element]:
    """Return the content of a cell, ended by a paragraph, as Word requires."""
    if elements and elements[-1].tag == qualified("p"):
        return elements
    return [*elements, draft.paragraph("Kit End")]


def _question(question: Question, draft: BodyContext) -> list[Element]:
    """Return a table of one unbreakable row: number, star and minutes at the left, the question beside them.

    A row, because LibreOffice breaks long chains of paragraphs with "keep with next".
    """
    left = round(twips(_EDGE_MM) * draft.breadth)
    edge = [
        draft.paragraph(f"Kit {style}", [el("r", words(said))])
        for style, said in (
            ("Number", question.number),
            ("Star", question.star),
            ("Minutes", question.minutes),
        )
        if said
    ]
    asked = [draft.paragraph("Kit Question", inline_elements(line, draft)) for line in question.content]
    reason = (
        [draft.paragraph("Kit Reason", inline_elements(question.reason, draft))] if question.reason else []
    )
    beside = [*asked, *reason, *space_elements(question.space, draft, after=0)]
    clear_keep_next(paragraphs_in(beside))
    for first in (*edge[:1], *asked[:1]):
        set_space(first, before=twips(_ABOVE_QUESTION_MM))
    row = [edge or [draft.paragraph("Kit End")], _ended(beside, draft)]
    return [grid(draft, "Kit Open Table", [left, draft.width - left], [row])]
