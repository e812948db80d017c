"""Walk a bank: yield every text and every condition, each with its id and its path below that id."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import BaseModel

from interview_kit.model.bank import Bank, BankText, part_of
from interview_kit.model.enums import Language
from interview_kit.support.errors import Origin

# The mappings of a bank that hold texts, and the prefix that makes an id of a key.
_PREFIXES = {"labels": "", "reasons": "", "phrases": "phrase."}
_LISTS = ("approaches", "asks", "refusals", "questions", "sections")
_CONDITIONS = ("when", "first")


@dataclass(frozen=True, slots=True)
class Location:
    """A part of the bank: its kind, the nearest id, and the path below that id."""

    kind: str
    name: str
    path: tuple[str, ...] = ()

    def below(self, *path: str) -> Location:
        """Return the location of a part below this one."""
        return Location(self.kind, self.name, (*self.path, *path))


@dataclass(frozen=True, slots=True)
class Written:
    """The source text of one wording in one language; `said` is the whole text it belongs to."""

    spot: Location
    language: Language
    source: str
    said: BankText


@dataclass(frozen=True, slots=True)
class ConditionRef:
    """A condition: the expression of a `when:` or `first:`."""

    spot: Location
    source: str


@dataclass(frozen=True, slots=True)
class TextRef:
    """A text with all its wordings."""

    spot: Location
    text: BankText


def parts_of(bank: Bank) -> Iterator[TextRef | ConditionRef]:
    """Yield every text and condition of the bank: labels, reasons and phrases first, the outline last."""
    for part, prefix in _PREFIXES.items():
        for name, value in getattr(bank, part).items():
            yield from _below(value, Location(part, prefix + name))
    for part in _LISTS:
        for value in getattr(bank, part).values():
            yield from _below(value, Location(part, value.id))
    yield from _below(bank.outline, Location("outline", "outline"))


def wordings_of(said: TextRef) -> Iterator[Written]:
    """Yield each wording of a text that exists: standard and plain, in each language and register."""
    for spot, wording in ((said.spot, said.text), (said.spot.below("plain"), said.text.plain)):
        if wording is not None:
            for key, language, source in wording.texts():
                yield Written(spot.below(key), language, source, said.text)


def place_of(bank: Bank, spot: Location) -> Origin:
    """Return the file position of a location, or of its nearest enclosing part with a known position."""
    for end in range(len(spot.path), 0, -1):
        found = bank.origins.get(part_of(spot.name, *spot.path[:end]))
        if found:
            return found
    return bank.origins.get(spot.name, Origin("bank", 0, 0))


def own_pages(bank: Bank) -> Iterator[str]:
    """Yield the id of each section that a theme added, and of every part inside it."""
    for name in bank.added:
        yield name
        yield from (part.spot.name for part in _below(bank.sections[name], Location("sections", name)))


def _below(value: object, spot: Location) -> Iterator[TextRef | ConditionRef]:
    match value:
        case BankText():
            yield TextRef(spot, value)
        case BaseModel():
            own = getattr(value, "id", None)
            if own and spot.path:
                spot = Location(spot.kind, own)
            for name in type(value).model_fields:
                below = getattr(value, name)
                if name in _CONDITIONS:
                    if below:
                        yield ConditionRef(spot.below(name), below)
                else:
                    yield from _below(below, spot.below(name))
        case tuple():
            for number, one in enumerate(value):
                yield from _below(one, spot.below(str(number)))
        case _:
            pass
