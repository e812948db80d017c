"""The two paths of `kit new`: eight questions make a good kit, and all of them one that knows the person."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.command import built, kit
from tests.terminal import KIT, Terminal

PEOPLE = {
    "a student, eight questions": (
        "fr",
        (
            *("Zoé Savoie", "infirmière", "1", "", "1", "rester calme", "j'ai gardé mes cousins", "Anne Roy"),
            *("", "", "n"),
        ),
        "8 sur 8",
        "typical-day",
        ("Bonjour, j’aimerais parler à Anne Roy.", "Je suis au secondaire.", "rester calme"),
    ),
    "a nurse from Manila, all questions": (
        "en",
        (
            *("Rosa Reyes", "registered nurse", "+", "6", "3", "7", "", "", "College of Nurses of Ontario"),
            *("Bachelor of Nursing", "3", "", "I'm good at triage", "I have worked eight years in Manila"),
            *(".", "n"),
        ),
        "13 of 22",
        "experience-feedback",
        ("worked eight years in Manila", "College of Nurses of Ontario", "triage"),
    ),
    "an apprentice, all questions": (
        "en",
        ("Sam Oka", "electrician", "+", "", "3", "8", "", "yes", ".", "n"),
        "7 of 22",
        "trade.sponsor",
        ("electrician",),
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "typed", "progress", "question", "printed"), PEOPLE.values(), ids=PEOPLE
)
def test_the_answers_of_each_path_are_in_the_kit(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    language: str,
    typed: tuple[str, ...],
    progress: str,
    question: str,
    printed: tuple[str, ...],
) -> None:
    terminal = Terminal([*KIT, "new", "-l", language], tmp_path, KIT_MESSAGES=language)
    for text in typed:
        terminal.type(text)
    assert (terminal.end(), f"\n{progress}\n" in terminal.said) == (0, True), terminal.said
    monkeypatch.chdir(tmp_path)
    profile = next(tmp_path.glob("*.yaml"))
    talk = json.loads(kit("explain", profile, "--format", "json").out)["conversations"][0]
    assert question in [each["id"] for each in talk["questions"]]
    words = built(profile, language=language).words
    assert [text for text in printed if text not in words] == [], words


def test_the_full_path_goes_on_where_control_c_stopped_it(tmp_path: Path) -> None:
    short = ("Ada", "welder", "5", "1", "2", "drawing", "painted houses", "Bo", "2", "y")
    terminal = Terminal([*KIT, "new", "-l", "en"], tmp_path)
    for text in (*short, "3"):
        terminal.type(text)
    terminal.interrupt()
    assert terminal.end() == 130
    terminal = Terminal([*KIT, "new", "Ada", "-l", "en"], tmp_path)
    for text in ("y", "y", ".", "n"):
        terminal.type(text)
    assert terminal.end() == 0
    asked = [line for line in terminal.said.splitlines() if line.endswith("?")]
    assert asked[0] == "Is this a skilled trade, such as carpentry or welding?", terminal.said
