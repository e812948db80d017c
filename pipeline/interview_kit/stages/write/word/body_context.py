"""Hold the state of writing a body: styles, lists, ids, bookmarks and a pending page break."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from interview_kit.model.form import field_name
from interview_kit.model.theme import Tokens, Variant
from interview_kit.stages.write.word.layout import Layout
from interview_kit.stages.write.word.reference_docx import ReferenceDocx
from interview_kit.stages.write.word.xml import Element, el, legal, set_space

_LAST_ID = 0x7FFFFFFF
_LONGEST_NAME = 40  # of a bookmark
_LONGEST_TITLE = 64  # of a content control, title and tag alike


@dataclass(slots=True)
class BodyContext:
    """The state of a body being written; `width` is the text's, in twentieths of a point.

    `growth` is the factor of text size over the shell's. `references` are page numbers not known yet:
    bookmark name and text element. `level` is that of the last heading.
    """

    shell: ReferenceDocx
    tokens: Tokens
    width: int
    growth: float
    variant: Variant
    layout: Layout
    new_page: bool = False
    level: int = 1
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
        properties = el("pPr", el("pStyle", val=self.shell.style_ids[style]))
        if self.new_page:
            properties.append(el("pageBreakBefore"))
        if numbering:
            properties.append(el("numPr", el("ilvl", val=0), el("numId", val=numbering)))
        paragraph = el("p", properties, *content)
        if self.new_page:
            set_space(paragraph, before=0)
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

    def numbering_id(self, style: str, *, restart: bool) -> str:
        """Return the numbering id of a style's list; with `restart` a new one that counts from 1."""
        number = self.shell.numbering_ids[style]
        if not restart:
            return number
        numbering = self.shell.file.part.numbering_part.element
        definition = next(n for n in numbering.num_lst if str(n.numId) == number).abstractNumId.val
        fresh = numbering.add_num(definition)
        fresh.add_lvlOverride(ilvl=0).add_startOverride(1)
        return str(fresh.numId)


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
