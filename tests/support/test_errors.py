"""What an error says, in one safe line, and that it survives the way back from a worker."""

from __future__ import annotations

import pickle

import pytest

from interview_kit.support.errors import (
    BankError,
    CellRef,
    InvalidInput,
    KitError,
    MissingLibrary,
    Notice,
    OutputProblem,
    Problem,
    ThemeError,
    escape,
)

PROBLEM = Problem("p.yaml", 3, 7, "contacts.1.name", "too long")


@pytest.mark.parametrize(
    ("located", "line"),
    [
        (PROBLEM, "p.yaml:3:7 contacts.1.name: too long"),
        (Problem("p.yaml", 3, None, "", "too long"), "p.yaml:3: too long"),
        (Problem("p.yaml", None, None, "", "empty"), "p.yaml: empty"),
        (Notice("p.yaml", 1, 1, "decision", "not given"), "p.yaml:1:1 decision: note: not given"),
        (Problem("a\nb", 1, 1, "\x1b[2J", "\u202e"), "a\\u{a}b:1:1 \\u{1b}[2J: \\u{202e}"),
    ],
)
def test_a_place_and_a_message_are_one_line(located: Problem, line: str) -> None:
    assert str(located) == line


def test_words_of_a_file_are_cut_in_a_message() -> None:
    title = str(Problem("class.csv", None, None, "", "not known", CellRef(1, "A", "Name " * 900)))
    assert title.startswith("class.csv row 1, column A (Name Name") and title.endswith("…): not known")
    message = str(Problem("a.yaml", 1, 2, "", "{{ " + "1+" * 90_000))
    assert len(message) < 1100 and message.startswith("a.yaml:1:2: {{ 1+1+") and message.endswith("…")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Zo\u00eb \u9673 \u0639\u0644\u06cc\u200c\u0631\u0636\u0627 \U0001f468\u200d\U0001f469", None),
        ("\x00\t\x7f\x9b", "\\u{0}\\u{9}\\u{7f}\\u{9b}"),
        ("\ud800", "\\u{d800}"),
        ("\u200e\u2066\u2069\ufeff\u2028", "\\u{200e}\\u{2066}\\u{2069}\\u{feff}\\u{2028}"),
        ("\U000e0041", "\\u{e0041}"),
    ],
)
def test_what_could_move_a_terminal_is_escaped(text: str, shown: str | None) -> None:
    assert escape(text) == (shown or text)


@pytest.mark.parametrize(
    ("error", "code", "text"),
    [
        (InvalidInput((PROBLEM, PROBLEM)), 2, f"{PROBLEM}\n{PROBLEM}"),
        (BankError((PROBLEM,)), 2, str(PROBLEM)),
        (ThemeError((PROBLEM,)), 2, str(PROBLEM)),
        (
            MissingLibrary("pango", "brew install pango"),
            3,
            "pango is missing. To install it, run: brew install pango",
        ),
        (OutputProblem("out/a.pdf", "disk full"), 3, "cannot write out/a.pdf: disk full"),
    ],
)
def test_an_error_builds_its_own_message_and_can_travel(error: KitError, code: int, text: str) -> None:
    assert (str(error), error.exit_code) == (text, code)
    back = pickle.loads(pickle.dumps(error))
    assert (type(back), str(back)) == (type(error), text)
