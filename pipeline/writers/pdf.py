"""Write a document as an accessible PDF (PDF/UA-1): WeasyPrint on the HTML that the theme makes."""

from __future__ import annotations

import atexit
import contextlib
import logging
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from types import ModuleType
from typing import Any

from pipeline.document import Document
from pipeline.errors import MissingLibrary, Problem, ThemeError
from pipeline.native import install_line, missing_libraries
from pipeline.theme import Theme
from pipeline.writers.fonts import font_faces
from pipeline.writers.html import PAGE_TEMPLATE, render_page
from pipeline.writers.stylesheet import STYLESHEET, stylesheet

_OPTIONS = {"pdf_variant": "pdf/ua-1"}
_PLACE = re.compile(r" at (\d+):(\d+)\b")
_THEME_FILE = re.compile(r"theme:([^\s'\"]+)")


def write_pdf(document: Document, theme: Theme) -> bytes:
    """Return a tagged PDF, the same bytes for the same input.

    Raises ThemeError for whatever is wrong in the theme, and MissingLibrary.
    """
    return draw(lay_out(document, theme))


def draw(pages: Any, finish: Callable[[Any, Any], None] | None = None) -> bytes:
    """Return laid-out pages as a tagged PDF; `finish` is WeasyPrint's finisher. Raises ThemeError."""
    with _faults_named(PAGE_TEMPLATE):
        pdf: bytes = pages.write_pdf(finisher=finish, **_OPTIONS)
    return pdf


def lay_out(document: Document, theme: Theme, images: dict[str, Any] | None = None) -> Any:
    """Return the pages as WeasyPrint's own document, not yet drawn. Raises ThemeError and MissingLibrary.

    Documents of one theme that are kept together may share a dictionary of `images`: each drawing holds on
    to everything that was worked out for the document it was first read for.
    """
    weasyprint = load_weasyprint()
    from pipeline.writers.fetcher import ThemeFetcher

    sheets, fonts = _parsed_style(font_faces(document, theme), stylesheet(theme))
    page = render_page(document, theme, None)
    with _faults_named(PAGE_TEMPLATE):
        html = weasyprint.HTML(string=page, url_fetcher=ThemeFetcher(theme))
        return html.render(stylesheets=sheets, font_config=fonts, cache=images, **_OPTIONS)


def load_weasyprint() -> ModuleType:
    """Return WeasyPrint. Raises MissingLibrary, with the line that installs what it needs."""
    missing = missing_libraries()
    if missing:
        raise MissingLibrary(", ".join(missing), install_line())
    import weasyprint

    return weasyprint  # type: ignore[no-any-return]


@lru_cache(maxsize=4)
def _parsed_style(faces: str, style: str) -> tuple[list[Any], Any]:
    """Return the parsed style sheets and their fonts, shared by the kits of a theme."""
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    with _faults_named(STYLESHEET):
        return [CSS(string=css, font_config=fonts) for css in (faces, style)], fonts


# Fonts lie in a temporary folder that WeasyPrint cannot delete any more once Python is going down.
atexit.register(_parsed_style.cache_clear)


@contextlib.contextmanager
def _faults_named(file: str) -> Iterator[None]:
    """Raise ThemeError for a refused resource or any warning: WeasyPrint leaves out what it warns of."""
    from pipeline.writers.fetcher import RefusedResource

    heard: list[str] = []
    logger, listener = logging.getLogger("weasyprint"), _Listener(heard)
    logger.addHandler(listener)
    try:
        yield
    except RefusedResource as error:
        raise ThemeError((error.problem,)) from error
    finally:
        logger.removeHandler(listener)
    if heard:
        raise ThemeError(tuple(_problem(message, file) for message in dict.fromkeys(heard)))


class _Listener(logging.Handler):
    def __init__(self, heard: list[str]) -> None:
        super().__init__(logging.WARNING)
        self._heard = heard

    def emit(self, record: logging.LogRecord) -> None:
        self._heard.append(record.getMessage())


def _problem(message: str, file: str) -> Problem:
    place, named = _PLACE.search(message), _THEME_FILE.search(message)
    if place and not named:
        return Problem(file, int(place[1]), int(place[2]), "", message.replace(place[0], "", 1))
    return Problem(named[1] if named else file, None, None, "", message)
