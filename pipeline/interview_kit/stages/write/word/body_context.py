"""Write paragraphs with their inlines, and hold the state of a body: ids, bookmarks, a pending page break."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import assert_never

from docx.opc.constants import RELATIONSHIP_TYPE

from interview_kit.model import document as d
from interview_kit.model.form import field_name
from interview_kit.model.theme import Tokens, Variant
from interview_kit.stages.write.word.layout import Layout
from interview_kit.stages.write.word.reference_docx import ReferenceDocx
from interview_kit.stages.write.word.xml import (
    Element,
    copied,
    el,
    legal,
    qualified,
    words,
)
from interview_kit.support.direction import isolated

_LAST_ID = 0x7FFFFFFF
_LONGEST_NAME = 40  # of a bookmark
_LONGEST_TITLE = 64  # of a content control, title and tag alike
NO_BREAK = "\u00a0"
_ROOM, _ROOM_ON_A_CARD = 25, 17  # no-break spaces before a hint: 30 mm in the letters of the shell, and 20


@dataclass(slots=True)
class BodyContext:
    """The state of a body being written; `width` is the text's, in twentieths of a point.

    `growth` is the factor of text size over the shell's. `references` are page numbers not known yet:
    bookmark name and text element. `level` is that of the last heading, `section` the kind of the section.
    """

    shell: ReferenceDocx
    tokens: Tokens
    width: int
    growth: float
    variant: Variant
    layout: Layout
    new_page: bool = False
    level: int = 1
    section: str = ""
    on_card: bool = False
    references: list[tuple[str, Element]] = field(default_factory=list)
    _ids: set[int] = field(default_factory=set)
    _bookmarks: int = 0

    @property
    def width_factor(self) -> float:
        """Return the factor of text width over the shell's; a letter is taken as half as wide as its size."""
        return self.growth * (1 + 2 * self.tokens.letter_spacing / self.tokens.text_size)

    def paragraph(self, style: str, content: Iterable[Element] = (), numbering: str = "") -> Element:
        """Return a paragraph in a named style, on a new page where a page break is pending."""
        paragraph = _paragraph(self.shell.style_ids[style], self.new_page, numbering)
        paragraph.extend(content)
        self.new_page = False
        return paragraph

    def bookmarked(self, anchor: str, content: list[Element]) -> list[Element]:
        """Return the content of a heading inside a bookmark, which page numbers refer to."""
        return self._in_bookmark(bookmark_name(anchor), *content) if anchor else content

    def field(
        self, title: str, field_id: str, kind: Element, *content: Element, placeholder: bool = True
    ) -> list[Element]:
        """Return a content control inside the bookmark of its field; its id is unique and deterministic.

        Other office programs keep bookmarks and lose the tag of a content control.
        """
        name = field_name(field_id)
        number = int.from_bytes(hashlib.sha256(name.encode("utf-8", "replace")).digest()[:4]) & _LAST_ID
        while number in self._ids or number == 0:
            number = (number + 1) & _LAST_ID
        self._ids.add(number)
        properties = el(
            "sdtPr", el("alias", val=legal(title)[:_LONGEST_TITLE]), el("tag", val=short_tag(name))
        )
        properties.extend([el("id", val=number), *([el("showingPlcHdr")] if placeholder else []), kind])
        return self._in_bookmark(field_mark(name), el("sdt", properties, el("sdtContent", *content)))

    def _in_bookmark(self, name: str, *inside: Element) -> list[Element]:
        self._bookmarks += 1
        start = el("bookmarkStart", id=self._bookmarks, name=name)
        return [start, *inside, el("bookmarkEnd", id=self._bookmarks)]

    def numbering_id(self, style: str, *, restart: bool, bare: bool = False) -> str:
        """Return the numbering id of a style's list; with `restart` a new one that counts from 1.

        With `bare` it is a new one whose entries are indented, without number or bullet.
        """
        number = self.shell.numbering_ids[style]
        if not restart and not bare:
            return number
        numbering = self.shell.file.part.numbering_part.element
        definition = next(n for n in numbering.num_lst if str(n.numId) == number).abstractNumId.val
        fresh = numbering.add_num(definition)
        override = fresh.add_lvlOverride(ilvl=0)
        if bare:
            (level,) = numbering.xpath(f"w:abstractNum[@w:abstractNumId='{definition}']/w:lvl[@w:ilvl='0']")
            override.append(deepcopy(level))
            override[0].find(qualified("lvlText")).set(qualified("val"), "")
        else:
            override.add_startOverride(1)
        return str(fresh.numId)


@copied
def _paragraph(style_id: str, new_page: bool, numbering: str) -> Element:
    properties = el("pPr", el("pStyle", val=style_id))
    if new_page:
        properties.append(el("pageBreakBefore"))
    if numbering:
        properties.append(el("numPr", el("ilvl", val=0), el("numId", val=numbering)))
    if new_page:
        properties.append(el("spacing", before=0))
    return el("p", properties)


def bookmark_name(anchor: str) -> str:
    """Return the bookmark name of an anchor: letters, digits and underscores, at most 40 characters."""
    name = "kit_" + re.sub(r"[^0-9A-Za-z]", "_", anchor)
    if name == f"kit_{anchor}" and len(name) <= _LONGEST_NAME:
        return name
    return f"{name[:30]}_{hashlib.sha256(anchor.encode('utf-8', 'replace')).hexdigest()[:8]}"


def field_mark(name: str) -> str:
    """Return the bookmark name of a field; Word hides bookmarks that begin with an underscore."""
    return f"_kit_{hashlib.sha256(name.encode('utf-8', 'replace')).hexdigest()[:16]}"


def short_tag(tag: str) -> str:
    """Return a field's name as the tag of its control; beyond Word's 64 characters it ends in a hash."""
    tag = legal(tag)
    if len(tag) <= _LONGEST_TITLE:
        return tag
    return f"{tag[:47]}~{hashlib.sha256(tag.encode()).hexdigest()[:16]}"


@dataclass(frozen=True, slots=True)
class RunStyle:
    """The character style of a run, that of filled-in values in it ("" for none), and its emphasis.

    `language` is its BCP 47 tag, or "" for that of the document.
    """

    style: str = ""
    filled: str = ""
    strong: bool = False
    emphasis: bool = False
    language: str = ""


_PLAIN = RunStyle()


def inline_elements(content: d.Inlines, context: BodyContext, face: RunStyle = _PLAIN) -> list[Element]:
    """Return inlines as children of a paragraph."""
    elements: list[Element] = []
    for inline in content:
        match inline:
            case d.Text(text=text):
                elements.append(run(context, face, text))
            case d.Filled(text=text):
                style = face.filled or face.style
                elements.append(run(context, replace(face, style=style), isolated(text)))
            case d.Cue(text=text):
                elements.append(run(context, replace(face, style="Kit Cue"), text))
            case d.Strong(children=children):
                elements += inline_elements(children, context, replace(face, strong=True))
            case d.Emphasis(children=children):
                elements += inline_elements(children, context, replace(face, emphasis=True, filled=""))
            case d.Foreign(children=children, language=language):
                elements += inline_elements(children, context, replace(face, language=language))
            case d.Link(children=children, url=url):
                inside = inline_elements(children, context, replace(face, style="Hyperlink", filled=""))
                part, address = context.shell.file.part, legal(url)
                relation = part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
                elements.append(el("hyperlink", *inside, r_id=relation, history=1))
            case d.Blank(hint=hint, field_id=field_id):
                line = NO_BREAK * round(
                    (_ROOM_ON_A_CARD if context.on_card else _ROOM) / context.width_factor
                )
                parts = run(context, "Kit Blank", line), run(context, "Kit Hint", f" {hint}")
                elements += context.field(hint, field_id, el("richText"), *parts)
            case d.PageNumber():
                elements += page_link(inline, context)
            case d.LineBreak():
                elements.append(run(context, face, el("br")))
            case _:
                assert_never(inline)
    return elements


def rule_elements(content: d.Inlines, context: BodyContext) -> list[Element]:
    """Return the children of the paragraph with the one rule: its strong words on a line above the rest."""
    if len(content) < 2 or not isinstance(content[0], d.Strong):
        return inline_elements(content, context)
    second, *others = content[1:]
    if isinstance(second, d.Text):
        second = d.Text(second.text.lstrip())
    above = inline_elements(content[0].children, context, RunStyle("Kit Rule Words"))
    return [*above, el("r", el("br")), *inline_elements((second, *others), context)]


def run(context: BodyContext, face: str | RunStyle, content: str | Element) -> Element:
    """Return a run with a text or an element, in a character style ("" for the paragraph's) with emphasis."""
    if isinstance(face, str):
        face = RunStyle(face)
    if face.emphasis and context.variant.dyslexia_friendly:
        face = replace(face, strong=True, emphasis=False)
    style = face.style or ("Strong" if face.strong else "Emphasis" if face.emphasis else "")
    marks = face.strong and style != "Strong", face.emphasis and style != "Emphasis", face.language
    made = _run(style and context.shell.style_ids[style], *marks)
    if isinstance(content, str):
        content = words(content)
    made.append(content)
    return made


@copied
def _run(style_id: str, bold: bool, italic: bool, language: str) -> Element:
    marks = [el("rStyle", val=style_id)] if style_id else []
    if bold:
        marks.extend((el("b"), el("bCs")))
    if italic:
        marks.extend((el("i"), el("iCs")))
    if language:
        marks.append(el("lang", val=language))
    return el("r", el("rPr", *marks)) if marks else el("r")


def page_link(page: d.PageNumber, context: BodyContext, *between: Element) -> list[Element]:
    """Return the words before a page number, if any, and the number, each as a link; `between` comes between.

    A link inside the file looks like the text around it: only addresses are underlined.

    The number has a link of its own, by the `\\h` of its field: LibreOffice makes two of one around it.
    """
    name, number = bookmark_name(page.target), words("")
    link = RunStyle("Kit Typed")  # LibreOffice underlines a link without a style
    said = el("hyperlink", *inline_elements(page.words, context, link), anchor=name, history=1)
    if page.words and between:
        said[-1][-1].text = (said[-1][-1].text or "").rstrip(" ")
    code = el("instrText")
    code.text = f" PAGEREF {name} \\h "
    context.references.append((name, number))
    begin, separate, end = (el("fldChar", fldCharType=kind) for kind in ("begin", "separate", "end"))
    field = [run(context, "Kit Page", part) for part in (begin, code, separate, number, end)]
    return [*([said] if page.words else []), *between, *field]
