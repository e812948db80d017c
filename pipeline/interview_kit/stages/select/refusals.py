"""Choose which refusals to prepare replies for (content rule 1, a "no", and the reply)."""

from __future__ import annotations

from interview_kit.model.profile import Profile, Talk
from interview_kit.model.selection import Reason, RefusalChoice
from interview_kit.model.selection_rules import SelectionRules
from interview_kit.stages.select.conditions import holds


def choose_refusals(choosing: SelectionRules, profile: Profile, talk: Talk) -> tuple[RefusalChoice, ...]:
    """Return the refusals in `always`, then the first `at_most` in `order` that apply to this talk."""
    numbers = choosing.refusals
    applying = [
        name
        for name in numbers.order
        if any(holds(when, profile, talk, choosing.health_words) for when in numbers.when[name])
    ]
    chosen = [*numbers.always, *applying[: numbers.at_most]]
    return tuple(RefusalChoice(name, Reason(f"refusal.{name}")) for name in chosen)
