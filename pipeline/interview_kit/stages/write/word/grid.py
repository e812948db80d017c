"""Build the plain Word table that tables, time bars, cards, questions and replies share."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from interview_kit.stages.write.word.body_context import BodyContext
from interview_kit.stages.write.word.xml import Element, el, legal

Row = Sequence[Sequence[Element]]  # a row's cells, each a sequence of blocks


def grid(
    draft: BodyContext,
    style: str,
    widths: Sequence[int],
    rows: Sequence[Row],
    *,
    summary: str = "",
    header: bool = False,
    row_headers: bool = False,
    heights: Sequence[int] = (),
    align: str = "top",
    centred: bool = False,
) -> Element:
    """Return a table of fixed column widths whose rows never break across pages.

    Lengths are twentieths of a point. `header` repeats the first row on every page; `heights` are minimum row
    heights, 0 for none; `align` is the vertical alignment of cells.
    """
    properties = el(
        "tblPr",
        el("tblStyle", val=draft.shell.style_ids[style]),
        el("tblW", w=sum(widths), type="dxa"),
        *([el("jc", val="center")] if centred else []),
        el("tblLayout", type="fixed"),
        el(
            "tblLook",
            val=f"{0x0600 | 0x0020 * header | 0x0080 * row_headers:04X}",
            firstRow=int(header),
            lastRow=0,
            firstColumn=int(row_headers),
            lastColumn=0,
            noHBand=1,
            noVBand=1,
        ),
    )
    if summary:
        properties.append(el("tblDescription", val=legal(summary)))
    table = el("tbl", properties, el("tblGrid", *(el("gridCol", w=width) for width in widths)))
    for number, row in enumerate(rows):
        table.append(_row(row, widths, heights[number] if heights else 0, header and number == 0, align))
    return table


def shares(widths: Sequence[float], whole: int) -> list[int]:
    """Return integer lengths in the proportions of `widths` whose sum is `whole`."""
    total = sum(widths)
    edges = [round(whole * sum(widths[:n]) / total) for n in range(len(widths) + 1)]
    return [end - start for start, end in pairwise(edges)]


def _row(row: Row, widths: Sequence[int], height: int, header: bool, align: str) -> Element:
    properties = el("trPr", el("cantSplit"))
    if height:
        properties.append(el("trHeight", val=height, hRule="atLeast"))
    if header:
        properties.append(el("tblHeader"))
    cells = (
        el("tc", el("tcPr", el("tcW", w=width, type="dxa"), el("vAlign", val=align)), *content)
        for content, width in zip(row, widths, strict=True)
    )
    return el("tr", properties, *cells)
