"""Find the texts of a profile that its kit does not print, and make the notices of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from interview_kit.model import document as d
from interview_kit.model.profile import Profile
from interview_kit.stages.assemble.printed import PrintedWords
from interview_kit.stages.read.profiles import ReadProfile
from interview_kit.stages.read.roster.profile_keys import KeyKind, key_at
from interview_kit.support.errors import Notice
from interview_kit.support.i18n import _, _n
from interview_kit.support.positions import Parts, path_for_people

# What is no text of a kit: names of files and of questions, a time zone, and what has a notice of its own.
_OTHERS = ("id", "timezone", "keep", "drop", "place", "link")
_OWN = (("phone",), ("email",))


def unprinted(profile: Profile, document: d.Document, *, of_a_list: bool) -> tuple[Parts, ...]:
    """Return the paths of the texts in a profile that its document has nowhere, in their order.

    Left out are a minor's own number and address and, of a roster's row (`of_a_list`), the address, which the
    list of e-mails uses.
    """
    words = PrintedWords(document)
    typed = profile.model_dump(mode="json", by_alias=True, exclude_unset=True)
    private = _OWN if profile.minor else _OWN[1:] if of_a_list else ()
    return tuple(parts for parts, text in _texts(typed, ()) if parts not in private and not words.have(text))


def _texts(found: Any, parts: Parts) -> Iterator[tuple[Parts, str]]:
    """Yield each typed text that a kit may print, with its path."""
    if isinstance(found, str):
        key = key_at(parts[:-1] if isinstance(parts[-1], int) else parts)
        if key.kind in (KeyKind.TEXT, KeyKind.LIST) and not key.choices and key.last not in _OTHERS:
            yield parts, found
    elif isinstance(found, dict | list):
        for name, value in found.items() if isinstance(found, dict) else enumerate(found):
            yield from _texts(value, (*parts, name))


def notices_of(read: ReadProfile, lost: Iterable[Parts]) -> Iterator[Notice]:
    """Yield a notice at each text of a profile that its kit does not print, by their paths."""
    for parts in lost:
        yield read.notice(parts, _("typed, and not printed in this kit"))


def notices_in(kits: Iterable[tuple[str, tuple[Parts, ...]]]) -> Iterator[Notice]:
    """Yield a notice for each file with the keys its kits do not print, from pairs of file and paths."""
    lost: dict[str, list[tuple[Parts, ...]]] = {}
    for file, each in kits:
        if each:
            lost.setdefault(file, []).append(each)
    for file, found in lost.items():
        keys = dict.fromkeys(path_for_people(parts) for each in found for parts in each)
        message = _n(
            "typed, and not printed in this kit: {keys}",
            "typed, and not printed in {n} kits: {keys}",
            len(found),
            keys=", ".join(keys),
        )
        yield Notice(file, None, None, "", message)
