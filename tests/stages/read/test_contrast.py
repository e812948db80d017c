"""Colours of text: the ratio of WCAG 2, and the nearest colour that passes."""

from __future__ import annotations

import colorsys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_kit.stages.read.theme import load_theme
from interview_kit.support.colours import LEAST, contrast, nearest
from interview_kit.support.errors import ThemeError
from tests.agencies import agency

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [  # the first two by definition, the next two as commonly published, the last worked out by hand
        ("#000000", "#ffffff", 21.0),
        ("#123456", "#123456", 1.0),
        ("#767676", "#ffffff", 4.54),
        ("#777777", "#ffffff", 4.48),
        ("#0b5563", "#e6eff1", 7.21),
    ],
)
def test_the_ratio_is_that_of_the_rule(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.01)
    assert contrast(other, one) == contrast(one, other)


@given(COLOURS)
def test_the_nearest_colour_passes_and_keeps_its_hue(colour: str) -> None:
    found = nearest(colour, ["#ffffff"])
    assert found is not None
    assert contrast(found, "#ffffff") >= LEAST
    if contrast(colour, "#ffffff") >= LEAST:
        assert abs(lightness(found) - lightness(colour)) < 0.005
    else:
        lighter = nearest_step(found, colour)
        assert contrast(lighter, "#ffffff") < LEAST + 0.1


def lightness(colour: str) -> float:
    return colorsys.rgb_to_hls(*(int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)))[1]


def nearest_step(found: str, towards: str) -> str:
    """Return a colour one hundredth nearer in lightness."""
    hue, light, saturation = colorsys.rgb_to_hls(*(int(found[at : at + 2], 16) / 255 for at in (1, 3, 5)))
    step = light + (0.01 if lightness(towards) > light else -0.01)
    parts = colorsys.hls_to_rgb(hue, min(1, max(0, step)), saturation)
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)


NEEDS = "and text needs 4.5:1 (WCAG 2, 1.4.3); the nearest that passes is"


@pytest.mark.parametrize(
    ("tokens", "line", "path", "message"),
    [
        ('accent: "#00a0b0"', 3, "tokens.accent",
         f'#00a0b0 has a contrast of 3.15:1 on white and 2.70:1 on the tint #e6eff1, {NEEDS} "#007783"'),
        ('accent_2: "#f2a900"', 3, "tokens.accent_2",
         f'#f2a900 has a contrast of 2.00:1 on white and 1.72:1 on the tint #e6eff1, {NEEDS} "#8'),
        ('soft: "#6f6f6f"', 3, "tokens.soft",
         f'#6f6f6f has a contrast of 4.30:1 on the tint #e6eff1, {NEEDS} "#6b6b6b"'),
        ('tint: "#0b5563"', 3, "tokens.tint",
         f'#0b5563 has a contrast of 2.04:1 with ink and 1.14:1 with soft and 1.00:1 with accent, {NEEDS}'),
    ],
)  # fmt: skip
def test_text_that_cannot_be_read_is_an_error(
    tmp_path: Path, tokens: str, line: int, path: str, message: str
) -> None:
    with pytest.raises(ThemeError) as refused:
        load_theme(agency(tmp_path / "north", f"extends: base\ntokens:\n  {tokens}\n"))
    (problem,) = refused.value.problems
    assert (problem.line, problem.path, problem.message[: len(message)]) == (line, path, message)


WEB = 'tint: "#ffffff"\n  accent: "#767676"'
HIGH = "and in high contrast text needs 7:1 (WCAG 2, 1.4.6); the nearest that passes is"


@pytest.mark.parametrize(
    ("said", "line", "path", "message"),
    [
        ('high_contrast:\n  accent: "#666666"', 3, "high_contrast.accent",
         f'#666666 has a contrast of 5.74:1 on white and 5.74:1 on the tint #ffffff, {HIGH} "#595959"'),
        ('high_contrast:\n  tint: "#888888"', 3, "high_contrast.tint",
         "#888888 has a contrast of 5.92:1 with ink and 5.92:1 with soft and 5.36:1 with accent and 5.36:1 "
         f"with accent_2, {HIGH}"),
        ('high_contrast:\n  accent_2: "#666666"', 3, "high_contrast.accent_2",
         f'#666666 has a contrast of 5.74:1 on white and 5.74:1 on the tint #ffffff, {HIGH} "#595959"'),
        ('dyslexia_friendly:\n  web_ground: "#8a8a5a"', 3, "dyslexia_friendly.web_ground",
         f"#8a8a5a has a contrast of 2.04:1 with soft and 2.35:1 with accent, {NEEDS}"),
        (f"tokens:\n  {WEB}", 4, "tokens.accent",
         f"#767676 has a contrast of 4.23:1 on the ground of the web page #fbf7ea, {NEEDS}"),
        ('tokens:\n  rule_colour: "#aaaaaa"', 3, "tokens.rule_colour",
         "#aaaaaa has a contrast of 2.32:1 on white, and lines need 3:1; the nearest that passes is"),
        ('high_contrast:\n  rule_colour: "#888888"', 3, "high_contrast.rule_colour",
         "#888888 has a contrast of 3.54:1 on white, and lines need 4.5:1; the nearest that passes is"),
    ],
)  # fmt: skip
def test_variants_are_held_to_their_own_contrast(
    tmp_path: Path, said: str, line: int, path: str, message: str
) -> None:
    with pytest.raises(ThemeError) as refused:
        load_theme(agency(tmp_path / "north", f"extends: base\n{said}\n"))
    (problem,) = refused.value.problems
    assert (problem.line, problem.path, problem.message[: len(message)]) == (line, path, message)


def test_what_is_suggested_is_accepted(tmp_path: Path) -> None:
    folder = agency(tmp_path / "north", 'extends: base\ntokens: {accent: "#00a0b0", soft: "#999999"}\n')
    for _ in range(2):
        try:
            load_theme(folder)
        except ThemeError as error:
            for problem in error.problems:
                wrong, right = problem.message[:7], problem.message.rpartition('"#')[2][:6]
                text = (folder / "theme.yaml").read_text()
                (folder / "theme.yaml").write_text(text.replace(wrong, f"#{right}"))
    assert load_theme(folder).tokens.accent == "#007783"
