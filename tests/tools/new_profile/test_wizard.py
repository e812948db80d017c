"""The dialogue asks what is worth asking, takes what can be used, and goes back and to the end."""

from __future__ import annotations

import pytest

from interview_kit.model.enums import SOURCE_LANGUAGE, Language, Situation
from interview_kit.tools.new_profile.answers import Answers, NotUnderstood, given
from interview_kit.tools.new_profile.wizard import Wizard


def talk(
    *typed: str, language: Language = SOURCE_LANGUAGE, options: Answers | None = None, full: bool = True
) -> tuple[list[str], Answers]:
    """Type one answer after the other; return the keys that were asked, and the answers."""
    dialogue, asked = Wizard(language, options or {}, full=full), []
    for text in typed:
        assert dialogue.question is not None, text
        asked.append(dialogue.question.key)
        dialogue.answer(text)
    asked.append(dialogue.question.key if dialogue.question else "end")
    return asked, dialogue.answers


def refusal(*typed: str, language: Language = SOURCE_LANGUAGE) -> str:
    with pytest.raises(NotUnderstood) as caught:
        talk(*typed, language=language)
    return caught.value.reason.said(language, *caught.value.names)


def test_somebody_who_knows_nothing_yet_is_asked_little() -> None:
    asked, answers = talk("Ada", "", "art", *[""] * 19)
    assert " ".join(asked) == (
        "name target.occupation target.field situation decision goals knows target.trade target.regulated "
        "about.education about.training about.interests about.skills about.experience about.needs "
        "location contacts.1.name talk.channel talk.minutes talk.availability phone support.fears support"
    )
    assert answers == {"name": ("Ada",), "target.field": ("art",)}


SHORT = "name target.occupation situation decision goals about.skills about.experience contacts.1.name"


def test_the_short_path_has_eight_questions_and_the_full_one_goes_on_from_there() -> None:
    asked, answers = talk("Ada", "vet", *[""] * 6, full=False)
    assert " ".join(asked) == f"{SHORT} end"
    assert answers == {"name": ("Ada",), "target.occupation": ("vet",)}
    for typed, then in (
        (("Ada", ""), "target.field"),
        (("Ada", "vet", "", "", "8"), "target.trade"),
        (("Ada", "vet", "", "", "7"), "target.regulated"),
        (("Ada", "vet", *[""] * 5, "Bo"), "contacts.1.relationship"),
    ):
        assert talk(*typed, full=False)[0][-1] == then
    dialogue = Wizard(SOURCE_LANGUAGE, {})
    seen = []
    for text in ("Ada", "", "art", "", "", "", "", "", "Bo", ""):
        assert dialogue.question
        if dialogue.has_number(dialogue.question):
            seen.append(dialogue.progress)
        dialogue.answer(text)
    assert (dialogue.question, seen) == (None, [(number, 8) for number in range(1, 9)])
    assert dialogue.rest == 14
    dialogue.full = True
    assert (dialogue.rest, dialogue.progress) == (0, (9, 22))
    assert dialogue.question and dialogue.question.key == "knows"


def test_a_plus_goes_on_to_all_questions() -> None:
    asked, _ = talk("Ada", "vet", "", "", "", "+", full=False)
    assert asked[-2:] == ["about.skills", "knows"]


@pytest.mark.parametrize(
    ("language", "typed", "kept"),
    [
        ("en", ("I'm good at math, drawing", "I’ve babysat"), (("math", "drawing"), ("babysat",))),
        ("en", ("I am good at math; I'm good at it, too", ""), (("math", "it, too"), None)),
        ("en", ("Ideas, I have", "I haven't much"), (("Ideas", "I have"), ("I haven't much",))),
        ("fr", ("Une de mes forces, c'est de cuisiner", "j'ai 2 enfants"), (("cuisiner",), ("2 enfants",))),
    ],
)
def test_the_start_of_the_sentence_is_removed_where_it_was_typed(
    language: str, typed: tuple[str, str], kept: tuple[tuple[str, ...] | None, ...]
) -> None:
    answers = talk("Ada", "vet", "", "", "", *typed, language=Language(language), full=False)[1]
    assert (answers.get("about.skills"), answers.get("about.experience")) == kept


def test_a_contact_is_asked_about_and_a_minor_is_not_asked_for_a_number() -> None:
    asked, answers = talk(
        *("Ada", "vet", "1", "2", "1, 2", "", "", "", "", "cats; dogs, birds", "calm, kind", "", "", ""),
        *("Bo", "", "", "", "Cy", "yes", "4", "15 min", "Tue", "2 3", "4"),
    )
    assert " ".join(asked[14:]) == (
        "contacts.1.name contacts.1.occupation contacts.1.organisation contacts.1.relationship "
        "contacts.1.referral.name contacts.1.referral.agreed talk.channel talk.minutes "
        "talk.availability support.fears support end"
    )
    assert answers == {
        "name": ("Ada",),
        "target.occupation": ("vet",),
        "situation": ("secondary",),
        "decision": ("narrowing",),
        "goals": ("duties", "fit"),
        "about.interests": ("cats", "dogs, birds"),
        "about.skills": ("calm", "kind"),
        "contacts.1.name": ("Bo",),
        "contacts.1.referral.name": ("Cy",),
        "contacts.1.referral.agreed": ("true",),
        "talk.channel": ("written",),
        "talk.minutes": ("15",),
        "talk.availability": ("Tue",),
        "support.fears": ("imposing", "rejection"),
        "support.plain_language": ("true",),
    }


def test_tu_or_vous_is_asked_in_french_of_somebody_who_is_known() -> None:
    start = ("Ada", "vet", *[""] * 13, "Bo", "", "")
    french, english = Language("fr"), Language("en")
    options = {"language": ("fr",)}
    assert talk(*start, "2", language=french, options=options)[0][-1] == "contacts.1.register"
    assert talk(*start, "1", language=french, options=options)[0][-1] == "contacts.1.referral.name"
    assert talk(*start, "2", language=english)[0][-1] == "contacts.1.referral.name"


def test_what_options_gave_is_not_asked() -> None:
    options = given({"name": ("Ada",), "target.occupation": ("vet",), "goals": ("pay; fit", "duties")})
    asked, answers = talk("1", "", options=options)
    assert asked == ["situation", "decision", "knows"]
    assert answers["goals"] == ("pay", "fit", "duties")


def test_going_back_asks_again_and_enter_keeps_the_answer() -> None:
    dialogue = Wizard(Language("en"), {})
    for text in ("Ada", "vet", "1", "<", "<"):
        dialogue.answer(text)
    assert dialogue.question is not None and dialogue.question.key == "target.occupation"
    assert dialogue.earlier_answer(dialogue.question) == ("vet",)
    dialogue.answer("")
    assert dialogue.earlier_answer(dialogue.question) == ("I am in high school",)
    dialogue.answer("6")
    assert dialogue.answers == {
        "name": ("Ada",),
        "target.occupation": ("vet",),
        "situation": ("newcomer",),
    }


def test_answers_about_a_contact_go_with_the_contact() -> None:
    options = given({"name": ("Ada",), "target.field": ("art",), "situation": ("newcomer",)})
    dialogue = Wizard(Language("en"), options, full=True)
    for text in (*[""] * 12, "Bo", "vet", "<", "<"):
        dialogue.answer(text)
    assert dialogue.question is not None and dialogue.question.key == "contacts.1.name"
    assert dialogue.answers["contacts.1.occupation"] == ("vet",)
    dialogue.answer("-")
    assert dialogue.answers == options


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ([""], "The kit needs this one. Please write something."),
        (["<"], "This is the first question."),
        (["Ada", "."], "Two more answers are needed first: your name, and the work."),
        (["A" * 101], "This cannot be used here: it is too long, or it has signs that cannot be printed."),
        (["A\x07"], "This cannot be used here: it is too long, or it has signs that cannot be printed."),
        (["A\ud800"], "This cannot be used here: it is too long, or it has signs that cannot be printed."),
        (["Ada", "vet", "99"], f"Please type numbers from 1 to {len(Situation)}."),
        (["Ada", "vet", "0"], f"Please type numbers from 1 to {len(Situation)}."),
        (["Ada", "vet", "", "1 2"], "Please type one number from 1 to 3."),
        (["Ada", "vet", "", "maybe"], "Please type one number from 1 to 3."),
        (["Ada", "vet", *[""] * 15, "200"], "Please write a number from 5 to 60, such as 10."),
        (["Ada", "vet", *[""] * 15, "ten"], "Please write a number from 5 to 60, such as 10."),
    ],
)
def test_what_cannot_be_used_is_said_at_once(typed: list[str], said: str) -> None:
    assert refusal(*typed) == said


def test_what_is_usual_is_not_kept() -> None:
    assert talk("Ada", "vet", "3", "1", *[""] * 2, "2", "", "", "1", *[""] * 6, "1")[1] == {
        "name": ("Ada",),
        "target.occupation": ("vet",),
        "decision": ("exploring",),
    }


def test_it_is_said_in_french() -> None:
    assert refusal("Ada", "vet", "99", language=Language("fr")) == (
        f"Tapez des numéros de 1 à {len(Situation)}."
    )


def test_a_choice_may_be_typed_in_words_too() -> None:
    for word in ("3", "by video", "video", "VIDEO", "٣"):
        assert talk("Ada", "vet", *[""] * 14, word)[1]["talk.channel"] == ("video",), word


def test_a_full_stop_ends_it_as_soon_as_a_kit_can_be_made() -> None:
    assert talk("Ada", "vet", "1", ".") == (
        ["name", "target.occupation", "situation", "decision", "end"],
        {"name": ("Ada",), "target.occupation": ("vet",), "situation": ("secondary",)},
    )
