"""Give WeasyPrint the fonts of a document and no others: none of the machine's. Needs WeasyPrint."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from weasyprint.text.ffi import ffi, fontconfig, gobject, pangoft2
from weasyprint.text.fonts import FontConfiguration

# Pango looks for emoji in a family of this name before all those of the page.
_EMOJI = (
    b'<fontconfig><match target="scan"><test name="family"><string>Noto Emoji</string></test>'
    b'<edit name="family" mode="append"><string>emoji</string></edit></match></fontconfig>'
)

ffi.cdef(
    """
    FcConfig *FcConfigCreate(void);
    FcConfig *FcConfigReference(FcConfig *config);
    FcBool FcConfigSetCurrent(FcConfig *config);
    """
)


class OwnFonts(FontConfiguration):  # type: ignore[misc]
    """A configuration that knows what `@font-face` adds to it, and begins with nothing.

    WeasyPrint's own begins with every font of the machine: a letter that no font of the page has would come
    from one of them, and look different elsewhere.
    """

    def __init__(self) -> None:
        """Do what WeasyPrint does, with an empty configuration in the place of the machine's."""
        self._config = fontconfig.FcConfigCreate()
        fontconfig.FcConfigParseAndLoadFromMemory(self._config, _EMOJI, True)
        self.font_map = ffi.gc(pangoft2.pango_ft2_font_map_new(), gobject.g_object_unref)
        font_map = ffi.cast("PangoFcFontMap *", self.font_map)
        pangoft2.pango_fc_font_map_set_config(font_map, self._config)
        fontconfig.FcConfigDestroy(self._config)  # the font map holds on to it
        self._folder: Path | None = None
        self.strut_layouts: dict[object, object] = {}
        self.font_features: dict[object, object] = {}


@contextmanager
def without_rules() -> Iterator[None]:
    """Keep the machine's rules, such as which font to take for another, from text that is set meanwhile.

    Pango asks fontconfig's current configuration for them, whichever the fonts come from.
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
