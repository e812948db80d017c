"""Let WeasyPrint read pages and style sheets, served the theme's own files alone: no disk, no network.

No other module may do so. Needs WeasyPrint.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree

from cssselect2 import ElementWrapper  # type: ignore[import-untyped]
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from interview_kit.model.theme import Theme
from interview_kit.stages.write.stylesheet import resource
from interview_kit.support.errors import Problem, ThemeError


class RefusedResource(FatalURLFetchingError):  # type: ignore[misc]
    """A resource may not be fetched; a BaseException, since WeasyPrint only logs other exceptions."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


class ThemeFetcher(URLFetcher):  # type: ignore[misc]
    """Serve `theme:` from a theme's snapshot, and `data:` from itself; two of one theme are equal."""

    def __init__(self, theme: Theme | None) -> None:
        super().__init__(allowed_protocols=("theme", "data"), allow_redirects=False, fail_on_errors=True)
        self._theme = theme

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ThemeFetcher) and self._theme == other._theme

    def __hash__(self) -> int:
        return hash(self._theme.name if self._theme else "")

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """Return the resource. Raises RefusedResource for other URLs, unknown files and refused pictures."""
        try:
            data, kind = resource(self._theme, url)
        except ThemeError as error:
            raise RefusedResource(error.problems[0]) from error
        return URLFetcherResponse(url, data, {"Content-Type": kind})


EMBEDDED_ONLY = ThemeFetcher(None)
"""Serves what a page of our own has in it."""


_WITHOUT_END = re.compile("<(area|br|col|hr|img|input|link|meta|wbr)( [^<>]*?)?/?>")
_BROKEN_VALUE = re.compile('="[^"<>\\n\\t]*[\\n\\t][^"<>]*"')  # XML reads white space in it as spaces


def parse_html(page: str, fetcher: ThemeFetcher = EMBEDDED_ONLY, media: str = "print") -> HTML:
    """Return a page as WeasyPrint reads it; what it names is served later, when it is laid out."""
    return HTML(string=page, url_fetcher=fetcher, media_type=media)


def parse_strict(page: str, fetcher: ThemeFetcher) -> HTML:
    """Return a page as `parse_html` does, in a twentieth of its time where it is XML.

    Pages of the shipped templates are, but for the elements that have no end tag and for characters that XML
    excludes, and have the same tree (tests/stages/write/test_strict_pages.py).
    """
    try:
        tree = ElementTree.fromstring(_BROKEN_VALUE.sub(_escaped, _WITHOUT_END.sub(r"<\1\2/>", page)))
    except ElementTree.ParseError:
        return parse_html(page, fetcher)
    html = parse_html("", fetcher)
    html.wrapper_element = ElementWrapper.from_html_root(tree)
    html.etree_element = tree
    return html


def _escaped(value: re.Match[str]) -> str:
    return value[0].replace("\n", "&#10;").replace("\t", "&#9;")


def parse_css(
    style: str,
    fetcher: ThemeFetcher = EMBEDDED_ONLY,
    fonts: FontConfiguration | None = None,
    media: str = "print",
) -> CSS:
    """Return a style sheet as WeasyPrint reads it, and add its fonts to `fonts`. Raises RefusedResource."""
    return CSS(string=style, font_config=fonts, url_fetcher=fetcher, media_type=media)
