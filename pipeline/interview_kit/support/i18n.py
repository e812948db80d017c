"""Say messages in the language of the computer: English as the code has it, French from a catalogue.

The English stands in the code as a template; what differs each time is a named value, which is never read
as a template itself. French comes from templates/messages/fr.po, which is opened only where French is wanted.
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

# As gettext has it: the first that is set counts, and LANGUAGE may wish for several, but not in the C locale.
_WISHES = "LANGUAGE"
_LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")
_NO_LANGUAGE = ("C", "POSIX")
_FRENCH_SIGNS = str.maketrans({",": "\u202f", ".": ","})


def N_(template: str) -> str:  # noqa: N802 -- its name in gettext
    """Return a template as it is: it is said later, and is marked here for the catalogue."""
    return template


def N_plural(one: str, many: str) -> tuple[str, str]:  # noqa: N802 -- as N_
    """Return the templates for one thing and for more as they are, as `N_` does."""
    return one, many


def _(template: str, /, **values: object) -> str:
    """Return what a template says with these values, in the language of the computer."""
    if message_language() == FRENCH:
        return _FrenchFormatter().vformat(gettext(template), (), values)
    return template.format(**values)


def _n(one: str, many: str, number: int, /, **values: object) -> str:
    """Return what the template for this number says; it can name the number as `n`."""
    values["n"] = number
    template = ngettext(one, many, number)
    if message_language() == FRENCH:
        return _FrenchFormatter().vformat(template, (), values)
    return template.format(**values)


def gettext(template: str) -> str:
    """Return a template in the language of the computer, without values: for what fills it in by itself."""
    said = (
        _catalogue().get(template) if template and message_language() == FRENCH else None
    )  # "" has the file's head
    return said if isinstance(said, str) else template


def ngettext(one: str, many: str, number: int) -> str:
    """Return the template for this number in the language of the computer, without values."""
    if message_language() != FRENCH:
        return one if number == 1 else many
    said = _catalogue().get(one)
    return said[int(number > 1)] if isinstance(said, tuple) else one  # none and one are singular


def join_with_and(parts: list[str]) -> str:
    """Return the parts as one list, with the word for “and” before the last."""
    if len(parts) < 2:
        return "".join(parts)
    return _("{first} and {last}", first=", ".join(parts[:-1]), last=parts[-1])


def message_language() -> str:
    """Return the language of messages: that of KIT_MESSAGES, of the computer, or else English."""
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
    """Say everything in a language for a while; processes that are started meanwhile do so too."""
    before = os.environ.get(OVERRIDE)
    os.environ[OVERRIDE] = message_language
    try:
        yield
    finally:
        if before is None:
            del os.environ[OVERRIDE]
        else:
            os.environ[OVERRIDE] = before


# What a system says when a file cannot be opened or written; Python gives it in English everywhere.
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
    """Return what the system says of an error."""
    reason = error.strerror or str(error)
    return _(reason) if reason in _SYSTEM else reason


class _FrenchFormatter(Formatter):
    """Write numbers that have a form of their own as French does: a comma, and narrow spaces."""

    def format_field(self, value: object, format_spec: str) -> str:
        """Return a value in its form."""
        text = format(value, format_spec)
        return text.translate(_FRENCH_SIGNS) if format_spec and isinstance(value, (int, float)) else text


@cache
def _catalogue() -> dict[str, Said]:
    from interview_kit.support.po_file import read_po

    return read_po(CATALOGUE.read_text(encoding="utf-8"))
