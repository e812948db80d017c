"""Whatever stands in theme.yaml, it is a theme or an error with a place; never anything else."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from interview_kit.stages.read.theme import load_themes
from interview_kit.stages.read.theme.tokens import PartialTokens
from interview_kit.stages.write.stylesheet import stylesheets
from interview_kit.support.colours import LEAST, contrast
from interview_kit.support.errors import ThemeError
from tests.agencies import LOGO, agency
from tests.shared import examples

SCALARS = st.one_of(
    st.integers(0, 0xFFFFFF).map(lambda number: f'"#{number:06X}"'),
    st.floats(-100, 1000).map(lambda number: f"{number:g}"),
    st.sampled_from(
        ("a4", "letter", "none", "Fira Sans", "assets/logo.svg", "assets/logo.png", "[]", "{}", "~")
    ),
    st.sampled_from(("../../etc/passwd", "NaN", "inf", "1e400", "-0", "0x10", "1_0", '"#00"', '"\\u0000"')),
    st.text(max_size=30).map(lambda text: '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'),
)
NAMES = st.one_of(st.sampled_from((*PartialTokens.model_fields, "colour", "acent")), st.text(max_size=8))
TOKENS = st.dictionaries(NAMES, SCALARS, max_size=5)


def yaml(tokens: dict[str, str], large: dict[str, str]) -> str:
    def section(name: str, values: dict[str, str]) -> str:
        return (
            f"{name}:\n" + "".join(f"  {key}: {value}\n" for key, value in values.items()) if values else ""
        )

    return "extends: base\n" + section("tokens", tokens) + section("large_print", large)


@settings(max_examples=examples(150))
@given(TOKENS, TOKENS)
def test_any_tokens_make_a_theme_or_an_error_with_a_place(
    tokens: dict[str, str], large: dict[str, str]
) -> None:
    with tempfile.TemporaryDirectory() as place:
        said = yaml(tokens, large).encode("utf-8", "surrogatepass")
        folder = agency(Path(place) / "north", theme_dot_yaml=said, assets__logo_dot_svg=LOGO)
        try:
            themes = load_themes(folder)
        except ThemeError as error:
            assert error.problems
            assert all(problem.file.startswith(str(folder)) for problem in error.problems)
            assert all(problem.line is not None or "byte" in problem.message for problem in error.problems)
            return
        for theme in themes.values():
            texts = (theme.tokens.ink, theme.tokens.soft, theme.tokens.accent, theme.tokens.second_accent)
            assert all(
                contrast(text, ground) >= LEAST for text in texts for ground in ("#ffffff", theme.tokens.tint)
            )
            assert "var(--kit-" not in "".join(sheet.text for sheet in stylesheets(theme))
            assert "<" not in stylesheets(theme)[0].text
