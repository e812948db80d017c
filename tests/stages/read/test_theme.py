"""Themes: read once, resolved, with nothing followed out of their folder and every mistake named."""

from __future__ import annotations

import os
import pickle
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from interview_kit.model.theme import ORDINARY, Paper, Variant
from interview_kit.stages.read.theme import chain, load_theme, snapshot, theme_names
from interview_kit.support.errors import ThemeError

ALL_TOKENS = (
    "accent, tint, ink, soft, font, other_font, text_size, script_size, title_size, "
    "margin_top, margin_right, margin_bottom, margin_left"
)
THEMES = ", ".join(theme_names())
AGENCY = """\
extends: base
tokens:
  accent: "#884400"
  title_size: 30
large_print: {title_size: 40}
"""


def _folder(tmp_path: Path, said: str, **files: str) -> Path:
    folder = tmp_path / "agency"
    folder.mkdir()
    (folder / "theme.yaml").write_text(said)
    for name, text in files.items():
        (folder / name).write_text(text)
    return folder


def _problems(name_or_dir: str | Path) -> list[tuple[int | None, str, str]]:
    with pytest.raises(ThemeError) as refused:
        load_theme(name_or_dir)
    return [(problem.line, problem.path, problem.message) for problem in refused.value.problems]


def test_a_theme_holds_what_it_names_on_top_of_what_it_extends(tmp_path: Path) -> None:
    folder = _folder(tmp_path, AGENCY)
    (folder / "css").mkdir()
    (folder / "css/kit.css").write_text("p {}")
    base, agency = load_theme("base"), load_theme(folder, paper=Paper.A4, fillable=True)
    assert (agency.name, agency.paper, agency.variant, agency.fillable) == (
        "agency",
        Paper.A4,
        ORDINARY,
        True,
    )
    assert agency.tokens == type(base.tokens)(
        accent="#884400",
        tint=base.tokens.tint,
        ink=base.tokens.ink,
        soft=base.tokens.soft,
        font="Atkinson Hyperlegible",
        other_font="Fira Sans",
        text_size=base.tokens.text_size,
        script_size=base.tokens.script_size,
        title_size=30,
        margin_top=base.tokens.margin_top,
        margin_right=base.tokens.margin_right,
        margin_bottom=base.tokens.margin_bottom,
        margin_left=base.tokens.margin_left,
    )
    changed = {path for path in agency.files if agency.files[path] != base.files.get(path)}
    assert changed == {"css/kit.css", "theme.yaml"}
    assert set(base.files) <= set(agency.files)


def test_large_print_has_its_own_sizes(tmp_path: Path) -> None:
    tokens = load_theme(_folder(tmp_path, AGENCY), variant=Variant(large_print=True)).tokens
    assert (tokens.text_size, tokens.title_size, tokens.accent) == (18, 40, "#884400")


def test_a_snapshot_does_not_change_with_the_folder(tmp_path: Path) -> None:
    folder = _folder(tmp_path, AGENCY, note="before")
    theme = load_theme(folder)
    (folder / "note").write_text("after")
    assert theme.files["note"] == b"before"


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ("extends: base\ntoken: {}\n", (2, "token", "unknown key, did you mean tokens?")),
        ("extends: bse\n",
         (1, "extends", f"there is no theme 'bse', did you mean base? There are: {THEMES}")),
        ("extends: zzz\n", (1, "extends", f"there is no theme 'zzz'; there are: {THEMES}")),
        ("extends: base\ntokens:\n  accent: #884400\n",
         (3, "tokens.accent", 'this token is empty; a colour is written in quotes, such as "#0b5563"')),
        ("extends: base\ntokens: {text_size: 2}\n", (2, "tokens.text_size", "the least is 10")),
        ("description: alone\n", (None, "", f"extend a theme, or name these tokens: {ALL_TOKENS}")),
    ],
)  # fmt: skip
def test_a_mistake_in_theme_yaml_is_named(
    tmp_path: Path, said: str, problem: tuple[int | None, str, str]
) -> None:
    assert _problems(_folder(tmp_path, said)) == [problem]


@pytest.mark.parametrize("value", ["red", "#12345", '"url(x)"', '"#123456;"'])
def test_a_colour_is_six_hexadecimal_digits(tmp_path: Path, value: str) -> None:
    ((line, path, _),) = _problems(
        _folder(tmp_path, f'extends: base\ntokens:\n  ink: "{value.strip(chr(34))}"\n')
    )
    assert (line, path) == (3, "tokens.ink")


def test_themes_that_extend_each_other_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, other in (("one", "two"), ("two", "one")):
        (tmp_path / "themes" / name).mkdir(parents=True)
        (tmp_path / "themes" / name / "theme.yaml").write_text(f"extends: {other}\n")
    monkeypatch.setattr(chain, "TEMPLATES", tmp_path)
    assert _problems("one") == [(1, "extends", "these themes extend each other: one → two → one")]


def test_an_unknown_theme_lists_what_there_is(tmp_path: Path) -> None:
    assert _problems("zzz") == [(None, "", f"there is no theme 'zzz'; there are: {THEMES}")]
    assert _problems(tmp_path) == [(None, "", "this folder has no theme.yaml; kit theme new begins a theme")]


def test_links_are_refused(tmp_path: Path) -> None:
    folder = _folder(tmp_path, AGENCY)
    (tmp_path / "secret").write_text("secret")
    (folder / "logo.png").symlink_to(tmp_path / "secret")
    assert _problems(folder) == [(None, "", "a theme holds no links; copy the file instead")]


def test_a_link_to_a_folder_is_refused(tmp_path: Path) -> None:
    folder = _folder(tmp_path, AGENCY)
    (folder / "assets").symlink_to("/")
    assert _problems(folder) == [(None, "", "a theme holds no links; copy the file instead")]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_pipes_and_devices_are_refused_without_waiting(tmp_path: Path) -> None:
    folder = _folder(tmp_path, AGENCY)
    os.mkfifo(folder / "pipe")
    assert _problems(folder) == [(None, "", "a theme holds files and folders only")]


@pytest.mark.skipif(os.open not in os.supports_dir_fd, reason="this system opens files by path alone")
def test_a_folder_swapped_for_a_link_after_it_was_listed_is_not_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = _folder(tmp_path, AGENCY)
    (folder / "css").mkdir()
    (tmp_path / "private").mkdir()
    (tmp_path / "private/more.css").write_text("secret")
    listing = os.scandir

    def swap_after(place: Any) -> Any:
        entries = list(listing(place))
        if any(entry.name == "css" for entry in entries):
            (folder / "css").rename(tmp_path / "elsewhere")
            (folder / "css").symlink_to(tmp_path / "private")
        return nullcontext(iter(entries))

    monkeypatch.setattr(os, "scandir", swap_after)
    files, problems = snapshot.snapshot(folder)
    assert "css/more.css" not in files
    assert [problem.file for problem in problems] == [str(folder / "css")]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
@pytest.mark.parametrize("name", ["theme.yaml", "css/more.css", "assets/fonts/a.ttf", "assets/logo.png"])
def test_no_file_of_a_theme_may_be_a_pipe(tmp_path: Path, name: str) -> None:
    folder = _folder(tmp_path, AGENCY)
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).unlink(missing_ok=True)
    os.mkfifo(folder / name)
    files, problems = snapshot.snapshot(folder)
    assert name not in files
    assert [problem.message for problem in problems] == ["a theme holds files and folders only"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_theme_beneath_that_holds_a_pipe_is_refused(tmp_path: Path) -> None:
    beneath = tmp_path / "office"
    beneath.mkdir()
    (beneath / "theme.yaml").write_text("extends: base\n")
    os.mkfifo(beneath / "more.css")
    folder = _folder(tmp_path, "extends: office\n")
    assert _problems(folder) == [(None, "", "a theme holds files and folders only")]


def test_a_theme_of_many_folders_is_refused(tmp_path: Path) -> None:
    folder = _folder(tmp_path, AGENCY)
    for number in range(snapshot.MOST_FILES + 1):
        (folder / str(number)).mkdir()
    assert _problems(folder) == [(None, "", f"a theme holds at most {snapshot.MOST_FILES} files")]


def test_a_file_with_holes_is_not_read_whole(tmp_path: Path) -> None:
    folder = _folder(tmp_path, AGENCY)
    with (folder / "large.png").open("wb") as file:
        file.truncate(64 * 1024**3)
    ((_, _, message),) = _problems(folder)
    assert message.startswith("with this file the theme is larger than")


def test_text_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    folder = _folder(tmp_path, AGENCY)
    (folder / "kit.css").write_bytes(b"p{}\xff")
    assert _problems(folder) == [(None, "", "byte 3 is not UTF-8; save the file again as UTF-8")]


def test_a_theme_that_is_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshot, "LARGEST_THEME", 1024)
    folder = _folder(tmp_path, AGENCY, one="x" * 600, two="x" * 600)
    ((_, _, message),) = _problems(folder)
    assert message.startswith("with this file the theme is larger than")


def test_layers_tell_which_theme_supplies_a_file_and_hold_its_words(tmp_path: Path) -> None:
    folder = _folder(tmp_path, AGENCY)
    (folder / "css").mkdir()
    (folder / "css/kit.css").write_text("p {}")
    (folder / "bank").mkdir()
    (folder / "bank/labels.yaml").write_text("page: {en: Leaf}\n")
    theme = load_theme(folder)
    assert [layer.name for layer in theme.layers] == ["base", "agency"]
    assert theme.layers[1].files["bank/labels.yaml"] == b"page: {en: Leaf}\n"
    assert "bank/labels.yaml" not in theme.files
    assert theme.layer_of("css/kit.css") is theme.layers[1]
    assert theme.layer_of("html/kit.html.j2") is theme.layers[0]
    assert theme.layer_of("no/such.file") is None
    assert theme.file_of("css/kit.css") == str(folder / "css/kit.css")
    assert pickle.loads(pickle.dumps(theme.layers)) == theme.layers
