"""Define the answers read from one filled-in kit, and the error for a file that cannot be read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from interview_kit.model.form import Form, without_controls
from interview_kit.support.errors import KitError
from interview_kit.support.i18n import N_, _

MOST_FIELDS = 5000
MOST_LETTERS = 4_000_000
LOCKED = N_("it is locked with a password; ask for a copy without one")
SEVERAL = N_(
    "this file holds two kits or more, and does not show which answers are whose; ask for one file a person"
)
_LINE_ENDS = re.compile("\r\n|[\r\u2028\u2029\x0b\x0c\x85]")


@dataclass(eq=False)
class NotCollected(KitError):
    """Raised for a file whose answers cannot be read; the reason is a message with the remedy."""

    reason: str

    template = "{reason}"


class WithoutFields(NotCollected):
    """Raised for a file without fields that may be a kit: the kits of its class tell its labels."""


@dataclass(frozen=True, slots=True)
class FilledKit:
    """The answers in one kit: its form, the text of each field by name, and the names of the ticked boxes.

    `others` holds texts outside the form's fields, each after its place: unknown fields with their name and
    page, PDF annotations with their page number, what was typed in Word with the question above it, Word
    comments with ""; `remarks` are for the person who collects.
    """

    form: Form
    texts: Mapping[str, str]
    ticks: frozenset[str]
    others: tuple[tuple[str, str], ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def all_texts(self) -> tuple[str, ...]:
        """Return the texts of all answers, in fields and outside."""
        return (*self.texts.values(), *(text for _place, text in self.others))

    @property
    def is_empty(self) -> bool:
        """Return whether nothing was filled in."""
        return not (self.texts or self.ticks or self.others)

    @property
    def size(self) -> tuple[int, int]:
        """Return the number of answers, and that of their letters."""
        return len(self.texts) + len(self.ticks), sum(map(len, self.texts.values()))

    @property
    def asked(self) -> int:
        """Return the number of questions with a field for notes."""
        return sum(field.name.startswith("notes/") for field in self.form.fields)

    @property
    def answered(self) -> int:
        """Return the number of questions with notes."""
        return sum(name.startswith("notes/") for name in self.texts)


def cleaned(text: str) -> str:
    """Return an answer with line ends as \\n, stripped; control characters and surrogates become U+FFFD."""
    return without_controls(_LINE_ENDS.sub("\n", text)).strip()


def bounded(texts: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of a name and a text that is not empty. Raises NotCollected beyond what a kit holds."""
    number = letters = 0
    for name, text in texts:
        number += bool(text)
        letters += len(text)
        if number > MOST_FIELDS or letters > MOST_LETTERS:
            message = _(
                "it holds more than {most} answers or remarks, or more than {letters} letters in them",
                most=MOST_FIELDS,
                letters=MOST_LETTERS,
            )
            raise NotCollected(message)
        if text:
            yield name, text
