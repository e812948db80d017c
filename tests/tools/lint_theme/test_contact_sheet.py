"""The picture of all pages shows the colours of a theme."""

from __future__ import annotations

import io

from PIL import Image

from interview_kit.model.enums import SOURCE_LANGUAGE
from interview_kit.model.theme import ORDINARY, Variant
from interview_kit.tools.lint_theme.contact_sheet import contact_sheet
from tests.kits import looks, themed_pdf

LOOKS = (ORDINARY, Variant(high_contrast=True))


def test_each_brick_of_an_agency_keeps_its_own_colour() -> None:
    """Most of the pages is black on white, and the palette of their picture has few colours."""
    kits = [("Leila", themed_pdf("leila", SOURCE_LANGUAGE, "confluence", variant)) for variant in LOOKS]
    with Image.open(io.BytesIO(contact_sheet(kits))) as sheet:
        colours = {
            colour for _count, colour in sheet.convert("RGB").getcolors(sheet.width * sheet.height) or ()
        }
    for variant in LOOKS:
        accent = bytes.fromhex(looks("confluence", **dict.fromkeys(variant.sections, True)).tokens.accent[1:])
        assert tuple(accent) in colours, accent.hex()
