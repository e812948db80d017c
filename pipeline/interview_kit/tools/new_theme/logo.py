"""Check a logo file before it goes into a theme, and compute its width on the page."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from interview_kit.stages.read.text_file import check_size, read_limited
from interview_kit.stages.read.theme.logo import TALLEST_MM
from interview_kit.stages.read.theme.tokens import NARROWEST_MM
from interview_kit.support.errors import refusal
from interview_kit.support.i18n import _
from interview_kit.support.images import MOST_BYTES, PictureRefused, picture_kind, picture_size

_ENDINGS = {"PNG": ".png", "JPEG": ".jpg", "SVG": ".svg"}
_HEIGHT_MM = 18
_WIDEST_MM, _NARROWEST_MM = 62, 12


@dataclass(frozen=True, slots=True)
class Logo:
    """A logo for a theme: its path in the theme, its bytes, and its width in millimetres."""

    path: str
    data: bytes
    width_mm: int


def read_logo(file: Path) -> Logo:
    """Return the logo in a PNG, JPEG or SVG file, 18 mm high where its width allows. Raises InvalidInput."""
    data = read_limited(file, MOST_BYTES)
    check_size(data, str(file), MOST_BYTES)
    path = "assets/logo" + _ENDINGS.get(picture_kind(data), ".png")
    try:
        across, down = picture_size(path, data)
    except PictureRefused as error:
        raise refusal(str(file), str(error)) from error
    wanted = min(max(_HEIGHT_MM * across / down, _NARROWEST_MM), _WIDEST_MM)
    width = int(min(round(wanted), TALLEST_MM * across / down))
    if width < NARROWEST_MM:
        message = _(
            "the logo would be {tall:.0f} mm tall; the most is {most}: crop what is empty above and below",
            tall=NARROWEST_MM * down / across,
            most=TALLEST_MM,
        )
        raise refusal(str(file), message)
    return Logo(path, data, width)
