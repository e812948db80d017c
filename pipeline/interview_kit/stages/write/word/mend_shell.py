"""Mend a shell as Word and LibreOffice leave it: lines and colour references lost on saving, page setup.

LibreOffice 7.4 writes no lines between paragraphs of one style, no theme colour beside that of a line, and
the properties of the numbers in a list in an order of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import copy

from docx.document import Document as WordFile
from docx.oxml.ns import nsmap
from lxml import etree

from interview_kit.stages.write.word.base_shell import base_styles, style_key
from interview_kit.stages.write.word.xml import Element, colour_references, qualified, tinted, xml_parts

_SLOTS = {
    "text1": "dk1",
    "text2": "dk2",
    "background2": "lt2",
    "accent1": "accent1",
    "accent2": "accent2",
    "hyperlink": "hlink",
}
_LINES = f"{qualified('pPr')}/{qualified('pBdr')}"
_SPACES = {"w": nsmap["w"]}
_AFTER_BETWEEN = qualified("bar")
_RUN_PROPERTIES = (
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid"
    " vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl"
    " cs em lang eastAsianLayout specVanish"
)
_RUN_ORDER = {qualified(name): place for place, name in enumerate(_RUN_PROPERTIES.split())}
_PAGE_SETUP = frozenset(
    map(qualified, ("headerReference", "footerReference", "pgSz", "pgMar", "pgBorders", "titlePg"))
)
# What a page setup holds anyway, as an XPath that finds what is not usual in it.
_UNUSUAL = {
    "cols": "self::*[@w:num > 1]",
    "pgNumType": "self::*[@w:start or (@w:fmt and @w:fmt != 'decimal')]",
    "textDirection": "self::*[@w:val != 'lrTb']",
    "vAlign": "self::*[@w:val != 'top']",
    **dict.fromkeys(("type", "docGrid", "formProt", "noEndnote", "paperSrc", "bidi", "rtlGutter"), ""),
}


def mend_styles(file: WordFile) -> tuple[str, ...]:
    """Put back the lines and colour references that a file's styles lost; return the names of the former.

    A line between paragraphs is drawn as the one under them.
    """
    _put_in_order(file)
    present = {style_key(style): style for style in file.styles.element.style_lst}
    scheme = _colour_scheme(file)
    lines = []
    for name, base in base_styles().items():
        own = present[style_key(base)]
        if _put_line_between(own, base):
            lines.append(name)
        _put_references(own, base, scheme)
    return tuple(lines)


def _put_in_order(file: WordFile) -> None:
    """Put the properties of runs in the order of the schema, in styles and lists."""
    for part in xml_parts(file, "/word/styles", "/word/numbering"):
        for properties in part.element.iter(qualified("rPr")):
            places = [_RUN_ORDER.get(child.tag, len(_RUN_ORDER)) for child in properties]
            if places != sorted(places):
                properties[:] = sorted(
                    properties, key=lambda child: _RUN_ORDER.get(child.tag, len(_RUN_ORDER))
                )


def _put_line_between(own: Element, base: Element) -> bool:
    lines, drawn = own.find(_LINES), base.find(f"{_LINES}/{qualified('between')}")
    if lines is None or drawn is None or lines.find(qualified("between")) is not None:
        return False
    like = next((each for side in ("bottom", "top") for each in lines.iterfind(qualified(side))), drawn)
    between = copy(like)
    between.tag = qualified("between")
    bar = lines.find(_AFTER_BETWEEN)
    if bar is None:
        lines.append(between)
    else:
        bar.addprevious(between)
    return True


def _put_references(own: Element, base: Element, scheme: Mapping[str, str]) -> None:
    """Refer to a theme colour again where the base style does, and the colour is still that of the scheme."""
    for drawn in base.iter():
        for reference, tint, value in colour_references(drawn):
            slot = drawn.get(reference, "")
            path = etree.ElementTree(base).getelementpath(drawn)
            found = own.find(path) if path != "." and slot in scheme else None
            if found is None or found.get(reference) is not None:
                continue
            strength = drawn.get(tint, "FF")
            if found.get(value, "").upper() == tinted(scheme[slot], int(strength, 16)):
                found.set(reference, slot)
                if strength != "FF":
                    found.set(tint, strength)


def _colour_scheme(file: WordFile) -> dict[str, str]:
    """Return the colours of the file's own scheme by the names that styles refer to them by."""
    for part in file.part.package.iter_parts():
        if part.partname.startswith("/word/theme/theme"):
            root = etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False, no_network=True))
            colours = {name: root.find(f".//{{*}}{slot}/{{*}}srgbClr") for name, slot in _SLOTS.items()}
            return {name: each.get("val", "").upper() for name, each in colours.items() if each is not None}
    return {}


def mend_page_setup(section: Element) -> Iterator[str]:
    """Leave only a page's size, margins, borders, headers and footers; yield the names of what else was set.

    A gutter becomes a part of the left margin.
    """
    for child in list(section):
        if child.tag not in _PAGE_SETUP:
            section.remove(child)
            name = etree.QName(child).localname
            unusual = _UNUSUAL.get(name, "self::*")
            if unusual and etree.XPath(unusual, namespaces=_SPACES)(child):
                yield name
    margins = section.find(qualified("pgMar"))
    gutter = int(margins.get(qualified("gutter"), 0)) if margins is not None else 0
    if gutter > 0:
        margins.set(qualified("left"), str(int(margins.get(qualified("left"), 0)) + gutter))
        margins.set(qualified("gutter"), "0")
