"""Choose which kinds of "no" to be ready for (content rule 1, a "no", and the reply)."""

from __future__ import annotations

from pipeline.choose.conditions import holds
from pipeline.choosing import Choosing
from pipeline.profile import Profile, Talk
from pipeline.selection import Reason, RefusalChoice


def choose_refusals(choosing: Choosing, profile: Profile, talk: Talk) -> tuple[RefusalChoice, ...]:
    """Return those that may always come, then the first few of the order that apply to this talk."""
    numbers = choosing.refusals
    applying = [
        name
        for name in numbers.order
        if any(holds(when, profile, talk, choosing.health_words) for when in numbers.when[name])
    ]
    chosen = [*numbers.always, *applying[: numbers.at_most]]
    return tuple(RefusalChoice(name, Reason(f"refusal.{name}")) for name in chosen)
