"""List the ids of a bank, so that an agency can find the text it wants to override."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from interview_kit.model.bank import (
    Bank,
    BankText,
    GroupItem,
    ListItem,
    Script,
    SectionItem,
    TableItem,
    TicksItem,
)
from interview_kit.model.enums import Language

_MOST = 60


class BankRow(NamedTuple):
    """One id of a bank: its kind, the first words of its source text, and the file that defines it."""

    kind: str
    name: str
    words: str
    file: str


def listed(bank: Bank, language: Language) -> tuple[BankRow, ...]:
    """Return a row for each id, in the order of the bank; `words` is "" where the language has no text."""
    return tuple(
        BankRow(kind, name, _first_words(text, language), _file(bank, name))
        for kind, name, text in _rows(bank)
    )


def _file(bank: Bank, name: str) -> str:
    """Return the file that defines an id, after overrides the last one that set it; "" where unknown."""
    origin = bank.origins.get(name)
    return origin.file if origin else ""


def _rows(bank: Bank) -> Iterator[tuple[str, str, BankText | None]]:
    for approach in bank.approaches.values():
        yield "approach", approach.id, approach.title
        for script in approach.scripts:
            yield "script", script.id, _opening(script)
            yield from (("line", line.id, line.text) for line in script.lines)
    for ask in bank.asks.values():
        yield "ask", ask.id, _opening(ask)
        yield from (("line", line.id, line.text) for line in ask.lines)
    yield from (("refusal", each.id, each.them) for each in bank.refusals.values())
    yield from (("question", each.id, each.text[0]) for each in bank.questions.values())
    for section in bank.sections.values():
        yield "section", section.id, section.title
        yield from _items(section.items)
    yield from (("label", name, text) for name, text in bank.labels.items())
    yield from (
        ("phrase", f"phrase.{name}", each[0].text if each else None) for name, each in bank.phrases.items()
    )
    yield from (("reason", name, text) for name, text in bank.reasons.items())


def _opening(script: Script) -> BankText | None:
    return next((line.text for line in script.lines if line.text), None)


def _items(items: tuple[SectionItem, ...]) -> Iterator[tuple[str, str, BankText | None]]:
    for item in items:
        shown = item.summary if isinstance(item, TableItem) else getattr(item, "text", None)
        yield item.kind, item.id, shown or getattr(item, "label", None)
        match item:
            case GroupItem():
                yield from _items(item.items)
            case ListItem() | TicksItem():
                yield from (("entry", entry.id, entry.text) for entry in item.entries)
            case _:
                pass


def _first_words(text: BankText | None, language: Language) -> str:
    written = text.said(language) if text else None
    words = " ".join((written or "").split())
    return words if len(words) <= _MOST else words[: _MOST - 1].rpartition(" ")[0] + " …"
