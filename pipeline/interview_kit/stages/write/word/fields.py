"""Write the fields of a form: boxes to tick, and lines to write on."""

from __future__ import annotations

from interview_kit.model import document as d
from interview_kit.stages.write.word.body_context import NO_BREAK, BodyContext, inline_elements, run
from interview_kit.stages.write.word.xml import Element, copied, el, keep_with_next, set_space, twips

_BEFORE_MM = 0.5  # above the label of a space to write in
_EMPTY_BOX, _TICKED_BOX, _BOX_FONT = "☐", "☒", "MS Gothic"


def line_to_write_on(title: str, field_id: str, style: str, context: BodyContext) -> list[Element]:
    """Return an inline content control with a few no-break spaces, so that it is easy to click."""
    return context.field(title, field_id, el("richText"), run(context, style, NO_BREAK * 3))


def box(tick: d.Tick, context: BodyContext) -> list[Element]:
    """Return a checkbox control, titled by its label, or else by the words beside it."""
    glyph = run(context, "Kit Box", _EMPTY_BOX)
    fonts = el("rFonts", ascii=_BOX_FONT, eastAsia=_BOX_FONT, hAnsi=_BOX_FONT, hint="eastAsia")
    glyph.rPr.insert(1, fonts)
    title = tick.label or d.inline_text(tick.content)
    return context.field(title, tick.field_id, _checkbox(), glyph, placeholder=False)


@copied
def _checkbox() -> Element:
    return el(
        "w14:checkbox",
        el("w14:checked", w14_val=0),
        el("w14:checkedState", w14_val=f"{ord(_TICKED_BOX):04X}", w14_font=_BOX_FONT),
        el("w14:uncheckedState", w14_val=f"{ord(_EMPTY_BOX):04X}", w14_font=_BOX_FONT),
    )


def answer_lines(space: d.AnswerSpace, context: BodyContext, *, after: float = 1.5) -> list[Element]:
    """Return ruled lines: the label and a content control on the first, then empty ones.

    `after` is the space below them in millimetres. The control is inline, not around the paragraphs:
    LibreOffice doubles the text of a block-level control that is in two scripts.
    """
    typed = line_to_write_on(space.about or space.label, space.field_id, "Kit Typed", context)
    label = [run(context, "", space.label), run(context, "Kit Typed", " ")]
    lines = [context.paragraph("Kit Label", [*label, *typed])]
    lines.extend(context.paragraph("Kit Answer") for _ in range(space.lines - 1))
    keep_with_next(lines[:-1])
    set_space(lines[0], before=twips(_BEFORE_MM))
    set_space(lines[-1], after=twips(after))
    return lines


def tick_line(tick: d.Tick, context: BodyContext) -> Element:
    """Return a paragraph with a checkbox and the words beside it."""
    content = [*box(tick, context), el("r", el("tab")), *inline_elements(tick.content, context)]
    return context.paragraph("Kit Tick", content)
