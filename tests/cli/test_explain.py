"""The command `kit explain`: the JSON that other programs read, the tables, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from interview_kit.cli import main
from tests.saying import said

TYPED = """\
name: Maya
decision: exploring
minor: true
target: {occupation: cook, trade: true}
about: {summary: I cook at home., experience: [A summer in a kitchen]}
goals: [fit]
knows: [training, pay, outlook, conditions]
talk: {minutes: 10, channel: video}
contacts:
  - {name: Lou Martin, organisation: Blue Oven, relationship: known, referral: {name: Ray}}
questions: {drop: [problems, choose-again], add: ["Is it hot?"]}
"""
LONG = """\
name: Bo
location: Surrey, British Columbia
target: {occupation: cook}
goals: [pay]
knows: [pay]
contacts:
  - {name: Lou Martin, minutes: 60}
  - {name: Kim Roy, minutes: 10}
"""
EXPLAINED = {
    "contact": "Lou Martin",
    "approach": {
        "id": "A",
        "warm": True,
        "ask_by": "email",
        "channel": "video",
        "reason": "You are still looking around, so you ask what the work is like. The person who gave you "
        "this name has not agreed to be named yet, so nobody is named.",
    },
    "spare": None,
    "refusals": ["too-busy", "willing-but-loaded", "what-do-you-want", "no-reply"],
    "tasks": ["ask-first"],
    "minutes": {"asked": 10, "for_questions": 7, "used": 7},
    "questions": [
        {
            "id": "typical-day",
            "minutes": 2,
            "starred": False,
            "reason": "This one belongs in every first look at a kind of work: this shows how the hours "
            "really go.",
            "probes": [],
        },
        {
            "id": "own.1",
            "minutes": 1.5,
            "starred": True,
            "reason": "You wrote this question yourself.",
            "probes": [],
        },
        {
            "id": "satisfying-challenging",
            "minutes": 2,
            "starred": True,
            "reason": "You want to know whether the work fits you, and this shows the best and the hardest "
            "side of the work.",
            "probes": [],
        },
        {
            "id": "advice",
            "minutes": 1.5,
            "starred": False,
            "reason": "This one belongs in every first look at a kind of work: this is often the answer "
            "people remember longest.",
            "probes": [],
        },
    ],
    "goals": [
        {
            "id": "fit",
            "served_by": "satisfying-challenging",
            "reason": "You want to know whether the work fits you, and this shows the best and the hardest "
            "side of the work.",
            "source": None,
        },
    ],
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("maya.yaml").write_text(TYPED, encoding="utf-8")
    Path("bad.yaml").write_text(TYPED.replace("problems", "problem"), encoding="utf-8")
    for name in ("all", "one"):
        Path(name).mkdir()
        Path(name, "maya.yaml").write_text(TYPED, encoding="utf-8")
    Path("all", "bad.yaml").write_text("name: Ben\nminor: perhaps\n", encoding="utf-8")
    return tmp_path


def run(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["explain", *arguments])
    return result.exit_code, result.stdout, result.stderr


def test_the_json_of_one_profile_is_one_object(folder: Path) -> None:
    code, out, err = run("maya.yaml", "--format", "json")
    answer = json.loads(out)
    assert (code, err) == (0, "")
    assert list(answer) == ["profile", "language", "conversations", "sections"]
    assert (answer["profile"], answer["language"]) == ("Maya", "en")
    (talk,) = answer["conversations"]
    assert list(talk)[-2:] == ["dropped", "goals"]
    dropped = {each["id"]: each["reason"] for each in talk.pop("dropped")}
    assert talk == EXPLAINED
    assert dropped["problems"] == "You asked to leave this one out."
    assert dropped["demand"] == "You have already looked up the outlook."
    assert dropped["qualities"] == "There is time for 4 questions in 10\u00a0minutes, and others come first."
    assert {"front", "conversation", "safety"} <= set(answer["sections"])


def test_several_give_a_list_without_those_that_are_refused(folder: Path) -> None:
    names = [
        (sources, run(*sources, "--format", "json"))
        for sources in (["all"], ["one"], ["maya.yaml", "bad.yaml"])
    ]
    for sources, (code, out, err) in names:
        assert [each["profile"] for each in json.loads(out)] == ["Maya"]
        assert (code, bool(err)) == ((0, False) if sources == ["one"] else (1, True))


def test_a_wrong_id_is_refused_with_its_place(folder: Path) -> None:
    message = "bad.yaml:11:20 questions.drop.1: there is no question problem, did you mean problems?"
    for options in ((), ("--format", "json")):
        code, out, err = run("bad.yaml", *options)
        assert (code, out, said(err)) == (2, "", [message])


def test_the_tables_are_plain_and_narrow(folder: Path) -> None:
    code, out, err = run("maya.yaml")
    lines = [line.rstrip() for line in out.splitlines()]
    assert (code, err) == (0, "")
    assert max(map(len, lines)) <= 80
    assert "\x1b" not in out
    assert lines[:3] == ["Maya: cook", "", "Lou Martin, Blue Oven: 10 minutes by video, asked by e-mail"]
    assert [line for line in lines if line and not line.startswith(" ")][2:] == [
        "Opening",
        'Replies to a "no"',
        "Minutes",
        "Goals, each with its question or where to look it up",
        "Questions, in this order (* = ask these if time is cut short)",
        "Left out",
        "Pages of the kit",
    ]
    assert "  Before that: ask Ray whether you may give their name." in lines
    assert "  2  *  1.5 min  Is it hot?" in lines
    assert "                 own.1: You wrote this question yourself." in lines
    place = lines.index("  You asked to leave this one out.")
    assert lines[place + 1] == "      problems, choose-again"


def test_goals_without_a_question_and_follow_ups_are_explained(folder: Path) -> None:
    Path("long.yaml").write_text(LONG, encoding="utf-8")
    _code, out, _err = run("long.yaml", "--format", "json")
    first, second = json.loads(out)["conversations"]
    assert first["goals"][0] == {
        "id": "pay",
        "served_by": None,
        "reason": "You have already looked up the pay.",
        "source": "Job Bank (jobbank.gc.ca), the wages near you, and WorkBC (workbc.ca)",
    }
    (day,) = [each for each in first["questions"] if each["id"] == "typical-day"]
    assert day["probes"] == [
        {"text": "What did you do yesterday, from start to finish?", "minutes": 1.5},
        {"text": "What's different on a very busy day?", "minutes": 1.5},
    ]
    assert first["minutes"]["used"] == sum(
        each["minutes"] + sum(probe["minutes"] for probe in each["probes"]) for each in first["questions"]
    )
    assert [each["probes"] for each in second["questions"]] == [[]] * 4
    tables = run("long.yaml")[1]
    assert "+ What did you do yesterday, from start to finish?" in tables
    assert "Look it up: Job Bank (jobbank.gc.ca)" in " ".join(tables.split())


def test_questions_are_worded_as_they_are_asked_and_reasons_for_the_reader(folder: Path) -> None:
    profile = {"name": "Zoé", "language": "fr", "target": {"occupation": "vétérinaire"}}
    contacts = [{"name": "Anne Roy", "register": "vous"}, {"name": "Ann White", "language": "en"}]
    pupil = profile | {"situation": ["secondary"], "talk": {"minutes": 30}, "contacts": contacts}
    Path("zoe.yaml").write_text(yaml.safe_dump(pupil, allow_unicode=True), encoding="utf-8")
    out = " ".join(run("zoe.yaml")[1].split())
    french, english = out.split("Ann White")
    assert "au travail, pour vous?" in french and "pour toi?" not in french
    assert "Tu explores encore" in french and "Tu explores encore" in english
    assert "What does a usual day at work look like for you?" in english and "pour vous?" not in english
    talks = json.loads(run("zoe.yaml", "-f", "json")[1])["conversations"]
    said = [[each["text"] for pick in talk["questions"] for each in pick["probes"]] for talk in talks]
    assert "What did you do yesterday, from start to finish?" in said[1]
    assert said[0] and not any("tu " in each.casefold() for each in said[0])
