"""Issue 18, point 5: a person's talks, each at its own time, zone and language; `kit new` goes on.

Choices of interface: `contacts[].language`; `kit new` says "3 of 20" before each question; after Ctrl-C,
`kit new` with the same name asks "Go on with it?" and begins at the first question without an answer. A moved
talk keeps its UID and has a larger SEQUENCE and no earlier DTSTAMP; one without its date is CANCELLED.
"""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from tests.command import Built, Ran, built, cases, kit, wrote
from tests.terminal import KIT, Terminal

TOP = "name: Maya Chen\ndecision: exploring\ntarget: {occupation: nurse}\n"
ANN, BOB = "name: Ann Abel, phone: 705-555-0142", "name: Bob Bell, phone: 705-555-0143"


def both(ann: str, bob: str) -> str:
    """Return a profile with two contacts, each with keys of its own."""
    return f"{TOP}contacts:\n  - {{{ANN}, {ann}}}\n  - {{{BOB}, {bob}}}\n"


ON_FRIDAY = "date: 2027-03-12, time: '10:00'"
TWO = both(ON_FRIDAY, "date: 2027-03-15, time: '09:00'")


def person(text: str, *options: str) -> Built:
    """Build the kit of a profile."""
    return built(wrote("a.yaml", text), *options)


CLASHES = {
    "S2 one date for two": f"{TOP}talk: {{{ON_FRIDAY}}}\ncontacts: [{{{ANN}}}, {{{BOB}}}]\n",
    "own dates": both(ON_FRIDAY, ON_FRIDAY),
    "minutes that overlap": both(f"{ON_FRIDAY}, minutes: 20", "date: 2027-03-12, time: '10:10'"),
    "two zones, one hour": both(
        "date: 2027-03-12, time: '13:00', timezone: America/Toronto",
        "date: 2027-03-12, time: '10:00', timezone: America/Vancouver",
    ),
}


@pytest.mark.parametrize("text", cases(CLASHES))
def test_two_talks_at_one_time_are_noticed(text: str) -> None:
    ran = kit("check", wrote("a.yaml", text))
    assert (ran.code, len(ran.telling("Ann Abel", "Bob Bell", "same time"))) == (0, 1), ran.lines


def test_two_talks_after_each_other_are_not() -> None:
    assert kit("check", wrote("a.yaml", TWO)).lines == ()


def test_dates_to_keep_has_those_of_each_contact_with_the_name() -> None:
    words = person(TWO).words
    dates = words[words.index("Dates to keep") :]
    assert all(
        each in dates for each in ("Ann Abel", "Bob Bell", "March 12", "March 15", "March 16", "April 12")
    )


@pytest.mark.parametrize(
    "times", [("Monday 4 pm", "Tuesday 5 pm", "FRIDAY-SIX-PM"), ("Mon", "Tue", "Wed", "Thu morning")]
)
def test_every_time_that_was_typed_is_in_the_kit(times: tuple[str, ...]) -> None:
    words = person(f"{TOP}talk: {{availability: [{', '.join(times)}]}}\n").words
    assert all(each in words for each in times), [each for each in times if each not in words]


ZONES = {
    "S5": ("America/Vancouver", "Pacific"),
    "Halifax": ("America/Halifax", "Atlantic"),
    "Newfoundland": ("America/St_Johns", "Newfoundland"),
}


@pytest.mark.parametrize(("zone", "printed"), cases(ZONES))
def test_the_time_zone_stands_beside_the_hour(zone: str, printed: str) -> None:
    for key in ("talk", "contact"):
        own = f"date: 2027-03-12, time: '16:45', timezone: {zone}"
        text = f"{TOP}talk: {{{own}}}\n" if key == "talk" else f"{TOP}contacts: [{{{ANN}, {own}}}]\n"
        words = person(text).words
        assert re.search(rf"4:45 p\.m\.[^.]{{0,20}}{printed}", words), words[:400]


def test_what_is_said_to_a_contact_is_in_their_language_and_the_rest_in_the_persons() -> None:
    made = person(f"{TOP}contacts:\n  - {{{ANN}}}\n  - {{name: Rémi Roy, language: fr}}\n")
    assert made.ran.code == 0, made.ran
    assert "Interview kit for Maya Chen" in made.words and "Bonjour" in made.words and "Hello" in made.words
    assert "je m’appelle Maya Chen" in made.words and "my name is Maya Chen" in made.words


def test_a_roster_has_a_column_for_the_language_of_a_contact() -> None:
    wrote(
        "r.csv",
        "Student name,Job of interest,Contact name,Contact language\nMaya Chen,nurse,Rémi Roy,French\n",
    )
    made = built("r.csv")
    assert made.ran.code == 0 and "Je m’appelle Maya Chen" in made.words


def events(folder: str = "out") -> dict[str, dict[str, Any]]:
    """Return the events of the calendar file by UID: their sequence, stamp, status and start."""
    (path,) = Path(folder).rglob("*.ics")
    found: list[Any] = Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    return {
        str(each["UID"]): {
            "sequence": int(each.get("SEQUENCE", 0)),
            "stamp": each["DTSTAMP"].dt,
            "status": str(each.get("STATUS", "CONFIRMED")),
            "start": each["DTSTART"].dt,
        }
        for each in found
    }


MOVED = {"later": "2027-03-19", "earlier": "2027-03-05"}


@pytest.mark.parametrize("day", cases(MOVED))
def test_a_moved_talk_replaces_the_one_in_the_calendar(day: str) -> None:
    """M10: the same UID, a larger SEQUENCE, a stamp that is no earlier; unchanged, the file is the same."""
    talk = f"{TOP}talk: {{date: {{}}, time: '10:00'}}\n"
    person(talk.replace("{}", "2027-03-12"), "--ics")
    first, data = events(), next(Path("out").rglob("*.ics")).read_bytes()
    person(talk.replace("{}", "2027-03-12"), "--ics")
    assert next(Path("out").rglob("*.ics")).read_bytes() == data
    person(talk.replace("{}", day), "--ics")
    second = events()
    (uid,) = (each for each in first if isinstance(first[each]["start"], dt.datetime))
    assert uid in second
    assert second[uid]["sequence"] > first[uid]["sequence"]
    assert second[uid]["stamp"] >= first[uid]["stamp"]


def test_a_cancelled_talk_is_cancelled_in_the_calendar() -> None:
    person(f"{TOP}talk: {{date: 2027-03-12, time: '10:00'}}\n", "--ics")
    first = events()
    person(TOP, "--ics")
    second = events()
    assert {each for each in first if second.get(each, {}).get("status") == "CANCELLED"} == set(first)


def test_one_of_two_contacts_taken_out_cancels_only_that_talk() -> None:
    person(TWO, "--ics")
    person(TWO[: TWO.rindex("  - {")], "--ics")
    states = [each["status"] for each in events().values()]
    assert "CANCELLED" in states and "CONFIRMED" in states


# `kit new`


def stopped_after_two(here: Path) -> Terminal:
    terminal = Terminal([*KIT, "new", "-l", "en"], here)
    terminal.type("Ada Obi")
    terminal.type("welder")
    terminal.interrupt()
    assert terminal.end() == 130
    return Terminal([*KIT, "new", "Ada Obi", "-l", "en"], here)


def test_new_goes_on_where_control_c_stopped(here: Path) -> None:
    """S7: after the name it offers to go on; the work is not asked again, and there is one file."""
    terminal = stopped_after_two(here)
    said = ""
    try:
        terminal.wait_for("Go on with it?")
        terminal.type("y", after="]")
        terminal.type(".")
        terminal.type("n", after="now?")
        terminal.end()
        said = terminal.said
    except (pytest.fail.Exception, OSError):
        pass
    assert "Go on with it?" in said, terminal.said
    assert [path.name for path in here.rglob("ada*.yaml")] == ["ada-obi.yaml"]


def test_new_says_how_many_questions_there_are(here: Path) -> None:
    terminal = Terminal([*KIT, "new", "-l", "en"], here)
    terminal.type("Ada")
    terminal.type("welder")
    terminal.type(".")
    terminal.wait_for("[Y/n]")
    terminal.type("n", after="[Y/n]")
    terminal.end()
    assert re.search(r"\b2 of \d+", terminal.said), terminal.said


PICKS = {"1 et 2": "fr", "1 and 2": "en", "1,2": "en", "1 2": "en", "1; 2": "en", "1 & 2": "en"}


@pytest.mark.parametrize(
    ("typed", "language"),
    cases({each: (each, PICKS[each]) for each in PICKS}),
)
def test_new_takes_several_numbers_as_people_write_them(here: Path, typed: str, language: str) -> None:
    terminal = Terminal(
        [*KIT, "new", "Ada", "--occupation", "welder", "-l", language], here, KIT_MESSAGES=language
    )
    terminal.type(typed)
    terminal.type(".")
    terminal.wait_for("/n]")
    terminal.type("n", after="/n]")
    assert terminal.end() == 0, terminal.said
    typed_file = (here / "ada.yaml").read_text("utf-8")
    assert re.search(
        r"situation: \[secondary, postsecondary\]|situation:\n +- secondary\n +- postsecondary", typed_file
    ), typed_file


@pytest.mark.parametrize(
    "word",
    cases({each: each for each in ("secondary student", "élève du secondaire")}),
)
def test_new_takes_the_words_of_a_roster(here: Path, word: str) -> None:
    ran: Ran = kit("new", "Ada", "--occupation", "welder", "-l", "en", "--situation", word)
    assert ran.code == 0, ran
    assert "secondary" in (here / "ada.yaml").read_text("utf-8")


@pytest.mark.parametrize("columns", cases({"80": 80, "40": 40}))
def test_new_breaks_its_lines_between_words(here: Path, columns: int) -> None:
    """M5: no line is longer than the terminal, so none is broken within a word."""
    terminal = Terminal([*KIT, "new", "-l", "en"], here, COLUMNS=str(columns))
    terminal.wait_for("> ")
    terminal.type("Ada")
    terminal.wait_for("> ")
    terminal.interrupt()
    terminal.end()
    long = [line for line in terminal.said.splitlines() if len(line) > columns and "/" not in line]
    assert not long, long
