"""Write the turns of a conversation: one below the other, or a refusal beside the reply to it."""

from __future__ import annotations

from collections.abc import Sequence

from interview_kit.model.document import Block, Group, Line, Role
from interview_kit.stages.write.word.body_context import BodyContext
from interview_kit.stages.write.word.grid import grid
from interview_kit.stages.write.word.inlines import inline_elements, run
from interview_kit.stages.write.word.xml import Element, el, qualified, set_space, twips, words

_HEARD_MM, _GUTTER_MM = 54, 4
_BETWEEN_ROWS_MM = 1.5


def line_element(line: Line, context: BodyContext, role: Role) -> Element:
    """Return a turn as a paragraph, its speaker in the margin; `role` is that of the group around it."""
    return _turn(line, context, role, el("r", el("tab")))


def is_reply(block: Block, context: BodyContext) -> bool:
    """Return whether a block is a refusal and one reply, to be set side by side; never in roomy variants."""
    if context.variant.is_roomy or not isinstance(block, Group) or block.role is not Role.REFUSAL:
        return False
    return [line.by_user for line in block.blocks if isinstance(line, Line)] == [False, True] and len(
        block.blocks
    ) == 2


def replies_element(replies: Sequence[Group], context: BodyContext) -> Element:
    """Return a table without borders: a row per refusal and reply, which keeps the reading order."""
    heard = twips(_HEARD_MM + _GUTTER_MM)
    rows = [
        [[_beside(line, context)] for line in reply.blocks if isinstance(line, Line)] for reply in replies
    ]
    for row in rows:
        row[0][0].get_or_add_pPr().get_or_add_ind().set(qualified("right"), str(twips(_GUTTER_MM)))
    return grid(context, "Kit Open Table", [heard, context.width - heard], rows)


def _beside(line: Line, context: BodyContext) -> Element:
    """Return a turn as a paragraph without indent, its speaker before the first word."""
    paragraph = _turn(line, context, Role.REFUSAL, el("r", words(" ")))
    set_space(paragraph, after=twips(_BETWEEN_ROWS_MM))
    place = paragraph.get_or_add_pPr().get_or_add_ind()
    for name in ("left", "hanging"):
        place.set(qualified(name), "0")
    return paragraph


def _turn(line: Line, context: BodyContext, role: Role, between: Element) -> Element:
    place = "Kit Refusal" if role is Role.REFUSAL else "Kit"
    said = inline_elements(line.content, context, filled="Kit Filled")
    if line.by_user:
        return context.paragraph(
            f"{place} Said", [run(context, "Kit Speaker", words(line.speaker)), between, *said]
        )
    speaker = run(context, "Strong" if role is Role.REFUSAL else "", words(line.speaker))
    return context.paragraph(f"{place} Heard", [speaker, between, *said])
