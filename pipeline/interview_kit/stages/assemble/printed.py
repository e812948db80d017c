"""Find the texts of a profile that a document does not print."""

from __future__ import annotations

import re
from collections.abc import Iterator

from interview_kit.model import document as d
from interview_kit.model.profile import Profile, Programme

_SIGNS = re.compile(r"[\W_]+")


class PrintedWords:
    """The words of all texts in a document."""

    def __init__(self, document: d.Document) -> None:
        """Take the words of the sections and the letterhead."""
        self._words = _words(" ".join(_texts(document)))

    def have(self, text: str) -> bool:
        """Return whether the words of a text follow each other there; case and signs make no difference.

        A text of signs alone, such as an emoji, has no words and is there.
        """
        words = _words(text)
        return not words.strip() or words in self._words


def _texts(document: d.Document) -> Iterator[str]:
    for part in d.parts_in((document.sections, document.letterhead), (d.Text, d.Filled, d.Cue)):
        match part:
            case d.Text(text=text) | d.Filled(text=text) | d.Cue(text=text):
                yield text


def _words(text: str) -> str:
    return f" {' '.join(_SIGNS.sub(' ', text.casefold()).split())} "


def not_printed(profile: Profile, document: d.Document) -> frozenset[str]:
    """Return the texts that the person typed about themselves and the talks, and that a document lacks.

    When one is free is of no use where the day is agreed.
    """
    words = PrintedWords(document)
    typed = (
        *about_texts(profile),
        *(profile.phone, profile.email),
        *programme_texts(profile),
        *(each for talk in profile.talks() if not talk.date for each in talk.availability),
        *(each for contact in profile.contacts for each in (contact.phone, contact.email)),
    )
    return frozenset(each for each in typed if each and not words.have(each))


def about_texts(profile: Profile) -> tuple[str, ...]:
    """Return what the person typed about themselves, a line each."""
    about = profile.about
    lines = (about.introduction, about.summary, about.education, *about.experience)
    return tuple(filter(None, (*lines, *about.skills, *about.interests, *about.needs)))


def programme_texts(profile: Profile) -> tuple[str, ...]:
    """Return what is given of the name of a class, its teacher and the number to call."""
    programme = profile.programme or Programme()
    return tuple(filter(None, (programme.course, programme.teacher, programme.contact)))
