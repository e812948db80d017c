"""List the ids of a bank, so that an agency can find the text it wants to override."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from interview_kit.model.bank import (
    Approach,
    Bank,
    BankModel,
    BankQuestion,
    BankSection,
    BankText,
    ListEntry,
    Refusal,
    Script,
    ScriptLine,
)
from interview_kit.model.enums import Language
from interview_kit.tools.lint_bank.walk import elements_of

_MOST = 60
_KINDS: dict[type, str] = {
    Approach: "approach",
    Script: "script",
    ScriptLine: "line",
    Refusal: "refusal",
    BankQuestion: "question",
    BankSection: "section",
    ListEntry: "entry",
}
# The fields with the text that is shown of a part.
_SHOWN = ("summary", "title", "text", "label", "them", "lines")


class BankRow(NamedTuple):
    """One id of a bank: its kind, the first words of its source text, and the file that defines it."""

    kind: str
    name: str
    words: str
    file: str


def listed(bank: Bank, language: Language) -> tuple[BankRow, ...]:
    """Return a row for each id, in the order of the bank; `words` is "" where the language has no text."""
    return tuple(
        BankRow(kind, name, _first_words(_text_in(value), language), bank.origin(name).file)
        for kind, name, value in _rows(bank)
    )


def _rows(bank: Bank) -> Iterator[tuple[str, str, object]]:
    for _spot, value in elements_of(bank, BankModel):
        if name := getattr(value, "id", ""):
            kind = "ask" if name in bank.asks else _KINDS.get(type(value)) or getattr(value, "kind", "")
            yield str(kind), str(name), value
    yield from (("label", name, text) for name, text in bank.labels.items())
    yield from (("phrase", f"phrase.{name}", each) for name, each in bank.phrases.items())
    yield from (("reason", name, text) for name, text in bank.reasons.items())


def _text_in(value: object) -> BankText | None:
    """Return the first text that is shown of a part, or None where it has none."""
    if isinstance(value, BankText | None):
        return value
    inside = value if isinstance(value, tuple) else (getattr(value, key, None) for key in _SHOWN)
    return next((text for each in inside if (text := _text_in(each))), None)


def _first_words(text: BankText | None, language: Language) -> str:
    written = getattr(text, language) if text else None
    words = " ".join((written or "").split())
    return words if len(words) <= _MOST else words[: _MOST - 1].rpartition(" ")[0] + " …"
