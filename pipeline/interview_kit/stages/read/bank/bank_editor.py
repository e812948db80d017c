"""Edit a bank by id: a mutable copy with an index of ids and the source map."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from interview_kit.model.bank import Bank, BankSection, Origin, OutlineEntry, Script, part_of
from interview_kit.stages.read.bank.elements import Element, Replace, elements_of, kind_of, replaced
from interview_kit.stages.read.bank.source_map import positions
from interview_kit.stages.read.source_tree import Mapping, Node, Scalar

_LINE = re.compile(r"(.+):lines\.(\d+)(?:\.(.+))?")
_ENTRY = re.compile(r"outline:(\d+)(?:\.(.+))?")


@dataclass(frozen=True, slots=True)
class ElementRef:
    """The location of an element: its kind, the part of the bank, and the key of its section or script.

    `part` is "sections", "asks" or the letter of an approach. For an element in no section or script, `part`
    is "" and `key` is the element's own.
    """

    kind: str
    part: str
    key: str


@dataclass(frozen=True, slots=True)
class PlacedEntry:
    """An entry of the outline, and the source positions of its keys."""

    entry: OutlineEntry
    places: dict[str, Origin]


class BankEditor:
    """A mutable copy of a bank; `bank` returns the edited bank."""

    def __init__(self, bank: Bank) -> None:
        self._bank = bank
        self.languages = bank.languages
        self.labels = dict(bank.labels)
        self.phrases = dict(bank.phrases)
        self.reasons = dict(bank.reasons)
        self.approaches = dict(bank.approaches)
        self.asks = dict(bank.asks)
        self.refusals = dict(bank.refusals)
        self.questions = dict(bank.questions)
        self.sections = dict(bank.sections)
        self.choosing = bank.choosing
        self.added = list(bank.added)
        self.hidden: dict[str, Origin] = {}
        self.lost: set[str] = set()
        self.origins: dict[str, Origin] = {}
        self.outline = [PlacedEntry(entry, {}) for entry in bank.outline]
        self._open(bank)
        self._index: dict[str, ElementRef] = {}
        self.index()

    def index(self) -> dict[str, ElementRef]:
        """Rebuild the index, and return the location of every element by id."""
        self._index = dict(self._named())
        return self._index

    def learn(self, new: Element, beside: str) -> None:
        """Index an element that was put beside or into `beside`, and all elements in it."""
        there = self._index[beside]
        for kind, each in ((kind_of(new), new), *elements_of(new)):
            self._index[each.id] = ElementRef(kind, there.part, there.key)

    def find(self, name: str) -> ElementRef | None:
        """Return the location of an id, or None."""
        return self._index.get(name)

    def whole(self, found: ElementRef) -> Element:
        """Return the section or script that contains an element, or is it."""
        match found.part:
            case "sections":
                return self.sections[found.key]
            case "asks":
                return self.asks[found.key]
            case letter:
                scripts = self.approaches[letter].scripts
                return next(script for script in scripts if script.id == found.key)

    def element(self, name: str) -> Element:
        """Return the section, script, item, entry or line of an id."""
        whole = self.whole(self._index[name])
        if whole.id == name:
            return whole
        return next(each for _, each in elements_of(whole) if each.id == name)

    def replace(self, name: str, replace: Replace) -> None:
        """Replace a section, script, item, entry or line, by what `replace` returns for it."""
        found = self._index[name]
        whole = self.whole(found)
        now = replace(whole)[0] if whole.id == name else replaced(whole, name, replace)
        match now:
            case BankSection():
                self.sections[found.key] = now
            case Script() if found.part == "asks":
                self.asks[found.key] = now
            case Script():
                approach = self.approaches[found.part]
                scripts = tuple(now if each.id == now.id else each for each in approach.scripts)
                self.approaches[found.part] = approach.model_copy(update={"scripts": scripts})

    def note(self, name: str, key: Scalar, tree: Node, file: str) -> None:
        """Record the position of `name`, which is that of `key`, and of its parts in `tree`."""
        self.origins[name] = Origin(file, key.line, key.column)
        self.origins.update(positions(tree, name, (), file))

    def record_new_positions(self, tree: Mapping, file: str) -> None:
        """Record the positions of a new element, of its parts, and of all elements in it."""
        for part, origin in positions(tree, "", (), file):
            name, _, path = part.partition(":")
            self.origins[part] = origin
            if path == "id":
                self.origins[name] = origin

    def forget(self, name: str, *path: str) -> None:
        """Remove the positions of a part of `name` from the source map."""
        part = part_of(name, *path)
        for key in [key for key in self.origins if key == part or key.startswith(part + ".")]:
            del self.origins[key]

    def bank(self) -> Bank:
        """Return the bank with all edits."""
        return self._bank.model_copy(
            update={
                **{name: getattr(self, name) for name in Bank.model_fields if name not in _CLOSED},
                "outline": tuple(placed.entry for placed in self.outline),
                "added": tuple(name for name in self.added if name in self.sections),
                "origins": dict(self._closed()),
            }
        )

    def scripts(self) -> Iterator[tuple[str, str, Script]]:
        """Yield the part ("asks" or an approach's letter), the key and the script for every script."""
        for letter, approach in self.approaches.items():
            yield from ((letter, script.id, script) for script in approach.scripts)
        yield from (("asks", name, script) for name, script in self.asks.items())

    def _named(self) -> Iterator[tuple[str, ElementRef]]:
        for kind, part, prefix in (
            ("label", self.labels, ""),
            ("reason", self.reasons, ""),
            ("phrase", self.phrases, "phrase."),
            ("refusal", self.refusals, ""),
            ("question", self.questions, ""),
        ):
            yield from ((prefix + name, ElementRef(kind, "", name)) for name in part)
        for letter, approach in self.approaches.items():
            yield approach.id, ElementRef("approach", "", letter)
        for part_name, key, script in self.scripts():
            yield key, ElementRef("ask" if part_name == "asks" else "script", part_name, key)
            yield from ((line.id, ElementRef("line", part_name, key)) for line in script.lines)
        for name, section in self.sections.items():
            yield name, ElementRef("section", "sections", name)
            yield from ((each.id, ElementRef(kind, "sections", name)) for kind, each in elements_of(section))

    def _open(self, bank: Bank) -> None:
        """Key the positions of script lines by line id, and keep those of the outline with its entries.

        Indexes, which the bank's source map has, would change with each edit; `_closed` restores them.
        """
        lines = {key: script.lines for _, key, script in self.scripts()}
        for part, origin in bank.origins.items():
            if (in_line := _LINE.fullmatch(part)) and in_line[1] in lines:
                name = lines[in_line[1]][int(in_line[2])].id
                self.origins[part_of(name, in_line[3]) if in_line[3] else name] = origin
            elif in_outline := _ENTRY.fullmatch(part):
                self.outline[int(in_outline[1])].places[in_outline[2] or ""] = origin
            else:
                self.origins[part] = origin

    def _closed(self) -> Iterator[tuple[str, Origin]]:
        lines = {
            line.id: (key, number)
            for _, key, script in self.scripts()
            for number, line in enumerate(script.lines)
        }
        for part, origin in self.origins.items():
            yield part, origin
            name, _, path = part.partition(":")
            if name in lines:
                key, number = lines[name]
                yield part_of(key, "lines", str(number), *([path] if path else [])), origin
        for number, placed in enumerate(self.outline):
            for path, origin in placed.places.items():
                yield part_of("outline", str(number), *([path] if path else [])), origin


_CLOSED = ("outline", "added", "origins")
