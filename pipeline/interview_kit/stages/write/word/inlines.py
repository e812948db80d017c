"""Write inlines as runs, links, fields and controls."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import assert_never

from docx.opc.constants import RELATIONSHIP_TYPE

from interview_kit.model import document as d
from interview_kit.stages.write.word.body_context import BodyContext, bookmark_name
from interview_kit.stages.write.word.xml import Element, el, legal, words
from interview_kit.support.direction import isolated

_NO_BREAK = "\u00a0"
_ROOM = 25  # no-break spaces before a hint: 30 mm to write on
_ROOM_ON_A_CARD = 17


_EMPTY_BOX, _TICKED_BOX, _BOX_FONT = "☐", "☒", "MS Gothic"


@dataclass(frozen=True, slots=True)
class RunStyle:
    """The character style of a run, that of filled-in values in it ("" for none), and its emphasis."""

    style: str = ""
    filled: str = ""
    strong: bool = False
    emphasis: bool = False


_PLAIN = RunStyle()


def inline_elements(content: d.Inlines, context: BodyContext, face: RunStyle = _PLAIN) -> list[Element]:
    """Return inlines as children of a paragraph."""
    return [element for inline in content for element in _elements(inline, context, face)]


def rule_elements(content: d.Inlines, context: BodyContext) -> list[Element]:
    """Return the children of the paragraph with the one rule: its strong words on a line above the rest."""
    if len(content) < 2 or not isinstance(content[0], d.Strong):
        return inline_elements(content, context)
    second, *others = content[1:]
    if isinstance(second, d.Text):
        second = d.Text(second.text.lstrip())
    above = inline_elements(content[0].children, context, RunStyle("Kit Rule Words"))
    return [*above, el("r", el("br")), *inline_elements((second, *others), context)]


def run(context: BodyContext, face: str | RunStyle, *content: Element) -> Element:
    """Return a run in a named character style, "" for the paragraph's own, or in a style with emphasis."""
    if isinstance(face, str):
        face = RunStyle(face)
    if face.emphasis and context.variant.dyslexia_friendly:
        face = replace(face, strong=True, emphasis=False)
    style = face.style or ("Strong" if face.strong else "Emphasis" if face.emphasis else "")
    marks = [el("rStyle", val=context.shell.style_ids[style])] if style else []
    if face.strong and style != "Strong":
        marks.extend((el("b"), el("bCs")))
    if face.emphasis and style != "Emphasis":
        marks.extend((el("i"), el("iCs")))
    return el("r", el("rPr", *marks), *content) if marks else el("r", *content)


def line_to_write_on(title: str, field_id: str, style: str, context: BodyContext) -> list[Element]:
    """Return an inline content control with a few no-break spaces, so that it is easy to click."""
    return context.field(title, field_id, el("richText"), run(context, style, words(_NO_BREAK * 3)))


def box(tick: d.Tick, context: BodyContext) -> list[Element]:
    """Return a checkbox control, titled by its label, or else by the words beside it."""
    kind = el(
        "w14:checkbox",
        el("w14:checked", w14_val=0),
        el("w14:checkedState", w14_val=f"{ord(_TICKED_BOX):04X}", w14_font=_BOX_FONT),
        el("w14:uncheckedState", w14_val=f"{ord(_EMPTY_BOX):04X}", w14_font=_BOX_FONT),
    )
    glyph = run(context, "Kit Box", words(_EMPTY_BOX))
    fonts = el("rFonts", ascii=_BOX_FONT, eastAsia=_BOX_FONT, hAnsi=_BOX_FONT, hint="eastAsia")
    glyph.rPr.insert(1, fonts)
    title = tick.label or d.inline_text(tick.content)
    return context.field(title, tick.field_id, kind, glyph, placeholder=False)


def _field(context: BodyContext, code: str, result: Element) -> list[Element]:
    """Return the runs of a field with its result, which is shown until a program updates the field.

    A reference with `\\h` is a link by itself; inside a hyperlink element, LibreOffice makes two links of it.
    """
    instruction = el("instrText")
    instruction.text = f" {code} "
    inside = (
        el("fldChar", fldCharType="begin"),
        instruction,
        el("fldChar", fldCharType="separate"),
        result,
        el("fldChar", fldCharType="end"),
    )
    return [run(context, "Kit Page", part) for part in inside]


def _elements(inline: d.Inline, context: BodyContext, face: RunStyle) -> list[Element]:
    match inline:
        case d.Text(text=text):
            return [run(context, face, words(text))]
        case d.Filled(text=text):
            return [run(context, replace(face, style=face.filled or face.style), words(isolated(text)))]
        case d.Cue(text=text):
            return [run(context, replace(face, style="Kit Cue"), words(text))]
        case d.Strong(children=children):
            return inline_elements(children, context, replace(face, strong=True))
        case d.Emphasis(children=children):
            return inline_elements(children, context, replace(face, emphasis=True))
        case d.Link(children=children, url=url):
            inside = inline_elements(children, context, replace(face, style="Hyperlink"))
            relation = context.shell.file.part.relate_to(
                legal(url), RELATIONSHIP_TYPE.HYPERLINK, is_external=True
            )
            return [el("hyperlink", *inside, r_id=relation, history=1)]
        case d.Blank():
            line = words(_NO_BREAK * (_ROOM_ON_A_CARD if context.on_card else _ROOM))
            parts = (run(context, "Kit Blank", line), run(context, "Kit Hint", words(f" {inline.hint}")))
            return context.field(inline.hint, inline.field_id, el("richText"), *parts)
        case d.PageNumber(target=target):
            name = bookmark_name(target)
            number = words("")
            context.references.append((name, number))
            return _field(context, f"PAGEREF {name} \\h", number)
        case d.LineBreak():
            return [run(context, face, el("br"))]
        case _:
            assert_never(inline)
