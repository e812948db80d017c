"""Choose what "no" to be ready for: two always, then the first three that apply."""

from typing import Any

import pytest

from interview_kit.model.profile import Profile
from interview_kit.stages.select import select
from tests.stages.select.bank import BANK

NURSE = {"occupation": "Registered Nurse", "regulated": "College of Nurses of Ontario"}
AGREED = {"name": "Ray", "agreed": True}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, ["how-did-you-get-my-number"]),
        ({"contacts": [{"relationship": "family"}]}, []),
        ({"contacts": [{"referral": AGREED}]}, []),
        ({"contacts": [{"referral": {"name": "Ray"}}]}, ["how-did-you-get-my-number"]),
        (
            {"contacts": [{"organisation": "Harbour Electric"}]},
            ["gatekeeper", "how-did-you-get-my-number"],
        ),
        (
            {"contacts": [{"organisation": "Harbour Electric", "ask_by": "message"}]},
            ["how-did-you-get-my-number", "what-do-you-want", "no-reply"],
        ),
        ({"contacts": [{"relationship": "arranged", "ask_by": "in-person"}]}, ["send-your-resume"]),
        ({"contacts": [{"relationship": "arranged", "channel": "in-person"}]}, ["send-your-resume"]),
        ({"contacts": [{"relationship": "known", "channel": "in-person", "organisation": "Clinic"}]}, []),
        ({"minor": True, "decision": "committed", "contacts": [{"relationship": "family"}]}, []),
        ({"decision": "committed"}, ["not-hiring", "how-did-you-get-my-number"]),
        ({"situation": ["laid-off"]}, ["not-hiring", "how-did-you-get-my-number"]),
        (
            {"situation": ["secondary", "newcomer"], "contacts": [{"organisation": "Clinic"}]},
            ["whose-class", "not-hiring", "gatekeeper"],
        ),
        ({"target": NURSE}, ["privacy-limits", "how-did-you-get-my-number"]),
        ({"target": {**NURSE, "regulated": False}}, ["how-did-you-get-my-number"]),
    ],
)
def test_refusals(changes: dict[str, Any], expected: list[str]) -> None:
    assert chosen(changes) == ["too-busy", "willing-but-loaded", *expected]


@pytest.mark.parametrize(
    ("work", "is_health_work"),
    [
        ("licensed practical nurse", True),
        ("INFIRMIÈRE auxiliaire", True),
        ("pharmacy technician", True),
        ("soins préhospitaliers d'urgence", True),
        ("nursery worker", False),
        ("hospitality manager", False),
        ("civil engineer", False),
        ("student teacher", False),
    ],
)
def test_health_work_is_known_by_whole_words(work: str, is_health_work: bool) -> None:
    assert ("privacy-limits" in chosen({"target": {"occupation": work, "regulated": True}})) is is_health_work


def chosen(changes: dict[str, Any]) -> list[str]:
    data = {"name": "A", "target": {"field": "b"}, **changes}
    for contact in data.get("contacts", []):
        contact.setdefault("name", "Lou")
    (conversation,) = select(BANK, Profile.model_validate(data)).conversations
    return [refusal.id for refusal in conversation.refusals]
