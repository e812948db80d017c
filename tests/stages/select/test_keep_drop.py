"""Refuse ids that no bank has, with a place and a near match."""

from interview_kit.model.profile import Profile
from interview_kit.stages.select.bank_ids import wrong_choices
from tests.stages.select.bank import BANK


def test_wrong_ids_are_named_with_their_place() -> None:
    questions = {"keep": ["advice", "typical-dya"], "drop": ["closing.referral", "advice", "xyz"]}
    profile = Profile.model_validate({"name": "A", "target": {"field": "b"}, "questions": questions})
    assert wrong_choices(BANK.choosing, profile) == (
        (("questions", "keep", 1), "there is no question typical-dya, did you mean typical-day?"),
        (("questions", "drop", 0), "closing.referral is asked in every talk"),
        (("questions", "drop", 1), "advice is kept and dropped; choose one of the two"),
        (("questions", "drop", 2), "there is no question xyz; kit bank list shows the id of each"),
    )
