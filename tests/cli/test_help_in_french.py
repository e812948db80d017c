"""On a French computer the help of every command is French, and so are the words that click adds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from babel.messages.extract import extract_from_dir
from click.testing import CliRunner

from interview_kit.cli import KitGroup, main
from interview_kit.support.i18n import use_language
from tests.cli.test_help import ALL, MANY, MOST_LINES, MOST_OF_MANY
from tests.support.test_i18n import CLICKS, KEYWORDS, check_both_at_once

# French needs more letters.
MORE_LINES = 8
# Lines that are typed, or that name what is typed: the same in both languages.
_THE_SAME = re.compile(r"^ {4,}\S|^Usage: |^ +(-.*\]|--\S+|[a-z]+)$|^$")


def lines(*words: str, language: str) -> list[str]:
    with use_language(language):
        result = CliRunner().invoke(main, list(words), prog_name="kit", terminal_width=100)
    return (result.stdout or result.stderr).splitlines()


@pytest.mark.parametrize("path", ALL, ids=lambda path: " ".join(("kit", *path)))
def test_a_help_is_french_throughout(path: tuple[str, ...]) -> None:
    english = {line for line in lines(*path, "--help", language="en") if not _THE_SAME.search(line)}
    french = lines(*path, "--help", language="fr")
    assert len(english) > 3
    assert english & set(french) == set()
    assert french[0].startswith(f"Utilisation\N{NO-BREAK SPACE}: {' '.join(('kit', *path))} ")
    assert len(french) <= (MOST_OF_MANY if path[-1:] and path[-1] in MANY else MOST_LINES) + MORE_LINES
    assert max(map(len, french)) <= 100


@pytest.mark.parametrize(
    ("words", "english", "french"),
    [
        ("biuld", "Did you mean 'build'?", "Il n’y a pas de commande 'biuld'. Vouliez-vous dire 'build'?"),
        ("build", "Missing argument 'SOURCE...'.", "Il manque l’argument 'SOURCE...'."),
        ("build --papper a4 x", "No such option", "Il n’y a pas d’option '--papper'. (Vouliez-vous dire"),
        ("build x --paper", "requires an argument", "L’option '--paper' demande une valeur."),
        ("build x --paper a3", "is not one of", "'a3' ne fait pas partie de 'letter', 'a4'."),
        ("build x --jobs y", "is not a valid integer range", "'y' n’est pas un nombre entier."),
        ("build x --jobs 0", "is not in the range", "0 n’est pas dans les limites 1<=x<=256."),
        ("build x --watch=1", "does not take a value", "L’option '--watch' ne prend pas de valeur."),
        ("schema profile bank", "Got unexpected", "Il y a un argument de trop (bank)"),
        ("schema", "Choose from:", "Choisissez parmi\N{NO-BREAK SPACE}:"),
        ("theme check --people no-one", "does not exist", "Chemin 'no-one' n’existe pas."),
        ("roster", "Make a roster to fill in", "Créer une liste à remplir"),
    ],
)
def test_what_click_refuses_is_said_in_french(words: str, english: str, french: str) -> None:
    assert english in "\n".join(lines(*words.split(), language="en"))
    said = "\n".join(lines(*words.split(), language="fr"))
    assert french in said
    assert not re.search(r"\b(Usage|Error|Try|for help|Invalid)\b", said)


def test_a_french_help_leaves_the_english_one_as_it_was() -> None:
    before = lines("roster", "new", "--help", language="en")
    assert lines("roster", "new", "--help", language="fr") != before
    assert lines("roster", "new", "--help", language="en") == before


@pytest.mark.parametrize("words", [("build", "--help"), ("biuld",), ("build", "x", "--jobs", "0")])
def test_two_threads_see_help_and_refusals_each_in_its_own_language(words: tuple[str, ...]) -> None:
    def told() -> str:
        try:
            with main.make_context("kit", list(words), terminal_width=100) as ctx:
                assert isinstance(ctx.command, KitGroup)
                _, command, rest = ctx.command.resolve_command(ctx, list(words))
                assert command is not None
                if "--help" in words:
                    return command.get_help(click.Context(command, parent=ctx, info_name=words[0]))
                command.make_context(words[0], rest, parent=ctx)
        except click.UsageError as error:
            return error.format_message()
        raise AssertionError("neither help nor a refusal")

    check_both_at_once(told)


def test_click_still_has_the_words_that_are_said_in_french() -> None:
    def found() -> Iterator[object]:
        keywords = {"_": None, "ngettext": KEYWORDS["_n"]}
        folder = Path(click.__file__).parent
        yield from (each[2] for each in extract_from_dir(folder, [("**.py", "python")], keywords=keywords))

    assert set(CLICKS) - set(found()) == set()
