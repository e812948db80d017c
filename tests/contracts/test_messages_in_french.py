"""Hold that a French computer says nothing in English, and that no message goes around `say`."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from string import Formatter

import pytest

from interview_kit.model.bank import Bank
from interview_kit.stages.read.bank import read_bank
from tests.bad_input import test_rosters, test_text, test_theme_looks, test_themes, test_values, test_yaml
from tests.cli.test_error_goldens import PROFILES, ROSTERS, THEMES, Case, profile, transcript
from tests.paths import PACKAGE
from tests.support.test_i18n import LOCALES, extracted

# Where a message goes in: the name of what takes it, and which of its arguments it is.
SINKS = {
    **dict.fromkeys(("Problem", "Notice"), 4),
    **dict.fromkeys(
        ("CellFault", "mistake", "note", "helpful", "needed", "refusal", "_refusal", "_problem"), 1
    ),
    **dict.fromkeys(("echo", "secho", "complain", "tell", "_heading", "UsageError", "BadParameter"), 0),
    **dict.fromkeys(("NotCollected", "NotAccepted", "PictureRefused", "TextRefused", "NoForm"), 0),
    **dict.fromkeys(
        ("ValueError", "UndefinedError", "ClusterProblem", "MissingLibrary", "unplaced", "NoForm"), 0
    ),
    **dict.fromkeys(("_FontRefused", "_FileRefused"), 0),
    **dict.fromkeys(("blame", "refuse", "failure", "worst", "Finding"), 2),
    "problem": -1,
    "_refuse": -1,
}
# And the names that a message has on its way.
MESSAGES = {"message", "hint", "reason", "remedy", "oddity"}
# What is the same in both languages, and what only a mistake in the program could bring about.
NOT_MESSAGES = {
    "kit {}",
    "kit.yaml: {}",
    "Dask",
    "a volume needs at least one kit",
    "not a text",
    # Told to a program that calls the API, not to a person:
    "print_volume={}, jobs={}: both are 1 or more",
    "formats are {}; got {}",
    "this PDF has no page tree of the expected form",
}
_WORDS = re.compile(r"[A-Za-z]{2}")
# The file's own line, and the mark below it.
_EXCERPT = re.compile(r"^  +\d* \| ")


def bare(node: ast.expr) -> str:
    """Return the words of a literal, with {} for what is filled in, or "" where there are none."""
    match node:
        case ast.Constant(value=str(text)):
            words = text
        case ast.JoinedStr(values=values):
            words = "".join(str(each.value) if isinstance(each, ast.Constant) else "{}" for each in values)
        case ast.BinOp(left=left, right=right):
            words = bare(left) + bare(right)
        case ast.IfExp(body=body, orelse=orelse):
            words = bare(body) or bare(orelse)
        case _:
            words = ""
    return words if _WORDS.search(words) else ""


def untranslated(source: str) -> Iterator[str]:
    """Yield each literal that is passed where a translated message belongs."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            place = SINKS.get(name)
            given = node.args[place : (place + 1) or None] if place is not None else []
            given += [each.value for each in node.keywords if place is not None and each.arg == "message"]
            yield from filter(None, map(bare, given))
        elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in MESSAGES:
            yield from filter(None, [bare(node.value)])


def test_no_message_goes_untranslated() -> None:
    called: set[str] = set()
    for path in sorted(PACKAGE.rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        assert set(untranslated(source)) - NOT_MESSAGES == set(), path
        called |= {name for name in SINKS if f"{name}(" in source}
    assert called == SINKS.keys(), "a name that is not called any more hides its successor"


@pytest.mark.parametrize(
    "source",
    [
        'Problem(file, 1, 2, "name", "this is wrong")',
        'Notice(file, 1, 2, "name", f"{what} is wrong")',
        'Problem(file, 1, 2, "name", message="this is wrong")',
        'raise NotAccepted("this is " + "wrong")',
        'complain("this is wrong" if one else other)',
        'message = f"{what} is wrong"',
        'said.problem("path", "this is wrong")',
        'click.echo(f"{what} is wrong")',
    ],
)
def test_a_bare_message_is_seen(source: str) -> None:
    assert list(untranslated(source)) != []


GOLDEN = {**PROFILES, **THEMES, **ROSTERS}
# What the library says of templates is told as it says it.
OF_A_LIBRARY = {"a template that is not closed"}
MAYA = "name: Maya Chen\ndecision: exploring\ntarget: {field: animal care}\n"


def looks(files: Mapping[str, str | bytes]) -> Case:
    inside = {f"ours/{name}": content for name, content in files.items()}
    return Case({"p.yaml": MAYA, **inside}, "build p.yaml -t ours -o out")


def corpus() -> Iterator[tuple[str, Case]]:
    """Yield the wrong inputs of tests/bad_input."""
    for name, (text, _) in test_yaml.DANGEROUS.items():
        yield f"yaml: {name}", profile(text)
    for name, (text, _) in test_yaml.MISTYPED.items():
        yield f"mistyped: {name}", profile(text)
    for name, (text, _) in test_values.REFUSED.items():
        yield f"value: {name}", profile(test_values.GOOD + text)
    for name, (text, _) in test_text.REFUSED.items():
        yield f"text: {name}", profile(f"{text}\n{test_text.GOOD}")
    for name, (file, data, _) in test_rosters.REFUSED.items():
        if not name.startswith("too"):  # their size takes a while
            yield f"roster: {name}", Case({file: data() if callable(data) else data}, f"check {file}")
    # One of three themes: each takes a while.
    for name, (words, _) in list(test_themes.WORDS.items())[::3]:
        files = {f"bank/{path}": text for path, text in words.items()}
        yield f"words: {name}", looks({"theme.yaml": "extends: base\n", **files})
    for name, (given, _) in list(test_theme_looks.CASES.items())[::3]:
        yield f"looks: {name}", looks({"theme.yaml": "extends: base\n", **given})


CORPUS = dict(corpus())


@pytest.fixture(scope="module")
def bank() -> Bank:
    return read_bank()


@pytest.fixture(scope="module")
def english() -> frozenset[str]:
    """Return what stands in the English templates between their values, where it is three words or more."""
    templates = (each for one in extracted() for each in ([one] if isinstance(one, str) else one))
    parts = (literal.strip(" ,;:") for each in templates for literal, *_ in Formatter().parse(each))
    return frozenset(part for part in parts if len(part.split()) >= 3)


@pytest.fixture
def french(bank: Bank, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Case], list[str]]:
    """Return what runs a command on a French computer and gives its lines, without those of the files."""
    monkeypatch.setattr("interview_kit.cli.check.read_bank", lambda: bank)  # read once, not for every case

    def run(case: Case) -> list[str]:
        with monkeypatch.context() as here:
            for name in LOCALES:
                here.delenv(name, raising=False)
            here.setenv("LANG", "fr_CA.UTF-8")
            return said(transcript("", case, tmp_path / "french", here))

    return run


def said(told: str) -> list[str]:
    return [line for line in told.splitlines()[2:-1] if not _EXCERPT.match(line)]


@pytest.mark.parametrize("name", sorted(GOLDEN.keys() - OF_A_LIBRARY))
def test_each_line_is_another_one_on_a_french_computer(
    name: str,
    french: Callable[[Case], list[str]],
    english: frozenset[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case = GOLDEN[name]
    now, before = french(case), said(transcript("", case, tmp_path / "english", monkeypatch))
    assert before
    assert len(now) == len(before)
    assert set(now) & set(before) == set()
    assert [(part, line) for line in now for part in english if part in line] == []


@pytest.mark.parametrize("case", CORPUS.values(), ids=CORPUS.keys())
def test_nothing_is_said_in_english_on_a_french_computer(
    case: Case, french: Callable[[Case], list[str]], english: frozenset[str]
) -> None:
    now = french(case)
    assert now
    assert [(part, line) for line in now for part in english if part in line] == []
