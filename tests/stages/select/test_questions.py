"""Choose questions: weights by hand, gates, caps, and the person's own wishes."""

from typing import Any

import pytest

from interview_kit.model.profile import Profile
from interview_kit.model.selection import Conversation, Reason
from interview_kit.stages.select import select
from tests.stages.select.bank import BANK


def talk(minutes: int = 10, **changes: Any) -> Conversation:
    data = {"name": "A", "target": {"field": "b"}, "talk": {"minutes": minutes}, **changes}
    return select(BANK, Profile.model_validate(data)).conversations[0]


def asked(conversation: Conversation) -> list[str]:
    return [question.id for question in conversation.questions]


def why_not(conversation: Conversation, question: str) -> Reason:
    (drop,) = [drop for drop in conversation.dropped if drop.id == question]
    return drop.reason


def test_a_talk_by_hand() -> None:
    # Coverage: typical-day 10 + 3, training-required 7, advice 6. What is left is 2 of 7 minutes
    # and one question: satisfying-challenging weighs 8 + 3.
    conversation = talk(goals=["duties"], decision="exploring")
    assert [(q.id, q.weight, q.starred, q.reason.key) for q in conversation.questions] == [
        ("typical-day", 13, True, "pick.goal.duties"),
        ("satisfying-challenging", 11, True, "pick.goal.duties"),
        ("training-required", 7, False, "pick.cover.exploring"),
        ("advice", 6, False, "pick.cover.exploring"),
    ]
    assert conversation.plan.used == 7
    assert why_not(conversation, "problems") == Reason("drop.cap.downsides", {"count": 1, "minutes": 10})
    assert why_not(conversation, "qualities") == Reason("drop.count", {"count": 4, "minutes": 10})
    assert why_not(conversation, "education-needed") == Reason("drop.weight")


def test_situations_trade_and_goals_add_up() -> None:
    # employer-training: 6 + newcomer 2 + trade 4 + sponsor 3; how-got-job: 6 + 2 + 3; prerequisites 8 + 2.
    conversation = talk(
        60,
        decision="committed",
        situation=["newcomer"],
        target={"occupation": "b", "trade": True},
        goals=["sponsor"],
    )
    weights = {question.id: question.weight for question in conversation.questions}
    expected = {"employer-training": 15, "how-got-job": 11, "prerequisites": 10}
    assert {question: weights[question] for question in expected} == expected


@pytest.mark.parametrize(
    ("question", "changes", "key"),
    [
        ("experience-feedback", {}, "drop.gate.experience"),
        ("other-fields", {}, "drop.gate.summary"),
        ("other-fields", {"about": {"interests": ["c"]}}, "drop.gate.summary"),
        (
            "other-fields",
            {"talk": {"minutes": 14}, "about": {"summary": "c"}},
            "drop.gate.other-fields-minutes",
        ),
        ("other-fields", {"decision": "committed", "about": {"summary": "c"}}, "drop.gate.undecided"),
        ("salary-ranges", {"minor": True, "talk": {"minutes": 14}}, "drop.gate.pay-minor"),
        ("values-fit", {}, "drop.gate.needs"),
        ("newcomer.bridge", {"goals": ["recognition"]}, "drop.gate.newcomer"),
        ("regulated.licence-in-practice", {}, "drop.gate.regulated"),
        ("trade.sponsor", {}, "drop.gate.trade"),
        ("trade.sponsor", {"target": {"field": "b", "trade": True}}, "drop.gate.decided"),
        ("changer.from-my-field", {}, "drop.gate.changer"),
        ("returning.hours", {}, "drop.gate.returning"),
        ("student.school-subjects", {}, "drop.gate.secondary"),
        ("typical-day", {"knows": ["duties"]}, "drop.known.duties"),
        ("typical-day", {"knows": ["duties"], "questions": {"keep": ["typical-day"]}}, "drop.known.duties"),
        ("advice", {"questions": {"drop": ["advice"]}}, "drop.person"),
        ("satisfying-challenging", {"talk": {"channel": "written"}}, "drop.written"),
    ],
)
def test_gates(question: str, changes: dict[str, Any], key: str) -> None:
    changes = {"talk": {"minutes": 20}, **changes}
    assert why_not(talk(**changes), question).key == key


def test_an_open_gate_lets_the_question_in() -> None:
    about = {"interests": ["c"], "skills": ["d"], "experience": ["e"], "needs": ["f"]}
    conversation = talk(60, decision="narrowing", about=about)
    assert {"experience-feedback", "other-fields", "salary-ranges", "values-fit"} <= set(asked(conversation))


def test_goals_join_the_coverage() -> None:
    conversation = talk(15, goals=["conditions", "recognition"], situation=["newcomer"], decision="committed")
    keys = {question.id: question.reason.key for question in conversation.questions}
    assert keys["conditions"] == "pick.cover.goal-conditions"
    assert keys["newcomer.bridge"] == "pick.cover.goal-recognition"


def test_the_person_decides_over_weights_and_caps() -> None:
    kept = ["education-needed", "prerequisites", "choose-again"]
    conversation = talk(questions={"keep": kept, "add": ["Do you work with wild animals too?"]})
    # 1.5 + 3 x 1.5 = 6 of 7 minutes and all four questions; training-required is a twin.
    assert asked(conversation) == ["own.1", "prerequisites", "education-needed", "choose-again"]
    assert conversation.questions[0].text == "Do you work with wild animals too?"
    assert why_not(conversation, "training-required") == Reason("drop.together")


def test_own_questions_that_do_not_fit_are_left_out_with_their_words() -> None:
    conversation = talk(5, questions={"add": ["One?", "Two?", "Three?"]})
    assert asked(conversation) == ["own.1", "own.2"]
    assert (conversation.dropped[0].id, conversation.dropped[0].text) == ("own.3", "Three?")
    assert conversation.dropped[0].reason == Reason("drop.count", {"count": 2, "minutes": 5})


def test_a_question_that_no_longer_fits_makes_way_for_a_shorter_one() -> None:
    # 3 minutes: typical-day takes 2; training-required and advice need 1.5, demand needs 1.
    conversation = talk(5)
    assert asked(conversation) == ["typical-day", "demand"]
    assert why_not(conversation, "advice") == Reason("drop.minutes", {"minutes": 5})


def test_pay_moves_behind_its_neighbour() -> None:
    dropped = [
        question for question in BANK.choosing.questions if question not in ("salary-ranges", "advice")
    ]
    assert asked(talk(questions={"drop": dropped})) == ["advice", "salary-ranges"]
    assert asked(talk(questions={"drop": [*dropped, "advice"]})) == ["salary-ranges"]


def test_the_same_count_in_writing_has_its_own_words() -> None:
    conversation = talk(talk={"channel": "written", "minutes": 20})
    assert len(conversation.questions) == 4
    assert why_not(conversation, "choose-again") == Reason("drop.written-count", {"count": 4, "minutes": 20})
