"""Translate messages: English templates from the code, French from a gettext catalogue.

Templates have named placeholders (`str.format`); values are never formatted as templates themselves. The
catalogue, templates/messages/fr.po, is read only where French is used.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from string import Formatter
from typing import TYPE_CHECKING

from interview_kit.support.paths import TEMPLATES

if TYPE_CHECKING:
    from interview_kit.support.po_file import Said

CATALOGUE = TEMPLATES / "messages" / "fr.po"
OVERRIDE = "KIT_MESSAGES"
ENGLISH, FRENCH = "en", "fr"

# As in gettext: the first that is set counts; LANGUAGE may list several, and is ignored in the C locale.
_WISHES = "LANGUAGE"
_LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")
_NO_LANGUAGE = ("C", "POSIX")
_FRENCH_SIGNS = str.maketrans({",": "\u202f", ".": ","})


def N_(template: str) -> str:  # noqa: N802 -- its name in gettext
    """Return a template unchanged: mark it for the catalogue, to be translated later (gettext's `N_`)."""
    return template


def N_plural(one: str, many: str) -> tuple[str, str]:  # noqa: N802 -- as N_
    """Return the singular and plural templates unchanged: mark them for the catalogue, as `N_` does."""
    return one, many


def _(template: str, /, **values: object) -> str:
    """Return a template, translated into the message language, with its values filled in."""
    if message_language() == FRENCH:
        return _FrenchFormatter().vformat(gettext(template), (), values)
    return template.format(**values)


def _n(one: str, many: str, number: int, /, **values: object) -> str:
    """Return the singular or plural template for a number, translated and filled in; `{n}` is the number."""
    values["n"] = number
    template = ngettext(one, many, number)
    if message_language() == FRENCH:
        return _FrenchFormatter().vformat(template, (), values)
    return template.format(**values)


def gettext(template: str) -> str:
    """Return a template, translated into the message language; the caller fills it in."""
    translation = (
        _catalogue().get(template) if template and message_language() == FRENCH else None
    )  # "" has the file's head
    return translation if isinstance(translation, str) else template


def ngettext(one: str, many: str, number: int) -> str:
    """Return the singular or plural template for a number, translated; the caller fills it in."""
    if message_language() != FRENCH:
        return one if number == 1 else many
    translation = _catalogue().get(one)
    return (
        translation[int(number > 1)] if isinstance(translation, tuple) else one
    )  # none and one are singular


def join_with_and(parts: list[str]) -> str:
    """Return the parts joined by commas, with the word for “and” before the last."""
    if len(parts) < 2:
        return "".join(parts)
    return _("{first} and {last}", first=", ".join(parts[:-1]), last=parts[-1])


def message_language() -> str:
    """Return the message language, `en` or `fr`: from KIT_MESSAGES, else from the locale, else English."""
    override = os.environ.get(OVERRIDE)
    if override in (ENGLISH, FRENCH):
        return override
    place = next((os.environ[name] for name in _LOCALE if os.environ.get(name)), "")
    if not place and sys.platform in ("win32", "darwin"):
        import locale

        place = locale.getlocale()[0] or ""
    wishes = os.environ.get(_WISHES, "") if place.partition(".")[0] not in _NO_LANGUAGE else ""
    known = (wish[:2].casefold() for wish in (wishes or place).split(":"))
    return next((wish for wish in known if wish in (ENGLISH, FRENCH)), ENGLISH)


@contextmanager
def use_language(message_language: str) -> Iterator[None]:
    """Set the message language within the context, through KIT_MESSAGES: child processes inherit it."""
    before = os.environ.get(OVERRIDE)
    os.environ[OVERRIDE] = message_language
    try:
        yield
    finally:
        if before is None:
            del os.environ[OVERRIDE]
        else:
            os.environ[OVERRIDE] = before


# Messages of the operating system for failed file access; Python gives them in English everywhere.
_SYSTEM = (
    N_("No such file or directory"),
    N_("Permission denied"),
    N_("No space left on device"),
    N_("Is a directory"),
    N_("Not a directory"),
    N_("File exists"),
    N_("File name too long"),
    N_("Read-only file system"),
    N_("Input/output error"),
    N_("Operation not permitted"),
    N_("Disk quota exceeded"),
    N_("Too many levels of symbolic links"),
    N_("Address already in use"),
)


def reason_of(error: OSError) -> str:
    """Return the operating system's message for an error, translated where the catalogue has it."""
    reason = error.strerror or str(error)
    return _(reason) if reason in _SYSTEM else reason


class _FrenchFormatter(Formatter):
    """A formatter that writes numbers with a format spec as in French: decimal comma, narrow spaces."""

    def format_field(self, value: object, format_spec: str) -> str:
        """Return a value formatted; numbers with a format spec get French separators."""
        text = format(value, format_spec)
        return text.translate(_FRENCH_SIGNS) if format_spec and isinstance(value, (int, float)) else text


@cache
def _catalogue() -> dict[str, Said]:
    from interview_kit.support.po_file import read_po

    return read_po(CATALOGUE.read_text(encoding="utf-8"))
