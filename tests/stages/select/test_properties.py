"""Hold the rules of choosing over generated profiles (content, "What always holds")."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from interview_kit.model.document import inline_text
from interview_kit.model.profile import Channel, Profile, Topic
from interview_kit.model.selection import Conversation, Reason
from interview_kit.stages.assemble import text_renderers
from interview_kit.stages.select import select
from interview_kit.stages.select.bank_ids import reason_keys
from tests.shared import examples
from tests.stages.select.bank import BANK
from tests.strategies import QUESTIONS, minutes, profile_data, profiles

EVERYTIME = settings(deadline=None, derandomize=True, max_examples=examples(150))
SLOTS = ["work", "fit", "path", "entry", "outlook", "pay", "about-me", "advice", "choose-again"]
SLOTS += ["resources"]
LATE = ["demand", "salary-ranges", "advice", "choose-again", "journals-orgs"]
ADDITIONS = [name for name in QUESTIONS if "." in name or name in ("conditions", "values-fit")]
# Content rule 2, cluster caps: the questions of a kind, and how many of them at 10, 15, 20 and 30 minutes.
CAPS = [
    (["training-required", "education-needed", "prerequisites", "ideal-qualifications"], (1, 1, 1, 2)),
    (["satisfying-challenging", "problems"], (1, 1, 1, 2)),
    (["future-change", "demand", "advancement"], (1, 2, 2, 3)),
    (["experience-feedback", "other-fields"], (1, 2, 2, 2)),
    (ADDITIONS, (1, 2, 2, 3)),
]
KNOWN = {
    Topic.DUTIES: {"typical-day"},
    Topic.TRAINING: {"training-required", "education-needed", "prerequisites", "ideal-qualifications"},
    Topic.PAY: {"salary-ranges"},
    Topic.OUTLOOK: {"demand", "future-change"},
    Topic.CONDITIONS: {"conditions"},
    Topic.REGULATOR: {"journals-orgs"},
}


SERVING = {
    "duties": {"typical-day", "satisfying-challenging"},
    "fit": {"qualities", "satisfying-challenging", "values-fit"},
    "route-in": {"how-got-job", "prerequisites", "advice"},
    "outlook": {"future-change", "demand"},
    "pay": {"salary-ranges"},
    "conditions": {"conditions"},
    "recognition": {"experience-feedback", "journals-orgs", "newcomer.bridge"},
    "sponsor": {"employer-training", "trade.sponsor"},
}


def talks_of(profile: Profile) -> tuple[Conversation, ...]:
    return select(BANK, profile).conversations


def asked(conversation: Conversation) -> list[str]:
    return [question.id for question in conversation.questions]


@EVERYTIME
@given(profile_data)
def test_the_same_profile_gives_the_same_selection(data: dict[str, Any]) -> None:
    assert select(BANK, Profile.model_validate(data)) == select(BANK, Profile.model_validate(data))


@EVERYTIME
@given(profiles)
def test_every_question_is_asked_or_left_out_once_and_each_reason_has_words(profile: Profile) -> None:
    for talk in talks_of(profile):
        own = [f"own.{number + 1}" for number in range(len(profile.questions.add))]
        assert sorted([*asked(talk), *(drop.id for drop in talk.dropped)]) == sorted([*QUESTIONS, *own])
        own_words = [question.text for question in talk.questions] + [drop.text for drop in talk.dropped]
        assert Counter(filter(None, own_words)) == Counter(profile.questions.add)
        given_reasons = [
            talk.approach.reason,
            talk.closing.reason,
            *(refusal.reason for refusal in talk.refusals),
            *(question.reason for question in talk.questions),
            *(drop.reason for drop in talk.dropped),
        ]
        assert {key for reason in given_reasons for key in keys_of(reason)} <= set(reason_keys(BANK.choosing))


def keys_of(reason: Reason) -> set[str]:
    inner = [keys_of(value) for value in reason.values.values() if isinstance(value, Reason)]
    return {reason.key}.union(*inner)


@EVERYTIME
@given(profiles, st.sampled_from(list(Topic)))
def test_knowing_a_topic_never_adds_a_question_on_it(profile: Profile, topic: Topic) -> None:
    knows = profile.model_copy(update={"knows": (*profile.knows, topic)})
    for talk in talks_of(knows):
        assert KNOWN[topic].isdisjoint(asked(talk))


@settings(EVERYTIME, max_examples=examples(500))
@given(profile_data, minutes, minutes)
def test_more_minutes_never_give_fewer_questions(data: dict[str, Any], one: int, other: int) -> None:
    counts = []
    for asked_for in sorted([one, other]):
        contacts = [{**contact, "minutes": asked_for} for contact in data.get("contacts", [])]
        timed = {**data, "contacts": contacts, "talk": {**data.get("talk", {}), "minutes": asked_for}}
        counts.append([len(talk.questions) for talk in talks_of(Profile.model_validate(timed))])
    assert all(few <= many for few, many in zip(*counts, strict=True))


@EVERYTIME
@given(profiles)
def test_the_minutes_and_the_count_hold(profile: Profile) -> None:
    for conversation in talks_of(profile):
        plan = conversation.plan
        parts = (plan.opening, plan.summary, plan.for_questions, plan.closing, plan.reserve)
        assert sum(parts) == plan.asked == conversation.talk.minutes
        assert all(part >= 0 and part * 2 == int(part * 2) for part in parts)
        assert (
            plan.used
            == sum(question.all_minutes for question in conversation.questions)
            <= plan.for_questions
        )
        assert len(conversation.questions) <= plan.at_most
        if conversation.talk.channel is Channel.WRITTEN:
            assert len(conversation.questions) <= 4


@EVERYTIME
@given(profiles)
def test_caps_hold_unless_the_person_keeps_more(profile: Profile) -> None:
    for talk in talks_of(profile):
        step = sum(talk.plan.asked >= start for start in (15, 20, 30))
        for questions, limits in CAPS:
            chosen = set(questions).intersection(asked(talk))
            kept = chosen.intersection(profile.questions.keep)
            assert len(chosen - kept) <= max(0, limits[step] - len(kept))
        assert not {"training-required", "education-needed"} <= set(asked(talk))


@EVERYTIME
@given(profiles)
def test_stars_are_the_heaviest_that_fit_four_minutes(profile: Profile) -> None:
    for talk in talks_of(profile):
        stars = [question for question in talk.questions if question.starred]
        assert len(stars) <= 3
        assert sum(question.minutes for question in stars) <= 4
        assert "journals-orgs" not in {star.id for star in stars}
        weights = [question.weight for question in talk.questions if question.id != "journals-orgs"]
        assert max(weights, default=0) in {star.weight for star in stars} or not weights


@EVERYTIME
@given(profile_data, st.sets(st.sampled_from(LATE), max_size=3))
def test_questions_follow_the_slots_and_pay_never_opens(data: dict[str, Any], left: set[str]) -> None:
    few = {"drop": [question for question in QUESTIONS if question not in left]}
    for questions in ({}, few):
        for talk in talks_of(Profile.model_validate({**data, "questions": questions})):
            others = [question for question in talk.questions if question.slot != "own"]
            slots = [question.slot for question in others]
            in_order = sorted(slots, key=SLOTS.index)
            if in_order[:1] == ["pay"] and len(talk.questions) > 1:
                in_order[:2] = reversed(in_order[:2])
            assert slots == in_order
            for one, next_one in pairwise(others):
                judged = {one.id, next_one.id} == {"experience-feedback", "other-fields"}
                assert judged or one.slot != next_one.slot or one.weight >= next_one.weight
            if {"experience-feedback", "other-fields"} <= set(asked(talk)):
                assert asked(talk).index("experience-feedback") < asked(talk).index("other-fields")


@EVERYTIME
@given(profiles)
def test_gates_hold(profile: Profile) -> None:
    for talk in talks_of(profile):
        ids = set(asked(talk))
        if profile.about.training == "finished" and "sponsor" not in profile.goals:
            assert "trade.sponsor" not in ids
        if not profile.about.experience:
            assert "experience-feedback" not in ids
        if profile.decision == "committed" or talk.plan.asked < 15:
            assert "other-fields" not in ids
        if profile.minor and talk.plan.asked < 15:
            assert "salary-ranges" not in ids
        for topic in profile.knows:
            assert KNOWN[topic].isdisjoint(ids)
        assert ids.isdisjoint(profile.questions.drop)


@EVERYTIME
@given(profiles)
def test_what_the_person_asks_for_comes_first(profile: Profile) -> None:
    only = profile.model_copy(update={"questions": profile.questions.model_copy(update={"keep": ()})})
    for talk in talks_of(only):
        own = [question.id for question in talk.questions if question.id.startswith("own.")]
        room = min(len(profile.questions.add), talk.plan.at_most, int(talk.plan.for_questions / 1.5))
        assert own == [f"own.{number + 1}" for number in range(room)]


@EVERYTIME
@given(profiles)
def test_the_persons_own_questions_follow_the_first_of_work_or_fit(profile: Profile) -> None:
    for talk in talks_of(profile):
        slots = [question.slot for question in talk.questions]
        others = [slot for slot in slots if slot != "own"]
        if "own" in slots and others and others != ["pay"]:
            warm = [place for place, slot in enumerate(slots) if slot in ("work", "fit")]
            before = min(warm, default=0)
            assert slots[before + 1] == "own" != slots[before]


@EVERYTIME
@given(profiles)
def test_every_goal_has_a_question_or_a_reason_with_a_source(profile: Profile) -> None:
    selection = select(BANK, profile)
    renderers = text_renderers(selection, profile, BANK)
    for talk, renderer in zip(selection.conversations, renderers, strict=True):
        assert [outcome.goal for outcome in talk.goals] == list(profile.goals)
        for outcome in talk.goals:
            serving = SERVING[outcome.goal].intersection(asked(talk))
            assert bool(outcome.served_by) is bool(serving)
            assert outcome.served_by in serving or outcome.reason.key.startswith("drop.")
            assert outcome.served_by or inline_text(renderer.phrase(f"source_{outcome.goal}"))
            # What could serve it is left out for a gate, a cap, the count, the minutes or the person's wish.
            why = {drop.reason.key for drop in talk.dropped if drop.id in SERVING[outcome.goal]}
            assert outcome.served_by or "drop.weight" not in why


@EVERYTIME
@given(profiles)
def test_a_long_talk_uses_its_minutes(profile: Profile) -> None:
    for talk in talks_of(profile):
        probes = {question.id: len(question.probes) for question in talk.questions}
        if talk.plan.asked <= 20 or talk.talk.channel is Channel.WRITTEN:
            assert not any(probes.values())
            continue
        most = 1 if talk.plan.asked <= 30 else 2
        assert max(probes.values(), default=0) <= most
        full = all(count == most or name.startswith("own.") for name, count in probes.items())
        assert full or talk.plan.used >= 0.8 * talk.plan.for_questions
        texts = [probe.text for question in talk.questions for probe in question.probes]
        assert texts.count(BANK.labels["probe.example"]) <= 1


@EVERYTIME
@given(profiles)
def test_what_is_never_asked_of_this_person_is_not_offered(profile: Profile) -> None:
    for talk in talks_of(profile):
        offered = {drop.id for drop in talk.dropped if drop.possible}
        assert offered.isdisjoint(profile.questions.drop)
        assert all(KNOWN[topic].isdisjoint(offered) for topic in profile.knows)
        lacking = {"experience-feedback"} if not profile.about.experience else set()
        lacking |= {"values-fit"} if not profile.about.needs else set()
        about = profile.about
        if not (about.summary or (about.interests and about.skills)):
            lacking.add("other-fields")
        lacking |= {"other-fields"} if profile.decision == "committed" else {"trade.sponsor"}
        assert offered.isdisjoint(lacking)
        pay = {drop.id: drop for drop in talk.dropped}.get("salary-ranges")
        if pay and "pay" not in profile.knows and "salary-ranges" not in profile.questions.drop:
            assert "salary-ranges" in offered
