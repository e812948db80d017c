"""Join kits into one tagged PDF to print: each starts on a right-hand page, with a bookmark by name."""

from __future__ import annotations

import gc
from bisect import bisect
from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from interview_kit.model.document import Document
from interview_kit.model.theme import Theme
from interview_kit.stages.write.pdf import draw, lay_out

_CARD = "pocket-card"  # the anchors of sections with cards begin with it; they are the last ones


@dataclass(frozen=True, slots=True)
class PrintKit:
    """A kit to print: the person's name, the document, and the theme, which may be that of half pages."""

    name: str
    document: Document
    theme: Theme


def print_volume(kits: Iterable[PrintKit], title: str, language: str) -> bytes:
    """Return the kits as one PDF/UA-1 file, reproducibly: the same bytes for the same kits.

    Each kit keeps its own page numbers and running heads. `language` is the BCP 47 tag of the title; each kit
    is tagged with its own language. Raises ThemeError, MissingLibrary, and ValueError where there is no kit.
    """
    try:
        return _joined(kits, title, language)
    finally:
        gc.unfreeze()


def _joined(kits: Iterable[PrintKit], title: str, language: str) -> bytes:
    volume: list[PrintKit] = []
    starts: list[int] = []  # the index of each kit's first page, from 0
    pages: list[Any] = []
    laid: list[Any] = []  # kept to the end: they own the fonts that the pages use
    images: dict[int, dict[str, Any]] = {}
    for number, kit in enumerate(kits, 1):
        if len(pages) % 2:
            pages.append(_blank_page(pages[-1]))
        laid.append(lay_out(kit.document, kit.theme, images.setdefault(id(kit.theme), {})))
        volume.append(kit)
        starts.append(len(pages))
        for page in laid[-1].pages:
            _keep_apart(page, number)
        _put_under(laid[-1].pages, kit.name)
        pages.extend((_imposed if kit.theme.half_page else _with_card_leaves)(laid[-1].pages))
        # Out of the collector's sight, or each kit would take longer than the last.
        gc.collect()
        gc.freeze()
    if not volume:
        raise ValueError("a volume needs at least one kit")
    whole = laid[0].copy(pages)
    whole.metadata = copy(whole.metadata)
    whole.metadata.title, whole.metadata.description, whole.metadata.lang = title, None, language
    return draw(whole, _gathering(volume, starts), theme=volume[0].theme)


def _imposed(pages: Sequence[Any]) -> Iterator[_ImposedSide]:
    """Yield the sides of the sheets for half pages, two on each; the right half of the last may be empty.

    The pages are in reading order, to be stapled at a corner. In booklet order each kit would have to be
    folded sheet into sheet, and a teacher has 31 of them to hand out.
    """
    return (_ImposedSide(pages[start : start + 2]) for start in range(0, len(pages), 2))


def _with_card_leaves(pages: Sequence[Any]) -> Iterator[Any]:
    """Yield the pages of a kit, each card on the front of a leaf: what is behind it would be cut too."""
    side, is_card = 0, False
    for page in pages:
        is_card |= any(anchor.partition("-")[2].startswith(_CARD) for anchor in page.anchors)
        if is_card and side % 2:
            yield _blank_page(page)
            side += 1
        yield page
        side += 1


def _blank_page(before: Any) -> Any:
    """Return the empty back of a sheet: nothing is drawn on it, so it has no tags."""
    from interview_kit.stages.write.fetcher import parse_css, parse_html

    style = f"@page {{ size: {before.width}px {before.height}px; margin: 0 }}"
    blank = parse_html("<body></body>").render(stylesheets=[parse_css(style)])
    return blank.pages[0]


def _keep_apart(page: Any, number: int) -> None:
    """Prefix a page's anchors, and the internal links to them, with the kit's number to make them unique."""
    page.anchors = {f"{number}-{name}": place for name, place in page.anchors.items()}
    page.links = [
        (kind, f"{number}-{target}" if kind == "internal" else target, *rest)
        for kind, target, *rest in page.links
    ]


def _put_under(pages: Sequence[Any], name: str) -> None:
    """Nest the bookmarks of a kit under a bookmark with the person's name, collapsed at first."""
    for page in pages:
        page.bookmarks = [(level + 1, *rest) for level, *rest in page.bookmarks]
    pages[0].bookmarks.insert(0, (1, name, (0, 0), "closed"))


def _gathering(volume: Sequence[PrintKit], starts: Sequence[int]) -> Callable[[Any, Any], None]:
    """Return a WeasyPrint finisher that groups the page-by-page structure elements into an article a kit.

    It also proposes to print on both sides.

    Each article has the kit's language: ISO 32000-1, 14.8.4.2 (Art) and 14.9.2.2 (language of an element).
    """

    def finish(document: Any, pdf: Any) -> None:
        by_reference = {each.reference: each for each in pdf.objects}
        page_of = {reference: number for number, reference in enumerate(pdf.page_references)}
        dictionaries = (each for each in pdf.objects if isinstance(each, dict))
        root: Any = next(each for each in dictionaries if each.get("S") == "/Document")

        def owner(reference: bytes) -> int:
            return bisect(starts, page_of[by_reference[reference]["Pg"]]) - 1

        articles = []
        for number, references in groupby(root["K"], key=owner):
            parts = list(references)
            article = _article(volume[number], root.reference, parts)
            pdf.add_object(article)
            for part in parts:
                by_reference[part]["P"] = article.reference
            articles.append(article.reference)
        root["K"][:] = articles
        edge = "Short" if volume[0].theme.half_page else "Long"
        pdf.catalog["ViewerPreferences"]["Duplex"] = f"/DuplexFlip{edge}Edge"

    return finish


def _article(kit: PrintKit, parent: bytes, parts: list[bytes]) -> Any:
    import pydyf

    return pydyf.Dictionary(
        {
            "Type": "/StructElem",
            "S": "/Art",
            "T": pydyf.String(kit.name),
            "Lang": pydyf.String(kit.document.language),
            "P": parent,
            "K": pydyf.Array(parts),
        }
    )


class _ImposedSide:
    """A side of a sheet, in the place of a WeasyPrint page: halves of one size, from left to right.

    Both are painted into one content stream, so that the marked content of each keeps an id of its own; its
    box holds both boxes, from which WeasyPrint builds the structure tree.
    """

    def __init__(self, halves: Sequence[Any]) -> None:
        """Set the links, anchors and bookmarks of the halves where they are on the sheet."""
        first = halves[0]
        self.width, self.height, self.bleed = first.width * 2, first.height, first.bleed
        self.forms: dict[None, list[Any]] = {}
        self._halves = tuple(zip(halves, (0, first.width), strict=False))
        self._page_box = first._page_box.copy_with_children([half._page_box for half in halves])
        self.anchors = {
            name: _moved(place, left) for half, left in self._halves for name, place in half.anchors.items()
        }
        self.links = [
            (kind, target, _moved(place, left), box)
            for half, left in self._halves
            for kind, target, place, box in half.links
        ]
        self.bookmarks = [
            (level, label, _moved(place, left), state)
            for half, left in self._halves
            for level, label, place, state in half.bookmarks
        ]

    def paint(self, stream: Any, scale: float = 1) -> None:
        """Paint the halves into a content stream, as WeasyPrint's pages are."""
        for half, left in self._halves:
            with stream.stacked():
                stream.transform(e=left * scale)
                half.paint(stream, scale)


def _moved(place: Sequence[float], left: float) -> tuple[float, ...]:
    """Return a point or a rectangle, x and y in turn, moved to the right."""
    return tuple(each if number % 2 else each + left for number, each in enumerate(place))
