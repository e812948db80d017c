"""Divide minutes as the table says, and between its rows by hand-computed values."""

import pytest

from interview_kit.model.profile import Profile
from interview_kit.model.selection import MinutePlan
from interview_kit.stages.select.minutes import divide_minutes
from tests.stages.select.bank import BANK


def plan(minutes: int, channel: str = "phone") -> MinutePlan:
    talk = {"minutes": minutes, "channel": channel}
    profile = Profile.model_validate({"name": "A", "target": {"field": "b"}, "talk": talk})
    return divide_minutes(BANK.choosing, profile.talks()[0])


@pytest.mark.parametrize(
    ("asked", "opening", "summary", "closing", "reserve", "for_questions", "at_most"),
    [
        (5, 0.5, 0.5, 1, 0, 3, 2),
        (10, 0.5, 0.5, 1.5, 0.5, 7, 4),
        (15, 0.5, 1, 1.5, 1, 11, 6),
        (20, 1, 1, 2, 1.5, 14.5, 8),
        (30, 1.5, 1, 2, 2.5, 23, 11),
        (60, 2, 1.5, 3, 5.5, 48, 12),
        # 7: closing 1.2, questions 4.6, at most 2.8; 12: summary 0.7, questions 8.6, at most 4.8
        (7, 0.5, 0.5, 1, 0.5, 4.5, 2),
        (12, 0.5, 0.5, 1.5, 1, 8.5, 4),
        # 18: opening 0.8, closing 1.8, questions 13.1, at most 7.2
        (18, 1, 1, 2, 1, 13, 7),
        # 25: opening 1.25, questions 18.75, at most 9.5; halves of a half go up
        (25, 1.5, 1, 2, 1.5, 19, 9),
        # 45: opening 1.75, summary 1.25, closing 2.5, questions 35.5, at most 11.5
        (45, 2, 1.5, 2.5, 3.5, 35.5, 11),
        # 59: opening 1.98, summary 1.48, closing 2.97, questions 47.17, at most 11.97
        (59, 2, 1.5, 3, 5.5, 47, 11),
    ],
)
def test_rows_and_what_is_between(
    asked: int,
    opening: float,
    summary: float,
    closing: float,
    reserve: float,
    for_questions: float,
    at_most: int,
) -> None:
    assert plan(asked) == MinutePlan(
        asked=asked,
        opening=opening,
        summary=summary,
        for_questions=for_questions,
        closing=closing,
        reserve=reserve,
        used=0,
        at_most=at_most,
    )


def test_writing_holds_four_questions() -> None:
    assert [plan(minutes, "written").at_most for minutes in (5, 10, 20, 60)] == [2, 4, 4, 4]


def test_every_talk_adds_up_and_a_longer_one_never_leaves_less() -> None:
    plans = [plan(minutes) for minutes in range(5, 61)]
    for each in plans:
        parts = (each.opening, each.summary, each.for_questions, each.closing, each.reserve)
        assert sum(parts) == each.asked
        assert min(parts) >= 0
    assert [p.for_questions for p in plans] == sorted(p.for_questions for p in plans)
    assert [p.at_most for p in plans] == sorted(p.at_most for p in plans)
