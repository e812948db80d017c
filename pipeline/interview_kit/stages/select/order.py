"""Star and order the questions of one talk (content rule 2, questions 5 and 6)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from interview_kit.model.selection_rules import SelectionRules
from interview_kit.stages.select.candidates import Candidate


def starred(choosing: SelectionRules, taken: Iterable[Candidate]) -> set[str]:
    """Return the ids to ask if time runs short: by weight, within the stars' minutes and count."""
    stars: dict[str, float] = {}
    for one in _heaviest_first(choosing, taken):
        fits = sum(stars.values()) + one.minutes <= choosing.stars.minutes
        if fits and len(stars) < choosing.stars.at_most:
            stars[one.id] = one.minutes
    return set(stars)


def in_order(choosing: SelectionRules, taken: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Return the questions by slot, heavier first within a slot.

    The first question outside the slot `never_first` moves to the front.
    """
    heaviest = _heaviest_first(choosing, taken)
    ordered = sorted(heaviest, key=lambda one: choosing.slots.index(one.slot))
    neighbour = next((place for place, one in enumerate(ordered) if one.slot != choosing.never_first), 0)
    return (*ordered[neighbour : neighbour + 1], *ordered[:neighbour], *ordered[neighbour + 1 :])


def _heaviest_first(choosing: SelectionRules, taken: Iterable[Candidate]) -> Sequence[Candidate]:
    places = {question: place for place, question in enumerate(choosing.questions)}
    # The person's own questions are not in the bank: at equal weight they come first, in their order.
    return sorted(taken, key=lambda one: (-one.weight, places.get(one.id, -1)))
