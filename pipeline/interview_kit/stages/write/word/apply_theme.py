"""Apply the theme's colours, font, sizes and paper, and the document's language, to an open shell."""

from __future__ import annotations

from docx.oxml.ns import nsmap
from lxml import etree

from interview_kit.model.document import Document
from interview_kit.model.theme import Theme, Tokens
from interview_kit.stages.write.stylesheet import RULE_WIDTH_MM, footed_margin_mm
from interview_kit.stages.write.word.base_shell import base_file, base_styles, style_size
from interview_kit.stages.write.word.reference_docx import ReferenceDocx, default_run, shell_error, width_of
from interview_kit.stages.write.word.spacing import set_spacing
from interview_kit.stages.write.word.styles import CARD_MM
from interview_kit.stages.write.word.xml import (
    MARGINS,
    Element,
    colour_references,
    el,
    qualified,
    tinted,
    twips,
    xml_parts,
)
from interview_kit.support.colours import LEAST, LEAST_IN_HIGH_CONTRAST, WHITE, contrast
from interview_kit.support.i18n import _

_SPACES = {"a": "http://schemas.openxmlformats.org/drawingml/2006/main"}
_A = f"{{{_SPACES['a']}}}"
# The token for each slot of Word's colour scheme, and for each name by which styles refer to a slot.
_SLOTS = {
    "dk1": "ink",
    "dk2": "soft",
    "lt2": "tint",
    "accent1": "accent",
    "accent2": "second_accent",
    "hlink": "accent",
}
_REFERRED = {
    "text1": "ink",
    "dark1": "ink",
    "text2": "soft",
    "dark2": "soft",
    "background2": "tint",
    "light2": "tint",
    "accent1": "accent",
    "accent2": "second_accent",
    "hyperlink": "accent",
}
_REFERRING = etree.XPath("descendant-or-self::*[@w:themeColor or @w:themeFill]", namespaces=nsmap)
_TO_EDGE_MM = 5.0
_NEAR = 60  # twentieths of a point: about a millimetre
# The styles whose size is a token times a factor; all others keep their proportion to ordinary text.
_SIZED = {
    "Title": ("title_size", 1.0),
    "Heading 1": ("title_size", 0.64),
    "Kit Rule Words": ("title_size", 0.72),
    "Kit Number": ("title_size", 0.72),
    **dict.fromkeys(
        ("Heading 2", "Kit Lead", "Kit Script", "Kit Said", "Kit Heard"),
        ("script_size", 1.0),
    ),
}
# In large print, as in the style sheet: what is under a section's title is no larger than the text.
_IN_LARGE_PRINT = {
    "Heading 1": ("title_size", 0.7),
    **dict.fromkeys(("Heading 2", "Kit Lead"), ("text_size", 1.0)),
}


def apply_theme(shell: ReferenceDocx, document: Document, theme: Theme) -> float:
    """Change the shell in place; return the factor by which its ordinary text has grown, 1.0 at least.

    An agency's own changes in Word stay: a colour that is no theme colour, a font that a style names, a size
    or margin. Sizes and margins still equal to the shipped shell's are replaced by the theme's tokens. Theme
    colours, the default font and the size of ordinary text always come from the tokens.

    Raises ThemeError.
    """
    set_lines(shell, theme)
    recolour(shell, theme.tokens)
    if theme.variant.high_contrast:
        _darken(shell, theme.tokens)
    set_font(shell, theme.tokens.font)
    growth = _resize(shell, theme)
    set_spacing(shell, theme)
    feet = (part.element for part in xml_parts(shell.file, "/word/footer"))
    footed = any(len(foot.findall(qualified("p"))) > 1 for foot in feet)
    _set_page(shell, theme, footed_margin_mm(theme) if footed else theme.tokens.margin_bottom, footed)
    if document.language:
        default_run(shell, "lang").set(qualified("val"), document.language)
        for element in shell.file.settings.element.findall(qualified("themeFontLang")):
            element.set(qualified("val"), document.language)
    return growth


def colour(tokens: Tokens, name: str) -> str:
    """Return a colour token as Word writes it, `1F5F6B`."""
    value: str = getattr(tokens, name)
    return value.removeprefix("#").upper()


def recolour(shell: ReferenceDocx, tokens: Tokens) -> None:
    """Write the colour tokens into Word's colour scheme, and as the value beside every reference to it."""
    for part in shell.file.part.package.iter_parts():
        if part.partname.startswith("/word/theme/theme"):
            part._blob = _recoloured_theme(part.blob, tokens)
    for part in xml_parts(shell.file):
        for element in _REFERRING(part.element):
            for reference, tint, value in colour_references(element):
                token = _REFERRED.get(element.get(reference, ""))
                if token:
                    element.set(value, tinted(colour(tokens, token), int(element.get(tint, "FF"), 16)))


def _darken(shell: ReferenceDocx, tokens: Tokens) -> None:
    """Give letters of an agency's own colour, which is none of the theme's, the ink of high contrast.

    Letters that are too light for white paper have a ground of their own, and stay.
    """
    for part in xml_parts(shell.file):
        for element in part.element.iter(qualified("color")):
            value = element.get(qualified("val"), "")
            if len(value) == 6 and LEAST <= contrast(f"#{value}", WHITE) < LEAST_IN_HIGH_CONTRAST:
                element.set(qualified("val"), colour(tokens, "ink"))


def _recoloured_theme(blob: bytes, tokens: Tokens) -> bytes:
    root = etree.fromstring(blob, etree.XMLParser(resolve_entities=False, no_network=True))
    for slot, token in _SLOTS.items():
        for element in root.iter(_A + slot):
            element[:] = [etree.Element(_A + "srgbClr", val=colour(tokens, token))]
    for latin in root.xpath("//a:majorFont//a:latin | //a:minorFont//a:latin", namespaces=_SPACES):
        latin.attrib.clear()
        latin.set("typeface", tokens.font)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def set_font(shell: ReferenceDocx, font: str) -> None:
    """Set the default font, also where a style refers to it. Raises ThemeError where the shell sets none."""
    referring = shell.file.styles.element.xpath("w:style//w:rFonts[@w:asciiTheme]")
    for fonts in (default_run(shell, "rFonts"), *referring):
        for script in ("ascii", "hAnsi", "cs"):
            fonts.set(qualified(script), font)


def _resize(shell: ReferenceDocx, theme: Theme) -> float:
    """Scale all styles from the shell's text size to the theme's; set those in _SIZED to their token's size.

    A size in _SIZED that an agency changed is kept, but in large print is at least the token's. Returns the
    growth factor, 1.0 at least.
    """
    base = int(default_run(shell, "sz").get(qualified("val"))) / 2
    growth = theme.tokens.text_size / base
    named = {}
    for name, (token, part) in (_SIZED | (_IN_LARGE_PRINT if theme.variant.large_print else {})).items():
        wanted = getattr(theme.tokens, token) * part
        own = style_size(shell.styles[name])
        if own is not None and own != style_size(base_styles()[name]):
            wanted = max(own, wanted) if theme.variant.large_print else own
        named[name] = wanted
    named["Heading 2"] = min(named["Heading 2"], named["Heading 1"])  # it is under one, in large print too
    for scaled in (shell.file.styles, shell.file.part.numbering_part):
        for size in scaled.element.iter(qualified("sz"), qualified("szCs")):
            _grow(size, "val", growth)
    for name, points in named.items():
        for size in shell.styles[name].iter(qualified("sz"), qualified("szCs")):
            size.set(qualified("val"), str(round(points * 2)))
    if growth > 1:
        _widen(shell, growth)
    return max(1.0, growth)


def _widen(shell: ReferenceDocx, growth: float) -> None:
    """Scale fixed line heights, hanging indents and their tabs by the growth of the letters."""
    styles = shell.file.styles.element
    for spacing in styles.xpath("w:style//w:spacing[@w:lineRule='atLeast' or @w:lineRule='exact']"):
        _grow(spacing, "line", growth)
    for owner in (*styles.style_lst, *shell.file.part.numbering_part.element.iter(qualified("lvl"))):
        for indent in owner.iterfind(f".//{qualified('ind')}[@{qualified('hanging')}]"):
            _grow(indent, "left", growth)
            _grow(indent, "hanging", growth)
            for tab in owner.iter(qualified("tab")):
                _grow(tab, "pos", growth)


def _grow(element: Element, name: str, growth: float) -> None:
    value = element.get(qualified(name))
    if value is not None:
        element.set(qualified(name), str(round(int(value) * growth)))


def _set_page(shell: ReferenceDocx, theme: Theme, bottom: float, footed: bool) -> None:
    """Set paper size and margins, and move right tabs at the end of the line, as in the footer, with them.

    `bottom` is the bottom margin in millimetres; `footed` says whether the footer has more than a line.
    """
    before = {width_of(base_file().element.body[-1]), shell.text_width}
    width, height = theme.paper.size_mm
    size = shell.section.find(qualified("pgSz"))
    shell.section.replace(size, el("pgSz", w=twips(width), h=twips(height)))
    tokens = theme.tokens
    drawn, margins = (page.find(qualified("pgMar")) for page in (base_file().element.body[-1], shell.section))
    header, footer = (int(drawn.get(qualified(side))) for side in ("header", "footer"))
    # Distances of header and footer from the edge of the paper: within their margins, not too near the edge.
    wanted = {
        "top": twips(tokens.margin_top),
        "right": twips(tokens.margin_right),
        "bottom": twips(bottom),
        "left": twips(tokens.margin_left),
        "header": min(header, max(0, twips(tokens.margin_top) - header)),
        "footer": max(twips(_TO_EDGE_MM), 0 if footed else twips(bottom) - footer),
    }
    for side, value in wanted.items():
        if margins.get(qualified(side)) in (None, drawn.get(qualified(side))):
            margins.set(qualified(side), str(value))
    if shell.text_width < twips(CARD_MM[0]):
        raise shell_error("word/document.xml", _too_narrow(shell))
    roots = [shell.file.styles.element, *(part.element for part in xml_parts(shell.file, *MARGINS))]
    for tab in (tab for root in roots for tab in root.xpath(".//w:tabs/w:tab[@w:val='right']")):
        at = int(tab.get(qualified("pos")))
        if at > shell.text_width or any(abs(at - width) < _NEAR for width in before):
            tab.set(qualified("pos"), str(shell.text_width))


def _too_narrow(shell: ReferenceDocx) -> str:
    return _(
        "its margins leave {width:.0f} mm for words, and the pocket cards need {card}: "
        "choose smaller ones under Layout > Margins",
        width=shell.text_width * 25.4 / 1440,
        card=CARD_MM[0],
    )


_THICKEST = 12  # eighths of a point; a thicker border is a bar and keeps its width
_REFERENCE = ("themeColor", "themeTint", "themeShade")
_BESIDE_AN_OUTLINE = 5  # points
_GROUND = ("background2", "light2")


def set_lines(shell: ReferenceDocx, theme: Theme) -> None:
    """Change the borders of the styles in place; call it before `recolour`, which colours the outlines."""
    tokens = theme.tokens
    styles = shell.file.styles.element
    for line in styles.xpath("//w:pBdr/* | //w:bdr | //w:tblBorders/* | //w:tcBorders/*"):
        if theme.variant.high_contrast and line.get(qualified("themeColor")) in _GROUND:
            line.set(qualified("themeColor"), "text1")
            line.set(qualified("space"), str(max(int(line.get(qualified("space"), 0)), _BESIDE_AN_OUTLINE)))
        elif tokens.rule_colour and line.get(qualified("themeTint")) is not None:
            for name in _REFERENCE:
                line.attrib.pop(qualified(name), None)
            line.set(qualified("color"), tokens.rule_colour.removeprefix("#").upper())
        width = int(line.get(qualified("sz"), 0))
        if width <= _THICKEST and tokens.rule_width != RULE_WIDTH_MM:
            line.set(qualified("sz"), str(round(width * tokens.rule_width / RULE_WIDTH_MM)))
    # The pitch of ruled lines stays the same: their line height shrinks as the rule grows.
    for spacing in styles.xpath("w:style[w:pPr/w:pBdr]//w:spacing[@w:lineRule='atLeast']"):
        pitch = int(spacing.get(qualified("line"))) - twips(tokens.rule_width - RULE_WIDTH_MM)
        spacing.set(qualified("line"), str(pitch))
