"""Write the turns of a conversation: the words of each person."""

from __future__ import annotations

from collections.abc import Sequence

from interview_kit.model import document as d
from interview_kit.stages.write.word.body_context import BodyContext, RunStyle, inline_elements, run
from interview_kit.stages.write.word.grid import grid
from interview_kit.stages.write.word.xml import (
    Element,
    el,
    paragraph_property,
    qualified,
    set_space,
    twips,
)

_HEARD_MM, _GUTTER_MM = 54, 4  # widths of the column of refusals, and of the gap beside it
_BETWEEN_ROWS_MM = 1


def turn(line: d.Line, context: BodyContext, role: d.Role) -> Element:
    """Return a turn as a paragraph with its speaker in the margin."""
    return _turn(line, context, role, el("r", el("tab")))


def is_reply(group: d.Group, context: BodyContext) -> bool:
    """Return whether a group is a refusal and one reply, to be set side by side; never in roomy variants."""
    turns = [line.by_user if isinstance(line, d.Line) else None for line in group.blocks]
    return group.role is d.Role.REFUSAL and turns == [False, True] and not context.variant.is_roomy


def reply_table(replies: Sequence[d.Group], context: BodyContext) -> Element:
    """Return a table without borders: a row per refusal and reply, which keeps the reading order."""
    heard = twips(_HEARD_MM + _GUTTER_MM)
    rows = [
        [[_beside(line, context)] for line in reply.blocks if isinstance(line, d.Line)] for reply in replies
    ]
    for row in rows:
        paragraph_property(row[0][0], "ind").set(qualified("right"), str(twips(_GUTTER_MM)))
    return grid(context, "Kit Open Table", [heard, context.width - heard], rows)


def _beside(line: d.Line, context: BodyContext) -> Element:
    """Return a turn as a paragraph without indent, its speaker before the first word."""
    paragraph = _turn(line, context, d.Role.REFUSAL, run(context, "", " "))
    set_space(paragraph, after=twips(_BETWEEN_ROWS_MM))
    place = paragraph_property(paragraph, "ind")
    for name in ("left", "hanging"):
        place.set(qualified(name), "0")
    return paragraph


def _turn(line: d.Line, context: BodyContext, role: d.Role, between: Element) -> Element:
    """Return a turn as a paragraph; `between` comes between its speaker and the first word."""
    place = "Kit Refusal" if role is d.Role.REFUSAL else "Kit"
    said = inline_elements(line.content, context, RunStyle(filled="Kit Filled"))
    if line.by_user:
        return context.paragraph(f"{place} Said", [run(context, "Kit Speaker", line.speaker), between, *said])
    speaker = run(context, "Strong" if role is d.Role.REFUSAL else "", line.speaker)
    return context.paragraph(f"{place} Heard", [speaker, between, *said])
