"""Define the answers read from one filled-in kit, and the error for a file that cannot be read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from interview_kit.model.form import Form

# Excel allows at most 32,767 characters in a cell.
LONGEST_ANSWER = 32_000
MOST_FIELDS = 5000
_LINE_ENDS = re.compile("\r\n|[\r\u2028\u2029\x0b\x0c\x85]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class NotCollected(Exception):
    """Raised for a file whose answers cannot be read; the message gives the reason and the remedy."""


@dataclass(frozen=True, slots=True)
class FilledKit:
    """The answers in one kit: its form, the text of each field by name, and the names of the ticked boxes.

    `others` holds texts outside the form's fields, each after its place: unknown fields with their name, PDF
    annotations with their page number, Word comments with ""; `remarks` are for the person who collects.
    """

    form: Form
    texts: Mapping[str, str]
    ticks: frozenset[str]
    others: tuple[tuple[str, str], ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Return whether nothing was filled in."""
        return not (self.texts or self.ticks or self.others)

    @property
    def asked(self) -> int:
        """Return the number of questions with a field for notes."""
        return sum(field.name.startswith("notes/") for field in self.form.fields)

    @property
    def answered(self) -> int:
        """Return the number of questions with notes."""
        return sum(name.startswith("notes/") for name in self.texts)


def cleaned(text: str) -> str:
    """Return an answer with line ends as \\n, stripped; characters that XML does not allow become U+FFFD."""
    return _CONTROLS.sub("\ufffd", _LINE_ENDS.sub("\n", text)).strip()
