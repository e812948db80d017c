"""Write a document as one self-contained HTML page, with the theme's templates and style sheet."""

from __future__ import annotations

from base64 import b64encode
from functools import lru_cache
from pathlib import PurePosixPath

from jinja2 import TemplateError
from markupsafe import Markup

from pipeline.document import Document
from pipeline.errors import Problem, ThemeError
from pipeline.sandbox import KitEnvironment, make_environment, place_of
from pipeline.theme import Theme
from pipeline.writers.block_data import document_data
from pipeline.writers.fonts import font_faces
from pipeline.writers.page_rules import check_page, with_sources
from pipeline.writers.stylesheet import MEDIA_TYPES, stylesheet, theme_file, with_addresses

PAGE_TEMPLATE = "html/kit.html.j2"


def write_html(document: Document, theme: Theme) -> bytes:
    """Return a page that needs no other file. Raises ThemeError."""
    style = with_addresses(stylesheet(theme), lambda path: _data_address(theme, path))
    faces = font_faces(document, theme, ("regular", "bold"))
    page = render_page(document, theme, faces + style)
    page = with_sources(page, lambda path: _data_address(theme, path))
    check_page(page, PAGE_TEMPLATE)
    return page.encode()


def render_page(document: Document, theme: Theme, style: str | None) -> str:
    """Return the page with `style` in it, or without one where the style sheet comes another way.

    Raises ThemeError with file and line for anything that goes wrong in a template.
    """
    files = tuple((path, data) for path, data in theme.files.items() if path.endswith(".j2"))
    environment = _environment(files)
    try:
        return environment.get_template(PAGE_TEMPLATE).render(
            document=document_data(document),
            style=None if style is None else _as_style(style),
            paper=theme.paper.value,
            large_print=theme.large_print,
            fillable=theme.fillable,
        )
    except (TemplateError, RecursionError, TypeError, ArithmeticError) as error:
        file, line = place_of(error, theme.files)
        reason = "the templates go round in a circle" if isinstance(error, RecursionError) else str(error)
        problem = Problem(file=file or PAGE_TEMPLATE, line=line, column=None, path="", message=reason)
        raise ThemeError((problem,)) from error


@lru_cache(maxsize=8)
def _environment(files: tuple[tuple[str, bytes], ...]) -> KitEnvironment:
    return make_environment({path: data.decode() for path, data in files})


def _as_style(style: str) -> Markup:
    # Inside <style> nothing is unescaped, so only what would end the element must not stand there.
    return Markup(style.replace("</", "<\\/"))


def _data_address(theme: Theme, path: str) -> str:
    data, kind = theme_file(theme, path), MEDIA_TYPES.get(PurePosixPath(path).suffix)
    if kind is None:
        raise ThemeError((Problem(path, None, None, "", "this kind of file is not shown on a page"),))
    return f"data:{kind};base64,{b64encode(data).decode()}"
