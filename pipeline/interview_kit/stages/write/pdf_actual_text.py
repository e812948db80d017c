"""Add ActualText to a PDF's structure tree where glyphs do not map to text: Arabic, Hebrew, Hindi, emoji.

Glyphs are in drawing order, and one may represent several letters, or different letters in another word. So
the structure element holds the text in reading order (PDF 32000-1, 14.9.4), and its language. ActualText is
on the structure element, not on the marked content: viewers that select text by glyphs reverse right-to-left
runs themselves, and would reverse ActualText with them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any, NamedTuple

from interview_kit.stages.write.scripts import is_ordinary

Finisher = Callable[[Any, Any], None]


class _MarkedContent(NamedTuple):
    """A marked-content sequence: its text and language tag."""

    text: str
    language: str


@contextmanager
def actual_text_finisher(pages: Sequence[Any], finish: Finisher) -> Iterator[Finisher]:
    """Yield a WeasyPrint finisher that adds ActualText; `finish` runs after it.

    Within the context, drawing the pages records their marked content.
    """
    painted: list[dict[int, _MarkedContent]] = [{} for _ in pages]
    for page, pieces in zip(pages, painted, strict=True):
        page.paint = partial(_paint, page.paint, pieces)

    def finisher(document: Any, pdf: Any) -> None:
        if any(not is_ordinary(piece.text) for pieces in painted for piece in pieces.values()):
            _write_actual_text(pdf, dict(zip(pdf.page_references, painted, strict=True)))
        finish(document, pdf)

    try:
        yield finisher
    finally:
        for page in pages:
            del page.paint


def _paint(
    paint: Callable[..., None], pieces: dict[int, _MarkedContent], stream: Any, scale: float = 1
) -> None:
    stream.marked = partial(_marked, stream, stream.marked, pieces)
    paint(stream, scale)


@contextmanager
def _marked(
    stream: Any, marked: Callable[..., Any], pieces: dict[int, _MarkedContent], box: Any, tag: str
) -> Iterator[None]:
    """Mark content as WeasyPrint does, and record its text by its marked-content id (MCID)."""
    with marked(box, tag):
        pieces[stream._tags[box]["mcid"]] = _MarkedContent(getattr(box, "text", ""), box.style["lang"] or "")
        yield


def _write_actual_text(pdf: Any, painted: dict[bytes, dict[int, _MarkedContent]]) -> None:
    """Write ActualText and Lang into each structure element with marked content of another script."""
    import pydyf

    for element in pdf.objects:
        if not isinstance(element, dict) or element.get("Type") != "/StructElem":
            continue
        pieces = painted[element["Pg"]] if "Pg" in element else {}
        held = [pieces[kid] for kid in element["K"] if isinstance(kid, int) and kid in pieces]
        if held and not all(is_ordinary(piece.text) for piece in held):
            element["ActualText"] = pydyf.String("".join(piece.text for piece in held))
            if held[0].language:
                element["Lang"] = pydyf.String(held[0].language)
