"""Check a logo file before it goes into a theme, and compute its width on the page."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from interview_kit.stages.read.text_file import check_size, read_limited
from interview_kit.support.errors import refusal
from interview_kit.support.images import PictureRefused, picture_kind, picture_size

_ENDINGS = {"PNG": ".png", "JPEG": ".jpg", "SVG": ".svg"}
_HEIGHT_MM = 18
_WIDEST_MM, _NARROWEST_MM = 62, 12
LARGEST = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Logo:
    """A logo for a theme: its path in the theme, its bytes, and its width in millimetres."""

    path: str
    data: bytes
    width_mm: int


def read_logo(file: Path) -> Logo:
    """Return the logo in a PNG, JPEG or SVG file, 18 mm high where its width allows. Raises InvalidInput."""
    data = read_limited(file, LARGEST)
    check_size(data, str(file), LARGEST)
    path = "assets/logo" + _ENDINGS.get(picture_kind(data), ".png")
    try:
        across, down = picture_size(path, data)
    except PictureRefused as error:
        raise refusal(str(file), str(error)) from error
    width = min(max(_HEIGHT_MM * across / down, _NARROWEST_MM), _WIDEST_MM)
    return Logo(path, data, round(width))
