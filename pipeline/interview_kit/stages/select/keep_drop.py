"""Check the question ids in a profile's `keep` and `drop` against the bank."""

from __future__ import annotations

from collections.abc import Iterator

from interview_kit.model.bank import Bank
from interview_kit.model.profile import Profile
from interview_kit.model.selection_rules import SelectionRules
from interview_kit.support.errors import did_you_mean
from interview_kit.support.i18n import _


def wrong_choices(bank: Bank, profile: Profile) -> tuple[tuple[tuple[str | int, ...], str], ...]:
    """Return the problems of `questions.keep` and `questions.drop`, in the order of the profile.

    Each is a path, such as ("questions", "keep", 0), and a message; list indexes count from 0.
    `ReadProfile.problem(path, message)` adds file and line.
    """
    return tuple(_wrong(bank.choosing, profile))


def _wrong(choosing: SelectionRules, profile: Profile) -> Iterator[tuple[tuple[str | int, ...], str]]:
    wishes = profile.questions
    for key, ids in (("keep", wishes.keep), ("drop", wishes.drop)):
        for number, question in enumerate(ids):
            if question == choosing.closing.id:
                yield ("questions", key, number), _("{question} is asked in every talk", question=question)
            elif question not in choosing.questions:
                near = did_you_mean(question, choosing.questions)
                hint = near or _("; kit bank list shows the id of each")
                yield (
                    ("questions", key, number),
                    _("there is no question {question}{hint}", question=question, hint=hint),
                )
            elif key == "drop" and question in wishes.keep:
                yield (
                    ("questions", key, number),
                    _("{question} is kept and dropped; choose one of the two", question=question),
                )
