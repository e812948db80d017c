"""Draw styles.xml and numbering.xml of the base theme's Word shell."""

from __future__ import annotations

from pipeline.writers.word.styles import BOXES, BULLETS, NUMBERS, STYLES, Colour, Edge, Look, Style

W_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
FONT = "Atkinson Hyperlegible"
TEXT_SIZE = 11.0

# The theme colour in Word, and its value for programs that read no theme.
_COLOURS: dict[Colour, tuple[str, str]] = {
    "accent": ("accent1", "1F5F6B"),
    "tint": ("background2", "E9F1F2"),
    "ink": ("text1", "1B1F23"),
    "soft": ("text2", "565D64"),
}


def colour_value(colour: Colour) -> str:
    """Return the value of a colour as six hexadecimal digits."""
    return _COLOURS[colour][1]


def twips(mm: float) -> int:
    """Return a length in twentieths of a point."""
    return round(mm * 1440 / 25.4)


def half_points(size: float) -> int:
    """Return a size in half points."""
    return round(size * 2)


def styles_xml() -> str:
    """Return the whole styles part."""
    default = (
        f'<w:rPr><w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi" w:eastAsiaTheme="minorEastAsia" '
        f'w:cstheme="minorBidi"/>{_colour("ink")}<w:sz w:val="{half_points(TEXT_SIZE)}"/>'
        f'<w:szCs w:val="{half_points(TEXT_SIZE)}"/>'
        f'<w:lang w:val="en-CA" w:eastAsia="en-US" w:bidi="ar-SA"/></w:rPr>'
    )
    fonts = f'w:ascii="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}" '
    default = default.replace("<w:rFonts ", f"<w:rFonts {fonts}")
    return (
        f'<w:styles xmlns:w="{W_NS}"><w:docDefaults><w:rPrDefault>{default}</w:rPrDefault>'
        "<w:pPrDefault><w:pPr><w:widowControl/><w:suppressAutoHyphens/>"
        '<w:spacing w:before="0" w:after="0" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
        '<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="1" '
        'w:defUnhideWhenUsed="1" w:defQFormat="0" w:count="376"/>'
        + "".join(_style(style, order) for order, style in enumerate(STYLES, 1))
        + _builtin_defaults()
        + "</w:styles>"
    )


def style_id(name: str) -> str:
    """Return the id of a drawn style, its name without spaces."""
    return name.replace(" ", "")


def _builtin_defaults() -> str:
    return (
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="0" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
    )


def _style(style: Style, order: int) -> str:
    default = ' w:default="1"' if style.name == "Normal" else ""
    own = ' w:customStyle="1"' if style.name.startswith("Kit ") else ""
    based = f'<w:basedOn w:val="{style_id(style.based)}"/>' if style.based else ""
    following = f'<w:next w:val="{style_id(style.following)}"/>' if style.following else ""
    inside = _table(style.name) if style.kind == "table" else _paragraph(style.look) + _run(style.look)
    return (
        f'<w:style w:type="{style.kind}"{default}{own} w:styleId="{style_id(style.name)}">'
        f'<w:name w:val="{style.name if own else style.name.lower() if style.name.startswith("Heading") else style.name}"/>'
        f'{based}{following}<w:uiPriority w:val="{order}"/><w:qFormat/>{inside}</w:style>'
    )


def _paragraph(look: Look) -> str:
    spacing = "".join(
        [
            "" if look.before is None else f' w:before="{twips(look.before)}"',
            "" if look.after is None else f' w:after="{twips(look.after)}"',
            "" if look.line is None else f' w:line="{round(look.line * 240)}" w:lineRule="auto"',
            "" if look.pitch is None else f' w:line="{twips(look.pitch)}" w:lineRule="atLeast"',
        ]
    )
    indent = "".join(
        f' w:{name}="{twips(value)}"'
        for name, value in (("left", look.left), ("right", look.right), ("hanging", look.hanging))
        if value is not None
    )
    tabs = "".join(f'<w:tab w:val="{kind}" w:pos="{twips(at)}"/>' for kind, at in look.tabs)
    parts = [
        "<w:keepNext/>" if look.keep_next else "",
        "<w:keepLines/>" if look.keep_lines else "",
        f'<w:numPr><w:numId w:val="{look.numbering}"/></w:numPr>' if look.numbering else "",
        f"<w:pBdr>{_edges(look.edge)}</w:pBdr>" if look.edge else "",
        _shade(look.shade) if look.shade else "",
        f"<w:tabs>{tabs}</w:tabs>" if tabs else "",
        f"<w:spacing{spacing}/>" if spacing else "",
        f"<w:ind{indent}/>" if indent else "",
        f'<w:jc w:val="{look.align}"/>' if look.align else "",
        "" if look.outline is None else f'<w:outlineLvl w:val="{look.outline}"/>',
    ]
    inside = "".join(parts)
    return f"<w:pPr>{inside}</w:pPr>" if inside else ""


def _run(look: Look) -> str:
    toggles = "".join(
        f"<w:{tag}/><w:{tag}Cs/>" if value else f'<w:{tag} w:val="0"/><w:{tag}Cs w:val="0"/>'
        for tag, value in (("b", look.bold), ("i", look.italic))
        if value is not None
    )
    size = "" if look.size is None else half_points(look.size)
    parts = [
        toggles,
        _colour(look.colour) if look.colour else "",
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>' if size else "",
        f'<w:u w:val="{look.underline}"/>' if look.underline else "",
        _shade(look.shade) if look.shade and not _is_block(look) else "",
    ]
    inside = "".join(parts)
    return f"<w:rPr>{inside}</w:rPr>" if inside else ""


def _is_block(look: Look) -> bool:
    """Tell whether the look's shade lies behind a whole paragraph: then it has an edge."""
    return look.edge is not None


def _colour(colour: Colour) -> str:
    theme, value = _COLOURS[colour]
    return f'<w:color w:val="{value}" w:themeColor="{theme}"/>'


def _shade(colour: Colour) -> str:
    theme, value = _COLOURS[colour]
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{value}" w:themeFill="{theme}"/>'


def _edges(edge: Edge) -> str:
    theme, value = _COLOURS[edge.colour]
    return "".join(
        f'<w:{side} w:val="{edge.stroke}" w:sz="{edge.eighths}" w:space="{edge.space}" '
        f'w:color="{value}" w:themeColor="{theme}"/>'
        for side in edge.sides
    )


def _table(name: str) -> str:
    margin_mm, borders, first = _TABLES[name]
    margins = "".join(
        f'<w:{side} w:w="{twips(mm)}" w:type="dxa"/>'
        for side, mm in zip(("top", "left", "bottom", "right"), margin_mm, strict=True)
    )
    return (
        f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblBorders>{"".join(map(_edges, borders))}</w:tblBorders>'
        f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>{first}"
    )


_HEAD_RULE = _edges(Edge(("bottom",), 12, "accent"))
_TABLES = {
    "Kit Table": (
        (0, 2, 0, 2),
        (Edge(("bottom", "insideH", "insideV"), 4, "soft"),),
        f'<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>{_HEAD_RULE}</w:tcBorders></w:tcPr></w:tblStylePr>'
        '<w:tblStylePr w:type="firstCol"><w:rPr><w:b/><w:bCs/></w:rPr></w:tblStylePr>',
    ),
    "Kit Open Table": ((0, 0, 0, 2), (), ""),
    "Kit Card Table": (
        (6, 6, 4, 6),
        (Edge(("top", "left", "bottom", "right", "insideH", "insideV"), 6, "soft", stroke="dashed"),),
        "",
    ),
}


def numbering_xml() -> str:
    """Return the list definitions: bullets, numbers and boxes to tick by hand."""
    levels = {
        BULLETS: ("bullet", "•", "ListBullet", ""),
        NUMBERS: ("decimal", "%1.", "ListNumber", ""),
        BOXES: (
            "bullet",
            "☐",
            "KitChecklist",
            '<w:rFonts w:ascii="MS Gothic" w:hAnsi="MS Gothic" w:eastAsia="MS Gothic" w:hint="eastAsia"/>',
        ),
    }
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="singleLevel"/>'
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:pStyle w:val="{style}"/>'
        f'<w:lvlText w:val="{mark}"/><w:lvlJc w:val="left"/><w:pPr><w:tabs><w:tab w:val="num" w:pos="{twips(7)}"/>'
        f'</w:tabs><w:ind w:left="{twips(7)}" w:hanging="{twips(7)}"/></w:pPr>'
        f"<w:rPr>{fonts}<w:b/><w:bCs/>{_colour('accent')}</w:rPr></w:lvl></w:abstractNum>"
        for number, (form, mark, style, fonts) in levels.items()
    )
    used = "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in levels)
    return f'<w:numbering xmlns:w="{W_NS}">{abstract}{used}</w:numbering>'
