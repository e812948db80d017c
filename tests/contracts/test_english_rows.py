"""Wordings that a counsellor rejected in English kits: no kit has them; each pattern finds what was said."""

from __future__ import annotations

import re

import pytest

from tests.english_kits import PEOPLE, drawn

# A row of the reader's objections, what no kit has, and what one had.
ROWS = [
    ("E3 said to a plumber", r"\byou do the work of\b", "I gather you do the work of a plumber."),
    ("E8 it", r"\bsomeone new to it\b", "I would like to ask what you would tell someone new to it."),
    (
        "E13 a test",
        r"\btest of\b|\bhold the work up\b",
        "A test of the match. You can hold the work up against",
    ),
    (
        "E14 garden path",
        r"\bas they are around here\b",
        "Pay, conditions and openings, as they are around here and now.",
    ),
    (
        "E15 unlike things",
        r"\bthe way in\b",
        "You choose the questions: whether it fits you, the way in, and",
    ),
    ("E16 a cold end", r"\b(?:count on|wait for) it\.", "You did not plan it. Do not count on it."),
    ("E17 judging", r"\bwithout judging\b", "Write names down without judging them."),
    ("E18 beside", r"\bworks beside\b", "works beside someone who does"),
    (
        "E21 no address",
        r"Job Bank \(Canada's job site\)",
        "Online: the work on Job Bank (Canada's job site), Ontario's",
    ),
    ("E24 the way", r"\bLook up the way\b", "Look up the way the day before."),
    ("E30 not asked again", r"\bI will not ask again\b", "If you prefer, I will not ask again."),
    ("E36 hear from me", r"\bagreeing to hear from\b", "Thank you for agreeing to hear from me."),
    ("E39 three times", r"\bor at another time\b", "another day and time), or at another time."),
    ("E40 a fragment", r"\bOnly to learn\.", "I read your profile with interest. Only to learn."),
    ("E43 is two things", r"\bmatters to me is\b", "Something that matters to me is school hours"),
    ("E44 no subject", r"\bHere is what I have done\b", "Here is what I have done so far: Helped to build"),
    ("E46 fragments", r"\bI'm free [A-Z]", "I'm free After school, or Weekends."),
    ("E49 the numbers", r"\bthe numbers do\b", "know about openings before the numbers do."),
    ("E50 idioms", r"\bwalked this road\b", "Others have walked this road."),
    ("E52 circular", r"\bTrust one source\b", "Trust one source: the body that licenses this work."),
    ("E55 how it went", r"\btell them how it went\b", "A note to tell them how it went: four weeks later"),
    ("E59 headings", r"(?:^|\s)To (?:ask|begin|talk) [A-Z“]", "Pocket cards To ask Lee Park"),
    ("E60 punctuation", r"About me: [^·]*;", "About me: patient teaching; triage and Arabic."),
    ("E65 below level 1", r"\bNo (?:one is asked|thank-you sent)\b", "Level 1: No one is asked yet"),
    ("E66 levels", r"Level [34]: (?:there|beyond)\b", "Level 4: beyond"),
]


def found(pattern: str, text: str) -> str:
    """Return the words that a pattern finds in a text, "" for none."""
    match = re.search(pattern, text)
    return match[0] if match else ""


@pytest.mark.parametrize(("row", "never", "fault"), ROWS, ids=[row[0] for row in ROWS])
def test_no_wording_that_was_rejected_comes_back(row: str, never: str, fault: str) -> None:
    assert {name: words for name in PEOPLE if (words := found(never, drawn(name)))} == {}
    assert found(never, fault), "the planted fault is not seen"


# A row, the kit, and the words that mend it.
MENDED = [
    ("E9 one name", "referred", "because Sam Roy said you'd be the right person to ask about"),
    ("E11 a summary", "call", "First, a little about me."),
    ("E28 written voicemail", "written", "May I send you"),
    ("E41 a list", "call", "- Ask: “May I take notes?” Write key words only."),
    ("E72 ranges", "clerk", "Ask for ranges only."),
]


@pytest.mark.parametrize(("row", "name", "words"), MENDED, ids=[row[0] for row in MENDED])
def test_the_mended_wording_is_there(row: str, name: str, words: str) -> None:
    assert words in drawn(name)


def test_a_call_asks_for_no_place_of_the_talk() -> None:
    """E61: where one will be is asked of a minor who goes there."""
    assert "Where I will be" not in drawn("pupil")
