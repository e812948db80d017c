"""Write a document as one self-contained HTML page, with the theme's templates and style sheet."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import replace
from functools import lru_cache, partial
from posixpath import commonpath

from jinja2 import TemplateNotFound
from markupsafe import Markup

from interview_kit.model.document import Document
from interview_kit.model.form import with_field_ids
from interview_kit.model.theme import Theme
from interview_kit.stages.write.address_breaks import for_screens
from interview_kit.stages.write.block_data import document_data
from interview_kit.stages.write.fonts import font_faces_for_browsers, other_faces, other_fonts
from interview_kit.stages.write.letterhead import logo_of
from interview_kit.stages.write.page_rules import (
    check_page,
    check_tree,
    with_first,
    with_policy,
    with_sources,
)
from interview_kit.stages.write.screen import colour_rules, fill_in_markup, fill_in_script
from interview_kit.stages.write.stylesheet import is_embedded, resource, stylesheets
from interview_kit.support.css_rules import with_urls
from interview_kit.support.errors import Problem, ThemeError, did_you_mean
from interview_kit.support.i18n import _
from interview_kit.support.paths import TEMPLATES
from interview_kit.support.sandbox import (
    TEMPLATE_FAULTS,
    KitEnvironment,
    make_environment,
    position_of_error,
)

PAGE_TEMPLATE = "html/kit.html.j2"


def write_html(document: Document, theme: Theme) -> bytes:
    """Return a self-contained HTML page in UTF-8. Raises ThemeError."""
    markup = fill_in_markup(document)
    theme = replace(theme, fillable=bool(markup))
    others, _ignored = other_fonts(document, theme)  # a browser has fonts of its own for the rest
    families = tuple(font.family for font in others)
    written = stylesheets(theme, families, screen=True)
    sheets = [with_urls(sheet.text, partial(_own_address, theme)) for sheet in written]
    # What ends one sheet and what begins the next are two words.
    style = "".join(each if each.endswith("\n") else f"{each}\n" for each in sheets)
    faces = font_faces_for_browsers(document, theme, style) + other_faces(others)
    page = for_screens(
        render_page(document, theme, faces + colour_rules(theme, written) + style, screen=True)
    )
    page = with_first(with_sources(page, partial(_own_address, theme)), markup)
    return with_policy(page, fill_in_script() if markup else "").encode()


def render_page(document: Document, theme: Theme, style: str | None, *, screen: bool = False) -> str:
    """Return the HTML page with `style` inlined; None for no style sheet. `screen`: for a browser.

    Raises ThemeError with file and line for what goes wrong in a template, and for what no page may hold.
    """
    logo = logo_of(document, theme)
    # Nothing is unescaped inside <style>; in CSS a `<` is of use in strings alone, and there may be escaped.
    markup = None if style is None else Markup(style.replace("<", "\\3c "))
    try:
        page = (
            template_environment(theme)
            .get_template(PAGE_TEMPLATE)
            .render(
                document=document_data(with_field_ids(document, shared=True) if theme.fillable else document),
                style=markup,
                logo=logo,
                paper=theme.paper.value,
                variants=(*theme.variant.names, *["half-page"] * theme.half_page),
                fillable=theme.fillable,
                screen=screen,
            )
        )
    except TEMPLATE_FAULTS as error:
        raise template_error(error, theme) from error
    check_page(page, page_place(theme, ".j2"), markup)
    if has_own_templates(theme):
        check_tree(page, page_place(theme, ".j2"))
    return page


def has_own_templates(theme: Theme) -> bool:
    """Return whether a theme that does not come with the program supplies a template."""
    strangers = (layer for layer in theme.layers if layer.folder.parent != TEMPLATES / "themes")
    return any(path.endswith(".j2") for layer in strangers for path in layer.files)


def template_error(error: Exception, theme: Theme) -> ThemeError:
    """Return a ThemeError for an error in a template, with the theme's file and the line."""
    templates = templates_of(theme)
    file, line = position_of_error(error, templates)
    if isinstance(error, TemplateNotFound):
        known = sorted(templates)
        message = _(
            "there is no template {name}{near}", name=error.name, near=did_you_mean(str(error.name), known)
        )
    elif isinstance(error, RecursionError):
        message = _("the templates go round in a circle")
    else:
        message = str(error)
    _source, place = templates.get(file, (b"", theme.file_of(file or PAGE_TEMPLATE)))
    return ThemeError((Problem(place, line, None, "", message),))


def templates_of(theme: Theme) -> dict[str, tuple[bytes, str]]:
    """Return the source of every template and the path of its file, by the template's name.

    Templates of extended themes are also available with the theme's name as prefix, so that a theme may
    override one block of a file: `{% extends "base/html/kit.html.j2" %}`.
    """
    own = {path: (data, theme.file_of(path)) for path, data in theme.files.items()}
    extended = {
        f"{layer.name}/{path}": (data, str(layer.folder / path))
        for layer in theme.layers[:-1]
        for path, data in layer.files.items()
    }
    return {name: found for name, found in (own | extended).items() if name.endswith(".j2")}


def page_place(theme: Theme, *endings: str) -> str:
    """Return where a fault of a whole page is looked for: in the last theme with files of these endings.

    It is the file of the page, the only one of its files, or the folder that they are in.
    """
    for layer in reversed(theme.layers):
        own = [path for path in layer.files if path.endswith(endings)]
        if own:
            return str(layer.folder / (PAGE_TEMPLATE if PAGE_TEMPLATE in own else commonpath(own)))
    return theme.file_of(PAGE_TEMPLATE)


def template_environment(theme: Theme) -> KitEnvironment:
    """Return the Jinja sandbox that loads the theme's templates and no other file."""
    return _environment(tuple((name, data) for name, (data, _place) in templates_of(theme).items()))


@lru_cache(maxsize=8)
def _environment(files: tuple[tuple[str, bytes], ...]) -> KitEnvironment:
    return make_environment({path: data.decode() for path, data in files})


def _own_address(theme: Theme, url: str) -> str | None:
    """Return what takes the place of a URL that was checked: a file of the theme as a `data:` URL.

    None leaves the URL as it is. Raises ThemeError for what may not be shown.
    """
    if url.startswith("#"):
        return None
    data, kind = resource(theme, url)
    return None if is_embedded(url) else f"data:{kind};base64,{b64encode(data).decode()}"
