"""Generate styles.xml and numbering.xml of the base theme's Word shell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from interview_kit.stages.write.word.styles import (
    BOXES,
    BULLETS,
    DOTS,
    NUMBERS,
    STARS,
    STYLES,
    TEXT_SIZE,
    Colour,
    Edge,
    Look,
    Style,
)
from interview_kit.stages.write.word.xml import half_points, tinted, twips

W_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
FONT = "Atkinson Hyperlegible"

_SIDES = ("top", "left", "bottom", "right", "between", "insideH", "insideV")
_FAINT = 0x99  # of 255: how much of the colour is left
# The slot of Word's colour scheme, and the value for programs that ignore the scheme.
_COLOURS: dict[Colour, tuple[str, str]] = {
    "accent": ("accent1", "0B5563"),
    "tint": ("background2", "E6EFF1"),
    "ink": ("text1", "1B1B1B"),
    "soft": ("text2", "565656"),
}


def colour_value(colour: Colour) -> str:
    """Return the value of a colour as six hexadecimal digits."""
    return _COLOURS[colour][1]


def styles_xml() -> str:
    """Return the styles part as XML."""
    size = half_points(TEXT_SIZE)
    run = (
        f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}" w:asciiTheme="minorHAnsi" '
        'w:hAnsiTheme="minorHAnsi" w:eastAsiaTheme="minorEastAsia" w:cstheme="minorBidi"/>'
        f'{_colour("ink")}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
        '<w:lang w:val="en-CA" w:eastAsia="en-US" w:bidi="ar-SA"/>'
    )
    paragraph = (
        "<w:widowControl/><w:suppressAutoHyphens/>"
        '<w:spacing w:before="0" w:after="0" w:line="257" w:lineRule="auto"/>'
    )
    return (
        f'<w:styles xmlns:w="{W_NS}"><w:docDefaults><w:rPrDefault><w:rPr>{run}</w:rPr></w:rPrDefault>'
        f"<w:pPrDefault><w:pPr>{paragraph}</w:pPr></w:pPrDefault></w:docDefaults>"
        '<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="1" '
        'w:defUnhideWhenUsed="1" w:defQFormat="0" w:count="376"/>'
        + "".join(_style(style, order) for order, style in enumerate(STYLES, 1))
        + _plain_defaults()
        + "</w:styles>"
    )


def numbering_xml() -> str:
    """Return the numbering part as XML: bullets, numbers, boxes to tick by hand, stars, dots on a line."""
    symbols = '<w:rFonts w:ascii="MS Gothic" w:hAnsi="MS Gothic" w:eastAsia="MS Gothic" w:hint="eastAsia"/>'
    large = f'<w:sz w:val="{half_points(15)}"/>'
    levels = {
        BULLETS: ("bullet", "•", "List Bullet", "", 7, "left", ""),
        NUMBERS: ("decimal", "%1.", "List Number", "", 7, "left", ""),
        BOXES: ("bullet", "☐", "Kit Checklist", symbols, 7, "left", large),
        STARS: ("bullet", "★", "Kit Star", symbols, 5.5, "left", ""),
        DOTS: ("bullet", "●", "Kit Timeline", symbols, 7, "center", ""),
    }
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="singleLevel"/>'
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:pStyle w:val="{_style_id(style)}"/><w:lvlText w:val="{mark}"/><w:lvlJc w:val="{place}"/>'
        f'<w:pPr><w:ind w:left="{twips(room)}" w:hanging="{twips(room)}"/></w:pPr>'
        f"<w:rPr>{fonts}<w:b/><w:bCs/>{_colour('accent')}{size}</w:rPr></w:lvl></w:abstractNum>"
        for number, (form, mark, style, fonts, room, place, size) in levels.items()
    )
    used = "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in levels)
    return f'<w:numbering xmlns:w="{W_NS}">{abstract}{used}</w:numbering>'


def _style_id(name: str) -> str:
    return name.replace(" ", "")


def _plain_defaults() -> str:
    sides = "".join(f'<w:{side} w:w="0" w:type="dxa"/>' for side in ("top", "left", "bottom", "right"))
    plain = (
        ("character", "DefaultParagraphFont", "Default Paragraph Font", ""),
        (
            "table",
            "TableNormal",
            "Normal Table",
            f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>{sides}</w:tblCellMar></w:tblPr>',
        ),
        ("numbering", "NoList", "No List", ""),
    )
    return "".join(
        f'<w:style w:type="{kind}" w:default="1" w:styleId="{key}"><w:name w:val="{name}"/>'
        f'<w:uiPriority w:val="99"/><w:semiHidden/>{inside}</w:style>'
        for kind, key, name, inside in plain
    )


def _style(style: Style, order: int) -> str:
    default = ' w:default="1"' if style.name == "Normal" else ""
    own = ' w:customStyle="1"' if style.name.startswith("Kit ") else ""
    # Word stores its built-in headings under lower-case names.
    name = style.name.lower() if style.name.startswith("Heading") else style.name
    based = f'<w:basedOn w:val="{_style_id(style.based)}"/>' if style.based else ""
    following = f'<w:next w:val="{_style_id(style.following)}"/>' if style.following else ""
    return (
        f'<w:style w:type="{style.kind}"{default}{own} w:styleId="{_style_id(style.name)}">'
        f'<w:name w:val="{name}"/>{based}{following}<w:uiPriority w:val="{order}"/><w:qFormat/>'
        f"{_looks(style)}</w:style>"
    )


def _looks(style: Style) -> str:
    match style.kind:
        case "paragraph":
            return _paragraph(style.look) + _run(style.look)
        case "character":
            return _run(style.look, _shade(style.look.shade))
        case "table":
            return _table(style.name)
        case _:
            assert_never(style.kind)


def _paragraph(look: Look) -> str:
    spacing = "".join(
        f' w:{name}="{twips(value)}"'
        for name, value in (("before", look.before), ("after", look.after))
        if value is not None
    )
    for rule, line in (("exact", look.exact), ("atLeast", look.pitch)):
        if line is not None:
            spacing += f' w:line="{twips(line)}" w:lineRule="{rule}"'
    if look.line is not None:
        spacing += f' w:line="{round(look.line * 240)}" w:lineRule="auto"'
    indent = "".join(
        f' w:{name}="{twips(value)}"'
        for name, value in (("left", look.left), ("right", look.right), ("hanging", look.hanging))
        if value is not None
    )
    tabs = "".join(f'<w:tab w:val="{kind}" w:pos="{twips(at)}"/>' for kind, at in look.tabs)
    inside = (
        ("<w:keepNext/>" if look.keep_next else "")
        + ("<w:keepLines/>" if look.keep_lines else "")
        + (f'<w:numPr><w:numId w:val="{look.numbering}"/></w:numPr>' if look.numbering else "")
        + (f"<w:pBdr>{_edges(look.edges)}</w:pBdr>" if look.edges else "")
        + _shade(look.shade)
        + (f"<w:tabs>{tabs}</w:tabs>" if tabs else "")
        + (f"<w:spacing{spacing}/>" if spacing else "")
        + (f"<w:ind{indent}/>" if indent else "")
        + (f'<w:jc w:val="{look.align}"/>' if look.align else "")
        + ("" if look.outline is None else f'<w:outlineLvl w:val="{look.outline}"/>')
    )
    return f"<w:pPr>{inside}</w:pPr>" if inside else ""


def _run(look: Look, shade: str = "") -> str:
    inside = "".join(
        f"<w:{tag}/><w:{tag}Cs/>" if value else f'<w:{tag} w:val="0"/><w:{tag}Cs w:val="0"/>'
        for tag, value in (("b", look.bold), ("i", look.italic))
        if value is not None
    )
    if look.colour:
        inside += _colour(look.colour)
    if look.size is not None:
        size = half_points(look.size)
        inside += f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
    if look.underline:
        theme, value = _COLOURS[look.underline]
        inside += f'<w:u w:val="single" w:color="{value}" w:themeColor="{theme}"/>'
    inside += shade
    return f"<w:rPr>{inside}</w:rPr>" if inside else ""


def _colour(colour: Colour) -> str:
    theme, value = _COLOURS[colour]
    return f'<w:color w:val="{value}" w:themeColor="{theme}"/>'


def _shade(colour: Colour | None) -> str:
    if colour is None:
        return ""
    theme, value = _COLOURS[colour]
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{value}" w:themeFill="{theme}"/>'


def _edges(edges: Sequence[Edge]) -> str:
    """Return the borders as XML, in the order of sides that the schema requires."""
    drawn = {side: _edge(side, edge) for edge in edges for side in edge.sides}
    return "".join(drawn[side] for side in _SIDES if side in drawn)


def _edge(side: str, edge: Edge) -> str:
    theme, value = _COLOURS[edge.colour]
    faint = f' w:themeTint="{_FAINT:X}"' if edge.faint else ""
    shown = tinted(value, _FAINT) if edge.faint else value
    return (
        f'<w:{side} w:val="{edge.stroke}" w:sz="{edge.eighths}" w:space="{edge.space}" '
        f'w:color="{shown}" w:themeColor="{theme}"{faint}/>'
    )


def _table(name: str) -> str:
    margin_mm, edges, conditional = _TABLES[name]
    margins = "".join(
        f'<w:{side} w:w="{twips(mm)}" w:type="dxa"/>'
        for side, mm in zip(("top", "left", "bottom", "right"), margin_mm, strict=True)
    )
    borders = f"<w:tblBorders>{_edges(edges)}</w:tblBorders>" if edges else ""
    return (
        f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/>{borders}<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>'
        f"{conditional}"
    )


_HEAD_RULE = _edge("bottom", Edge(("bottom",), 12, "ink"))
_CONDITIONAL = (
    f'<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>{_HEAD_RULE}</w:tcBorders></w:tcPr></w:tblStylePr>'
)
_ROWS = (Edge(("bottom", "insideH"), 6, "soft", faint=True),)
_CUTS = (Edge(("top", "left", "bottom", "right", "insideH"), 6, "soft", stroke="dashed", faint=True),)
_TABLES: dict[str, tuple[tuple[float, ...], tuple[Edge, ...], str]] = {  # margins, edges and header row
    "Kit Table": ((0, 0, 0, 2), _ROWS, _CONDITIONAL),
    "Kit Log Table": ((0, 0, 0, 2), _ROWS, _CONDITIONAL),
    "Kit Open Table": ((0, 0, 0, 0), (), ""),
    "Kit Card Table": ((6, 10, 4, 10), _CUTS, ""),
}
