"""Edit the data of a bank by id: an index of ids, and the removal of elements with the references to them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from interview_kit.stages.read.bank.base import BankData
from interview_kit.stages.read.bank.elements import PREFIXES, ElementRef, elements_in, elements_of
from interview_kit.support.errors import Origin
from interview_kit.support.positions import Data

# What may contain new elements: its kind, and the key of the list.
CONTAINERS = {
    "section": "items",
    "group": "items",
    "list": "entries",
    "ticks": "entries",
    "script": "lines",
    "ask": "lines",
}
# Where questions and refusals are named in the selection rules.
_NAMED = (
    *("questions", "adjust", "goals", "knows", "coverage", "coverage_after_goals", "caps"),
    *("never_together", "in_this_order", "stars", "short", "refusals"),
)


@dataclass(slots=True)
class BankEditor(BankData):
    """The data of a bank with an index of its ids; `hidden` and `lost` are ids that it does not have.

    `hidden` has the positions in the themes that hide them; the ids in `lost` are in refused parts.
    """

    hidden: dict[str, Origin] = field(default_factory=dict)
    lost: set[str] = field(default_factory=set)
    index: dict[str, ElementRef] = field(init=False)

    def __post_init__(self) -> None:
        """Index the ids."""
        self.index = dict(elements_of(self.words))

    def name(self, part: str, name: str, value: object, place: Origin) -> None:
        """Add or replace a label, phrase or reason."""
        self.words[part].put(name, value, place)
        self.index[PREFIXES[part] + name] = ElementRef(part.rstrip("s"), self.words[part], name, value)

    def append(self, part: str, new: Data) -> None:
        """Add a section, ask or question."""
        self.words[part] = (*self.words[part], new)
        self.index.update(elements_in(self.words, part, new))

    def insert(self, new: Data, how: str, target: str) -> None:
        """Insert an item, entry or line `after`, `before` or `into` (as its last) an element."""
        found = self.index[target]
        holder, key = (found.data, CONTAINERS[found.kind]) if how == "into" else found[1:3]
        inside = holder[key]
        at = len(inside)
        if how != "into":
            at = next(n for n, each in enumerate(inside) if each is found.data) + (how == "after")
        holder[key] = (*inside[:at], new, *inside[at:])
        self.index.update(elements_in(holder, key, new))

    def remove(self, name: str) -> None:
        """Remove an element, and what refers to it in the selection rules, the reasons and the outline.

        A phrase stays, without text. A group that loses its last item is removed too.
        """
        found = self.index.pop(name)
        if found.kind == "phrase":
            found.holder[found.key] = ()
            self.index[name] = found._replace(data=())
            return
        for inner, _ignored in elements_in(found.data):
            self.index.pop(inner, None)
        inside = found.holder[found.key] = tuple(e for e in found.holder[found.key] if e is not found.data)
        if not inside and found.holder.get("kind") == "group":
            self.remove(found.holder["id"])
        if found.kind in ("question", "refusal"):
            _forget(self.choosing, name)
            reason_id = f"this.{name}" if found.kind == "question" else f"refusal.{name}"
            self.words["reasons"].pop(reason_id, None)
            self.index.pop(reason_id, None)
        elif found.kind == "section":
            self.words["outline"] = tuple(e for e in self.words["outline"] if e["section"] != name)


def _forget(rules: Data, name: str) -> None:
    """Remove a question or refusal from the selection rules, with all references to it."""

    def without(value: Any) -> Any:
        if isinstance(value, Data):
            value.pop(name, None)
            for key, below in value.items():
                value[key] = without(below)
        elif isinstance(value, tuple):
            return tuple(without(each) for each in value if each != name)
        return value

    for part in _NAMED:
        rules[part] = without(rules[part])
