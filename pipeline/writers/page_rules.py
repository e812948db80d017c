"""Refuse what a theme may not put on a page that a browser opens: code, and anything fetched."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser

from pipeline.errors import Problem, ThemeError

_TAGS = frozenset(
    {"script", "iframe", "frame", "object", "embed", "applet", "base", "link", "form", "portal"}
)
_FETCHED = frozenset({"src", "srcset", "poster", "background", "data", "action", "formaction", "ping"})
_THEME_SOURCE = re.compile(r'(<[^<>]*\ssrc=")theme:([^"]+)"')
_OUTSIDE = re.compile(r"url\(\s*[\"']?(?!data:|[\"')])|@import", re.IGNORECASE)


def with_sources(page: str, address_of: Callable[[str], str]) -> str:
    """Return the page with each `src="theme:PATH"` as the address of that file."""
    return _THEME_SOURCE.sub(lambda found: f'{found[1]}{address_of(found[2])}"', page)


def check_page(page: str, file: str) -> None:
    """Raise ThemeError, naming `file`, where the page holds code or would fetch something."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    if reader.refused:
        problems = (Problem(file, None, None, "", reason) for reason in dict.fromkeys(reader.refused))
        raise ThemeError(tuple(problems))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.refused: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _TAGS:
            self.refused.append(f"a theme may not use <{tag}>")
        for name, value in attrs:
            value = (value or "").strip()
            if name.startswith("on") or (tag, name) == ("meta", "http-equiv"):
                self.refused.append(f"a theme may not use {name} on <{tag}>")
            elif name in _FETCHED and not value.startswith("data:"):
                self.refused.append(
                    f"{name} on <{tag}>: only theme:… with a file of the theme, not {value!r}"
                )
            elif name == "style" and _OUTSIDE.search(value):
                self.refused.append(f"style on <{tag}>: no address may be used here")
            elif name in ("href", "xlink:href") and ":" in value and not _is_link(value):
                self.refused.append(f"{name} on <{tag}>: only http, https, mailto and tel, not {value!r}")


def _is_link(value: str) -> bool:
    return value.startswith(("#", "http://", "https://", "mailto:", "tel:"))
