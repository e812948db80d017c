"""Choose the approach: the first rule that matches wins."""

from typing import Any

import pytest

from interview_kit.model.profile import Profile
from interview_kit.model.selection import Reason
from interview_kit.stages.select import select
from tests.stages.select.bank import BANK

NAMED = {"name": "Ray"}
AGREED = {"name": "Ray", "agreed": True}


@pytest.mark.parametrize(
    ("decision", "contact", "expected"),
    [
        ("exploring", None, ("A", False, None, ())),
        ("narrowing", {}, ("A", False, None, ())),
        ("committed", {}, ("C", False, None, ())),
        ("exploring", {"referral": AGREED}, ("B", False, "A", ())),
        ("narrowing", {"referral": AGREED}, ("B", False, "A", ())),
        ("committed", {"referral": AGREED}, ("B", False, "C", ())),
        ("exploring", {"referral": NAMED}, ("A", False, None, ("ask-first",))),
        ("committed", {"referral": NAMED}, ("C", False, None, ("ask-first",))),
        ("exploring", {"relationship": "known"}, ("A", True, None, ())),
        ("committed", {"relationship": "family"}, ("C", True, None, ())),
        ("committed", {"relationship": "arranged", "referral": AGREED}, ("B", True, "C", ())),
    ],
)
def test_approach(decision: str, contact: dict[str, Any] | None, expected: tuple[object, ...]) -> None:
    conversation = talk(decision, contact)
    approach = conversation.approach
    assert (approach.id, approach.warm, conversation.spare, conversation.tasks) == expected


def test_only_a_name_that_may_be_used_is_in_the_reason() -> None:
    assert talk("committed", {"referral": AGREED}).approach.reason == Reason(
        "approach.referred", {"name": "Ray"}
    )
    assert talk("committed", {"referral": NAMED}).approach.reason == Reason(
        "approach.not-agreed", {"reason": Reason("approach.committed")}
    )


def talk(decision: str, contact: dict[str, Any] | None) -> Any:
    contacts = [] if contact is None else [{"name": "Lou", **contact}]
    data = {"name": "A", "target": {"field": "b"}, "decision": decision, "contacts": contacts}
    return select(BANK, Profile.model_validate(data)).conversations[0]
