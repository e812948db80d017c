"""kit bank: what it prints where, and its exit codes."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result

from interview_kit.cli import main
from tests.saying import said
from tests.tools.lint_bank.bank import copy_of_our_bank


def bank(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["bank", *map(str, arguments)])


def test_a_bank_with_a_mistake_is_refused_and_the_mistake_is_named(tmp_path: Path) -> None:
    planted = "labels: {aside: {en: '{{ me.name | a', fr: Libre}}\n"
    folder = copy_of_our_bank(tmp_path, planted)
    result = bank("check", folder, "--language", "en")
    assert (result.exit_code, result.stdout) == (2, f"{folder}: 1 mistake, no notes\n")
    assert result.stderr == (
        f"{folder}/planted.yaml:1:22 aside: "
        "these braces have no partner and would be printed: '{{ me.name | a'\n"
        "  1 | labels: {aside: {en: '{{ me.name | a', fr: Libre}}\n"
        "    |                      ^^^^^^^^^^^^^^^^\n"
    )


def test_a_bank_with_notes_alone_is_good(tmp_path: Path) -> None:
    folder = copy_of_our_bank(tmp_path, "labels: {aside: {en: Spare}}\n")
    result = bank("check", folder, "--language", "en")
    assert (result.exit_code, result.stdout) == (0, f"{folder}: no mistakes, 1 note\n")
    assert result.stderr == f"{folder}/planted.yaml:1:10 aside: note: nothing uses this\n"


def test_a_folder_that_is_no_bank_is_refused(tmp_path: Path) -> None:
    result = bank("check", tmp_path)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"{tmp_path}/choosing.yaml: a bank needs this file\n"


def test_ids_are_listed_with_their_kind_and_first_words(tmp_path: Path) -> None:
    words = "word " * 20
    planted = (
        "sections:\n- id: planted\n  title: {en: Planted, fr: Planté}\n  items:\n"
        "  - {kind: answer, id: planted.room, lines: 2, label: {en: Room}}\n"
        f"  - {{kind: list, id: planted.list, entries: [{{id: planted.one, text: {{en: {words}}}}}]}}\n"
    )
    folder = copy_of_our_bank(tmp_path, planted)
    listed = bank("list", folder)
    assert [line for line in listed.stdout.splitlines() if "\tplanted" in line] == [
        "section\tplanted\tPlanted",
        "answer\tplanted.room\tRoom",
        "list\tplanted.list\t",
        f"entry\tplanted.one\t{'word ' * 11}…",
    ]
    french = bank("list", folder, "--kind", "section", "--language", "fr")
    assert "section\tplanted\tPlanté" in french.stdout.splitlines()
    assert {line.split("\t")[0] for line in french.stdout.splitlines()} == {"section"}


def test_a_text_is_shown_in_every_language_with_its_place_and_its_condition(tmp_path: Path) -> None:
    words = tmp_path / "ours/bank/words.yaml"
    words.parent.mkdir(parents=True)
    words.write_text("change:\n  advice: {why: {fr: Un conseil, en: Advice}}\n", encoding="utf-8")
    (tmp_path / "ours/theme.yaml").write_text("extends: base\n", encoding="utf-8")
    shown = bank("show", "advice", "--theme", tmp_path / "ours")
    lines = shown.stdout.splitlines()
    assert shown.exit_code == 0
    assert lines[0].startswith("base: ")
    assert "  probes.1.en  What mistake do people often make?" in lines
    own = lines.index(f"ours: {words}:2")
    assert lines[own + 1 : own + 3] == ["  why.en  Advice", "  why.fr  Un conseil"]
    script = bank("show", "approach.A.phone").stdout.splitlines()
    assert '  when  ask_by == "phone"' in script
    assert [line for line in script if line.startswith("line  approach.A.phone.no-job  ")]


def test_an_unknown_id_is_said_with_the_nearest() -> None:
    result = bank("show", "closing.referal")
    assert result.exit_code == 2
    assert said(result.stderr)[-1].endswith("'closing.referal' in this bank, did you mean closing.referral?")


def test_a_text_is_found_by_words_of_a_kit() -> None:
    """A name of the kit is no word of the text, and signs and capitals make no difference."""
    result = bank("find", "may i SPEAK with", "Joan, please")
    ids = [line for line in result.stdout.splitlines() if line.startswith("approach.")]
    assert (result.exit_code, ids) == (0, [f"approach.{each}.phone.opening" for each in "ABC"])
    assert bank("find", "xyzzy").exit_code == 1


def test_an_unknown_kind_is_said_with_those_there_are() -> None:
    result = bank("list", "--kind", "sectoin")
    assert result.exit_code == 2
    assert said(result.stderr)[-1] == (
        "Error: Invalid value for --kind: 'sectoin' is not one of answer, approach, ask, entry, group, "
        "heading, insert, label, line, list, phrase, question, reason, refusal, script, section, table, "
        "text, ticks"
    )
