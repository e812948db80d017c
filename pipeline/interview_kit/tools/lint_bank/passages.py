"""Group texts into passages for grading: the lines of a script, a reply, a question, a section's items."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from interview_kit.model.bank import (
    Bank,
    BankSection,
    BankText,
    ListEntry,
    Script,
    Speaker,
    TextItem,
)
from interview_kit.model.document import Role
from interview_kit.stages.assemble.renderer import TextRenderer
from interview_kit.tools.lint_bank.sentence_rules import own_words
from interview_kit.tools.lint_bank.walk import Location, nodes_in


@dataclass(frozen=True, slots=True)
class PassageText:
    """One text of a passage; it is included where every condition in `whens` holds."""

    spot: Location
    text: BankText
    whens: tuple[str, ...]

    def words(self, renderer: TextRenderer, rendered: dict[Location, str]) -> str | None:
        """Return the bank's own words as rendered, or None where a condition fails. Raises BankError.

        `rendered` caches the renderer's words by location: a text is part of several passages.
        """
        if not all(renderer.holds(when, self.spot.name) for when in self.whens):
            return None
        if self.spot not in rendered:
            rendered[self.spot] = own_words(renderer.blocks(self.text, Role.BODY, self.spot.name))
        return rendered[self.spot]


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """Texts that are read together; `spoken` is True where they are spoken or sent to another person.

    Passages are compared by identity, which is cheap to hash.
    """

    spot: Location
    spoken: bool
    parts: tuple[PassageText, ...]


def passages_of(bank: Bank) -> Iterator[Passage]:
    """Yield every passage of the bank; a `use:` of an unknown ask is skipped."""
    for letter, approach in bank.approaches.items():
        here = (f"approach == {letter!r}",)
        for script in approach.scripts:
            yield Passage(Location("approaches", script.id), True, _lines(bank, script, here, "approaches"))
    for ask in bank.asks.values():
        yield Passage(Location("asks", ask.id), True, _lines(bank, ask, (), "asks"))
    for kind in ("refusals", "questions"):
        for part in getattr(bank, kind).values():
            spot = Location(kind, part.id)
            lines = tuple(
                PassageText(node.spot, node.value, ())
                for node in nodes_in(part, spot)
                if isinstance(node.value, BankText)
            )
            yield Passage(spot, True, lines)
    for section in bank.sections.values():
        # A section that is not in the outline is never printed.
        whens = tuple(entry.when for entry in bank.outline if entry.section == section.id)
        if whens:
            parts = tuple(_prose(section, whens[:1]))
            yield Passage(Location("sections", section.id), False, parts)
            yield from (Passage(part.spot, False, (part,)) for part in parts)


def _lines(
    bank: Bank, script: Script, whens: tuple[str, ...], kind: str, depth: int = 0
) -> tuple[PassageText, ...]:
    parts: list[PassageText] = []
    if script.subject is not None:
        parts.append(
            PassageText(Location(kind, script.id, ("subject",)), script.subject, (*whens, script.when))
        )
    for line in script.lines:
        held = (*whens, script.when, line.when)
        if line.text is not None and line.who is not Speaker.CUE:
            parts.append(PassageText(Location(kind, line.id, ("text",)), line.text, held))
        elif line.use in bank.asks and depth < len(bank.asks):
            parts.extend(_lines(bank, bank.asks[line.use], held, "asks", depth + 1))
    return tuple(parts)


def _prose(section: BankSection, whens: tuple[str, ...]) -> Iterator[PassageText]:
    """Yield the texts that are sentences; headings, labels and tables are left out."""
    for node in nodes_in(section, Location("sections", section.id)):
        if isinstance(node.value, TextItem | ListEntry):
            yield PassageText(node.spot.below("text"), node.value.text, (*whens, *node.whens))
