"""Write each block of the document as native Word paragraphs, lists and tables."""

from __future__ import annotations

from itertools import chain, groupby, pairwise
from typing import assert_never

from interview_kit.model import document as d
from interview_kit.stages.write.word.body_context import (
    BodyContext,
    RunStyle,
    inline_elements,
    page_link,
    rule_elements,
    run,
)
from interview_kit.stages.write.word.fields import answer_lines, tick_line
from interview_kit.stages.write.word.grid import grid, shares
from interview_kit.stages.write.word.measure import style_of
from interview_kit.stages.write.word.styles import CARD_MM
from interview_kit.stages.write.word.tables import table_elements, time_bar_elements
from interview_kit.stages.write.word.turns import is_reply, reply_table, turn
from interview_kit.stages.write.word.xml import (
    Element,
    clear_keep_next,
    el,
    keep_with_next,
    paragraph_property,
    paragraphs_in,
    qualified,
    set_space,
    twips,
)

HEADINGS = ("Title", "Heading 1", "Heading 2", "Heading 3", "Kit Plan Title")
_PLANNED_LEVEL = 2  # of the heading over the minutes and the questions
_FLOWS_ON, _OVERLEAF = "find-someone", "why"
"""A section that starts no page in roomy variants, and one after which none does: there is room overleaf."""

_KEPT_WHOLE = "reflection"
"""A section that is kept on one page in roomy variants, so that its last line is not alone on a page."""

# The character styles of filled-in values.
_FILLED = {
    **dict.fromkeys((d.Role.SUBJECT, d.Role.MESSAGE, d.Role.SCRIPT, d.Role.REFUSAL), "Kit Filled"),
    d.Role.FACTS: "Strong",
}
_EDGE_MM, _ABOVE_QUESTION_MM = 28, 1
_AFTER_LIST_MM, _AFTER_COLUMNS_MM = 1.5, 1
_AFTER_PLAN_MM = 2.5  # between the minutes and the first question
_BESIDE_MM = 4  # above the title of a section that other formats set beside the one before it
_FEW, _TOGETHER = 3, 0.5  # paragraphs; of a page: a longer group might not fit on one with its heading
_SIGNED = 3  # paragraphs at the end of a letter, so that no signature is alone on a page
_TWO_DIGITS, _WIDER = 10, 1.35  # entries; the factor of the indent of a list with so many numbers
_CARD_MARGIN_MM = 6  # of a cell of "Kit Card Table"
_CLOSER_MM = 0.5  # between the paragraphs of a card in roomy variants
_BESIDE_CARDS, _BESIDE_HEIGHT_MM = (1, 1), 116  # the shares of two cards in the width, and their least height


def section_elements(
    section: d.Section, context: BodyContext, previous: d.Section | None, *, under_letterhead: bool
) -> list[Element]:
    """Return the elements of a section after `previous`; under a letterhead it has no page break or bar."""
    roomy = context.variant.is_roomy
    is_overleaf = section.kind == _FLOWS_ON or (previous is not None and previous.kind == _OVERLEAF)
    flows_on = under_letterhead or (roomy and is_overleaf)
    context.new_page = context.new_page or (section.starts_page and not flows_on)
    context.level, context.section = 1, section.kind
    content = context.bookmarked(section.anchor, inline_elements(section.title, context))
    title = context.paragraph("Title" if section.kind == "front" else "Heading 1", content)
    if section.beside:
        set_space(title, before=twips(_BESIDE_MM))
    if under_letterhead:
        title.pPr.append(el("pBdr", el("top", val="nil")))
    elements = [title]
    for block in section.blocks:
        is_last = block is section.blocks[-1] and isinstance(block, d.Paragraph | d.AnswerSpace | d.Line)
        if is_last and not context.layout.is_in_columns(elements[-1]):
            # Of a table, its last row. LibreOffice would not balance columns that are kept.
            keep_with_next(paragraphs_in([elements[-1][-1]]) or elements[-1:])
        elements += block_elements(block, context)
    if roomy and section.kind == _KEPT_WHOLE:
        keep_with_next(paragraphs_in(elements)[:-1])
    for style, alike in groupby(elements, style_of):
        if style == context.shell.style_ids["Kit Tick"]:
            _keep_ends(list(alike))
    # The paragraph under a heading is kept with the element after it.
    headings = {context.shell.style_ids[name] for name in HEADINGS}
    for above, below in pairwise(elements[:-1]):
        if above.tag == below.tag == qualified("p") and style_of(above) in headings:
            keep_with_next([below])
    return elements


def block_elements(block: d.Block, context: BodyContext, role: d.Role = d.Role.BODY) -> list[Element]:
    """Return the Word elements of a block; `role` is that of the group around it, for body text."""
    match block:
        case d.Heading(level=level, content=content, anchor=anchor):
            inside = context.bookmarked(anchor, inline_elements(content, context))
            context.level = d.level_under(context.level, level)
            planned = role is d.Role.PLAN and level == _PLANNED_LEVEL
            return [context.paragraph("Kit Plan Title" if planned else f"Heading {context.level}", inside)]
        case d.Paragraph():
            return [_paragraph(block, context, role)]
        case d.ItemList(items=items, field_ids=ids) if ids:
            return [tick_line(d.Tick(*each, ""), context) for each in zip(items, ids, strict=True)]
        case d.ItemList():
            return list_elements(block, context, role)
        case d.Table():
            return table_elements(block, context)
        case d.Group():
            return _group(block, context)
        case d.Line():
            return [turn(block, context, role)]
        case d.Question():
            return _question(block, context)
        case d.TimeBar():
            return time_bar_elements(block, context)
        case d.AnswerSpace():
            return answer_lines(block, context)
        case d.Tick():
            return [tick_line(block, context)]
        case d.PageBreak():
            context.new_page |= not (role is d.Role.PLAN and context.variant.is_roomy)
            return []
        case _:
            assert_never(block)


def list_elements(block: d.ItemList, context: BodyContext, role: d.Role = d.Role.BODY) -> list[Element]:
    """Return a native Word list, numbered from 1 if ordered; no page break separates a single item."""
    own = role if block.role is d.Role.BODY else block.role
    plain = "List Number" if block.ordered else "List Bullet"
    style = plain if own is d.Role.BODY else own.word_style
    marked = own.word_style in context.shell.numbering_ids and not block.ordered  # with boxes or dots
    is_bare = own is d.Role.STEPS and not block.ordered  # one more step, beside the numbered ones
    number = context.numbering_id(own.word_style if marked else plain, restart=block.ordered, bare=is_bare)
    items = [context.paragraph(style, _item(item, own, context), number) for item in block.items]
    inset, indent = context.layout.measure.left_of(style), context.layout.measure.list_indent
    if is_wide := block.ordered and len(items) >= _TWO_DIGITS:
        indent = round(indent * _WIDER)
    for item in items if inset or is_wide else ():
        place = paragraph_property(item, "ind")
        place.set(qualified("left"), str(inset + indent))
        place.set(qualified("hanging"), str(indent))
    for last in items[-1:]:
        set_space(last, after=twips(_AFTER_COLUMNS_MM if own is d.Role.COLUMNS else _AFTER_LIST_MM))
    _keep_ends(items)
    return items


def _keep_ends(items: list[Element]) -> None:
    """Keep the first and the last paragraph of a list on the page of the one beside it."""
    keep_with_next([*items[:-1][:1], *items[-2:-1]])


def _item(item: d.Inlines, role: d.Role, context: BodyContext) -> list[Element]:
    """Return the inlines of a list item; a page number at the end of a step is set after a tab."""
    if role is d.Role.STEPS and item and isinstance(item[-1], d.PageNumber):
        tab = el("r", el("tab"))
        return [*inline_elements(item[:-1], context), *page_link(item[-1], context, tab)]
    return inline_elements(item, context)


def _paragraph(block: d.Paragraph, context: BodyContext, role: d.Role) -> Element:
    own = role if block.role is d.Role.BODY else block.role
    if own is d.Role.RULE and role is not d.Role.CARD:
        return context.paragraph(own.word_style, rule_elements(block.content, context))
    style = "Kit Card Rule" if own is d.Role.RULE else own.word_style
    content = inline_elements(block.content, context, RunStyle(filled=_FILLED.get(own, "")))
    paragraph = context.paragraph(style, content)
    if block.leads_on:
        keep_with_next([paragraph])
    return paragraph


def _group(group: d.Group, context: BodyContext) -> list[Element]:
    if group.role is d.Role.CARDS:
        return _cards(group, context)
    elements: list[Element] = []
    blocks = (group,) if is_reply(group, context) else group.blocks
    beside = [each for each in blocks if isinstance(each, d.Group) and is_reply(each, context)]
    for replies, alike in groupby(blocks, lambda block: block in beside):
        if replies:
            elements.append(reply_table([each for each in alike if isinstance(each, d.Group)], context))
        else:
            elements.extend(chain.from_iterable(block_elements(each, context, group.role) for each in alike))
    paragraphs = paragraphs_in(elements)
    if is_plan := group.role is d.Role.PLAN:
        set_space(paragraphs[-1], after=twips(_AFTER_PLAN_MM))
    if is_plan and context.variant.is_roomy:  # it flows on
        loose = context.shell.style_ids["Kit Plan"], context.shell.style_ids["Kit Plan End"]
        clear_keep_next([each for each in elements if style_of(each) in loose])
    # Measuring costs more than writing, and a few paragraphs always fit.
    elif group.together:
        whole = (
            len(paragraphs) <= _FEW
            or context.layout.height(elements) < _TOGETHER * context.layout.page_height
        )
        signed = paragraphs[-_SIGNED:-1] if group.role is d.Role.MESSAGE else []
        keep_with_next(paragraphs[:-1] if whole else signed)
    return elements


def _cards(group: d.Group, context: BodyContext) -> list[Element]:
    """Return a table of cards, with dashed lines to cut along; [] without cards.

    Two cards are side by side, to be folded between them; in roomy variants one above the other.
    """
    sheet = context.width
    beside = len(group.blocks) == len(_BESIDE_CARDS) and not context.variant.is_roomy
    widths = shares(_BESIDE_CARDS, sheet) if beside else [sheet]
    context.width, context.on_card = widths[0] - twips(2 * _CARD_MARGIN_MM), True
    cards = [_card(block_elements(card, context, group.role), context) for card in group.blocks]
    context.width, context.on_card = sheet, False
    if not cards:
        return []
    rows = [cards] if beside else [[card] for card in cards]
    heights = [twips(_BESIDE_HEIGHT_MM if beside else CARD_MM[1])] * len(rows)
    return [grid(context, "Kit Card Table", widths, rows, heights=heights, centred=True)]


def _card(elements: list[Element], context: BodyContext) -> list[Element]:
    """Return the content of a card's cell, without space above it; a row is kept whole anyway."""
    paragraphs = paragraphs_in(elements)
    clear_keep_next(paragraphs)  # it would pull the next card onto the same page
    for each in paragraphs if context.variant.is_roomy else ():
        set_space(each, after=twips(_CLOSER_MM))
    for first in paragraphs[:1]:
        set_space(first, before=0)
    return _ended(elements, context)


def _ended(elements: list[Element], context: BodyContext) -> list[Element]:
    """Return the content of a cell, ended by a paragraph, as Word requires."""
    if elements and elements[-1].tag == qualified("p"):
        return elements
    return [*elements, context.paragraph("Kit End")]


def _question(question: d.Question, context: BodyContext) -> list[Element]:
    """Return a table of one unbreakable row: number, star and minutes at the left, the question beside them.

    A row, because LibreOffice breaks long chains of paragraphs with "keep with next".
    """
    left = round(twips(_EDGE_MM) * context.width_factor)
    edge = [
        context.paragraph(f"Kit {style}", [run(context, "", said)])
        for style, said in (
            ("Number", question.number),
            ("Star", question.star),
            ("Minutes", question.minutes),
        )
        if said
    ]
    asked = [context.paragraph("Kit Question", inline_elements(line, context)) for line in question.content]
    more = [
        context.paragraph(style, inline_elements(content, context))
        for style, content in (("Kit Reason", question.reason), ("Kit Body", question.probes))
        if content
    ]
    beside = [*asked, *more, *answer_lines(question.space, context, after=0)]
    clear_keep_next(paragraphs_in(beside))
    for first in (*edge[:1], *asked[:1]):
        set_space(first, before=twips(_ABOVE_QUESTION_MM))
    row = [edge or [context.paragraph("Kit End")], _ended(beside, context)]
    return [grid(context, "Kit Open Table", [left, context.width - left], [row])]
