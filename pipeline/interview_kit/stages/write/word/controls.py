"""Write form fields as content controls: ruled answer spaces, lines in tables, checkboxes."""

from __future__ import annotations

from interview_kit.model.document import AnswerSpace, Tick, inline_text
from interview_kit.stages.write.word.body_context import BodyContext
from interview_kit.stages.write.word.inlines import inline_elements, run
from interview_kit.stages.write.word.xml import Element, el, keep_with_next, set_space, twips, words

_EMPTY_BOX, _TICKED_BOX, _BOX_FONT = "☐", "☒", "MS Gothic"
_BEFORE_MM = 1
_NO_BREAK = "\u00a0"


def space_elements(space: AnswerSpace, context: BodyContext, *, after: float = 3) -> list[Element]:
    """Return ruled lines: the label and a content control on the first, then empty ones.

    `after` is the space below them in millimetres. The control is inline, not around the paragraphs:
    LibreOffice doubles the text of a block-level control that is in two scripts.
    """
    name = space.about or space.label
    properties = context.control(name, space.field_id, el("richText"), placeholder=True)
    typed = el("sdt", properties, el("sdtContent", run(context, "Kit Typed", words(_NO_BREAK * 3))))
    label = [el("r", words(space.label)), run(context, "Kit Typed", words(" "))]
    lines = [context.paragraph("Kit Label", [*label, *context.marked(space.field_id, typed)])]
    lines.extend(context.paragraph("Kit Answer") for _ in range(space.lines - 1))
    keep_with_next(lines[:-1])
    set_space(lines[0], before=twips(_BEFORE_MM))
    set_space(lines[-1], after=twips(after))
    return lines


def line_to_write_on(space: AnswerSpace, context: BodyContext) -> list[Element]:
    """Return an inline content control with a few no-break spaces, so that it is easy to click."""
    properties = context.control(space.label, space.field_id, el("richText"), placeholder=True)
    control = el("sdt", properties, el("sdtContent", run(context, "", words(_NO_BREAK * 3))))
    return context.marked(space.field_id, control)


def box(tick: Tick, context: BodyContext) -> list[Element]:
    """Return a checkbox control, titled by its label, or else by the words beside it."""
    kind = el(
        "w14:checkbox",
        el("w14:checked", w14_val=0),
        el("w14:checkedState", w14_val=f"{ord(_TICKED_BOX):04X}", w14_font=_BOX_FONT),
        el("w14:uncheckedState", w14_val=f"{ord(_EMPTY_BOX):04X}", w14_font=_BOX_FONT),
    )
    properties = context.control(tick.label or inline_text(tick.content), tick.field_id, kind)
    glyph = run(context, "Kit Box", words(_EMPTY_BOX))
    fonts = el("rFonts", ascii=_BOX_FONT, eastAsia=_BOX_FONT, hAnsi=_BOX_FONT, hint="eastAsia")
    glyph.rPr.insert(1, fonts)
    return context.marked(tick.field_id, el("sdt", properties, el("sdtContent", glyph)))


def tick_elements(tick: Tick, context: BodyContext) -> list[Element]:
    """Return a paragraph with a checkbox and the words beside it."""
    content = [*box(tick, context), el("r", el("tab")), *inline_elements(tick.content, context)]
    return [context.paragraph("Kit Tick", content)]
