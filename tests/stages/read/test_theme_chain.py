"""Themes that extend themes: found by name beside each other, each file from the most particular one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from interview_kit.model.theme import ORDINARY, VARIANTS, Variant
from interview_kit.stages.read.theme import is_shipped, load_theme, load_themes, own_theme_names
from interview_kit.stages.read.theme.chain import LONGEST_CHAIN
from interview_kit.stages.write.html import write_html
from interview_kit.stages.write.stylesheet import stylesheets
from interview_kit.support.errors import ThemeError
from tests.agencies import agency, with_letterhead
from tests.sample_document import sample_document

PAGE = (
    '{{% extends "{}/html/kit.html.j2" %}}\n{{% block {} %}}<hr class="{}">{{{{ super() }}}}{{% endblock %}}'
)


def regional(folder: Path) -> Path:
    """Return a branch that extends its head office, which lies beside it."""
    agency(
        folder / "office",
        'extends: base\ntokens: {accent: "#7a1f5c", ink: "#101010", margin_left: 22}\n',
        css__more_dot_css=".office { color: var(--kit-accent) }",
        html__kit_dot_html_dot_j2=PAGE.format("base", "after", "office"),
        assets__star_dot_svg='<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>',
    )
    return agency(
        folder / "branch",
        'extends: office\ntokens: {accent: "#14532d"}\n',
        css__more_dot_css=".branch { color: var(--kit-accent) }",
        html__kit_dot_html_dot_j2=PAGE.format("office", "letterhead", "branch"),
    )


def refusal(name_or_dir: str | Path) -> str:
    with pytest.raises(ThemeError) as refused:
        load_theme(name_or_dir)
    return str(refused.value)


def test_each_token_and_file_comes_from_the_most_particular_theme(tmp_path: Path) -> None:
    theme = load_theme(regional(tmp_path))
    base = load_theme("base")
    assert [layer.name for layer in theme.layers] == ["base", "office", "branch"]
    assert theme.tokens == replace(base.tokens, accent="#14532d", ink="#101010", margin_left=22)
    suppliers = {path: theme.layer_of(path) for path in ("assets/star.svg", "css/kit.css", "css/more.css")}
    assert [layer.name for layer in suppliers.values() if layer] == ["office", "base", "branch"]


def test_variants_are_inherited_and_single_tokens_named_anew(tmp_path: Path) -> None:
    agency(
        tmp_path / "office",
        'extends: base\ntokens: {accent: "#7a1f5c"}\nhigh_contrast: {accent: "#3d0f2e"}\n',
    )
    said = (
        "extends: office\ntokens: {title_size: 20}\ndyslexia_friendly: {letter_spacing: 1, text_size: 14}\n"
    )
    themes, base = load_themes(agency(tmp_path / "branch", said)), load_themes("base")
    assert set(themes) == set(VARIANTS)
    clear, wide = Variant(high_contrast=True), Variant(dyslexia_friendly=True)
    assert themes[clear].tokens == replace(base[clear].tokens, accent="#3d0f2e", title_size=20)
    assert themes[wide].tokens == replace(base[wide].tokens, accent="#7a1f5c", letter_spacing=1, text_size=14)
    every = themes[Variant(dyslexia_friendly=True, high_contrast=True, large_print=True)].tokens
    assert (every.text_size, every.letter_spacing, every.accent, every.web_ground) == (
        18,
        1,
        "#3d0f2e",
        "#ffffff",
    )
    assert len({theme.variant for theme in themes.values()}) == len(VARIANTS) == 8


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ("high_contrst: {}", "theme.yaml:2:1 high_contrst: unknown key, did you mean high_contrast?"),
        ("dyslexia_friendly: {letter_spaceing: 1}", "unknown key, did you mean letter_spacing?"),
        ("dyslexia_friendly: {letter_spacing: 4}", "dyslexia_friendly.letter_spacing: the most is 2.5"),
        ("dyslexia_friendly: {line_spacing: 1}", "dyslexia_friendly.line_spacing: the least is 1.2"),
        ("high_contrast: {rule_width: 2}", "high_contrast.rule_width: the most is 0.8"),
        ("high_contrast: {ink: #000000}", "high_contrast.ink: this token is empty"),
        ("high_contrast: {font: Nowhere Sans}", "high_contrast.font: font Nowhere Sans is neither"),
    ],
)
def test_a_mistake_in_a_variant_is_named(tmp_path: Path, said: str, message: str) -> None:
    said = said.replace("{ink: #000000}", "\n  ink: #000000")
    assert message in refusal(agency(tmp_path / "north", f"extends: base\n{said}\n"))


def test_style_sheets_add_up_and_blocks_are_replaced_one_by_one(tmp_path: Path) -> None:
    theme = load_theme(regional(tmp_path))
    sheets = [(Path(sheet.file).parent.parent.name, sheet.text) for sheet in stylesheets(theme)]
    assert [name for name, _ in sheets] == ["base", "office", "branch"]
    assert [text for _, text in sheets[1:]] == [".office { color: #14532d }", ".branch { color: #14532d }"]
    page = write_html(with_letterhead(sample_document()), theme).decode()
    parts = ['<hr class="branch">', "12 Main Street", "<main>", "</main>", '<hr class="office">']
    assert sorted(parts, key=page.index) == parts


def test_large_print_of_one_snapshot(tmp_path: Path) -> None:
    themes = load_themes(regional(tmp_path))
    large = themes[Variant(large_print=True)]
    assert (themes[ORDINARY].tokens.text_size, large.tokens.text_size) == (12, 18)
    assert large.files is themes[ORDINARY].files


def test_a_theme_is_found_by_name_here_and_in_themes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    agency(tmp_path / "here")
    agency(tmp_path / "themes/there")
    agency(tmp_path / "themes/base", 'extends: base\ntokens: {ink: "#000000"}\n')
    monkeypatch.chdir(tmp_path)
    assert [load_theme(name).name for name in ("here", "there", "themes/there")] == ["here", "there", "there"]
    assert own_theme_names() == ("base", "there")
    # A theme that comes with the program goes first.
    assert is_shipped(load_theme("base"))
    assert not is_shipped(load_theme("there"))
    assert "there is no theme 'thre', did you mean there? There are: base, " in refusal("thre")
    monkeypatch.chdir(tmp_path / "here")
    assert load_theme(".").name == "here"


def test_two_themes_of_one_name_are_refused(tmp_path: Path) -> None:
    assert "two themes of this chain are named base; rename" in refusal(agency(tmp_path / "base"))


def test_a_link_beside_a_theme_is_not_followed(tmp_path: Path) -> None:
    agency(tmp_path / "elsewhere/office")
    branch = agency(tmp_path / "here/branch", "extends: office\n")
    (tmp_path / "here/office").symlink_to(tmp_path / "elsewhere/office")
    assert "branch/theme.yaml:1:10 extends: there is no theme 'office'" in refusal(branch)


def test_a_chain_has_an_end(tmp_path: Path) -> None:
    for number in range(LONGEST_CHAIN + 1):
        agency(tmp_path / f"t{number}", f"extends: t{number + 1}\n")
    assert f"at most {LONGEST_CHAIN} themes may extend each other" in refusal(tmp_path / "t0")


@pytest.mark.parametrize("name", ["x" * 5000, "a\0b", "", "no/such/folder"])
def test_what_is_no_name_is_refused(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert "there is no theme" in refusal(
        name
    ) or "has no theme.yaml; kit theme new begins a theme" in refusal(name)


def test_a_theme_whose_parent_is_missing_has_that_one_mistake(tmp_path: Path) -> None:
    with pytest.raises(ThemeError) as refused:
        load_theme(agency(tmp_path / "thompson", 'extends: prairie\ntokens: {accent: "#0b5563"}\n'))
    assert [problem.path for problem in refused.value.problems] == ["extends"]


def test_large_print_is_large(tmp_path: Path) -> None:
    with pytest.raises(ThemeError) as refused:
        load_theme(
            agency(tmp_path / "small", "extends: base\nlarge_print: {text_size: 12, script_size: 15}\n")
        )
    assert [problem.path for problem in refused.value.problems] == [
        "large_print.text_size",
        "large_print.script_size",
    ]
