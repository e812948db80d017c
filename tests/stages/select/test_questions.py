"""Choose questions: weights by hand, gates, caps, and the person's own wishes."""

from typing import Any

import pytest

from interview_kit.model.profile import Profile
from interview_kit.model.selection import Conversation, Reason
from interview_kit.stages.select import select
from tests.stages.select.bank import BANK

TRADE = {"field": "b", "trade": True}


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
    assert why_not(conversation, "education-needed") == Reason("drop.together")


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
        ("trade.sponsor", {"target": TRADE}, "drop.gate.decided"),
        (
            "trade.sponsor",
            {"target": TRADE, "decision": "committed", "about": {"training": "finished"}},
            "drop.gate.untrained",
        ),
        (
            "trade.sponsor",
            {"target": TRADE, "decision": "committed", "about": {"experience": ["Two years of soudure"]}},
            "drop.gate.first-employer",
        ),
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
    assert asked(conversation) == ["prerequisites", "own.1", "education-needed", "choose-again"]
    assert conversation.questions[1].text == "Do you work with wild animals too?"
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


def test_a_goal_is_kept_before_heavier_questions_in_the_order_typed() -> None:
    # Of 4 questions, 3 are coverage. The first goal gets the last place, although others weigh more than it.
    conversation = talk(goals=["pay", "outlook"])
    assert "salary-ranges" in asked(conversation)
    assert [(goal.goal, goal.served_by, goal.reason) for goal in conversation.goals] == [
        ("pay", "salary-ranges", Reason("pick.goal.pay", {"this": Reason("this.salary-ranges")})),
        ("outlook", None, Reason("drop.count", {"count": 4, "minutes": 10})),
    ]


def test_a_goal_takes_its_next_question_where_the_heaviest_is_not_possible() -> None:
    # demand weighs 3 + 3, future-change 4 + 3: the cap on the outlook is full with the one that is kept.
    assert talk(goals=["outlook"], questions={"drop": ["future-change"]}).goals[0].served_by == "demand"
    full = talk(goals=["outlook"], questions={"keep": ["advancement"]})
    assert full.goals[0].reason == Reason("drop.cap.outlook", {"count": 1, "minutes": 10})


def test_a_goal_is_asked_even_where_its_question_weighs_nothing() -> None:
    # journals-orgs: 1 - 6 (trade) + 3 (goal)
    conversation = talk(15, goals=["recognition"], target=TRADE)
    weights = {question.id: question.weight for question in conversation.questions}
    assert weights["journals-orgs"] == -2


def test_whom_a_first_employer_is_for() -> None:
    trained = {"training": "finished", "experience": ["Nine years as a b"]}
    committed = {"target": TRADE, "decision": "committed", "about": trained}
    assert "trade.sponsor" not in asked(talk(15, **committed))
    assert "trade.sponsor" in asked(talk(15, **committed, goals=["sponsor"]))


@pytest.mark.parametrize(
    ("changes", "question"),
    [
        ({"about": {"needs": ["f"]}}, "values-fit"),
        ({"about": {"needs": ["f"]}, "situation": ["returning"]}, "returning.hours"),
        ({"situation": ["laid-off"]}, "training-required"),
        ({"situation": ["career-changer"], "about": {"training": "enrolled"}}, "training-required"),
    ],
)
def test_what_joins_the_coverage_after_the_goals(changes: dict[str, Any], question: str) -> None:
    (found,) = [each for each in talk(10, decision="narrowing", **changes).questions if each.id == question]
    assert found.reason.key.startswith("pick.cover.")


def test_finished_training_is_no_retraining() -> None:
    changes = {"situation": ["laid-off"], "about": {"training": "finished"}, "decision": "narrowing"}
    assert "training-required" not in asked(talk(10, **changes))


def test_judging_comes_after_the_experience_whatever_it_weighs() -> None:
    judged = ["experience-feedback", "other-fields"]
    conversation = talk(30, about={"summary": "c", "experience": ["e"]}, questions={"keep": judged})
    weights = [(question.id, question.weight) for question in conversation.questions if question.id in judged]
    assert weights == [("experience-feedback", 2), ("other-fields", 4)]


def test_a_list_of_newsletters_is_never_a_must() -> None:
    others = [each for each in BANK.choosing.questions if each not in ("journals-orgs", "advancement")]
    conversation = talk(60, decision="committed", questions={"drop": others})
    stars = [(each.id, each.weight, each.starred) for each in conversation.questions]
    assert stars == [("advancement", 3, True), ("journals-orgs", 5, False)]


@pytest.mark.parametrize(("minutes", "most"), [(20, 0), (21, 1), (30, 1), (31, 2), (60, 2)])
def test_how_many_probes_a_question_gets(minutes: int, most: int) -> None:
    kept = [each for each in BANK.choosing.questions if each not in ("typical-day", "advice", "qualities")]
    conversation = talk(minutes, questions={"drop": kept})
    counts = [len(question.probes) for question in conversation.questions]
    assert counts == [most] * 3
    assert conversation.plan.used == 5 + 3 * most * 1.5


def test_the_minutes_are_filled_heaviest_first_up_to_four_fifths() -> None:
    conversation = talk(30, decision="narrowing")
    probed = {question.id: len(question.probes) for question in conversation.questions}
    by_weight = sorted(conversation.questions, key=lambda question: -question.weight)
    filled = [probed[question.id] for question in by_weight]
    assert filled == sorted(filled, reverse=True)
    assert 0.8 * 23 <= conversation.plan.used < 0.8 * 23 + 1.5


def test_an_example_is_asked_for_once() -> None:
    kept = [each for each in BANK.choosing.questions if each != "typical-day"]
    conversation = talk(60, questions={"drop": kept, "add": ["One?", "Two?"]})
    assert [(each.id, len(each.probes)) for each in conversation.questions] == [
        ("typical-day", 2),
        ("own.1", 1),
        ("own.2", 0),
    ]


def test_every_question_has_two_probes_of_its_own_in_both_languages() -> None:
    texts = [text for name in BANK.choosing.questions for text in BANK.questions[name].probes]
    assert len(texts) == 2 * len(BANK.choosing.questions) == len({text.en for text in texts})
    assert [text.en for text in texts if not text.fr] == []


@pytest.mark.parametrize(
    ("target", "physical"),
    [
        ({"occupation": "accounting clerk"}, False),
        ({"occupation": "plumber", "trade": True}, True),
        ({"field": "home care"}, True),
        ({"occupation": "pêcheuse de homard"}, True),
        ({"occupation": "customer care agent"}, False),
    ],
)
def test_where_work_is_known_to_be_hard_on_the_body(target: dict[str, Any], physical: bool) -> None:
    profile = Profile.model_validate({"name": "A", "target": target})
    assert select(BANK, profile).physical is physical


@pytest.mark.parametrize(
    ("location", "province"),
    [
        ("Guelph, Ontario", "ontario"),
        ("Guelph, ON", "ontario"),
        ("Moncton (N.-B.)", "new-brunswick"),
        ("Charlottetown, PEI", "prince-edward-island"),
        ("St. John's, Terre-Neuve-et-Labrador", "newfoundland-and-labrador"),
        ("Kelowna, on the lake, B.C.", "british-columbia"),
        ("Saint-Jérôme, Québec", "quebec"),
        ("Oslo", ""),
        ("", ""),
    ],
)
def test_a_province_is_known_by_its_name_or_its_letters(location: str, province: str) -> None:
    profile = Profile.model_validate({"name": "A", "target": {"field": "b"}, "location": location})
    assert select(BANK, profile).province == province


@pytest.mark.parametrize(
    ("changes", "short"),
    [
        ({"situation": ["secondary"]}, True),
        ({"situation": ["secondary"], "talk": {"minutes": 15}}, False),
        ({"situation": ["secondary"], "contacts": [{"name": "B"}, {"name": "C", "minutes": 20}]}, False),
        ({"situation": ["postsecondary"]}, False),
        ({"situation": ["secondary"], "length": "full"}, False),
        ({"situation": ["newcomer"], "talk": {"minutes": 30}, "length": "short"}, True),
    ],
)
def test_whose_kit_has_the_short_form(changes: dict[str, Any], short: bool) -> None:
    profile = Profile.model_validate({"name": "A", "target": {"field": "b"}, **changes})
    assert select(BANK, profile).short is short


def test_what_needs_a_summary_is_not_offered_without_one_however_short_the_talk() -> None:
    for about, offered in (({}, False), ({"summary": "I like it."}, True)):
        drops = {drop.id: drop.possible for drop in talk(10, about=about).dropped}
        assert drops["other-fields"] is offered


def test_the_other_wording_of_a_question_is_not_offered_beside_it() -> None:
    conversation = talk(10, decision="committed", questions={"keep": ["education-needed"]})
    assert "education-needed" in asked(conversation)
    assert why_not(conversation, "training-required") == Reason("drop.together")


def test_probes_of_equal_weight_go_in_the_order_of_the_bank() -> None:
    # Both weigh 7; training-required comes first in the bank, and qualities first in the talk.
    conversation = talk(31, decision="exploring", situation=["postsecondary"])
    found = {each.id: (each.weight, len(each.probes)) for each in conversation.questions}
    assert (found["training-required"], found["qualities"]) == ((7, 1), (7, 0))
    assert asked(conversation).index("qualities") < asked(conversation).index("training-required")
