"""Put the words into a PDF's tags where glyphs do not tell them: in Arabic, Hebrew, Hindi, in emoji.

Such glyphs stand in the order in which they are drawn, and one of them may mean several letters, or others
in another word. So their tag says what is written, in the order of reading (PDF 32000-1, 14.9.4), and in
which language. It is said of the tag and not of the glyphs: viewers that select text by its glyphs know how
to turn them round, and would turn the words round with them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any, NamedTuple

from interview_kit.stages.write.scripts import is_ordinary

Finisher = Callable[[Any, Any], None]


class _MarkedContent(NamedTuple):
    """A piece of marked content: its words and their language."""

    text: str
    language: str


@contextmanager
def words_in_tags(pages: Sequence[Any], finish: Finisher | None) -> Iterator[Finisher]:
    """Give the finisher with which WeasyPrint draws the pages so; `finish` is done after it."""
    painted: list[dict[int, _MarkedContent]] = [{} for _ in pages]
    for page, pieces in zip(pages, painted, strict=True):
        page.paint = partial(_paint, page.paint, pieces)

    def finisher(document: Any, pdf: Any) -> None:
        if any(not is_ordinary(piece.text) for pieces in painted for piece in pieces.values()):
            _say(pdf, dict(zip(pdf.page_references, painted, strict=True)))
        if finish is not None:
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
    """Mark content as WeasyPrint does, and note its words by the number that they got."""
    with marked(box, tag):
        pieces[stream._tags[box]["mcid"]] = _MarkedContent(getattr(box, "text", ""), box.style["lang"] or "")
        yield


def _say(pdf: Any, painted: dict[bytes, dict[int, _MarkedContent]]) -> None:
    """Write what is said into each tag that holds such pieces and no other tags."""
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
