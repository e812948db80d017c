"""Walk a bank: yield every part, text and condition, each with its id and its path below that id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from pydantic import BaseModel

from interview_kit.model.bank import Bank, BankText
from interview_kit.model.enums import Language
from interview_kit.stages.read.bank.elements import PREFIXES

_LISTS = ("approaches", "asks", "refusals", "questions", "sections")
_CONDITIONS = ("when", "first", "shared_when")

M = TypeVar("M")


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
class BankNode:
    """A part of the bank, a text with all its wordings, or a condition; `parents` begins with the outermost.

    A condition is the expression of a `when:`, `first:` or `shared_when:`.
    """

    spot: Location
    value: BaseModel | str
    parents: tuple[BaseModel, ...]

    @property
    def whens(self) -> tuple[str, ...]:
        """Return the conditions of the part and of those that hold it, also those that are always true."""
        return tuple(getattr(each, "when", "") for each in (*self.parents, self.value))


def nodes_of(bank: Bank) -> Iterator[BankNode]:
    """Yield every part, text and condition: labels, reasons and phrases first, the outline last."""
    for part, prefix in PREFIXES.items():
        for name, value in getattr(bank, part).items():
            yield from nodes_in(value, Location(part, prefix + name))
    for part in _LISTS:
        for value in getattr(bank, part).values():
            yield from nodes_in(value, Location(part, value.id))
    yield from nodes_in(bank.outline, Location("outline", "outline"))


def elements_of(bank: Bank, kind: type[M]) -> Iterator[tuple[Location, M]]:
    """Yield every part of a kind, such as `Script` or `BankText`, with its location; conditions are `str`."""
    for node in nodes_of(bank):
        if isinstance(node.value, kind):
            yield node.spot, node.value


def wordings_of(bank: Bank) -> Iterator[tuple[Location, Language, str]]:
    """Yield the source of each wording that exists: standard and plain, in each language and register."""
    for spot, text in elements_of(bank, BankText):
        yield from wordings_in(text, spot)


def wordings_in(text: BankText, spot: Location) -> Iterator[tuple[Location, Language, str]]:
    """Yield the source of each wording of one text."""
    for here, wording in ((spot, text), (spot.below("plain"), text.plain)):
        for key, language, source in wording.texts() if wording else ():
            yield here.below(key), language, source


def nodes_in(value: object, spot: Location, parents: tuple[BaseModel, ...] = ()) -> Iterator[BankNode]:
    """Yield a part of the bank, and the parts, texts and conditions below it."""
    match value:
        case BankText():
            yield BankNode(spot, value, parents)
        case BaseModel():
            if name := getattr(value, "id", ""):
                spot = Location(spot.kind, name)
            yield BankNode(spot, value, parents)
            for key in type(value).model_fields:
                below = getattr(value, key)
                if key not in _CONDITIONS:
                    yield from nodes_in(below, spot.below(key), (*parents, value))
                elif below:
                    yield BankNode(spot.below(key), below, (*parents, value))
        case tuple():
            for number, one in enumerate(value):
                yield from nodes_in(one, spot.below(number), parents)
        case _:
            pass


def way_back(name: str, uses: Mapping[str, Iterable[str]]) -> list[str]:
    """Return the shortest way from a name through those that each uses back to it, or [] if there is none."""
    ways = [[name]]
    seen: set[str] = set()
    while ways:
        way = ways.pop(0)
        for used in uses.get(way[-1], ()):
            if used == name:
                return [*way, name]
            if used not in seen:
                seen.add(used)
                ways.append([*way, used])
    return []
