"""Hold that no French message of the golden files has English in it, and that every message is translated."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from string import Formatter

import pytest

from tests.cli.test_error_goldens import FAMILIES, GOLDENS
from tests.paths import PACKAGE
from tests.sentences import read_sentences
from tests.support.test_i18n import extracted

# Where a message goes in: the name of what takes it, and which of its arguments it is.
SINKS = {
    **dict.fromkeys(("Problem", "Notice"), 4),
    **dict.fromkeys(("CellFault", "mistake", "note", "needed", "refusal", "_refusal", "_problem"), 1),
    **dict.fromkeys(("echo", "secho", "complain", "tell", "_heading", "UsageError", "BadParameter"), 0),
    **dict.fromkeys(("NotCollected", "NotAccepted", "PictureRefused", "TextRefused", "NoForm"), 0),
    **dict.fromkeys(
        ("ValueError", "UndefinedError", "ClusterProblem", "MissingLibrary", "unplaced", "NoForm"), 0
    ),
    "_FontRefused": 0,
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
    "class_sheet_order={}: one of {}",
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


# What a library says of templates is repeated in its own words.
OF_A_LIBRARY = {
    "a template that is not closed",
    "looks: a template that cannot be read",
    "looks: a name that no template knows",
    "looks: a drawing that cannot be read",
}


def told() -> Iterator[tuple[str, list[str], list[str]]]:
    """Yield the name of each golden case, its English lines and its French ones, without those of files."""
    for name, block in read_sentences().items():
        lines = block.splitlines()
        if french := [line[3:] for line in lines if line.startswith("fr ")]:
            yield name, [line[3:] for line in lines if line.startswith("en ")], french
    for family in FAMILIES:
        golden = (GOLDENS / f"{family}.txt").read_text(encoding="utf-8")
        for case in golden.removeprefix("# ").split("\n# "):
            name = case.partition("\n")[0]
            _, *parts = re.split(r"(?m)^\[(?:en|fr)\]\n", case)
            english, french = (
                [line for line in part.splitlines()[:-1] if not _EXCERPT.match(line)] for part in parts
            )
            yield name, english, french


def test_each_line_is_another_one_in_french_and_has_no_english() -> None:
    templates = (each for one in extracted() for each in ([one] if isinstance(one, str) else one))
    literals = (literal.strip(" ,;:") for each in templates for literal, *_ in Formatter().parse(each))
    # What stands in the English templates between their values, where it is three words or more.
    parts = {part for part in literals if len(part.split()) >= 3}
    for name, english, french in told():
        assert len(english) == len(french) > 0, name
        if name not in OF_A_LIBRARY:
            assert set(english) & set(french) == set(), name
        assert [(part, line) for line in french for part in parts if part in line] == [], name
