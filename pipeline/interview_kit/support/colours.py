"""Compute the contrast of colours (WCAG 2.2), and find the nearest colour that has enough."""

from __future__ import annotations

import colorsys
from collections.abc import Sequence

LEAST = 4.5
LEAST_IN_HIGH_CONTRAST = 7
WHITE = "#ffffff"

_STEPS = 1000


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21 (WCAG 2, definition of contrast ratio)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """Return the relative luminance of `#rrggbb`, from 0 to 1 (WCAG 2, definition of relative luminance)."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4) for part in _parts(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def nearest(colour: str, grounds: Sequence[str], least: float = LEAST) -> str | None:
    """Return the colour nearest in lightness, of the same hue and saturation, that passes on all grounds.

    It is `#rrggbb`, or None where none passes; `least` is the contrast ratio needed.
    """
    hue, lightness, saturation = colorsys.rgb_to_hls(*_parts(colour))
    by_distance = sorted(range(_STEPS + 1), key=lambda step: abs(step / _STEPS - lightness))
    for step in by_distance:
        found = _written(colorsys.hls_to_rgb(hue, step / _STEPS, saturation))
        if all(contrast(found, ground) >= least for ground in grounds):
            return found
    return None


def _parts(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _written(parts: Sequence[float]) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)
