"""Check the logo: a PNG, JPEG or SVG in the theme, not damaged, safe, and not too tall on the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from interview_kit.stages.read.theme.tokens import NO_LOGO, TokenValue
from interview_kit.support.errors import Problem, did_you_mean
from interview_kit.support.i18n import _
from interview_kit.support.images import PictureRefused, picture_size

TALLEST_MM = 45
"""The greatest height of a logo in millimetres; a taller one leaves the first page too little room."""


def logo_problems(values: Mapping[str, TokenValue], files: Mapping[str, bytes]) -> Iterator[Problem]:
    """Yield the problems of a theme's logo: missing, refused or too tall."""
    logo, width = values.get("logo"), values.get("logo_width")
    if logo is None or logo.value == NO_LOGO:
        return
    path = str(logo.value)
    if path not in files:
        pictures = [name for name in files if name.lower().endswith((".png", ".jpg", ".jpeg", ".svg"))]
        near = did_you_mean(path, pictures) or _(
            "; copy the picture into the theme's folder and write its place there, such as assets/logo.png"
        )
        yield logo.problem(_("there is no file {path} in the theme{near}", path=path, near=near))
        return
    try:
        across, down = picture_size(path, files[path])
    except PictureRefused as error:
        yield logo.problem(f"{path}: {error}")
        return
    wide = float(width.value) if width and isinstance(width.value, float | int) else 40.0
    tall = wide * down / across
    if tall > TALLEST_MM:
        widest = int(TALLEST_MM * across / down)
        message = _(
            "the logo would be {tall:.0f} mm tall; the most is {most}, at a logo_width of {widest}",
            tall=tall,
            most=TALLEST_MM,
            widest=widest,
        )
        yield (width or logo).problem(message)
