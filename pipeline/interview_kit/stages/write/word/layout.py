"""Estimate the heights of paragraphs and tables, and the page of each bookmark.

Word updates page references only on request, or on opening after a prompt that alarms people, so the numbers
must already be right in the file. Lengths are twentieths of a point.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from interview_kit.model.theme import Theme
from interview_kit.stages.write.word.measure import ParagraphLook, StyleMetrics, style_of
from interview_kit.stages.write.word.reference_docx import ReferenceDocx
from interview_kit.stages.write.word.xml import Element, paragraphs_in, qualified, twips

COLUMNS, COLUMN_GAP = 2, twips(6)
"""Of a list in columns."""

_TO_SPARE = twips(1.5)  # tolerance: a tight fit counts as no fit
_FULL = twips(7)  # less room than for a line, by which LibreOffice may not fill a page
_CLOSER = 0.005  # of a line: by so much programs set words closer, where they kern them
_KEPT, _TORN = 2, range(4, 8)  # the least lines of a paragraph on a page, and those of one that is not torn


@dataclass(frozen=True, slots=True)
class _PageItem:
    """An unbreakable item, a paragraph or a table row; `height` is without the space before and after.

    By `slack` it may be lower in another program; `tail` of it may go beyond the end of a page, or overleaf.
    `paragraph` is the first one of a row or of a list in columns.
    """

    height: float
    slack: float = 0
    tail: float = 0
    before: int = 0
    after: int = 0
    keep_next: bool = False
    new_page: bool = False
    anchors: tuple[str, ...] = ()
    paragraph: Element = None
    in_columns: bool = False
    is_row: bool = False


class Layout:
    """The page layout of an open shell, estimated from its styles and page size."""

    def __init__(self, shell: ReferenceDocx, theme: Theme) -> None:
        """Read the styles and page of a shell to which the theme is already applied."""
        self.measure = StyleMetrics(shell, theme)
        self._width = shell.text_width
        self._in_columns = "" if theme.variant.is_roomy else shell.style_ids["Kit Columns"]
        size, margins = (shell.section.find(qualified(name)) for name in ("pgSz", "pgMar"))
        page = shell.file.sections[0]
        edges = 0.0
        for side, name, part in (("top", "header", page.header), ("bottom", "footer", page.footer)):
            margin, beyond = (int(margins.get(qualified(each), 0)) for each in (side, name))
            # What is higher than its margin takes room from the text; asking for a linked part makes one.
            lines = [] if part.is_linked_to_previous else [line._p for line in part.paragraphs]
            after = self.measure.look(lines[-1]).after if lines else 0
            edges += max(margin, beyond + self.height(lines) + after)
        self.page_height = int(size.get(qualified("h"))) - edges - _TO_SPARE

    def is_in_columns(self, element: Element) -> bool:
        """Return whether an element of the body is an entry of a list in columns."""
        return element.tag == qualified("p") and style_of(element) == self._in_columns != ""

    def height(self, elements: Sequence[Element]) -> float:
        """Return the height of elements, one below the other."""
        return _stacked(list(self._pieces(elements, self._width)))

    def pages(self, elements: Sequence[Element]) -> tuple[dict[str, int], list[Element]]:
        """Return page numbers by bookmark name, and the paragraphs that need a page break before them.

        Before these, a page does not end in the same place in every program.
        """
        found: dict[str, int] = {}
        leading: list[Element] = []
        page, used, space, slack, under_columns = 1, 0.0, 0, 0.0, False
        for pieces in self._chains(elements):
            whole = _stacked(pieces)
            less = _FULL if under_columns and len(pieces) > 1 else 0
            room = self.page_height - used - max(space, pieces[0].before) - less
            if used and (pieces[0].new_page or room < whole <= self.page_height):
                if not pieces[0].new_page and _may_be_apart(pieces, room, slack + less):
                    leading.append(pieces[0].paragraph)
                page, used, slack, under_columns = page + 1, 0.0, 0.0, False
            for piece in pieces:
                gap = max(space, piece.before) if used else 0
                if used and used + gap + piece.height > self.page_height:
                    page, used, gap, slack = page + 1, 0.0, 0, 0.0
                used, space, slack = used + gap + piece.height, piece.after, slack + piece.slack
                found.update(dict.fromkeys(piece.anchors, page))
                under_columns |= piece.in_columns
        return found, leading

    def _chains(self, elements: Sequence[Element]) -> Iterator[list[_PageItem]]:
        """Yield lists of items that are kept together on a page ("keep with next")."""
        chain: list[_PageItem] = []
        for piece in self._pieces(elements, self._width):
            if chain and (piece.new_page or not chain[-1].keep_next):
                yield chain
                chain = []
            chain.append(piece)
        if chain:
            yield chain

    def _pieces(self, elements: Sequence[Element], width: int) -> Iterator[_PageItem]:
        for (is_table, in_columns), group in groupby(elements, key=self._kind):
            if is_table:
                for table in group:
                    margins = self.measure.cell_margins(table)
                    yield from (self._row(row, margins) for row in table.iterfind(qualified("tr")))
            elif in_columns:
                entries = paragraphs_in(list(group))
                yield _balanced(list(self._paragraphs(entries, (width - COLUMN_GAP) // COLUMNS)))
            else:
                yield from self._paragraphs(paragraphs_in(list(group)), width)

    def _kind(self, element: Element) -> tuple[bool, bool]:
        return element.tag == qualified("tbl"), self.is_in_columns(element)

    def _row(self, row: Element, margins: tuple[int, int]) -> _PageItem:
        across, down = margins
        least = row.find(f"{qualified('trPr')}/{qualified('trHeight')}")
        heights = [0.0 if least is None else float(least.get(qualified("val")))]
        lower = heights[:]
        cells = []
        for cell in row.iterfind(qualified("tc")):
            width = int(cell.find(f"{qualified('tcPr')}/{qualified('tcW')}").get(qualified("w")))
            pieces = list(self._paragraphs(paragraphs_in([cell]), width - across))
            heights.append(down + pieces[0].before + _stacked(pieces) + pieces[-1].after)
            lower.append(heights[-1] - sum(piece.slack for piece in pieces))
            cells.extend(pieces)
        return _PageItem(
            max(heights),
            max(heights) - max(lower),
            keep_next=any(piece.keep_next for piece in cells),
            new_page=cells[0].new_page,
            anchors=tuple(anchor for piece in cells for anchor in piece.anchors),
            paragraph=cells[0].paragraph,
            is_row=True,
        )

    def _paragraphs(self, paragraphs: Sequence[Element], width: int) -> Iterator[_PageItem]:
        looks = [self.measure.look(paragraph) for paragraph in paragraphs]
        for place, (paragraph, look) in enumerate(zip(paragraphs, looks, strict=True)):
            above = looks[place - 1].edges if place else None
            below = looks[place + 1].edges if place + 1 < len(looks) else None
            top, bottom, between = look.edges
            edges = (0 if above == look.edges else top) + (between if below == look.edges else bottom)
            heights, slack = self._lines(paragraph, look, width - look.left - look.right)
            tail = heights[-1] - min(heights[-1], look.size * 10 * self.measure.line)
            if len(heights) in _TORN and not look.keep_lines:
                tail += sum(heights[_KEPT:])
            anchors = tuple(m.get(qualified("name")) for m in paragraph.iter(qualified("bookmarkStart")))
            space = look.before, look.after, look.keep_next, look.new_page
            yield _PageItem(edges + sum(heights), slack, tail, *space, anchors, paragraph)

    def _lines(self, paragraph: Element, look: ParagraphLook, width: int) -> tuple[list[float], float]:
        """Return the height of each line, and of those that another program may do without."""
        sizes, over = self.measure.lines(paragraph, look, width)
        heights = [_line_height(size * self.measure.line, look) for size in sizes]
        closer = round(_CLOSER * width) + look.apart
        if over > closer:
            return heights, 0.0
        fewer = len(self.measure.lines(paragraph, look, width + closer)[0])
        return heights, sum(heights[fewer:])


def _may_be_apart(pieces: Sequence[_PageItem], room: float, slack: float) -> bool:
    """Return whether a program may part items that are kept together, and do not fit into `room`.

    LibreOffice keeps nothing with columns, which are a section of their own, no table with what follows, and
    no item that fills a page. In another program items are lower by `slack`, or pages higher, and all fit.
    """
    room += slack + 2 * _TO_SPARE
    for count, (above, below) in enumerate(pairwise(pieces), 1):
        left = room - _stacked(pieces[:count])
        if left >= 0 and (below.in_columns or above.is_row > below.is_row or left < _FULL):
            return True
    return _stacked(pieces) <= room + sum(piece.slack for piece in pieces) + pieces[-1].tail


def _line_height(natural: float, look: ParagraphLook) -> float:
    if look.rule == "auto":
        return natural * look.line / 240
    return look.line if look.rule == "exact" else max(natural, look.line)


def _balanced(entries: Sequence[_PageItem]) -> _PageItem:
    """Return a list in two columns as one item, as high as the higher column where both are balanced."""
    heights = (max(_stacked(entries[:n]), _stacked(entries[n:])) for n in range(1, len(entries) + 1))
    first = entries[0]
    height, after = min(heights), entries[-1].after
    return replace(first, height=height, after=after, keep_next=False, anchors=(), in_columns=True)


def _stacked(pieces: Sequence[_PageItem]) -> float:
    """Return the height of items one below the other; of two adjacent spaces, Word takes the larger."""
    gaps = (max(above.after, below.before) for above, below in pairwise(pieces))
    return sum(piece.height for piece in pieces) + sum(gaps)
