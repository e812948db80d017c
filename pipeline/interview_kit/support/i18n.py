"""Translate messages: English templates from the code, other languages from gettext catalogues.

Templates have named placeholders (`str.format`); values are never formatted as templates themselves, and
`{kit}` is the command as it was called. The language is that of the current context (a thread, an asyncio
task), else that of the computer. A folder of templates/languages may have a catalogue, `messages.po`. It is
compiled (.mo) when the program is installed, and read only where its language is used. bootstrap.py uses this
module before that: it may import the standard library only, and Python 3.7's grammar is the newest here.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from string import Formatter
from typing import TYPE_CHECKING

from interview_kit.support.command_line import kit_command

if TYPE_CHECKING:
    from pathlib import Path

OVERRIDE = "KIT_MESSAGES"
SOURCE = "en"  # the language of the templates in the code

_language: ContextVar[str] = ContextVar("message language")
# As in gettext: the first that is set counts; LANGUAGE may list several, and is ignored in the C locale.
_WISHES = "LANGUAGE"
_LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")
_NO_LANGUAGE = ("C", "POSIX")
_VERSION = "project-id-version"  # of a catalogue
_LINES = r'((?:".*"\n?)+)'
_ENTRY = re.compile(
    rf"^msgid {_LINES}(?:msgid_plural {_LINES})?msgstr(?:\[0\])? {_LINES}(?:msgstr\[1\] {_LINES})?", re.M
)


def N_(template: str) -> str:  # noqa: N802 -- its name in gettext
    """Return a template unchanged: mark it for the catalogue, to be translated later (gettext's `N_`)."""
    return template


# Its translation shows how numbers are written: the separators of thousands and of decimals.
_NUMBER = N_("1,234.5")


def _(template: str, **values: object) -> str:
    """Return a template, translated into the message language, with its values and `{kit}` filled in."""
    return _filled(gettext(template), values)


def _n(one: str, many: str, number: int, **values: object) -> str:
    """Return the singular or plural template for a number, translated and filled in; `{n}` is the number."""
    return _filled(ngettext(one, many, number), {"n": number, **values})


def _filled(template: str, values: Mapping[str, object]) -> str:
    return _NumberFormatter().vformat(template, (), {"kit": kit_command(), **values})


def gettext(template: str) -> str:
    """Return a template, translated into the message language; the caller fills it in."""
    return _translations(message_language()).gettext(template) if template else ""  # "" has the file's head


def ngettext(one: str, many: str, number: int) -> str:
    """Return the singular or plural template for a number, translated; the caller fills it in."""
    return _translations(message_language()).ngettext(one, many, number)


def join_with_and(parts: list[str]) -> str:
    """Return the parts joined by commas, with the word for “and” before the last."""
    if len(parts) < 2:
        return "".join(parts)
    return _("{first} and {last}", first=", ".join(parts[:-1]), last=parts[-1])


def decimal_sign() -> str:
    """Return the sign before the decimals of a number, as the message language writes it."""
    return gettext(_NUMBER)[-2]


def message_language() -> str:
    """Return the message language, such as `en`: that of the context, else of the environment."""
    return _language.get("") or _language_of_the_computer()


def _language_of_the_computer() -> str:
    """Return the language that KIT_MESSAGES names, else the first known of the locale, else the source."""
    override = os.environ.get(OVERRIDE)
    if override and _is_known(override):
        return override
    place = next((os.environ[name] for name in _LOCALE if os.environ.get(name)), "")
    if not place and sys.platform in ("win32", "darwin"):
        import locale

        place = locale.getlocale()[0] or ""
    wishes = os.environ.get(_WISHES, "") if place.partition(".")[0] not in _NO_LANGUAGE else ""
    known = (wish[:2].casefold() for wish in (wishes or place).split(":"))
    return next((wish for wish in known if wish.isalpha() and _is_known(wish)), SOURCE)


def _is_known(language: str) -> bool:
    return language == SOURCE or language in catalogues()


@contextmanager
def use_language(message_language: str) -> Iterator[None]:
    """Set the message language within the block, for the current thread or asyncio task alone.

    A new thread and a child process do not inherit it: what starts one hands the language on.
    """
    token = _language.set(message_language)
    try:
        yield
    finally:
        _language.reset(token)


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


class _NumberFormatter(Formatter):
    """A formatter that writes numbers with a format spec as in the message language."""

    def format_field(self, value: object, format_spec: str) -> str:
        """Return a value formatted; numbers with a format spec get the language's separators."""
        text = format(value, format_spec)
        if not (format_spec and isinstance(value, (int, float))):
            return text
        written = gettext(_NUMBER)
        return text.translate({ord(","): written[1], ord("."): written[-2]})


@cache
def catalogues() -> dict[str, Path]:
    """Return the catalogues by language."""
    from interview_kit.support.paths import LANGUAGES  # pathlib takes a while to load: not for English

    return {path.parent.name: path for path in sorted(LANGUAGES.glob("*/messages.po"))}


@cache  # functools.cache is newer than the Pythons that read this
def _translations(language: str) -> NullTranslations:
    """Return the translation object of a language, from the catalogue itself if its .mo is stale."""
    if language == SOURCE or language not in catalogues():
        return NullTranslations()
    from hashlib import sha256  # it loads OpenSSL: not for messages in English

    catalogue = catalogues()[language]
    source = catalogue.read_bytes()
    try:
        found = GNUTranslations(BytesIO(catalogue.with_suffix(".mo").read_bytes()))
        if found.info().get(_VERSION, "").endswith(sha256(source).hexdigest()):
            return found
    except (OSError, ValueError):  # there is none, or it is damaged
        pass
    return _Uncompiled(source.decode())


class _Uncompiled(NullTranslations):
    """The translations of a catalogue (.po), read without Babel, which may not be installed yet."""

    def __init__(self, catalogue: str) -> None:
        from json import JSONDecoder  # a compiled catalogue needs none

        super().__init__()
        text_of = JSONDecoder(strict=False).decode  # its escapes are those of a catalogue
        self._translated: dict[str, tuple[str, str]] = {}
        for entry in _ENTRY.findall(catalogue):
            one, _many, translated, several = ("".join(map(text_of, each.splitlines())) for each in entry)
            self._translated[one] = (translated, several or translated)

    def gettext(self, message: str) -> str:
        return self._translated.get(message, (message,))[0]

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self._translated.get(msgid1, (msgid1, msgid2) if n == 1 else (msgid2,) * 2)[n > 1]


def compiled(source: bytes) -> bytes:
    """Return a catalogue (.po) in its binary form (.mo); its version is the SHA-256 of the source."""
    from hashlib import sha256

    from babel.messages.mofile import write_mo  # a compiled catalogue needs no Babel
    from babel.messages.pofile import read_po

    catalogue = read_po(BytesIO(source))
    catalogue.version = sha256(source).hexdigest()
    binary = BytesIO()
    write_mo(binary, catalogue)
    return binary.getvalue()
