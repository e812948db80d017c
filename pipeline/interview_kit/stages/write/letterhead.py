"""Find the logo of a document: the theme's, which must have an alt text in the document's language."""

from __future__ import annotations

import io
from base64 import b64encode
from dataclasses import dataclass
from functools import lru_cache

from interview_kit.model.document import Document, Letterhead
from interview_kit.model.theme import Theme
from interview_kit.stages.write.stylesheet import theme_file
from interview_kit.support.command_line import pip_install
from interview_kit.support.errors import MissingLibrary, Problem, ThemeError
from interview_kit.support.i18n import _
from interview_kit.support.images import picture_kind, picture_size, shown_picture

_DOTS_PER_INCH = 300


@dataclass(frozen=True, slots=True)
class Picture:
    """A logo as PNG or JPEG, for programs that show no SVG; width and height are millimetres."""

    data: bytes
    ending: str
    media_type: str
    width_mm: float
    height_mm: float


def logo_of(document: Document, theme: Theme) -> str:
    """Return the logo's path in the theme, or "" for a document without a letterhead. Raises ThemeError."""
    if document.letterhead is None:
        return ""
    check_logo(document.letterhead, document.language, theme)
    return theme.tokens.logo


def check_logo(letterhead: Letterhead, language: str, theme: Theme) -> None:
    """Check that a theme's logo has an alt text in a language, a BCP 47 tag (PDF/UA-1, 7.3: figures).

    Raises ThemeError where it has none.
    """
    if theme.tokens.logo and not letterhead.logo_alt:
        message = _(
            "the logo has no words for those who do not see it, in the language {language!r}: "
            "write the label letterhead.logo_alt in bank/labels.yaml",
            language=language.partition("-")[0],
        )
        raise ThemeError((Problem(theme.file_of("theme.yaml"), None, None, "tokens.logo", message),))


def picture_of(theme: Theme) -> Picture:
    """Return the theme's logo as PNG or JPEG; an SVG is rendered at 300 dpi.

    Raises ThemeError, and MissingLibrary where an SVG cannot be rendered here.
    """
    data = shown_picture(theme_file(theme, theme.tokens.logo))
    across, down = picture_size(theme.tokens.logo, data)
    width = theme.tokens.logo_width
    height = width * down / across
    match picture_kind(data):
        case "JPEG":
            return Picture(data, "jpg", "image/jpeg", width, height)
        case "SVG":
            data = _drawn(data, width, height)
    return Picture(data, "png", "image/png", width, height)


@lru_cache(maxsize=4)
def _drawn(svg: bytes, width: float, height: float) -> bytes:
    from interview_kit.stages.write.pdf import load_weasyprint

    load_weasyprint()
    try:
        import pypdfium2
    except ImportError as error:
        # Without pypdfium2, a logo as PNG works.
        raise MissingLibrary(
            _("pypdfium2, which draws an SVG logo for Word"), pip_install("pypdfium2")
        ) from error
    from interview_kit.stages.write.fetcher import parse_css, parse_html

    style = f"@page {{ size: {width}mm {height}mm; margin: 0 }} body, img {{ margin: 0; display: block }}"
    address = "data:image/svg+xml;base64," + b64encode(svg).decode()
    page = f'<body><img src="{address}" style="width: {width}mm; height: {height}mm"></body>'
    pdf = parse_html(page).write_pdf(stylesheets=[parse_css(style)])
    buffer = io.BytesIO()
    with pypdfium2.PdfDocument(pdf) as document:
        bitmap = document[0].render(scale=_DOTS_PER_INCH / 72, fill_color=(255, 255, 255, 255))
        bitmap.to_pil().convert("RGB").save(buffer, "PNG", optimize=True)
    return buffer.getvalue()
