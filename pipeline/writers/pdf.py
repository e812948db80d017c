"""Write a document as an accessible PDF (PDF/UA-1): WeasyPrint on the HTML that the theme makes."""

from __future__ import annotations

import contextlib
import logging
import re
from collections.abc import Iterator
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

_PLACE = re.compile(r" at (\d+):(\d+)\b")
_THEME_FILE = re.compile(r"theme:([^\s'\"]+)")


def write_pdf(document: Document, theme: Theme) -> bytes:
    """Return a tagged PDF, the same bytes for the same input.

    Raises ThemeError for whatever is wrong in the theme, and MissingLibrary.
    """
    weasyprint = load_weasyprint()
    from pipeline.writers.fetcher import RefusedResource, ThemeFetcher

    sheets, fonts = _parsed_style(font_faces(theme), stylesheet(theme))
    page = render_page(document, theme, None)
    try:
        with _warnings_refused(PAGE_TEMPLATE):
            html = weasyprint.HTML(string=page, url_fetcher=ThemeFetcher(theme))
            pdf: bytes = html.write_pdf(stylesheets=sheets, font_config=fonts, pdf_variant="pdf/ua-1")
    except RefusedResource as error:
        raise ThemeError((error.problem,)) from error
    return pdf


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
    with _warnings_refused(STYLESHEET):
        return [CSS(string=css, font_config=fonts) for css in (faces, style)], fonts


@contextlib.contextmanager
def _warnings_refused(file: str) -> Iterator[None]:
    """Raise ThemeError at the end where WeasyPrint warned of anything: it leaves out what it cannot draw."""
    heard: list[str] = []

    class _Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            heard.append(record.getMessage())

    logger, listener = logging.getLogger("weasyprint"), _Listener(logging.WARNING)
    logger.addHandler(listener)
    try:
        yield
    finally:
        logger.removeHandler(listener)
    if heard:
        raise ThemeError(tuple(_problem(message, file) for message in dict.fromkeys(heard)))


def _problem(message: str, file: str) -> Problem:
    place, named = _PLACE.search(message), _THEME_FILE.search(message)
    if place and not named:
        return Problem(file, int(place[1]), int(place[2]), "", message.replace(place[0], "", 1))
    return Problem(named[1] if named else file, None, None, "", message)
