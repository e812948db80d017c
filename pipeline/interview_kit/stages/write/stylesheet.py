"""Resolve a theme's style sheets: replace token references by values, and check the URLs they use."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from pathlib import PurePosixPath
from typing import NamedTuple
from urllib.parse import unquote
from urllib.request import DataHandler, Request

from interview_kit.model.theme import Theme, Tokens
from interview_kit.support.css_rules import css_problems, elsewhere
from interview_kit.support.errors import Problem, ThemeError, did_you_mean
from interview_kit.support.i18n import _
from interview_kit.support.images import PictureRefused, picture_size, shown_picture

STYLESHEET = "css/kit.css"
FORM_STYLE = "css/form.css"
"""The style sheet for kits that are filled in on a screen."""

HALF_PAGE_STYLE = "css/half-page.css"
"""The style sheet of half pages."""

SCREEN_STYLE = "css/screen.css"
"""The style sheet of kits in a browser."""

MORE = "css/more.css"
"""A theme's additions to the style sheet of the themes it extends; it may also replace that as a whole."""

MEDIA_TYPES: Mapping[str, str] = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".ttf": "font/ttf",
    ".otf": "font/otf",
    ".woff2": "font/woff2",
}

_THEME = "theme:"
_LONGEST_SHOWN = 200
_TOKEN = re.compile(r"var\(--kit-([a-z0-9-]+)\)")
# A comment, or what may hold its signs: text in quotes, an address without them, an escape.
_COMMENT = re.compile(
    r"""("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\burl\([^"')]*|\\.)|/\*.*?(?:\*/|\Z)""",
    re.DOTALL | re.IGNORECASE,
)
_FOOT_MM, _EDGE_MM, _FOOT_LINE = 2, 5.8, 1.2 * 25.4 / 72
"""Millimetres above and below the footer (the printers' margin); line height, mm per point of text size."""

LINE_SPACING = 1.33
"""The `line_spacing` token that the base theme's style sheet and Word shell are drawn for."""

RULE_WIDTH_MM = 0.25
"""The `rule_width` token that both are drawn for."""

# The pitch of ruled lines, including the line: thicker lines take no more of the page.
_RULING_MM, _HALF_PAGE_RULING_MM = 8, 7
_RULE_COLOUR, _FAINT = "#777777", 0.75
_SMALLEST, _NARROW = 12, 0.85
LEAST_SIZE = 10
"""The smallest letters of a kit in points, but for roomy variants; of `text_size` in theme.yaml too."""

_BOX_RULE, _STRONG_RULE = 1.6, 2  # times the rule width


class StyleSheet(NamedTuple):
    """A style sheet and the path of its file, which messages name."""

    file: str
    text: str


def stylesheets(
    theme: Theme, families: tuple[str, ...] = (), *, screen: bool = False
) -> tuple[StyleSheet, ...]:
    """Return the theme's style sheets in cascade order, tokens resolved, with css/more.css of every layer.

    `families` are fallback fonts for letters that the theme's fonts lack. With `screen` they are those of a
    kit in a browser, in which colours stay `var(--kit-NAME)`.

    Raises ThemeError for all unknown tokens, and for what a theme may not use.
    """
    wanted = ((HALF_PAGE_STYLE, theme.half_page), (FORM_STYLE, theme.fillable), (SCREEN_STYLE, screen))
    paths = (STYLESHEET, *(path for path, is_wanted in wanted if is_wanted))
    sheets = [StyleSheet(theme.file_of(path), _written(theme, path).decode()) for path in paths]
    sheets += [
        StyleSheet(str(layer.folder / MORE), layer.files[MORE].decode())
        for layer in theme.layers
        if MORE in layer.files
    ]
    values = _token_values(theme, families)
    if screen:
        values |= {name: f"var(--kit-{name})" for name in colour_values(theme)}
    checked = [_checked(theme, sheet, values) for sheet in sheets]
    problems = tuple(problem for _, found in checked for problem in found)
    if problems:
        raise ThemeError(problems)
    return tuple(sheet for sheet, _ in checked)


def _checked(theme: Theme, sheet: StyleSheet, values: Mapping[str, str]) -> tuple[StyleSheet, list[Problem]]:
    """Return a style sheet as it is drawn, and what is wrong in that."""
    text, unknown = _filled(values, sheet.file, _uncommented(sheet.text))
    faults = css_problems(text, partial(_is_served, theme), why_not=partial(_why_not, theme))
    problems = [Problem(sheet.file, line, None, "", message) for line, message in faults]
    return StyleSheet(sheet.file, text), problems + unknown


def _uncommented(text: str) -> str:
    """Return a style sheet without comments, each line still in its place; one that is not closed stays."""

    def only_lines(found: re.Match[str]) -> str:
        start, end = found.span()
        if found[1] is not None or not found[0].endswith("*/"):
            return found[0]
        lines = "\n" * found[0].count("\n")
        # `a/**/b` are two words, and would be one without it.
        is_between = text[max(start - 1, 0) : start].strip() and text[end : end + 1].strip()
        return f"/*{lines}*/" if is_between else lines

    return _COMMENT.sub(only_lines, text)


def is_embedded(url: str) -> bool:
    """Return whether an address is itself a picture or font of a kind that is shown."""
    scheme, _ignored, rest = url.partition(":")
    kind = rest.partition(",")[0].partition(";")[0]
    return scheme.lower() == "data" and kind.lower() in MEDIA_TYPES.values()


def resource(theme: Theme | None, url: str) -> tuple[bytes, str]:
    """Return the bytes and media type of a picture or font: a file of the theme, or what a `data:` URL holds.

    All that a page or style sheet shows comes from here: every picture is checked. Raises ThemeError.
    """
    scheme, _colon, rest = url.partition(":")
    path = unquote(rest)
    kind = MEDIA_TYPES.get(PurePosixPath(path).suffix)
    place = url if len(url) < _LONGEST_SHOWN else f"{url[:_LONGEST_SHOWN]}…"
    if is_embedded(url):
        kind = rest.partition(",")[0].partition(";")[0].lower()
        path = next(f"embedded{ending}" for ending, each in MEDIA_TYPES.items() if each == kind)
        try:
            data = DataHandler().data_open(Request(url)).read()
        except Exception as error:  # its reader raises many kinds for addresses that are broken
            raise ThemeError.of(place, _("this address cannot be read")) from error
    elif theme is None or scheme.lower() != "theme" or kind is None:
        raise ThemeError.of(place, _("this address is not served to a theme"))
    else:
        data, place = theme_file(theme, path), theme.file_of(path)
    if kind.startswith("image/"):
        try:
            picture_size(path, data)
        except PictureRefused as error:
            raise ThemeError.of(place, str(error)) from error
        data = shown_picture(data)
    return data, kind


def theme_file(theme: Theme, path: str) -> bytes:
    """Return a file of the theme; in CSS and SVG, `var(--kit-NAME)` is replaced by the token's value.

    WeasyPrint supports no custom properties in @page, and resolves them box by box, which is slow. Raises
    ThemeError.
    """
    data = _written(theme, path)
    if not path.endswith((".css", ".svg")):
        return data
    filled, unknown = _filled(_token_values(theme), theme.file_of(path), data.decode())
    if unknown:
        raise ThemeError(tuple(unknown))
    return filled.encode()


def _written(theme: Theme, path: str) -> bytes:
    if path not in theme.files:
        near = did_you_mean(path, theme.files)
        raise ThemeError.of(path, _("theme {name} has no such file{near}", name=theme.name, near=near))
    return theme.files[path]


def _filled(values: Mapping[str, str], file: str, text: str) -> tuple[str, list[Problem]]:
    """Return a text with its tokens replaced by values, and a problem for each unknown token."""
    unknown = []
    for found in _TOKEN.finditer(text):
        if found[1] not in values:
            near = did_you_mean(found[1], values) or _("; there are {values}", values=", ".join(values))
            line = text.count("\n", 0, found.start()) + 1
            message = _("unknown token {found}{near}", found=found[0], near=near)
            unknown.append(Problem(file, line, None, "", message))
    return _TOKEN.sub(lambda found: values.get(found[1], ""), text), unknown


def colour_values(theme: Theme) -> dict[str, str]:
    """Return the colours of a theme by the names of their tokens; `paper` and `white` are of every theme.

    On a dark screen `paper` is dark, and `white` is not.
    """
    tokens = theme.tokens
    colour = tokens.rule_colour or _RULE_COLOUR
    faint = "".join(f"{255 - round((255 - part) * _FAINT):02x}" for part in bytes.fromhex(colour[1:]))
    return {
        "accent": tokens.accent,
        "accent-2": tokens.second_accent,
        "tint": tokens.tint,
        "ink": tokens.ink,
        "soft": tokens.soft,
        "paper": "#ffffff",
        "white": "#ffffff",
        "rule-colour": colour,
        "faint-rule-colour": f"#{faint}",
        "web-ground": tokens.web_ground,
    }


def _token_values(theme: Theme, families: tuple[str, ...] = ()) -> dict[str, str]:
    """Return the values of `var(--kit-NAME)` as CSS, by NAME: colours, fonts, sizes and the page."""
    tokens, (width, height) = theme.tokens, theme.page_mm
    return {
        **colour_values(theme),
        "font": ", ".join(f'"{family}"' for family in (tokens.font, tokens.other_font, *families)),
        "text-size": f"{tokens.text_size:g}pt",
        "script-size": f"{tokens.script_size:g}pt",
        "title-size": f"{tokens.title_size:g}pt",
        "narrow-size": f"{narrow_size(theme):g}pt",
        "page-width": f"{width:g}mm",
        "page-height": f"{height:g}mm",
        "margin-top": f"{tokens.margin_top:g}mm",
        "margin-right": f"{tokens.margin_right:g}mm",
        "margin-bottom": f"{tokens.margin_bottom:g}mm",
        "margin-left": f"{tokens.margin_left:g}mm",
        "footed-margin-bottom": f"{footed_margin_mm(theme):g}mm",
        "logo-width": f"{tokens.logo_width:g}mm",
        "line-spacing": f"{tokens.line_spacing:g}",
        "leading": f"{leading(tokens):.5g}",
        "drop": f"{(tokens.line_spacing - LINE_SPACING) * tokens.text_size / 2:.4g}pt",
        "letter-spacing": f"{tokens.letter_spacing:g}pt",
        "paragraph-spacing": f"{tokens.paragraph_spacing:g}mm",
        **_rule_values(tokens, _HALF_PAGE_RULING_MM if theme.half_page else _RULING_MM),
    }


def leading(tokens: Tokens) -> float:
    """Return the theme's line spacing relative to the base theme's: the factor for all line heights."""
    return tokens.line_spacing / LINE_SPACING


def narrow_size(theme: Theme) -> float:
    """Return the text size of narrow columns in points; in roomy variants it is reduced, to 12 at least."""
    size = theme.tokens.text_size
    return min(size, max(_SMALLEST, round(size * _NARROW, 2))) if theme.variant.is_roomy else size


def least_size(theme: Theme) -> float:
    """Return the size in points that no letter may be below: that of narrow columns in roomy variants."""
    return narrow_size(theme) if theme.variant.is_roomy else min(theme.tokens.text_size, LEAST_SIZE)


def _rule_values(tokens: Tokens, ruling: float) -> dict[str, str]:
    """Return the CSS values of rules by name: the pitch of ruled lines in millimetres, and three widths."""
    width = tokens.rule_width
    return {
        "ruling": f"{ruling - (width - RULE_WIDTH_MM):g}mm",
        "rule-width": f"{width:g}mm",
        "box-width": f"{width * _BOX_RULE:g}mm",
        "strong-rule-width": f"{width * _STRONG_RULE:g}mm",
    }


def footed_margin_mm(theme: Theme) -> float:
    """Return the bottom margin in millimetres, with room for two lines of footer, in roomy variants three."""
    lines = 3 if theme.variant.is_roomy else 2
    foot = _FOOT_MM + lines * narrow_size(theme) * _FOOT_LINE + _EDGE_MM
    return max(theme.tokens.margin_bottom, round(foot, 1))


def _is_served(theme: Theme, url: str) -> bool:
    path = url.removeprefix(_THEME)
    known = path != url and path in theme.files and PurePosixPath(path).suffix in MEDIA_TYPES
    return known or is_embedded(url)


def _why_not(theme: Theme, url: str) -> str:
    path = url.removeprefix(_THEME)
    known = [name for name in theme.files if PurePosixPath(name).suffix in MEDIA_TYPES]
    if path != url and path not in theme.files and did_you_mean(path, known):
        return _("there is no such file in the theme{near}", near=did_you_mean(path, known))
    return elsewhere(url)
