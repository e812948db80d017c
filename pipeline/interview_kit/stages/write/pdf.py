"""Write a document as an accessible PDF (PDF/UA-1): WeasyPrint on the HTML from the theme's templates."""

from __future__ import annotations

import atexit
import contextlib
import logging
import re
import shutil
import sys
import weakref
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache
from logging.handlers import BufferingHandler
from types import ModuleType
from typing import TYPE_CHECKING, Any

from interview_kit.model.document import Document
from interview_kit.model.theme import Theme
from interview_kit.stages.write.address_breaks import BREAK, NO_WIDTH
from interview_kit.stages.write.font_fallback import MissingLetters
from interview_kit.stages.write.fonts import font_faces, other_faces, other_fonts
from interview_kit.stages.write.form_fields import form_finisher, with_boxes
from interview_kit.stages.write.html import PAGE_TEMPLATE, has_own_templates, page_place, render_page
from interview_kit.stages.write.pdf_actual_text import actual_text_finisher
from interview_kit.stages.write.pdf_structure import complete_structure_tree
from interview_kit.stages.write.sample_document import trial_document
from interview_kit.stages.write.stylesheet import StyleSheet, stylesheets
from interview_kit.support.errors import MissingLibrary, Problem, ThemeError
from interview_kit.support.i18n import N_, _
from interview_kit.support.native_libs import install_line, missing_libraries

if TYPE_CHECKING:
    from interview_kit.stages.write.fetcher import ThemeFetcher

_OPTIONS = {"pdf_variant": "pdf/ua-1"}
_PLACE = re.compile(r" at (\d+):(\d+)\b")
_IGNORED = re.compile(r"Ignored (`.*`), (.*?)\.?", re.DOTALL)
_REASONS = (N_("unknown property"), N_("invalid value"), N_("no value"))
_THEME_FILE = re.compile(r"theme:([^\s'\"]+)")


def write_pdf(document: Document, theme: Theme) -> bytes:
    """Return a tagged PDF; deterministic bytes.

    Raises ThemeError for any fault of the theme, MissingLibrary, MissingLetters.
    """
    finish = form_finisher(document, theme) if theme.fillable else None
    return draw(lay_out(document, theme), finish, theme=theme)


def draw(
    pages: Any, finish: Callable[[Any, Any], None] | None = None, *, theme: Theme | None = None
) -> bytes:
    """Return laid-out pages as a tagged PDF; `finish` is an additional WeasyPrint finisher.

    `theme` is used to name the file at fault. Raises ThemeError.
    """
    from interview_kit.stages.write.fontconfig import without_rules

    def finish_all(document: Any, pdf: Any) -> None:
        complete_structure_tree(document, pdf)
        if finish:
            finish(document, pdf)

    with _faults_named(theme), without_rules(), actual_text_finisher(pages.pages, finish_all) as finisher:
        pdf: bytes = pages.write_pdf(finisher=finisher, **_OPTIONS)
    return pdf


def lay_out(document: Document, theme: Theme, images: dict[str, Any] | None = None) -> Any:
    """Return the laid-out pages as a WeasyPrint document, not yet drawn.

    Documents of one theme that are kept together may share a dictionary of `images`: each image keeps alive
    the layout of the document that it was first read for.

    Raises ThemeError, MissingLibrary, and MissingLetters where no font has a letter.
    """
    load_weasyprint()
    from interview_kit.stages.write.fetcher import parse_html, parse_strict
    from interview_kit.stages.write.fontconfig import without_rules

    page, fetcher, sheets, fonts = _ready(document, theme)
    parse = parse_html if has_own_templates(theme) else parse_strict
    with _faults_named(theme), without_rules():
        html = parse(page, fetcher)
        return html.render(stylesheets=sheets, font_config=fonts, cache=images, **_OPTIONS)


def get_ready(theme: Theme) -> None:
    """Read what the kits of a theme are drawn with, and keep it. Raises as `lay_out` does."""
    load_weasyprint()
    _ready(trial_document(), theme)


def _ready(document: Document, theme: Theme) -> tuple[str, ThemeFetcher, list[Any], Any]:
    """Return a document's page, what it is served by, its style sheets and their fonts."""
    from interview_kit.stages.write.fetcher import ThemeFetcher

    others, lacking = other_fonts(document, theme)
    if lacking:
        raise MissingLetters(lacking)
    families = tuple(font.family for font in others)
    faces = font_faces(document, theme) + other_faces(others)
    fetcher = ThemeFetcher(theme)
    with _faults_named(theme):
        sheets, fonts = _parsed_style(faces, stylesheets(theme, families), fetcher)
    page = with_boxes(render_page(document, theme, None)).replace(BREAK, NO_WIDTH)
    return page, fetcher, sheets, fonts


def load_weasyprint() -> ModuleType:
    """Return the module weasyprint. Raises MissingLibrary, with the command that installs its libraries."""
    missing = missing_libraries()
    if missing:
        raise MissingLibrary(", ".join(missing), install_line())
    from interview_kit.stages.write import engine, mended_faults

    with mended_faults.quick_import():
        import weasyprint

    mended_faults.mend_looks()
    engine.turn_on()
    return weasyprint  # type: ignore[no-any-return]


@lru_cache(maxsize=4)
def _parsed_style(faces: str, sheets: tuple[StyleSheet, ...], fetcher: ThemeFetcher) -> tuple[list[Any], Any]:
    """Return the parsed style sheets and their fonts, shared by the kits of a theme and of a script."""
    from interview_kit.stages.write.fetcher import parse_css
    from interview_kit.stages.write.fontconfig import OwnFonts

    fonts = OwnFonts()
    parsed: list[Any] = []
    problems: list[Problem] = []
    for file, text in (("@font-face", faces), *sheets):
        with heard_warnings() as heard:
            parsed.append(parse_css(text, fetcher, fonts))
        problems += _problems(heard, file)
    # A kit that a signal interrupts may keep a reference to the fonts until Python exits.
    weakref.finalize(fonts, shutil.rmtree, fonts._folder or "", ignore_errors=True)
    if problems:
        raise ThemeError(tuple(problems))
    return parsed, fonts


# WeasyPrint keeps fonts in a temporary folder, which it cannot delete once Python is shutting down.
atexit.register(_parsed_style.cache_clear)


@contextlib.contextmanager
def _faults_named(theme: Theme | None) -> Iterator[None]:
    """Raise ThemeError for a refused resource, for elements too deep in one another, and for any warning.

    WeasyPrint skips what it warns about.
    """
    from interview_kit.stages.write.fetcher import RefusedResource

    try:
        with heard_warnings() as heard:
            yield
    except RefusedResource as error:
        raise ThemeError((error.problem,)) from error
    except RecursionError as error:
        place = page_place(theme, ".j2", ".css") if theme else PAGE_TEMPLATE
        raise ThemeError.of(place, _("elements are too deep in one another to be laid out")) from error
    if heard:
        problems = _problems(heard, PAGE_TEMPLATE)
        if theme:
            problems = tuple(replace(each, file=theme.file_of(each.file)) for each in problems)
        raise ThemeError(problems)


@contextlib.contextmanager
def heard_warnings() -> Iterator[list[logging.LogRecord]]:
    """Yield a list that collects WeasyPrint's warnings within the context."""
    logger, handler = logging.getLogger("weasyprint"), BufferingHandler(sys.maxsize)
    handler.setLevel(logging.WARNING)
    logger.addHandler(handler)
    try:
        yield handler.buffer
    finally:
        logger.removeHandler(handler)


def _problems(heard: list[logging.LogRecord], file: str) -> tuple[Problem, ...]:
    """Return a problem for each different warning; `file` is that of warnings that name none."""
    return tuple(
        _problem(message, file) for message in dict.fromkeys(map(logging.LogRecord.getMessage, heard))
    )


def _problem(message: str, file: str) -> Problem:
    place, named = _PLACE.search(message), _THEME_FILE.search(message)
    if place and not named:
        said = message.replace(place[0], "", 1)
        ignored = _IGNORED.fullmatch(said)
        if ignored:
            reason = _(ignored[2]) if ignored[2] in _REASONS else ignored[2]
            said = _(
                "{what} has no effect: {reason}; mend it, or take it out", what=ignored[1], reason=reason
            )
        return Problem(file, int(place[1]), int(place[2]), "", said)
    return Problem(named[1] if named else file, None, None, "", message)
