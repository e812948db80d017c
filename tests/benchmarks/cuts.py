"""Say what each cut of WeasyPrint's own time brought: every one undone in turn, and all together."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from interview_kit.build.kit import make_document
from interview_kit.model.document import Document
from interview_kit.model.theme import ORDINARY, Theme
from interview_kit.stages.write.fetcher import ThemeFetcher
from interview_kit.stages.write.fonts import font_faces
from interview_kit.stages.write.html import render_page
from interview_kit.stages.write.page_count import page_count
from interview_kit.stages.write.pdf import write_pdf
from interview_kit.stages.write.stylesheet import STYLESHEET, stylesheets, theme_file
from tests.benchmarks import people
from tests.benchmarks.clock import Compared, in_turn
from tests.benchmarks.drawing import as_it_comes, one_by_one, resting, same_pages, settle
from tests.benchmarks.table import Row

_OPTIONS = {"pdf_variant": "pdf/ua-1"}
_PAGE_RULES = re.compile(r"/\*.*?\*/|@page[^{]*\{(?:[^{}]|\{[^{}]*\})*\}", re.DOTALL)
_TOKEN = re.compile(r"var\((--kit-[a-z0-9-]+)\)")
# As entries stood two a row before they were laid in a grid.
_COLUMNS = """
.kit-columns { display: block; columns: 2; column-gap: 8mm; }
.kit-columns li { break-before: auto; break-after: auto; margin-bottom: 1mm; }
"""


@dataclass(frozen=True, slots=True)
class Way:
    """How pages are drawn: with every cut, unless one is undone."""

    shares_style: bool = True
    rests: bool = True
    has_grid: bool = True
    has_values: bool = True
    spares_font: bool = True
    shares_drawings: bool = False


_ALL_UNDONE = Way(False, False, False, False, False)
_UNDONE = {
    "style sheets and fonts parsed once for all kits": Way(shares_style=False),
    "Python's collector at rest while a kit is made": Way(rests=False),
    "entries two a row in a grid, not in CSS columns": Way(has_grid=False),
    "tokens filled in as values, not custom properties": Way(has_values=False),
    "the second font only where a letter asks for it": Way(spares_font=False),
}
_AFTER, _BEFORE, _DRAWINGS = "after", "before", "drawings"


def rows(short: bool) -> Iterator[Row]:
    """Yield milliseconds a page before and after, what each cut brought, and what one more would."""
    kits, rounds = (1, 1) if short else (8, 7)
    config = people.config("pdf")
    theme = config.themes[ORDINARY]
    ways = {_AFTER: Way(), _BEFORE: _ALL_UNDONE, _DRAWINGS: Way(shares_drawings=True)} | _UNDONE
    drawer = _Drawer(theme)
    documents = [make_document(each, config.bank) for each in people.profiles(kits)]
    pages = 0
    for document in documents:  # warm, and proof that these are the pages that kits have
        plain = drawer.draw(document, Way())
        assert same_pages(plain, write_pdf(document, theme))
        pages += page_count(plain)
    settle()
    # All kits at a stretch, since what is left of one is collected while others are made.
    stretches = {
        name: one_by_one([drawer.work(document, way) for document in documents]) for name, way in ways.items()
    }
    found = in_turn([stretches], rounds, {name: as_it_comes for name, way in ways.items() if not way.rests})
    yield from _said(found, pages, f"{kits} kits, {pages} pages, {rounds} × in turn")


def _said(found: Compared, pages: int, each: str) -> Iterator[Row]:
    """Yield the rows; all is processor time, since each way runs in this process alone."""
    page = {name: found.cpu(name) / pages * 1000 for name in found.rounds}
    yield Row(
        f"WeasyPrint's own share of a page, before all cuts and after them ({each})",
        f"{page[_BEFORE]:.1f} ms before, {page[_AFTER]:.1f} ms after: "
        f"×{found.cpu_ratio(_BEFORE, _AFTER):.2f} of processor",
    )
    for name in _UNDONE:
        yield Row(
            f"What one cut brings: {name}",
            f"{page[name] - page[_AFTER]:+.1f} ms a page where it is undone "
            f"(×{found.cpu_ratio(name, _AFTER):.2f} of processor)",
        )
    yield Row(
        "A cut not made, since drawings would then hold every kit in memory: drawings read once for all kits",
        f"{page[_DRAWINGS] - page[_AFTER]:+.1f} ms a page (×{found.cpu_ratio(_DRAWINGS, _AFTER):.2f})",
    )


@dataclass
class _Drawer:
    """Draws documents in one theme with WeasyPrint alone, and keeps what a way shares."""

    theme: Theme
    _styles: dict[tuple[str, ...], tuple[list[CSS], FontConfiguration]] = field(default_factory=dict)
    _images: dict[str, Any] = field(default_factory=dict)

    def work(self, document: Document, way: Way) -> Callable[[], bytes]:
        """Return the work of drawing a document in a way, its styles being parsed already."""
        draw = partial(self.draw, document, way)
        self._style(document, way)
        return partial(resting, draw) if way.rests else draw

    def draw(self, document: Document, way: Way) -> bytes:
        """Return a document as PDF."""
        sheets, fonts = self._style(document, way)
        html: Any = HTML(string=render_page(document, self.theme, None), url_fetcher=ThemeFetcher(self.theme))
        cache = self._images if way.shares_drawings else None
        laid_out = html.render(stylesheets=sheets, font_config=fonts, cache=cache, **_OPTIONS)
        pdf: bytes = laid_out.write_pdf(**_OPTIONS)
        return pdf

    def _style(self, document: Document, way: Way) -> tuple[list[CSS], FontConfiguration]:
        # A letter that only the second font has makes the kit ask for it.
        asking = (
            document if way.spares_font else replace(document, running_head="\N{CYRILLIC SMALL LETTER ZHE}")
        )
        texts = (font_faces(asking, self.theme), *self._sheets(way))
        if not way.shares_style:
            return _parsed(texts)
        if texts not in self._styles:
            self._styles[texts] = _parsed(texts)
        return self._styles[texts]

    def _sheets(self, way: Way) -> tuple[str, ...]:
        sheets = tuple(sheet.text for sheet in stylesheets(self.theme))
        if not way.has_values:
            sheets = (self._with_properties(), *sheets[1:])
        return sheets if way.has_grid else (*sheets, _COLUMNS)

    def _with_properties(self) -> str:
        """Return the style sheet with its tokens as custom properties, but on pages, which know none."""
        text = self.theme.files[STYLESHEET].decode()
        values = {name: self._filled(f"var({name})") for name in dict.fromkeys(_TOKEN.findall(text))}
        root = "".join(f"{name}: {value};" for name, value in values.items())
        return f":root {{ {root} }}\n" + _PAGE_RULES.sub(lambda rule: self._filled(rule[0]), text)

    def _filled(self, text: str) -> str:
        probe = replace(self.theme, files={"probe.css": text.encode()})
        return theme_file(probe, "probe.css").decode()


def _parsed(texts: tuple[str, ...]) -> tuple[list[CSS], FontConfiguration]:
    fonts = FontConfiguration()
    return [CSS(string=text, font_config=fonts) for text in texts], fonts
