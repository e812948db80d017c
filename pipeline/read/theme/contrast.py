"""Check that text can be read on its ground, and find the nearest colour that can.

The rule is success criterion 1.4.3 of WCAG 2 (https://www.w3.org/TR/WCAG22/#contrast-minimum): 4.5 to 1. Text
of any size is held to it, since a kit is read in grey, at a kitchen table.
"""

from __future__ import annotations

import colorsys
from collections.abc import Iterator, Mapping, Sequence

from pipeline.errors import Problem
from pipeline.messages import say
from pipeline.read.theme.tokens import Value

LEAST = 4.5
WHITE = "#ffffff"

_TEXT = ("ink", "soft", "accent")
_STEPS = 1000


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21 (WCAG 2, definition of contrast ratio)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """Return the relative luminance of `#rrggbb`, from 0 to 1 (WCAG 2, definition of relative luminance)."""
    red, green, blue = (_linear(part) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def nearest(colour: str, grounds: Sequence[str]) -> str | None:
    """Return the colour nearest in lightness, of the same hue and saturation, that passes on all grounds.

    It is `#rrggbb`, and None where none passes.
    """
    hue, lightness, saturation = colorsys.rgb_to_hls(*_parts(colour))
    by_distance = sorted(range(_STEPS + 1), key=lambda step: abs(step / _STEPS - lightness))
    for step in by_distance:
        found = _written(colorsys.hls_to_rgb(hue, step / _STEPS, saturation))
        if all(contrast(found, ground) >= LEAST for ground in grounds):
            return found
    return None


def contrast_problems(values: Mapping[str, Value]) -> Iterator[Problem]:
    """Yield a problem for each colour of text that cannot be read on white, or on the tint.

    Where text can be read on white and only the tint is in its way, the more particular theme is told.
    """
    tint = values.get("tint")
    texts = [(name, values[name]) for name in _TEXT if name in values]
    in_the_way: list[tuple[str, Value]] = []
    for name, text in texts:
        on_white = contrast(str(text.value), WHITE)
        on_tint = contrast(str(text.value), str(tint.value)) if tint else LEAST
        if tint and on_white >= LEAST > on_tint and tint.rank >= text.rank and not _is_light(tint):
            in_the_way.append((name, text))
        elif min(on_white, on_tint) < LEAST:
            yield _text_problem(text, tint, on_white, on_tint)
    if tint and in_the_way:
        yield _tint_problem(tint, in_the_way)


def _is_light(tint: Value) -> bool:
    # A light ground is what text stands on everywhere, so then the text is what has to change.
    return luminance(str(tint.value)) > 0.7


def _text_problem(text: Value, tint: Value | None, on_white: float, on_tint: float) -> Problem:
    fallen = [say("{on_white} on white", on_white=_ratio(on_white))] if on_white < LEAST else []
    fallen += (
        [say("{on_tint} on the tint {tint}", on_tint=_ratio(on_tint), tint=tint.value)]
        if tint and on_tint < LEAST
        else []
    )
    grounds = [WHITE, str(tint.value)] if tint else [WHITE]
    better = nearest(str(text.value), grounds) or nearest(str(text.value), [WHITE])
    return text.problem(
        _message(
            say("{text} has a contrast of {fallen}", text=text.value, fallen=say(" and ").join(fallen)),
            better,
        )
    )


def _tint_problem(tint: Value, texts: Sequence[tuple[str, Value]]) -> Problem:
    fallen = [
        say("{contrast} with {name}", contrast=_ratio(contrast(str(text.value), str(tint.value))), name=name)
        for name, text in texts
    ]
    better = nearest(str(tint.value), [str(text.value) for _, text in texts])
    return tint.problem(
        _message(
            say("{tint} has a contrast of {fallen}", tint=tint.value, fallen=say(" and ").join(fallen)),
            better,
        )
    )


def _message(what: str, better: str | None) -> str:
    nearest_one = say('; the nearest that passes is "{better}"', better=better) if better else ""
    return say(
        "{what}, and text needs {least:g}:1 (WCAG 2, 1.4.3){nearest_one}",
        what=what,
        least=LEAST,
        nearest_one=nearest_one,
    )


def _ratio(contrast: float) -> str:
    # Cut and not rounded, so that what just fails is not said to be 4.5.
    return say("{ratio:.2f}:1", ratio=int(contrast * 100) / 100)


def _parts(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def _written(parts: Sequence[float]) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)
