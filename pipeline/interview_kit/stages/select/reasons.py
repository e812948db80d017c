"""List the reasons that a selection may give, so that a bank can be checked for their texts."""

from __future__ import annotations

from collections.abc import Iterator

from interview_kit.model.enums import Decision
from interview_kit.model.selection_rules import SelectionRules

_ALWAYS = (
    "approach.referred",
    "approach.not-agreed",
    "pick.own",
    "pick.keep",
    "pick.closing",
    "drop.person",
    "drop.together",
    "drop.written",
    "drop.weight",
    "drop.count",
    "drop.written-count",
    "drop.minutes",
)
# For the questions that a theme adds.
_FOR_THEMES = ("this.agency", "pick.cover.agency", "drop.gate.agency")


def reason_keys(choosing: SelectionRules) -> tuple[str, ...]:
    """Return the key of every reason that a selection by these rules may hold, without repeats."""
    return tuple(dict.fromkeys((*_ALWAYS, *_FOR_THEMES, *_of_decisions(), *_of_numbers(choosing))))


def _of_decisions() -> Iterator[str]:
    for decision in Decision:
        yield from (f"{kind}.{decision}" for kind in ("approach", "pick.decision"))


def _of_numbers(choosing: SelectionRules) -> Iterator[str]:
    refusals = choosing.refusals
    named: dict[str, tuple[str, ...]] = {
        "refusal": (*refusals.always, *refusals.order),
        "this": tuple(choosing.questions),
        "pick.goal": tuple(choosing.goals),
        "pick.for": tuple(choosing.adjust),
        "pick.cover": tuple(choosing.coverage),
        "pick.gate": tuple(name for name, gate in choosing.gates.items() if gate.explains),
        "drop.gate": tuple(choosing.gates),
        "drop.known": tuple(choosing.knows),
        "drop.cap": tuple(choosing.caps),
    }
    for kind, names in named.items():
        yield from (f"{kind}.{name}" for name in names)
