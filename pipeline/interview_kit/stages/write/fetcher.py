"""Let WeasyPrint read pages and style sheets, served the theme's own files alone: no disk, no network.

No other module may do so. Needs WeasyPrint.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from urllib.parse import unquote

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from interview_kit.model.theme import Theme
from interview_kit.stages.write.stylesheet import MEDIA_TYPES, is_embedded, theme_file
from interview_kit.support.errors import Problem, ThemeError
from interview_kit.support.i18n import _


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
        """Return the resource. Raises RefusedResource for other URLs and unknown files."""
        scheme, _ignored, rest = url.partition(":")
        if is_embedded(url):
            return self._embedded(url, headers)
        path = unquote(rest)
        kind = MEDIA_TYPES.get(PurePosixPath(path).suffix)
        if scheme.lower() != "theme" or kind is None or self._theme is None:
            raise RefusedResource(_problem(url, _("this address is not served to a theme")))
        try:
            data = theme_file(self._theme, path)
        except ThemeError as error:
            raise RefusedResource(error.problems[0]) from error
        return URLFetcherResponse(url, data, {"Content-Type": kind})

    def _embedded(self, url: str, headers: dict[str, str] | None) -> URLFetcherResponse:
        try:
            return super().fetch(url, headers)
        except Exception as error:  # its reader raises many kinds for addresses that are broken
            raise RefusedResource(_problem(url, _("this address cannot be read"))) from error


EMBEDDED_ONLY = ThemeFetcher(None)
"""Serves what a page of our own has in it."""


def parse_html(page: str, fetcher: ThemeFetcher = EMBEDDED_ONLY) -> HTML:
    """Return a page as WeasyPrint reads it; what it names is served later, when it is laid out."""
    return HTML(string=page, url_fetcher=fetcher)


def parse_css(
    style: str, fetcher: ThemeFetcher = EMBEDDED_ONLY, fonts: FontConfiguration | None = None
) -> CSS:
    """Return a style sheet as WeasyPrint reads it, and add its fonts to `fonts`. Raises RefusedResource."""
    return CSS(string=style, font_config=fonts, url_fetcher=fetcher)


def _problem(url: str, reason: str) -> Problem:
    return Problem(url if len(url) < 200 else f"{url[:200]}…", None, None, "", reason)
