"""Hold that every message can be said in French, and that what people type is never read as a template."""

from __future__ import annotations

import ast
import asyncio
import os
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from string import Formatter
from threading import Barrier

import click
import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir, extract_from_file
from babel.messages.pofile import read_po
from click.types import BoolParamType

import bootstrap
from interview_kit.cli import main
from interview_kit.cli.translated_help import METAVAR_WORD, translated_help
from interview_kit.stages.read.profiles import read_profile
from interview_kit.support import i18n
from interview_kit.support.errors import InvalidInput, Problem, did_you_mean
from interview_kit.support.i18n import (
    _,
    _n,
    join_with_and,
    message_language,
    reason_of,
    use_language,
)
from interview_kit.web.app.pages import FOLDER
from tests.paths import PACKAGE

# How Babel finds templates: `_` and `later` take one, `_n` one for one thing and one for more.
KEYWORDS: Mapping[str, tuple[int, ...] | None] = {
    "_": None,
    "N_": None,
    "_n": (1, 2),
}
LOCALES = ("KIT_MESSAGES", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")

Template = str | tuple[str, ...]

# Messages of click itself, which the command line shows.
CLICKS: tuple[Template, ...] = (
    "Usage:",
    "Options",
    "Commands",
    "Show this message and exit.",
    "default: {default}",
    "Error: {message}",
    "Try '{command} {option}' for help.",
    "Missing command.",
    "Missing argument",
    "Missing option",
    "No such option {name!r}.",
    "No such command {name!r}.",
    ("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),
    ("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
    "Option {name!r} does not take a value.",
    ("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."),
    "Invalid value: {message}",
    "Invalid value for {param_hint}: {message}",
    ("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
    "Choose from:\n\t{choices}",
    "{value!r} is not a valid {number_type}.",
    "{value} is not in the range {range}.",
    "{name} {filename!r} does not exist.",
    "{name} {filename!r} is a file.",
    "{name} {filename!r} is a directory.",
    "{name} {filename!r} is not readable.",
    "file",
    "directory",
    "path",
    "Aborted!",
)

# Messages of argparse, which bootstrap.py shows.
ARGPARSES: tuple[Template, ...] = (
    "usage: ",
    "positional arguments",
    "options",
    "optional arguments",  # until Python 3.9
    "show this help message and exit",
    "%(prog)s: error: %(message)s\n",
    "argument %(argument_name)s: %(message)s",
    "invalid choice: %(value)r (choose from %(choices)s)",
    "the following arguments are required: %s",
    "unrecognized arguments: %s",
)
SETS_UP = Path(bootstrap.__file__)


@cache
def extracted() -> frozenset[Template]:
    """Return every template of the code, as Babel finds it, and what the help of the commands says."""
    found = extract_from_dir(PACKAGE, method_map=[("**.py", "python")], keywords=dict(KEYWORDS))
    first = extract_from_file("python", SETS_UP, keywords=dict(KEYWORDS))
    pages = extract_from_dir(FOLDER, method_map=[("**.j2", "jinja2")], keywords=dict(KEYWORDS))
    texts = {each[2] for each in (*found, *pages)} | {each[1] for each in first}
    return frozenset(texts) | {*helps(main), *CLICKS, *ARGPARSES, bootstrap.__doc__ or ""}


def noted(found: list[str]) -> Callable[[str], str]:
    """Return a translation that changes nothing and adds each text to `found`."""

    def note(text: str) -> str:
        found.append(text)
        return text

    return note


def helps(command: click.Command) -> Iterator[str]:
    """Yield what the help of a command and of those in it says: its text, and each option and argument."""
    found: list[str] = []
    translated_help(command.help or "", noted(found))
    yield from found
    yield from (each.help or "" for each in command.params if isinstance(each, click.Option))
    with click.Context(command) as ctx, use_language("en"):
        typed = [each for each in command.params if not isinstance(each.type, click.Choice | BoolParamType)]
        yield from (word for each in typed for word in METAVAR_WORD.findall(each.make_metavar(ctx)))
        yield from (each.type.name for each in typed if isinstance(each.type, click.Path | click.IntRange))
        if isinstance(command, click.Group):
            yield from METAVAR_WORD.findall(command.subcommand_metavar)
            for name in command.list_commands(ctx):
                _, below, _ = command.resolve_command(ctx, [name])
                assert below is not None
                yield from helps(below)


def written() -> Iterator[Template]:
    """Yield every template of the code, as Python reads it; Babel does not look into f-strings."""
    for path in (*PACKAGE.rglob("*.py"), SETS_UP):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KEYWORDS:
                given = [each.value for each in node.args[:2] if isinstance(each, ast.Constant)]
                texts = tuple(each for each in given if isinstance(each, str))
                if texts:
                    yield texts if KEYWORDS[node.func.id] else texts[0]


def fields(template: str) -> set[tuple[str, str]]:
    """Return the placeholders of a template, each with its form."""
    return {(name, form or "") for _, name, form, _ in Formatter().parse(template) if name is not None}


def pairs(catalogue: Catalog) -> Iterator[tuple[Template, str]]:
    """Yield each template of a catalogue with its French, and one of a plural with each of its two."""
    for message in catalogue:
        if message.id:
            template = message.id if isinstance(message.id, str) else tuple(message.id)
            french = message.string or ""
            yield from ((template, said) for said in ([french] if isinstance(french, str) else french))


def wrong_in(catalogue: Catalog, templates: frozenset[Template]) -> list[str]:
    """Return what keeps a catalogue from being the French of these templates."""
    known = {template for template, _ in pairs(catalogue)}
    wrong = [f"no French: {template!r}" for template in templates - known]
    wrong += [f"not in the code: {template!r}" for template in known - templates]
    wrong += [f"fuzzy: {message.id!r}" for message in catalogue if message.id and message.fuzzy]
    wrong += [f"not in use: {template!r}" for template in catalogue.obsolete]
    for template, french in pairs(catalogue):
        if not french.strip():
            wrong.append(f"empty: {template!r}")
        elif fields(french) not in map(fields, (template,) if isinstance(template, str) else template):
            wrong.append(f"other placeholders: {french!r}")
    return wrong


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    with i18n.catalogues()["fr"].open("rb") as file:
        return read_po(file, locale="fr", abort_invalid=True)


def test_every_template_has_its_french_with_the_same_placeholders(catalogue: Catalog) -> None:
    assert wrong_in(catalogue, extracted()) == []


def test_babel_finds_every_template_of_the_code() -> None:
    assert set(written()) - extracted() == set()


@pytest.mark.parametrize(
    ("template", "french", "flags", "wrong"),
    [
        ("the most is {most}", "le maximum est {moins}", (), "other placeholders: 'le maximum est {moins}'"),
        ("the most is {most:,}", "au plus {most}", (), "other placeholders: 'au plus {most}'"),
        ("the most", "", (), "empty: 'the most'"),
        ("the most", "le maximum", ("fuzzy",), "fuzzy: 'the most'"),
        ("the least", "le minimum", (), "not in the code: 'the least'"),
    ],
)
def test_what_is_wrong_in_a_catalogue_is_seen(
    template: str, french: str, flags: tuple[str, ...], wrong: str
) -> None:
    made = Catalog(locale="fr")
    made.add(template, french, flags=flags)
    known: frozenset[Template] = frozenset() if template == "the least" else frozenset({template})
    assert wrong in wrong_in(made, known)
    assert wrong_in(Catalog(locale="fr"), frozenset({"the most"})) == ["no French: 'the most'"]


def test_french_is_set_as_in_the_kits(catalogue: Catalog) -> None:
    texts = [french for _, french in pairs(catalogue)]
    assert [said for said in texts if " :" in said or "« " in said or " »" in said] == []
    assert [said for said in texts if any(f"{letter}'" in said for letter in ("l", "d", "n", "qu"))] == []


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({}, "en"),
        ({"LANG": "fr_CA.UTF-8"}, "fr"),
        ({"LANG": "fr_CA.UTF-8", "LC_ALL": "en_CA.UTF-8"}, "en"),
        ({"LC_MESSAGES": "fr_FR", "LANG": "en_CA"}, "fr"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8", "LANGUAGE": "de:fr:en"}, "fr"),
        ({"LANG": "fr_CA.UTF-8", "LANGUAGE": "en"}, "en"),
        ({"LANG": "C.UTF-8", "LANGUAGE": "fr"}, "en"),
        ({"LANG": "en_CA.UTF-8", "KIT_MESSAGES": "fr"}, "fr"),
        ({"LANG": "fr_CA.UTF-8", "KIT_MESSAGES": "en"}, "en"),
        ({"LANG": "fr_CA.UTF-8", "KIT_MESSAGES": "klingon"}, "fr"),
    ],
)
def test_the_computer_chooses_the_language(
    environment: Mapping[str, str], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    for name in LOCALES:
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert message_language() == said


def test_a_while_of_french_ends_and_leaves_the_environment_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIT_MESSAGES", "en")
    with use_language("fr"):
        assert (message_language(), os.environ["KIT_MESSAGES"]) == ("fr", "en")
        assert _("this file is empty") == "ce fichier est vide"
        with use_language("en"):
            assert _("this file is empty") == "this file is empty"
    assert _("this file is empty") == "this file is empty"


def check_both_at_once(call: Callable[[], str]) -> None:
    """Check that two threads whose blocks overlap get the result that each language gives alone."""
    both_are_in = Barrier(2, timeout=10)

    def run(language: str) -> str:
        with use_language(language):
            both_are_in.wait()
            result = call()
            both_are_in.wait()
            return result

    alone = []
    for language in ("en", "fr"):
        with use_language(language):
            alone.append(call())
    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(run, ("en", "fr"))) == alone
    assert alone[0] != alone[1]


def test_two_threads_are_told_of_a_wrong_profile_each_in_its_own_language(tmp_path: Path) -> None:
    path = tmp_path / "wrong.yaml"
    path.write_text("decision: exploring\ntalk: {minutes: 300}\n", encoding="utf-8")

    def refusal() -> str:
        with pytest.raises(InvalidInput) as refused:
            read_profile(path)
        return str(refused.value)

    check_both_at_once(refusal)


def test_two_tasks_of_one_event_loop_have_each_its_own_language() -> None:
    async def told(language: str) -> tuple[str, str]:
        with use_language(language):
            await asyncio.sleep(0)
            return _("this file is empty"), await asyncio.to_thread(_, "this file is empty")

    async def both() -> tuple[tuple[str, str], tuple[str, str]]:
        return await asyncio.gather(told("en"), told("fr"))

    assert list(asyncio.run(both())) == [("this file is empty",) * 2, ("ce fichier est vide",) * 2]


@pytest.fixture
def another_catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    path = tmp_path / "fr.po"
    monkeypatch.setitem(i18n.catalogues(), "fr", path)
    i18n._translations.cache_clear()
    yield path
    i18n._translations.cache_clear()


def said_by(path: Path, french: str) -> str:
    """Return the French of `yes` when the catalogue at a path has just come to say it so."""
    path.write_text(
        f'msgid ""\nmsgstr "Language: fr\\n"\n\nmsgid "yes"\nmsgstr "{french}"\n', encoding="utf-8"
    )
    i18n._translations.cache_clear()
    with use_language("fr"):
        return _("yes")


def test_a_compiled_catalogue_is_never_stale(another_catalogue: Path) -> None:
    binary = another_catalogue.with_suffix(".mo")
    assert said_by(another_catalogue, "oui") == "oui"
    assert not binary.exists()  # the folder of an installed program may be read-only
    binary.write_bytes(i18n.compiled(another_catalogue.read_bytes()))
    assert said_by(another_catalogue, "oui") == "oui"
    assert said_by(another_catalogue, "ouais") == "ouais"
    binary.write_bytes(binary.read_bytes()[:100])
    assert said_by(another_catalogue, "oui") == "oui"


def test_a_compiled_catalogue_is_read_without_babel(
    another_catalogue: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said_by(another_catalogue, "oui")
    binary = i18n.compiled(another_catalogue.read_bytes())
    another_catalogue.with_suffix(".mo").write_bytes(binary)
    monkeypatch.setattr(i18n, "compiled", None)
    assert said_by(another_catalogue, "oui") == "oui"


@pytest.mark.parametrize("spoken", ["en", "fr"])
def test_what_a_person_typed_is_no_template(spoken: str) -> None:
    typed = "{most} {0} {name.__class__} {{ me }}"
    with use_language(spoken):
        assert typed in _("there is no such file{near}", near=typed)
        assert typed.upper() in did_you_mean(typed, [typed.upper()])
        assert str(Problem("p.yaml", 1, 2, "name", _("unknown key{hint}", hint=typed))).endswith(typed)


def test_numbers_are_written_as_the_language_writes_them() -> None:
    template = "this file holds too much: the most is {most:,} keys and values"
    assert _(template, most=10_000).endswith("the most is 10,000 keys and values")
    with use_language("fr"):
        assert _(template, most=10_000).endswith("le maximum est 10\u202f000 clés et valeurs")
        assert _("{seconds:.1f} s", seconds=1.25) == "1,2 s"
        assert _("there is no such file{near}", near="1.25") == "ce fichier n’existe pas1.25"


@pytest.mark.parametrize(
    ("number", "english", "french"),
    [(0, "0 mistakes", "0 erreur"), (1, "1 mistake", "1 erreur"), (2, "2 mistakes", "2 erreurs")],
)
def test_one_and_many(number: int, english: str, french: str) -> None:
    assert _n("{n} mistake", "{n} mistakes", number) == english
    with use_language("fr"):
        assert _n("{n} mistake", "{n} mistakes", number) == french


def test_lists_and_the_words_of_the_system_are_french_too() -> None:
    with use_language("fr"):
        assert join_with_and(["4", "7 à 9", "12"]) == "4, 7 à 9 et 12"
        assert reason_of(OSError(28, "No space left on device")) == "plus de place sur le disque"
        assert reason_of(OSError(99, "what {no} one knows")) == "what {no} one knows"
        assert _("") == ""
        assert _("{error}", error="x") == "x"
