"""Write a document as an accessible PDF (PDF/UA-1): WeasyPrint on the HTML that the theme makes."""

from __future__ import annotations

import contextlib
import io
import logging
import re
import sys
from collections.abc import Iterator
from functools import lru_cache
from types import ModuleType
from typing import Any

from pipeline.document import Document
from pipeline.errors import MissingLibrary, Problem, ThemeError
from pipeline.theme import Theme
from pipeline.writers.fonts import font_faces
from pipeline.writers.html import PAGE_TEMPLATE, render_page
from pipeline.writers.stylesheet import STYLESHEET, stylesheet

_LIBRARIES = {
    "darwin": "brew install pango",
    "win32": "winget install --id MSYS2.MSYS2, then in its shell: pacman -S mingw-w64-ucrt-x86_64-pango",
}
_LINUX_LIBRARIES = "sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
_QUOTED = re.compile(r"'([^']+)'")
_PLACE = re.compile(r" at (\d+):(\d+)\b")
_THEME_FILE = re.compile(r"theme:([^\s'\"]+)")


def write_pdf(document: Document, theme: Theme) -> bytes:
    """Return a tagged PDF, the same bytes for the same input.

    Raises ThemeError for whatever is wrong in the theme, and MissingLibrary.
    """
    weasyprint = load_weasyprint()
    from pipeline.writers.resources import RefusedResource, ThemeFetcher

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
    try:
        # Where a library is missing WeasyPrint prints a banner before it raises.
        with contextlib.redirect_stdout(io.StringIO()):
            import weasyprint
    except OSError as error:
        found = _QUOTED.search(str(error))
        name = found[1] if found else "a library of Pango"
        raise MissingLibrary(name, _LIBRARIES.get(sys.platform, _LINUX_LIBRARIES)) from error
    return weasyprint


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
