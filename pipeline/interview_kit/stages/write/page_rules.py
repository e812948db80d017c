"""Refuse code and external resources in the HTML that a theme produces, since a browser opens it."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser

from interview_kit.support.errors import Problem, ThemeError
from interview_kit.support.i18n import _

_TAGS = frozenset(
    {"script", "iframe", "frame", "object", "embed", "applet", "base", "link", "form", "portal"}
)
_FETCHED = frozenset({"src", "srcset", "poster", "background", "data", "action", "formaction", "ping"})
_THEME_SOURCE = re.compile(r'(<[^<>]*\ssrc=")theme:([^"]+)"')
_UNKNOWN = "#filled-in"
_JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
_OUTSIDE = re.compile(r"url\(\s*[\"']?(?!data:|[\"')])|@import", re.IGNORECASE)


def with_sources(page: str, address_of: Callable[[str], str]) -> str:
    """Return the page with each `src="theme:PATH"` replaced by `address_of(PATH)`."""
    return _THEME_SOURCE.sub(lambda found: f'{found[1]}{address_of(found[2])}"', page)


def check_page(page: str, file: str) -> None:
    """Check that the page holds no code and fetches nothing. Raises ThemeError, which names `file`."""
    reader = _Reader(("data:",))
    reader.feed(page)
    reader.close()
    if reader.refused:
        problems = (Problem(file, None, None, "", reason) for reason in dict.fromkeys(reader.refused))
        raise ThemeError(tuple(problems))


def source_problems(source: str, file: str) -> list[Problem]:
    """Return a problem for each forbidden tag or attribute of a template; values are checked on the page."""
    reader = _Reader(("data:", "theme:", _UNKNOWN))
    reader.feed(_JINJA.sub(_stand_in, source))
    reader.close()
    return [
        Problem(file, line, None, "", reason)
        for line, reason in dict.fromkeys(zip(reader.lines, reader.refused, strict=True))
    ]


def _stand_in(found: re.Match[str]) -> str:
    # The value is unknown: a placeholder that no rule refuses, with the same number of lines.
    return (_UNKNOWN if found[0].startswith("{{") else "") + "\n" * found[0].count("\n")


class _Reader(HTMLParser):
    def __init__(self, served: tuple[str, ...]) -> None:
        super().__init__()
        self.refused: list[str] = []
        self.lines: list[int] = []
        self.served = served

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _TAGS:
            self._refuse(_("a theme may not use <{tag}>", tag=tag))
        for name, value in attrs:
            reason = self._reason(tag, name, (value or "").strip())
            if reason:
                self._refuse(reason)

    def _refuse(self, reason: str) -> None:
        self.refused.append(reason)
        self.lines.append(self.getpos()[0])

    def _reason(self, tag: str, name: str, value: str) -> str:
        """Return why an attribute is refused, or ""."""
        if name.startswith("on") or (tag, name) == ("meta", "http-equiv"):
            return _("a theme may not use {name} on <{tag}>", name=name, tag=tag)
        if name in _FETCHED and not value.startswith(self.served):
            return _(
                "{name} on <{tag}>: only theme:… with a file of the theme, not {value!r}",
                name=name,
                tag=tag,
                value=value,
            )
        if name == "style" and _OUTSIDE.search(value):
            return _("style on <{tag}>: no address may be used here", tag=tag)
        # A relative URL would lead to files beside the kit.
        if name in ("href", "xlink:href") and value and not _is_link(value):
            return _(
                "{name} on <{tag}>: only http, https, mailto and tel, not {value!r}",
                name=name,
                tag=tag,
                value=value,
            )
        return ""


def _is_link(value: str) -> bool:
    return value.startswith(("#", "http://", "https://", "mailto:", "tel:"))
