"""Restrict WeasyPrint to the fonts of a document, without system fonts. Needs WeasyPrint."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from weasyprint.text.ffi import ffi, fontconfig, gobject, pangoft2
from weasyprint.text.fonts import FontConfiguration

from interview_kit.stages.write.mended_faults import OUR_DECLARATIONS

# Pango looks for emoji in the family "emoji" before all families of the page.
_EMOJI = (
    b'<fontconfig><match target="scan"><test name="family"><string>Noto Emoji</string></test>'
    b'<edit name="family" mode="append"><string>emoji</string></edit></match></fontconfig>'
)

ffi.cdef(OUR_DECLARATIONS)


class OwnFonts(FontConfiguration):  # type: ignore[misc]
    """A font configuration that holds only what `@font-face` rules add.

    WeasyPrint's own starts with every system font: a letter that the page's fonts lack would come from one of
    them, and look different on another machine.
    """

    def __init__(self) -> None:
        """Repeat WeasyPrint's constructor with an empty Fontconfig configuration instead of the system's."""
        self._config = fontconfig.FcConfigCreate()
        fontconfig.FcConfigParseAndLoadFromMemory(self._config, _EMOJI, True)
        self.font_map = ffi.gc(pangoft2.pango_ft2_font_map_new(), gobject.g_object_unref)
        font_map = ffi.cast("PangoFcFontMap *", self.font_map)
        pangoft2.pango_fc_font_map_set_config(font_map, self._config)
        fontconfig.FcConfigDestroy(self._config)  # drops this reference; the font map holds its own
        self._folder: Path | None = None
        self.strut_layouts: dict[object, object] = {}
        self.font_features: dict[object, object] = {}


@contextmanager
def without_rules() -> Iterator[None]:
    """Suspend the system's Fontconfig rules, such as font substitution, within the context.

    Pango takes rules from Fontconfig's current configuration, even for fonts of another one.
    """
    machine = fontconfig.FcConfigReference(ffi.NULL)
    empty = fontconfig.FcConfigCreate()
    fontconfig.FcConfigSetCurrent(empty)
    fontconfig.FcConfigDestroy(empty)
    try:
        yield
    finally:
        fontconfig.FcConfigSetCurrent(machine)
        fontconfig.FcConfigDestroy(machine)
