"""Estimate how tall paragraphs and tables are, and on which page each of them falls.

Word works a page reference out anew only when it is asked to, or on opening after a question that alarms
people, so its number has to be right in the file already. Widths are those of Atkinson Hyperlegible; lengths
are twentieths of a point.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from pipeline.writers.word.shell import Shell
from pipeline.writers.word.xml import Element, paragraphs_in, qualified, twips

_LINE = 1.24  # height of the font over its size
_BOLD = 1.06
_WIDTHS = {  # letters by their width in parts of the font's size
    0.25: ",.:;'`jl|",
    0.31: ' \u00a0!"()[]fit{}-r',
    0.42: "/1I*svxyzJck?7",
    0.66: "#0ACDKwGHNU&",
    0.8: "OQ@M%Wm",
}
_WIDTH = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
_OTHER = 0.57
_CELL_MARGINS = twips(3)
_TEXT = tuple(qualified(name) for name in ("t", "tab", "br"))


@dataclass(frozen=True, slots=True)
class _Look:
    """What a paragraph's style, or a paragraph itself, says of its size and place."""

    size: float = 20.0  # half points
    bold: bool = False
    before: int = 0
    after: int = 0
    line: int = 240
    least: bool = False
    left: int = 0
    right: int = 0
    hanging: int = 0
    edges: tuple[int, int, int] = (0, 0, 0)  # above, below, and between paragraphs with the same edges
    keep_next: bool = False
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class _Piece:
    """Something that stands on one page: a paragraph or a row of a table, without the space around it."""

    height: float
    before: int = 0
    after: int = 0
    keep_next: bool = False
    new_page: bool = False
    anchors: tuple[str, ...] = ()


class Layout:
    """The measures of a shell's styles and page."""

    def __init__(self, shell: Shell) -> None:
        """Read the styles of an open shell that has its sizes and paper."""
        self._elements = {
            style.get(qualified("styleId")): style for style in shell.file.styles.element.style_lst
        }
        defaults = shell.file.styles.element.find(qualified("docDefaults"))
        self._default = _changed(_Look(), defaults)
        self._looks: dict[str, _Look] = {}
        self._list_indent = _changed(
            _Look(), next(shell.file.part.numbering_part.element.iter(qualified("lvl")))
        ).left
        size, margins = (shell.section.find(qualified(name)) for name in ("pgSz", "pgMar"))
        edges = sum(int(margins.get(qualified(side))) for side in ("top", "bottom"))
        self.page_height = int(size.get(qualified("h"))) - edges
        self._width = shell.text_width

    def height(self, elements: Sequence[Element]) -> float:
        """Return the height of a few elements, one below the other."""
        return _stacked(list(self._pieces(elements, self._width)))

    def longest_word(self, elements: Sequence[Element]) -> float:
        """Return the width of the longest word in a few paragraphs."""
        return max(
            (
                _length(word, unit)
                for paragraph in elements
                for child, unit in self._text(paragraph, self._look(paragraph.style))
                for word in (child.text or "").split(" ")
            ),
            default=0.0,
        )

    def pages(self, stretches: Sequence[tuple[int, Sequence[Element]]]) -> dict[str, int]:
        """Return the page of every bookmark; `stretches` are elements with their number of columns."""
        found: dict[str, int] = {}
        page, used, space = 1, 0.0, 0
        for pieces in self._chains(stretches):
            whole = _stacked(pieces)
            room = self.page_height - used - max(space, pieces[0].before)
            if used and (pieces[0].new_page or room < whole <= self.page_height):
                page, used = page + 1, 0.0
            for piece in pieces:
                gap = max(space, piece.before) if used else 0
                if used and used + gap + piece.height > self.page_height:
                    page, used, gap = page + 1, 0.0, 0
                used, space = used + gap + piece.height, piece.after
                found.update(dict.fromkeys(piece.anchors, page))
        return found

    def _chains(self, stretches: Sequence[tuple[int, Sequence[Element]]]) -> Iterator[list[_Piece]]:
        """Yield the pieces that stay together on a page."""
        chain: list[_Piece] = []
        for columns, elements in stretches:
            pieces = list(self._pieces(elements, self._width // columns))
            if columns > 1:
                anchors = tuple(anchor for piece in pieces for anchor in piece.anchors)
                pieces = [_Piece(_stacked(pieces) / columns, anchors=anchors)]
            for piece in pieces:
                if chain and (piece.new_page or not chain[-1].keep_next):
                    yield chain
                    chain = []
                chain.append(piece)
        if chain:
            yield chain

    def _pieces(self, elements: Sequence[Element], width: int) -> Iterator[_Piece]:
        for is_table, group in groupby(elements, key=lambda element: element.tag == qualified("tbl")):
            if is_table:
                for table in group:
                    yield from (self._row(row) for row in table.iterfind(qualified("tr")))
            else:
                yield from self._paragraphs(paragraphs_in(list(group)), width)

    def _row(self, row: Element) -> _Piece:
        least = row.find(f"{qualified('trPr')}/{qualified('trHeight')}")
        heights = [0.0 if least is None else float(least.get(qualified("val")))]
        cells = []
        for cell in row.iterfind(qualified("tc")):
            width = int(cell.find(f"{qualified('tcPr')}/{qualified('tcW')}").get(qualified("w")))
            pieces = list(self._paragraphs(paragraphs_in([cell]), width - _CELL_MARGINS))
            heights.append(pieces[0].before + _stacked(pieces) + pieces[-1].after)
            cells.extend(pieces)
        return _Piece(
            max(heights),
            keep_next=any(piece.keep_next for piece in cells),
            new_page=cells[0].new_page,
            anchors=tuple(anchor for piece in cells for anchor in piece.anchors),
        )

    def _paragraphs(self, paragraphs: Sequence[Element], width: int) -> Iterator[_Piece]:
        looks = [self._whole_look(paragraph) for paragraph in paragraphs]
        for place, (paragraph, look) in enumerate(zip(paragraphs, looks, strict=True)):
            above = looks[place - 1].edges if place else None
            below = looks[place + 1].edges if place + 1 < len(looks) else None
            top, bottom, between = look.edges
            edges = (0 if above == look.edges else top) + (between if below == look.edges else bottom)
            natural = look.size * 10 * _LINE
            line = max(natural, look.line) if look.least else natural * look.line / 240
            lines = self._lines(paragraph, look, width - look.left - look.right)
            anchors = tuple(m.get(qualified("name")) for m in paragraph.iter(qualified("bookmarkStart")))
            height = lines * line + edges
            yield _Piece(height, look.before, look.after, look.keep_next, look.new_page, anchors)

    def _whole_look(self, paragraph: Element) -> _Look:
        look = self._look(paragraph.style)
        if paragraph.pPr.numPr is not None:
            look = replace(look, left=self._list_indent)
        return _changed(look, paragraph.pPr)

    def _look(self, style: str | None) -> _Look:
        if style is None or style not in self._elements:
            return self._default
        if style not in self._looks:
            element = self._elements[style]
            based = element.find(qualified("basedOn"))
            self._looks[style] = (
                self._default
            )  # so that styles based on each other in a circle come to an end
            below = self._look(None if based is None else based.get(qualified("val")))
            self._looks[style] = _changed(below, element)
        return self._looks[style]

    def _lines(self, paragraph: Element, look: _Look, width: int) -> int:
        """Return the number of lines, each filled with words as far as they go."""
        lines, used = 1, 0.0
        for child, unit in self._text(paragraph, look):
            if child.tag == qualified("br"):
                lines, used = lines + 1, 0.0
            elif child.tag == qualified("tab") and look.hanging:
                used = 0.0
            for word in (child.text or "").split(" "):
                length = _length(word, unit)
                if used and used + length > width:
                    lines, used = lines + 1, 0.0
                used += length + _length(" ", unit)
        return lines

    def _text(self, paragraph: Element, look: _Look) -> Iterator[tuple[Element, float]]:
        """Yield each text, tab and break with the size of its letters."""
        for run in paragraph.iter(qualified("r")):
            own = self._look(run.style) if run.style else look
            unit = (look.size if own.size == self._default.size else own.size) * 10
            unit *= _BOLD if look.bold or own.bold else 1
            yield from ((child, unit) for child in run.iterchildren(*_TEXT))


def _length(text: str, unit: float) -> float:
    return unit * sum(_WIDTH.get(letter, _OTHER) for letter in text)


def _changed(look: _Look, element: Element) -> _Look:
    """Return the look with what the properties in `element` set."""
    changes: dict[str, object] = {}
    for spacing in element.iter(qualified("spacing")):
        for name in ("before", "after", "line"):
            if spacing.get(qualified(name)) is not None:
                changes[name] = int(spacing.get(qualified(name)))
        if spacing.get(qualified("lineRule")) is not None:
            changes["least"] = spacing.get(qualified("lineRule")) != "auto"
    for indent in element.iter(qualified("ind")):
        for name in ("left", "right", "hanging"):
            if indent.get(qualified(name)) is not None:
                changes[name] = int(indent.get(qualified(name)))
    for size in element.iter(qualified("sz")):
        changes["size"] = float(size.get(qualified("val")))
    for bold in element.iter(qualified("b")):
        changes["bold"] = bold.get(qualified("val")) not in ("0", "false")
    for name, tag in (("keep_next", "keepNext"), ("new_page", "pageBreakBefore")):
        for mark in element.iter(qualified(tag)):
            changes[name] = mark.get(qualified("val")) not in ("0", "false")
    borders = {e.tag.rpartition("}")[2]: e for edges in element.iter(qualified("pBdr")) for e in edges}
    if borders:
        changes["edges"] = tuple(
            20 * int(borders[side].get(qualified("space"), 0))
            + 5 * int(borders[side].get(qualified("sz"), 0)) // 2
            if side in borders
            else 0
            for side in ("top", "bottom", "between")
        )
    return replace(look, **changes)  # type: ignore[arg-type]  # the names and types are those just above


def _stacked(pieces: Sequence[_Piece]) -> float:
    """Return the height of pieces one below the other; of two spaces that meet, Word takes the larger."""
    gaps = (max(above.after, below.before) for above, below in pairwise(pieces))
    return sum(piece.height for piece in pieces) + sum(gaps)
