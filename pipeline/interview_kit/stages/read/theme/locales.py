"""Check the countries that a theme names for its languages, such as `en: en-US`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from interview_kit.stages.read.theme.tokens import ThemeSource
from interview_kit.support.errors import Problem
from interview_kit.support.i18n import _


def locales_of(said: ThemeSource) -> Mapping[str, str]:
    """Return the tags of the countries that a theme names, by language."""
    return MappingProxyType({language: tag for language, tag in said.says.locale if tag})


def locale_problems(said: ThemeSource) -> Iterator[Problem]:
    """Yield a problem for each tag of another language, and for one that Babel has no data for."""
    for language, tag in locales_of(said).items():
        if tag.partition("-")[0] != language:
            message = _(
                "{tag} is another language; write {language}- and the country", tag=tag, language=language
            )
            yield said.problem(f"locale.{language}", message)
        elif not _is_known(tag):
            message = _("there are no dates and times for {tag}; look at the country", tag=tag)
            yield said.problem(f"locale.{language}", message)


def _is_known(tag: str) -> bool:
    from babel.localedata import exists  # imported here, since most themes name no country

    return bool(exists(tag.replace("-", "_")))
