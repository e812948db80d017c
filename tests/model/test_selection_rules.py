"""Refuse numbers that contradict themselves, and let an agency change them without code."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from interview_kit.model.profile import Profile
from interview_kit.model.selection_rules import SelectionRules
from interview_kit.stages.select import select
from tests.stages.select.bank import BANK

NUMBERS = BANK.choosing.model_dump()
ROW = {"asked": 5, "opening": 1, "summary": 1, "closing": 1, "reserve": 0, "for_questions": 2, "at_most": 1}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"minutes": [{**ROW, "reserve": 1}]}, "the columns of the row for 5 minutes add up to 6"),
        ({"minutes": NUMBERS["minutes"][1:]}, "the rows of the minute table must go up from 5 to 60 minutes"),
        (
            {"minutes": [*NUMBERS["minutes"][:-1], {**NUMBERS["minutes"][-1], "at_most": 10}]},
            "60 minutes leave less for questions than 30 do",
        ),
        (
            {"questions": {**NUMBERS["questions"], "tour": {"minutes": 3, "slot": "work", "weight": 5}}},
            "no question may take more than twice the minutes of another",
        ),
        (
            {"questions": {**NUMBERS["questions"], "tour": {"minutes": 1, "slot": "wrok", "weight": 5}}},
            "questions.tour.slot: there is no slot 'wrok', did you mean work?",
        ),
        (
            {"goals": {"pay": ["salary-range"]}},
            "goals.pay.0: there is no question 'salary-range', did you mean salary-ranges?",
        ),
        ({"never_first": "money"}, "never_first: there is no slot 'money'"),
        (
            {"refusals": {**NUMBERS["refusals"], "order": ["no-replay"]}},
            "refusals.order.0: there is no condition in refusals.when for 'no-replay', did you mean no-",
        ),
    ],
)
def test_numbers_that_contradict_themselves_are_refused(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError) as refused:
        SelectionRules.model_validate({**NUMBERS, **changes})
    assert message in str(refused.value)


def test_an_agency_changes_numbers_and_adds_a_question_without_code() -> None:
    changed = {
        **NUMBERS,
        "questions": {**NUMBERS["questions"], "tour": {"minutes": 1, "slot": "work", "weight": 20}},
        "coverage": {},
        "refusals": {**NUMBERS["refusals"], "at_most": 0},
    }
    bank = BANK.model_copy(update={"choosing": SelectionRules.model_validate(changed)})
    profile = Profile.model_validate({"name": "A", "target": {"field": "b"}, "talk": {"minutes": 5}})
    (talk,) = select(bank, profile).conversations
    # 3 minutes: tour 1 and typical-day 2.
    assert [question.id for question in talk.questions] == ["tour", "typical-day"]
    assert [refusal.id for refusal in talk.refusals] == ["too-busy", "willing-but-loaded"]
