"""Resolve a theme's style sheet: its tokens as values, and the addresses of the files it uses."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath

from pipeline.errors import Problem, ThemeError
from pipeline.theme import Theme

STYLESHEET = "css/kit.css"
MEDIA_TYPES: Mapping[str, str] = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".ttf": "font/ttf",
    ".otf": "font/otf",
    ".woff2": "font/woff2",
}

_TOKEN = re.compile(r"var\(--kit-([a-z0-9-]+)\)")
_ADDRESS = re.compile(r"url\(\s*[\"']?([^\"')]*)[\"']?\s*\)|@import")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def stylesheet(theme: Theme) -> str:
    """Return the theme's style sheet, tokens filled in. Raises ThemeError for an unknown token or address."""
    text = _COMMENT.sub(_only_lines, theme_file(theme, STYLESHEET).decode())
    problems = [
        _problem(STYLESHEET, text, found.start(), f"{found[0]}: only url(theme:…) with a file of the theme")
        for found in _ADDRESS.finditer(text)
        if not _is_served(theme, found[1] or "")
    ]
    if problems:
        raise ThemeError(tuple(problems))
    return text


def with_addresses(style: str, address_of: Callable[[str], str]) -> str:
    """Return the style sheet with the address of every file of the theme, given its path, by `address_of`."""

    def replaced(found: re.Match[str]) -> str:
        url = found[1] or ""
        return f'url("{address_of(url.removeprefix("theme:"))}")' if url.startswith("theme:") else found[0]

    return _ADDRESS.sub(replaced, style)


def theme_file(theme: Theme, path: str) -> bytes:
    """Return a file of the theme; in a style sheet or drawing, `var(--kit-NAME)` is replaced by the token.

    WeasyPrint knows no custom properties on pages, and resolving them box by box is slow. Raises ThemeError.
    """
    if path not in theme.files:
        raise ThemeError((Problem(path, None, None, "", f"theme {theme.name} has no such file"),))
    if not path.endswith((".css", ".svg")):
        return theme.files[path]
    text, values = theme.files[path].decode(), _token_values(theme)
    unknown = [
        _problem(path, text, found.start(), f"unknown token {found[0]}; there are {', '.join(values)}")
        for found in _TOKEN.finditer(text)
        if found[1] not in values
    ]
    if unknown:
        raise ThemeError(tuple(unknown))
    return _TOKEN.sub(lambda found: values[found[1]], text).encode()


def _token_values(theme: Theme) -> dict[str, str]:
    """Return what `var(--kit-NAME)` stands for, by NAME: colours, the font, sizes and the page."""
    tokens, (width, height) = theme.tokens, theme.paper.size_mm
    return {
        "accent": tokens.accent,
        "tint": tokens.tint,
        "ink": tokens.ink,
        "soft": tokens.soft,
        "font": f'"{tokens.font}", "{tokens.other_font}"',
        "text-size": f"{tokens.text_size:g}pt",
        "script-size": f"{tokens.script_size:g}pt",
        "title-size": f"{tokens.title_size:g}pt",
        "page-width": f"{width:g}mm",
        "page-height": f"{height:g}mm",
    }


def _is_served(theme: Theme, url: str) -> bool:
    known = url.startswith("theme:") and url.removeprefix("theme:") in theme.files
    return url.startswith("data:") or (known and PurePosixPath(url).suffix in MEDIA_TYPES)


def _only_lines(comment: re.Match[str]) -> str:
    return "\n" * comment[0].count("\n")


def _problem(file: str, text: str, position: int, message: str) -> Problem:
    return Problem(file, text.count("\n", 0, position) + 1, None, "", message)
