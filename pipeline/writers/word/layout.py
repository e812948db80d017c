"""Estimate how tall paragraphs and tables are, and on which page each of them falls.

Word works a page reference out anew only when it is asked to, or on opening after a question that alarms
people, so its number has to be right in the file already. Widths are those of Atkinson Hyperlegible; lengths
are twentieths of a point.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.writers.word.shell import Shell
from pipeline.writers.word.xml import Element, qualified, twips

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
    edges: int = 0
    keep_next: bool = False
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class _Piece:
    """Something that stands on one page: a paragraph or a row of a table."""

    height: float
    before: float
    keep_next: bool
    new_page: bool
    anchors: tuple[str, ...]


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
        return sum(piece.height for piece in self._pieces(elements, self._width))

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
        page, used = 1, 0.0
        for pieces in self._chains(stretches):
            whole = sum(piece.height for piece in pieces)
            if used and (pieces[0].new_page or used + whole - pieces[0].before > self.page_height >= whole):
                page, used = page + 1, 0.0
            for piece in pieces:
                if used and used + piece.height > self.page_height:
                    page, used = page + 1, 0.0
                used += piece.height - (0 if used else piece.before)
                found.update(dict.fromkeys(piece.anchors, page))
        return found

    def _chains(self, stretches: Sequence[tuple[int, Sequence[Element]]]) -> Iterator[list[_Piece]]:
        """Yield the pieces that stay together on a page."""
        chain: list[_Piece] = []
        for columns, elements in stretches:
            pieces = list(self._pieces(elements, self._width // columns))
            if columns > 1:
                whole = sum(piece.height for piece in pieces) / columns
                pieces = [_Piece(whole, 0, False, False, tuple(a for piece in pieces for a in piece.anchors))]
            for piece in pieces:
                if chain and (piece.new_page or not chain[-1].keep_next):
                    yield chain
                    chain = []
                chain.append(piece)
        if chain:
            yield chain

    def _pieces(self, elements: Sequence[Element], width: int) -> Iterator[_Piece]:
        for element in elements:
            if element.tag == qualified("tbl"):
                yield from (self._row(row) for row in element.iterfind(qualified("tr")))
            else:
                yield from (self._paragraph(p, width) for p in element.iter(qualified("p")))

    def _row(self, row: Element) -> _Piece:
        least = row.find(f"{qualified('trPr')}/{qualified('trHeight')}")
        heights = [0.0 if least is None else float(least.get(qualified("val")))]
        cells = []
        for cell in row.iterfind(qualified("tc")):
            width = int(cell.find(f"{qualified('tcPr')}/{qualified('tcW')}").get(qualified("w"))) - twips(3)
            pieces = [self._paragraph(p, width) for p in cell.iter(qualified("p"))]
            heights.append(sum(piece.height for piece in pieces))
            cells.extend(pieces)
        return replace(
            cells[0],
            height=max(heights),
            before=0,
            keep_next=any(piece.keep_next for piece in cells),
            anchors=tuple(anchor for piece in cells for anchor in piece.anchors),
        )

    def _paragraph(self, paragraph: Element, width: int) -> _Piece:
        look = self._look(paragraph.style)
        if paragraph.pPr.numPr is not None:
            look = replace(look, left=self._list_indent)
        look = _changed(look, paragraph)
        lines = self._lines(paragraph, look, width - look.left - look.right)
        natural = look.size * 10 * _LINE
        line = max(natural, look.line) if look.least else natural * look.line / 240
        anchors = tuple(mark.get(qualified("name")) for mark in paragraph.iter(qualified("bookmarkStart")))
        height = look.before + lines * line + look.after + look.edges
        return _Piece(height, look.before, look.keep_next, look.new_page, anchors)

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
    changes: dict[str, int | float | bool] = {}
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
    if element.tag != qualified("p"):
        for size in element.iter(qualified("sz")):
            changes["size"] = float(size.get(qualified("val")))
        for bold in element.iter(qualified("b")):
            changes["bold"] = bold.get(qualified("val")) not in ("0", "false")
    for name, tag in (("keep_next", "keepNext"), ("new_page", "pageBreakBefore")):
        for mark in element.iter(qualified(tag)):
            changes[name] = mark.get(qualified("val")) not in ("0", "false")
    borders = [e for edges in element.iter(qualified("pBdr")) for e in edges]
    if borders:
        sides = {e.tag.rpartition("}")[2]: 20 * int(e.get(qualified("space"), 0)) for e in borders}
        changes["edges"] = sides.get("bottom", 0) + sides.get("between", 0)
    return replace(look, **changes)  # type: ignore[arg-type]  # the names and types are those just above
