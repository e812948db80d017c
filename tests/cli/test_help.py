"""Every help is short, begins with what the command does, shows an example, and says each option in words."""

from __future__ import annotations

from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from interview_kit.cli import main

# What fits on two screens; `kit new` has an option for each of its questions, and `kit build` is for all.
MOST_LINES, MOST_OF_MANY = 48, 80
MANY = ("new", "build")


def commands(group: click.Group, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    yield path, group
    with click.Context(group) as ctx:
        for name in group.list_commands(ctx):
            _, command, _ = group.resolve_command(ctx, [name])
            assert command is not None, name
            if isinstance(command, click.Group):
                yield from commands(command, (*path, name))
            else:
                yield (*path, name), command


ALL = dict(commands(main, ()))


@pytest.mark.parametrize("path", ALL, ids=lambda path: " ".join(("kit", *path)))
def test_a_help_is_short_and_shows_an_example(path: tuple[str, ...]) -> None:
    result = CliRunner().invoke(main, [*path, "--help"], prog_name="kit", terminal_width=100)
    lines = result.stdout.splitlines()
    assert result.exit_code == 0
    assert lines[0].startswith(f"Usage: {' '.join(('kit', *path))} ")
    assert lines[2].startswith("  ") and lines[2].strip()[0].isupper(), lines[2]
    example = [line for line in lines if line.lstrip().startswith("For ") and line.endswith(":")]
    assert example, "an example is missing"
    assert any(line.startswith(f"    {' '.join(('kit', *path))}") for line in lines), "it shows the command"
    assert len(lines) <= (MOST_OF_MANY if path[-1:] and path[-1] in MANY else MOST_LINES), len(lines)
    assert max(map(len, lines)) <= 100


@pytest.mark.parametrize("path", ALL, ids=lambda path: " ".join(("kit", *path)))
def test_each_option_is_said_in_words(path: tuple[str, ...]) -> None:
    options = [each for each in ALL[path].params if isinstance(each, click.Option)]
    assert [each.name for each in options if not (each.help or "").endswith(".")] == []


def test_what_people_do_first_stands_first() -> None:
    lines = CliRunner().invoke(main, ["--help"]).stdout.split("Commands:\n")[1].splitlines()
    assert [line.split()[0] for line in lines][:4] == ["app", "new", "build", "check"]
    assert not any(line.endswith("...") for line in lines)


def test_options_of_a_build_stand_in_sections() -> None:
    said = CliRunner().invoke(main, ["build", "--help"]).stdout
    places = [
        said.index(words) for words in ("Options:", "--output", "--help", "For a class:", "--zip", "More:")
    ]
    assert places == sorted(places)
    assert said.count("--watch  ") == said.count("--debug  ") == 1


def test_kit_alone_says_what_there_is() -> None:
    result = CliRunner().invoke(main, [])
    assert "Ask a few questions and write a profile." in result.output


@pytest.mark.parametrize(("told", "narrowest", "widest"), [("60", 50, 60), ("wide", 60, 80)])
def test_help_is_as_wide_as_the_shell_says(
    told: str, narrowest: int, widest: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", told)
    lines = CliRunner().invoke(main, ["build", "--help"]).output.splitlines()
    assert narrowest < max(map(len, lines)) <= widest
