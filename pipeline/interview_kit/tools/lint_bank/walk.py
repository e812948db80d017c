"""Walk a bank: yield every part, text and condition, each with its id and its path below that id."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from pydantic import BaseModel

from interview_kit.model.bank import Bank, BankText, Wording
from interview_kit.model.enums import Language

# The mappings of a bank that hold texts, and the prefix that makes an id of a key.
_PREFIXES = {"labels": "", "reasons": "", "phrases": "phrase."}
_LISTS = ("approaches", "asks", "refusals", "questions", "sections")
_CONDITIONS = ("when", "first")

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Location:
    """A part of the bank: its kind, the nearest id, and the path of keys and list indexes below that id."""

    kind: str
    name: str
    path: tuple[str | int, ...] = ()

    @property
    def parts(self) -> tuple[str | int, ...]:
        """Return the id and the path, as `Bank.origin` takes them."""
        return self.name, *self.path

    def below(self, *path: str | int) -> Location:
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


@dataclass(frozen=True, slots=True)
class BankNode:
    """A part of the bank that is no text, such as an item; `parents` begins with the outermost."""

    spot: Location
    value: BaseModel
    parents: tuple[BaseModel, ...]

    @property
    def whens(self) -> tuple[str, ...]:
        """Return the conditions of the part and of those that hold it, also those that are always true."""
        return tuple(getattr(each, "when", "") for each in (*self.parents, self.value))


def nodes_of(bank: Bank) -> Iterator[BankNode | TextRef | ConditionRef]:
    """Yield every part, text and condition: labels, reasons and phrases first, the outline last."""
    for part, prefix in _PREFIXES.items():
        for name, value in getattr(bank, part).items():
            yield from nodes_in(value, Location(part, prefix + name))
    for part in _LISTS:
        for value in getattr(bank, part).values():
            yield from nodes_in(value, Location(part, value.id))
    yield from nodes_in(bank.outline, Location("outline", "outline"))


def parts_of(bank: Bank) -> Iterator[TextRef | ConditionRef]:
    """Yield every text and condition of the bank, in the order of `nodes_of`."""
    return (node for node in nodes_of(bank) if not isinstance(node, BankNode))


def elements_of(bank: Bank, kind: type[M]) -> Iterator[tuple[Location, M]]:
    """Yield every part of one kind, such as `Script`, with its location."""
    for node in nodes_of(bank):
        if isinstance(node, BankNode) and isinstance(node.value, kind):
            yield node.spot, node.value


def wordings_of(said: TextRef) -> Iterator[Written]:
    """Yield each wording of a text that exists: standard and plain, in each language, tu and vous."""
    for spot, wording in ((said.spot, said.text), (said.spot.below("plain"), said.text.plain)):
        if wording is not None:
            for key, language, source in written_in(wording):
                yield Written(spot.below(key), language, source, said.text)


def written_in(wording: Wording) -> Iterator[tuple[str, Language, str]]:
    """Yield the key, the language and the source text of each language that has one."""
    for key, language in (("en", Language.ENGLISH), ("fr", Language.FRENCH), ("fr_tu", Language.FRENCH)):
        source = getattr(wording, key)
        if source is not None:
            yield key, language, source


def nodes_in(
    value: object, spot: Location, parents: tuple[BaseModel, ...] = ()
) -> Iterator[BankNode | TextRef | ConditionRef]:
    """Yield a part of the bank, and the parts, texts and conditions below it."""
    match value:
        case BankText():
            yield TextRef(spot, value)
        case BaseModel():
            if name := getattr(value, "id", ""):
                spot = Location(spot.kind, name)
            yield BankNode(spot, value, parents)
            for key in type(value).model_fields:
                below = getattr(value, key)
                if key not in _CONDITIONS:
                    yield from nodes_in(below, spot.below(key), (*parents, value))
                elif below:
                    yield ConditionRef(spot.below(key), below)
        case tuple():
            for number, one in enumerate(value):
                yield from nodes_in(one, spot.below(number), parents)
        case _:
            pass
