"""Join the fields of many kits into questions: one for all talks, wordings and languages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from interview_kit.model.enums import Language
from interview_kit.model.language import language_of
from interview_kit.tools.collect.folder import ReturnedKit
from interview_kit.tools.collect.table import kit_part

_OF_A_TALK = re.compile(r"-\d+$")


class Note(NamedTuple):
    """The notes in one field: the id of the question, its wording, the contact of the talk, and the text."""

    question: str
    wording: str
    contact: str
    text: str


def notes_of(kit: ReturnedKit) -> Iterator[Note]:
    """Yield what is noted and reflected on; the questions of several talks have one id."""
    form = kit.filled.form
    names = {field.name for field in form.fields}
    for field in form.fields:
        text = kit.filled.texts.get(field.name)
        if text and kit_part(field) in ("notes", "reflection"):
            base = _OF_A_TALK.sub("", field.name)
            question = base if f"{base}-1" in names else field.name
            yield Note(question, field.about or field.label, field.contact, text)


def headings(kits: Iterable[ReturnedKit], language: Language) -> dict[str, str]:
    """Return a heading for each question with notes: its most frequent wording in a language, else any."""
    wordings: dict[str, Counter[tuple[bool, str]]] = {}
    for kit in kits:
        is_of_it = language_of(kit.filled.form.language) == language
        for note in notes_of(kit):
            wordings.setdefault(note.question, Counter())[is_of_it, note.wording] += 1
    return {
        question: max(found, key=lambda wording: (wording[0], found[wording]))[1]
        for question, found in wordings.items()
    }
