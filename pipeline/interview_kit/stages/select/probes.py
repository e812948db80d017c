"""Fill what is left of the question minutes with follow-ups (content rule 7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from interview_kit.model.bank import Bank
from interview_kit.model.profile import Channel
from interview_kit.model.selection import MinutePlan, Pick, Probe
from interview_kit.stages.select.candidates import heaviest_first

# A label: the follow-up that suits every question, for one that has none of its own.
GENERAL_PROBE = "probe.example"


def with_probes(bank: Bank, channel: Channel, plan: MinutePlan, picks: Sequence[Pick]) -> tuple[Pick, ...]:
    """Return the picks in their order, with probes until the rules' share of the question minutes is used.

    Each question gets one, heaviest first, before any gets a second; nothing is followed up in writing.
    """
    rules = bank.choosing.probes
    limit = 0 if channel is Channel.WRITTEN else rules.limit(plan.asked)
    general = [Probe(bank.labels[GENERAL_PROBE], rules.minutes)] if limit else []
    probes: dict[str, tuple[Probe, ...]] = {pick.id: () for pick in picks}
    used = sum(pick.minutes for pick in picks)
    for turn in range(limit):
        for pick in heaviest_first(bank.choosing, picks):
            texts = bank.questions[pick.id].probes[turn:] if pick.id in bank.questions else ()
            own = [Probe(text, rules.minutes) for text in texts[:1]]
            found = own or ([] if probes[pick.id] else general)
            if not found or used >= rules.share * plan.for_questions:
                continue
            if used + rules.minutes <= plan.for_questions:
                probes[pick.id] += (found[0],)
                used += rules.minutes
                general = general if own else []
    return tuple(replace(pick, probes=probes[pick.id]) for pick in picks)
