"""Hold what was read from one filled kit, and say why another could not be."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from interview_kit.model.form import Form

# A cell of a workbook holds 32,767 characters.
LONGEST_ANSWER = 32_000
MOST_FIELDS = 5000
_LINE_ENDS = re.compile("\r\n|[\r\u2028\u2029\x0b\x0c\x85]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class NotCollected(Exception):
    """A file whose answers cannot be read; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class FilledKit:
    """What stands in one kit: its form, the text of each field by name, and the names of the ticked boxes.

    `others` is what was written beside the fields, each with the place where; `remarks` are for the person
    who collects.
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
        """Return how many questions have room for notes."""
        return sum(field.name.startswith("notes/") for field in self.form.fields)

    @property
    def answered(self) -> int:
        """Return how many questions have notes."""
        return sum(name.startswith("notes/") for name in self.texts)


def cleaned(text: str) -> str:
    """Return an answer with plain line ends and without blank edges; what no file can hold shows as �."""
    return _CONTROLS.sub("\ufffd", _LINE_ENDS.sub("\n", text)).strip()
