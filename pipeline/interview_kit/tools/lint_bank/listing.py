"""List, show and find the texts of a bank by their ids, so that an agency can override them."""

from __future__ import annotations

import re
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
from interview_kit.model.enums import SOURCE_LANGUAGE, Language
from interview_kit.support.errors import Origin
from interview_kit.tools.lint_bank.walk import (
    BankNode,
    Location,
    elements_of,
    nodes_in,
    wordings_in,
    wordings_of,
)

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


class BankEntry(NamedTuple):
    """A text or condition of a bank: its id, its key below the id, such as `text.0.en`, and its position."""

    name: str
    key: str
    text: str
    at: Origin


def listed(bank: Bank, language: Language) -> tuple[BankRow, ...]:
    """Return a row for each id, in the order of the bank; `words` is "" where the language has no text."""
    return tuple(
        BankRow(kind, name, _first_words(_text_in(value), language), bank.origin(name).file)
        for kind, name, value in _rows(bank)
    )


def shown(bank: Bank, name: str) -> tuple[tuple[BankEntry, ...], tuple[BankRow, ...]]:
    """Return the texts and conditions of an id in every language, and a row for each id that it holds.

    Raises KeyError where the bank has no such id.
    """
    values = {each: value for _kind, each, value in _rows(bank)}
    nodes = tuple(nodes_in(values[name], Location("", name)))
    held = {node.spot.name for node in nodes} - {name}
    entries = (entry for node in nodes if node.spot.name == name for entry in _entries(bank, node))
    return tuple(entries), tuple(row for row in listed(bank, SOURCE_LANGUAGE) if row.name in held)


def _entries(bank: Bank, node: BankNode) -> Iterator[BankEntry]:
    match node.value:
        case str():
            yield _entry(bank, node.spot, node.value)
        case BankText():
            for spot, _language, text in wordings_in(node.value, node.spot):
                yield _entry(bank, spot, text)
        case ScriptLine(use=script) if script:
            yield _entry(bank, node.spot.below("use"), script)


def _entry(bank: Bank, spot: Location, text: str) -> BankEntry:
    key = ".".join(map(str, spot.path))
    return BankEntry(spot.name, key, " ".join(text.split()), bank.origin(*spot.parts))


def found(bank: Bank, words: str) -> tuple[BankEntry, ...]:
    """Return the texts that share the most words with `words`, in the bank's order; none where none does.

    Case and signs make no difference. A kit prints names where a text has an expression, so a sentence from a
    kit may have words that its text lacks.
    """
    wanted = _words(words)
    have = [(len(wanted & _words(text)), spot, text) for spot, _language, text in wordings_of(bank)]
    most = max((number for number, _, _ in have), default=0)
    return tuple(_entry(bank, spot, text) for number, spot, text in have if number == most and most)


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.casefold()))


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
