"""Give WeasyPrint the fonts of a document and no others: none of the machine's. Needs WeasyPrint."""

from __future__ import annotations

from pathlib import Path

from weasyprint.text.ffi import ffi, fontconfig, gobject, pangoft2
from weasyprint.text.fonts import FontConfiguration

# Pango looks for emoji in a family of this name before all those of the page.
_EMOJI = (
    '<fontconfig><match target="pattern"><test name="family"><string>emoji</string></test>'
    '<edit name="family" mode="prepend" binding="strong"><string>{}</string></edit></match></fontconfig>'
)

ffi.cdef("FcConfig *FcConfigCreate(void);")


class OwnFonts(FontConfiguration):  # type: ignore[misc]
    """A configuration that knows what `@font-face` adds to it, and begins with nothing.

    WeasyPrint's own begins with every font and every rule of the machine: a letter that no font of the page
    has would come from one of them, and look different elsewhere.
    """

    def __init__(self, emoji: str = "") -> None:
        """Do as WeasyPrint does, with an empty configuration; `emoji` is the family to look in for emoji."""
        self._config = fontconfig.FcConfigCreate()
        self.font_map = ffi.gc(pangoft2.pango_ft2_font_map_new(), gobject.g_object_unref)
        font_map = ffi.cast("PangoFcFontMap *", self.font_map)
        pangoft2.pango_fc_font_map_set_config(font_map, self._config)
        fontconfig.FcConfigDestroy(self._config)  # the font map holds on to it
        if emoji:
            fontconfig.FcConfigParseAndLoadFromMemory(self._config, _EMOJI.format(emoji).encode(), True)
        self._folder: Path | None = None
        self.strut_layouts: dict[object, object] = {}
        self.font_features: dict[object, object] = {}
