"""Check ids against the bank: questions that a profile names, reasons that a selection may give."""

from __future__ import annotations

from collections.abc import Iterator

from interview_kit.model.enums import Decision
from interview_kit.model.profile import Profile
from interview_kit.model.selection_rules import SelectionRules
from interview_kit.support.errors import did_you_mean
from interview_kit.support.i18n import _

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
    "drop.goal",
    "drop.count",
    "drop.written-count",
    "drop.minutes",
)
# For the questions that a theme adds.
_FOR_THEMES = (
    "this.agency",
    "pick.cover.agency",
    "drop.gate.agency",
    "drop.gate.agency.language",
    "drop.gate.agency.channel",
    "drop.gate.agency.from_minutes",
    "drop.gate.agency.under_minutes",
)


def wrong_choices(
    choosing: SelectionRules, profile: Profile
) -> tuple[tuple[tuple[str | int, ...], str], ...]:
    """Return the problems of `questions.keep` and `questions.drop`, in the order of the profile.

    Each is a path, such as ("questions", "keep", 0), and a message; list indexes count from 0.
    `ReadProfile.problem(path, message)` adds file and line.
    """
    return tuple(_wrong(choosing, profile))


def _wrong(choosing: SelectionRules, profile: Profile) -> Iterator[tuple[tuple[str | int, ...], str]]:
    wishes = profile.questions
    for key, ids in (("keep", wishes.keep), ("drop", wishes.drop)):
        for number, question in enumerate(ids):
            if question == choosing.closing.id:
                yield ("questions", key, number), _("{question} is asked in every talk", question=question)
            elif question not in choosing.questions:
                near = did_you_mean(question, choosing.questions)
                hint = near or _("; {kit} bank list shows the id of each")
                yield (
                    ("questions", key, number),
                    _("there is no question {question}{hint}", question=question, hint=hint),
                )
            elif key == "drop" and question in wishes.keep:
                yield (
                    ("questions", key, number),
                    _("{question} is kept and dropped; choose one of the two", question=question),
                )


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
        "pick.cover": (*choosing.coverage, *choosing.coverage_after_goals),
        "pick.gate": tuple(name for name, gate in choosing.gates.items() if gate.explains),
        "drop.gate": tuple(choosing.gates),
        "drop.known": tuple(choosing.knows),
        "drop.cap": tuple(choosing.caps),
    }
    for kind, names in named.items():
        yield from (f"{kind}.{name}" for name in names)
