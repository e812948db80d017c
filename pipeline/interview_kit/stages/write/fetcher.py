"""Restrict WeasyPrint's fetching to the theme's own files: no disk, no network. Needs WeasyPrint."""

from __future__ import annotations

from pathlib import PurePosixPath
from urllib.parse import unquote

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from interview_kit.model.theme import Theme
from interview_kit.stages.write.stylesheet import MEDIA_TYPES, theme_file
from interview_kit.support.errors import Problem, ThemeError
from interview_kit.support.i18n import _


class RefusedResource(FatalURLFetchingError):  # type: ignore[misc]
    """A resource may not be fetched; a BaseException, since WeasyPrint only logs other exceptions."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


class ThemeFetcher(URLFetcher):  # type: ignore[misc]
    """A fetcher that serves `theme:` URLs from the theme's files in memory, and `data:` URLs."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(allowed_protocols=("theme", "data"), allow_redirects=False, fail_on_errors=True)
        self._theme = theme

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """Return the resource. Raises RefusedResource for other URLs and unknown files."""
        scheme, _ignored, rest = url.partition(":")
        if scheme.lower() == "data":
            return super().fetch(url, headers)
        path = unquote(rest)
        kind = MEDIA_TYPES.get(PurePosixPath(path).suffix)
        if scheme.lower() != "theme" or kind is None:
            raise RefusedResource(_problem(url, _("this address is not served to a theme")))
        try:
            data = theme_file(self._theme, path)
        except ThemeError as error:
            raise RefusedResource(error.problems[0]) from error
        return URLFetcherResponse(url, data, {"Content-Type": kind})


def _problem(url: str, reason: str) -> Problem:
    return Problem(url if len(url) < 200 else f"{url[:200]}…", None, None, "", reason)
