"""The ideas of the page that the kits began from, and what no kit says, in drawn kits.

`IDEAS` names an idea, a kit that must express it, and words that express it; `SENTENCES` lists phrases that a
kit must have in place of criticised ones. The other tests check which sentences a kit has and where.
"""

from __future__ import annotations

import re

import pytest

from interview_kit.model import document as d
from interview_kit.model.enums import Language
from interview_kit.model.language import rules_of
from tests.english_kits import PEOPLE, document, drawn

IDEAS = [
    ("a way to find things out", "call", "It is a way to find things out, and you ask the questions."),
    ("in a field, too", "nobody", "work as a welder"),
    ("never sell", "call", "Never ask for a job. Don't use the talk to promote yourself."),
    ("the other may prefer another way", "call", "“Let's meet” or “E-mail me”: “Sure, thank you!"),
    ("enjoy it", "call", "You can enjoy this."),
    ("made for you", "call", "You choose the questions"),
    ("first-hand", "call", "You hear it from someone who does the work."),
    ("facts", "call", "Pay, hours and job openings where you live, today."),
    ("match", "call", "You compare the work with your likes, your strengths and your needs."),
    ("network", "call", "Your network."),
    ("confidence", "call", "Each talk gives you confidence for the next one, and for job interviews later."),
    ("unexpected", "call", "A talk may lead to something you didn't plan. That's a bonus"),
    ("family", "nobody", "Family. Who does this work"),
    ("friends", "nobody", "Friends and others around you."),
    ("directories, union, alumni", "nobody", "A map or business directory online"),
    ("associations", "nobody", "look for “find a member”"),
    ("one name leads to the next", "nobody", "One name leads to the next."),
    ("library", "call", "At the library: ask the staff"),
    (
        "the Web, with addresses",
        "call",
        "Job Bank (jobbank.gc.ca), Saskatchewan's career planning pages (saskatch",
    ),
    ("shy", "call", "Shy? You don't have to talk much."),
    ("afraid to impose", "call", "Afraid to bother them?"),
    ("worried about a no", "call", "Afraid of a no?"),
    ("nerves", "call", "Being nervous is normal"),
    ("own words", "call", "In my own words:"),
    (
        "practise until natural",
        "call",
        "Read your script aloud until it feels natural. A friend or relative plays",
    ),
    ("who you are", "pupil", "Hi, my name is Ada Obi. I'm in Grade 10, and this is for a class."),
    ("only a few minutes", "call", "Could we talk for only 15 minutes?"),
    ("only, in a message", "call", "It takes only 15 minutes. Please call me back."),
    ("a good time, or another", "call", "Is now a good time?"),
    (
        "two other times",
        "call",
        "I understand. Which of these is best for you? Monday · Tuesday",
    ),
    ("opening A", "call", "I understand you work as a welder at the City of Regina."),
    ("opening B", "referred", "because Sam Roy said you'd be the right person to ask about"),
    (
        "opening C",
        "decided",
        "That's the work I've chosen, too. I'd like to hear what you'd tell someone who",
    ),
    ("a no", "call", "Can you think of someone else I could ask?"),
    ("not now", "call", "I appreciate that. Could we find a better time?"),
    ("do not stop", "call", "A no is normal. Thank them, and ask the next person."),
    (
        "people enjoy it",
        "call",
        "Most people enjoy talking about their work with someone who's really interested.",
    ),
    ("add your own", "call", "A question of my own:"),
    ("add your own, short", "pupil", "A question of my own:"),
    ("a summary first", "call", "Thank you! First, a little about me. engines · patience"),
    ("notes", "call", "Ask: “May I take notes?” Write key words only."),
    ("O1 a day", "call", "What does a usual day at work look like for you?"),
    ("O2 training", "call", "What training did you need before you could start?"),
    ("O3 abilities", "call", "What kind of person does well in this work, and what are they good at?"),
    ("O4 ideal", "pupil, 15", "What would the ideal beginner in this work know, and be able to do?"),
    ("O6 best and hardest", "call", "What do you like most about your work? And what do you find hardest?"),
    ("O7 path and job", "call", "How did you get into this work, and find your job?"),
    ("O8 change", "call", "How do you think this work will change in the next few years?"),
    ("O9 demand", "call", "How easy or hard is it to find this kind of work around here?"),
    (
        "O10 before I decide",
        "call",
        "From what you know of me, what other work should I look at before I decide?",
    ),
    ("C1 advancement, pupils", "pupil", "Where can this work lead after a few years?"),
    ("C1 advancement", "pupil, 15", "Where can this work lead after a few years?"),
    (
        "C2 pay at each level, pupils",
        "pupil",
        "range of pay, for someone new and for someone with experience?",
    ),
    ("C2 pay", "pupil, 15", "range of pay, for someone new and for someone with experience?"),
    ("C3 prerequisites", "call", "What does someone need before they can start?"),
    ("C4 advice", "call", "What advice would you give to"),
    ("C5 employers", "call", "What do employers teach new people on the job?"),
    ("C6 journals, pupils", "pupil", "Which groups, newsletters or websites do people in this work follow?"),
    ("C6 journals", "pupil, 15", "Which groups, newsletters or websites do people in this work follow?"),
    ("C7 experience", "call", "Two summers in a shop From what I've done so far, what would be useful"),
    ("C8 problems", "call", "What problems come up most often in this work?"),
    ("C9 again, and why", "call", "would you choose this work again, and why?"),
]


@pytest.mark.parametrize(("idea", "name", "words"), IDEAS, ids=[row[0] for row in IDEAS])
def test_each_idea_is_in_the_kits_where_it_applies(idea: str, name: str, words: str) -> None:
    assert words in drawn(name)


# A row of the readers' objections, the kit, words that are there, and words that are not ("" for none).
SENTENCES = [
    ("E1 not bookish", "call", "I understand you work as", "I gather"),
    ("E4 for anyone", "call", "I'm thinking about this kind of work.", "for my own future"),
    ("E7 decided", "nurse", "", "decided on work"),
    ("E12 two sentences", "call", "Two sentences about yourself are fine.", "not even a little"),
    ("E19 alumni", "nobody", "Alumni, the former students", ""),
    ("E20 places have a verb", "nobody", "look for “find a member”, and call or write.", ""),
    (
        "places of a trade",
        "nobody",
        "The union hall, its training centre, and the counter of a supplier.",
        "OYAP",
    ),
    ("places of a school", "nobody, school", "Your guidance office, and the co-op teacher.", "union hall"),
    ("places of a newcomer", "nobody, new", "A settlement agency", "guidance office, and the co-op"),
    ("E22 the province", "nobody, school", "Ontario's labour market pages (ontario.ca)", "your province"),
    ("E23 what is missing", "call", "A question of my own: what I couldn't find:", ""),
    ("E25 dress", "planned", "Dress a little neater than people do there.", "tidy day"),
    ("E27 the teacher's number", "pupil", "through my teacher, Ms. Bell, at 306-555-0199", "leave word"),
    ("E29 who answers", "call", "(Front desk) What is this about?", "They are not"),
    ("E31 examples that fit", "clerk", "What does someone need before they can start?", "safety card"),
    ("E32 a friendly question", "e-mail", "Sure. What would you like to know?", "exactly do you want"),
    ("E34 the reminder", "e-mail", "I know you're busy, so this is my only reminder.", "may well be busy"),
    ("E37 the greeting", "e-mail", "Use the name they go by", ""),
    ("E38 where they work", "e-mail", "you work as a welder at the City of Regina", ""),
    ("E42 the body", "clerk", "What are the hours and the workplace like?", "on the body"),
    (
        "E47 one time",
        "one time",
        "Would this be a good time for you? mornings",
        "Which of these",
    ),
    ("E48 why", "clerk", "", "The pause before"),
    ("E51 the regulator", "nurse", "go to: College of Nurses of Ontario", "authority is"),
    ("E53 the grid", "call", "Does it fit me?", "Fits me"),
    ("E54 decided", "decided", "What I'll do first, and by when:", "further away"),
    ("E57 in writing", "written", "Answers received:", "The talk:"),
    ("E58 where to", "call", "Where can I send you a short thank-you?", "I'll send you"),
    ("E58 known", "e-mail", "I'll send you a short thank-you.", "Where can I send"),
    ("E62 no private chat", "pupil", "no private chat, no photos, no social media", ""),
    ("E62 a sentence", "pupil", "“I'd have to ask my parent or teacher first.”", ""),
    ("E63 family", "aunt", "even people you know and like", "You may not know"),
    ("E64 who hears yes", "pupil", "thanks whatever the answer", "Keeps going after a no"),
    ("E67 permission", "pupil", "I give permission for my child to take part.", "I agree to this talk"),
    ("E68 not only clients", "pupil", "Please share nothing private about other people.", "patients"),
    ("E69 who else", "pupil", "And at the end: who else could we talk to?", ""),
    ("E70 who named them", "referred", "Write to Sam Roy, too:", ""),
    ("E73 the City", "call", "at the City of Regina", "at City of"),
    ("their words stay private", "pupil", "Don't post their name, their words or their pay.", ""),
    ("a planned talk", "planned", "We planned to talk today, at 3:00", "Is now a good time?"),
    ("three facts", "call", "Three facts I learned", ""),
    ("the grid's empty rows", "call", "Something else: ____", "work?:"),
    ("a relative, by the first name", "aunt", "it's Ada.", "it's Ada Obi"),
    ("face to face", "planned", "I'm Ada Obi. We planned", "it's Ada Obi. We planned"),
    ("questions of a trade", "nobody", "“Do people need their own truck?”", "practicum"),
]


@pytest.mark.parametrize(("row", "name", "there", "gone"), SENTENCES, ids=[row[0] for row in SENTENCES])
def test_a_rejected_wording_is_replaced(row: str, name: str, there: str, gone: str) -> None:
    assert there in drawn(name)
    assert not gone or gone not in drawn(name)


def turns(name: str) -> list[tuple[str, str]]:
    """Return the speaker and the words of each turn of the kit's conversation."""
    said = document(name)
    sections = [each for each in said.sections if each.kind == "conversation"]
    lines = d.parts_in(d.Document("", "", "", "", "", tuple(sections)), d.Line)
    return [(line.speaker, " ".join(d.inline_text(line.content).split())) for line in lines]


SPOKEN = [name for name in PEOPLE if name not in ("e-mail", "student e-mail", "decided e-mail", "written")]
CALLS = [name for name in SPOKEN if name not in ("planned", "aunt")]


@pytest.mark.parametrize("name", PEOPLE)
def test_spoken_lines_have_contractions(name: str) -> None:
    long_forms = re.compile(rules_of(Language("en")).spoken.long_forms, re.IGNORECASE)
    assert [words for who, words in turns(name) if who == "You" and long_forms.search(words)] == []


@pytest.mark.parametrize("name", CALLS)
def test_a_call_asks_for_the_person_who_answers_before_it_says_who_calls(name: str) -> None:
    first, second, third = turns(name)[:3]
    assert "may I speak with" in first[1] and "my name is" not in first[1]
    assert second == ("They", "Speaking.")
    assert third[1].startswith("Hi, my name is Ada Obi.")


@pytest.mark.parametrize("name", SPOKEN)
def test_nobody_thanks_before_the_answer(name: str) -> None:
    for who, words in turns(name):
        assert who != "You" or "Thank you!" not in words.partition("?")[2]


@pytest.mark.parametrize("name", CALLS)
def test_a_title_is_said_once_in_an_opening(name: str) -> None:
    job = PEOPLE[name]["target"]["occupation"]
    opening = turns(name)[2][1]
    assert opening.count(job) <= 1 + (job not in opening.split("thinking about")[0])


@pytest.mark.parametrize("name", ["e-mail", "student e-mail", "decided e-mail"])
def test_a_subject_names_the_work_and_sells_no_minutes(name: str) -> None:
    subject = drawn(name).split("Subject: ")[1].split(" Hello ")[0]
    assert "welder" in subject and not re.search(r"\d|your work", subject)


@pytest.mark.parametrize("name", ["e-mail", "written"])
def test_there_is_one_reminder(name: str) -> None:
    assert drawn(name).count("about a week ago") == 1


@pytest.mark.parametrize("name", CALLS)
def test_a_message_on_a_machine_gives_the_number_twice_and_asks_for_a_call(name: str) -> None:
    message = drawn(name).split("If you reach voicemail")[1].split("Thank you!")[0]
    number = re.findall(r"306-555-0199|\(your phone number\)", message)
    assert len(number) == 2 and "call me back" in message


def test_a_kit_knows_the_times_or_leaves_room_for_them() -> None:
    assert "(a day and time)" not in drawn("call") and "(a day and time)" in drawn("half an hour")


def test_the_opening_without_the_referrer_says_ones_name() -> None:
    opening = drawn("referred").split("begin like this")[1].split("Your talk with")[0]
    assert "my name is Ada Obi" in opening and "Sam Roy" not in opening
    assert "Could we talk" not in opening  # the rest is as in the script


def test_dates_come_in_their_order() -> None:
    days = re.findall(
        r"(January|February) (\d+)", drawn("planned").split("Dates to keep")[1].split("Pocket cards")[0]
    )
    assert days == sorted(days, key=lambda each: (each[0] != "January", int(each[1]))) and len(days) == 3
