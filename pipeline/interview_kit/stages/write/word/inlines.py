"""Write inlines as runs, links, fields and controls."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import assert_never

from interview_kit.model import document as d
from interview_kit.stages.write.word.body_context import BodyContext, bookmark_name
from interview_kit.stages.write.word.xml import Element, el, words

_NO_BREAK = "\u00a0"
_ROOM = 25  # no-break spaces before a hint: 30 mm to write on
_ROOM_ON_A_CARD = 17


@dataclass(frozen=True, slots=True)
class _RunStyle:
    style: str = ""
    filled: str = ""
    strong: bool = False
    emphasis: bool = False


def inline_elements(content: d.Inlines, context: BodyContext, *, filled: str = "") -> list[Element]:
    """Return inlines as children of a paragraph.

    `filled` is the character style of filled-in values, "" for none.
    """
    return _all(content, context, _RunStyle(filled=filled))


def rule_elements(content: d.Inlines, context: BodyContext) -> list[Element]:
    """Return the children of the paragraph with the one rule: its strong words on a line above the rest."""
    if len(content) < 2 or not isinstance(content[0], d.Strong):
        return inline_elements(content, context)
    second, *others = content[1:]
    if isinstance(second, d.Text):
        second = d.Text(second.text.lstrip())
    above = _all(content[0].children, context, _RunStyle("Kit Rule Words"))
    return [*above, el("r", el("br")), *inline_elements((second, *others), context)]


def run(context: BodyContext, style: str, *content: Element) -> Element:
    """Return a run in a named character style; "" for the paragraph's own."""
    return _run(context, _RunStyle(style), *content)


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


def _all(content: d.Inlines, context: BodyContext, face: _RunStyle) -> list[Element]:
    return [element for inline in content for element in _elements(inline, context, face)]


def _elements(inline: d.Inline, context: BodyContext, face: _RunStyle) -> list[Element]:
    match inline:
        case d.Text(text=text):
            return [_run(context, face, words(text))]
        case d.Filled(text=text):
            return [_run(context, replace(face, style=face.filled or face.style), words(text))]
        case d.Cue(text=text):
            return [_run(context, replace(face, style="Kit Cue"), words(text))]
        case d.Strong(children=children):
            return _all(children, context, replace(face, strong=True))
        case d.Emphasis(children=children):
            return _all(children, context, replace(face, emphasis=True))
        case d.Link(children=children, url=url):
            inside = _all(children, context, replace(face, style="Hyperlink"))
            return [el("hyperlink", *inside, r_id=context.relationship_id(url), history=1)]
        case d.Blank():
            return _blank(inline, context)
        case d.PageNumber(target=target):
            name = bookmark_name(target)
            number = words("")
            context.references.append((name, number))
            return _field(context, f"PAGEREF {name} \\h", number)
        case d.LineBreak():
            return [_run(context, face, el("br"))]
        case _:
            assert_never(inline)


def _run(context: BodyContext, face: _RunStyle, *content: Element) -> Element:
    if face.emphasis and context.variant.dyslexia_friendly:
        face = replace(face, strong=True, emphasis=False)
    style = face.style or ("Strong" if face.strong else "Emphasis" if face.emphasis else "")
    marks = []
    if style:
        marks.append(el("rStyle", val=context.shell.style_ids[style]))
    if face.strong and style != "Strong":
        marks.extend((el("b"), el("bCs")))
    if face.emphasis and style != "Emphasis":
        marks.extend((el("i"), el("iCs")))
    return el("r", el("rPr", *marks), *content) if marks else el("r", *content)


def _blank(blank: d.Blank, context: BodyContext) -> list[Element]:
    """Return a content control whose placeholder is a line to write on and the hint; typing replaces both."""
    properties = context.control(blank.hint, blank.field_id, el("richText"), placeholder=True)
    room = _ROOM_ON_A_CARD if context.on_card else _ROOM
    line = run(context, "Kit Blank", words(_NO_BREAK * room))
    hint = run(context, "Kit Hint", words(f" {blank.hint}"))
    return context.marked(blank.field_id, el("sdt", properties, el("sdtContent", line, hint)))
