"""Generate the base theme's Word shell; `make shell` writes it into the theme.

An agency edits a copy of it in Word. It is generated, not saved from Word or a library's template, so that it
has no author, no revision marks and no validation errors.
"""

from __future__ import annotations

from interview_kit.stages.write.word.draw_styles import FONT, W_NS, colour_value, numbering_xml, styles_xml
from interview_kit.stages.write.word.package import pack
from interview_kit.stages.write.word.styles import MARGINS_MM
from interview_kit.stages.write.word.xml import twips

_R_NS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_W14_NS = "http://schemas.microsoft.com/office/word/2010/wordml"
_MC_NS = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_A_NS = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_PARTS = {  # part of word/: its content type and the kind of its relationship
    "styles": (f"{_TYPE}.styles+xml", "styles"),
    "numbering": (f"{_TYPE}.numbering+xml", "numbering"),
    "settings": (f"{_TYPE}.settings+xml", "settings"),
    "fontTable": (f"{_TYPE}.fontTable+xml", "fontTable"),
    "theme/theme1": ("application/vnd.openxmlformats-officedocument.theme+xml", "theme"),
    "header1": (f"{_TYPE}.header+xml", "header"),
    "header2": (f"{_TYPE}.header+xml", "header"),
    "footer1": (f"{_TYPE}.footer+xml", "footer"),
    "footer2": (f"{_TYPE}.footer+xml", "footer"),
}
_RELATION = {name: f"rId{number}" for number, name in enumerate(_PARTS, 1)}


def draw() -> bytes:
    """Return the base theme's shell as a .docx file; deterministic bytes."""
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations({"rId1": ("officeDocument", "word/document.xml")}),
        "word/_rels/document.xml.rels": _relations(
            {_RELATION[name]: (kind, f"{name}.xml") for name, (_, kind) in _PARTS.items()}
        ),
        "word/document.xml": _document(),
        "word/styles.xml": styles_xml(),
        "word/numbering.xml": numbering_xml(),
        "word/settings.xml": _settings(),
        "word/fontTable.xml": _fonts(),
        "word/theme/theme1.xml": _theme(),
        "word/header1.xml": _margin("hdr", "Header", ""),
        "word/header2.xml": _margin("hdr", "Header", ""),
        "word/footer1.xml": _margin("ftr", "Footer", _foot(), _text("{{ footer }}")),
        "word/footer2.xml": _margin("ftr", "Footer", _foot(), _text("{{ footer }}")),
    }
    return pack({name: (_HEAD + text).encode() for name, text in parts.items()})


def _content_types() -> str:
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{kind}"/>' for name, (kind, _) in _PARTS.items()
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>'
        f"{overrides}</Types>"
    )


def _relations(targets: dict[str, tuple[str, str]]) -> str:
    inside = "".join(
        f'<Relationship Id="{key}" Type="{_R_NS}/{kind}" Target="{target}"/>'
        for key, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'


def _document() -> str:
    references = "".join(
        f'<w:{kind}Reference w:type="{use}" r:id="{_RELATION[part]}"/>'
        for kind, use, part in (
            ("header", "first", "header1"),
            ("header", "default", "header2"),
            ("footer", "first", "footer1"),
            ("footer", "default", "footer2"),
        )
    )
    margins = "".join(f' w:{side}="{twips(mm)}"' for side, mm in MARGINS_MM.items())
    return (
        f'<w:document xmlns:w="{W_NS}" xmlns:r="{_R_NS}" xmlns:w14="{_W14_NS}" xmlns:mc="{_MC_NS}" '
        f'mc:Ignorable="w14"><w:body><w:p/><w:sectPr>{references}'
        f'<w:pgSz w:w="12240" w:h="15840"/><w:pgMar{margins} w:gutter="0"/><w:titlePg/></w:sectPr>'
        "</w:body></w:document>"
    )


def _margin(tag: str, style: str, *lines: str) -> str:
    paragraphs = "".join(f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{line}</w:p>' for line in lines)
    return f'<w:{tag} xmlns:w="{W_NS}">{paragraphs}</w:{tag}>'


def _text(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def _foot() -> str:
    head = _text("{{ running_head }}") + "<w:r><w:tab/></w:r>" + _text("{{ page_label }} ")
    return head + '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def _settings() -> str:
    compatibility = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>'
        for name, value in (
            ("compatibilityMode", 15),
            ("overrideTableStyleFontSizeAndJustification", 1),
            ("enableOpenTypeFeatures", 1),
            ("doNotFlipMirrorIndents", 1),
            ("differentiateMultirowTableHeaders", 1),
        )
    )
    return (
        f'<w:settings xmlns:w="{W_NS}"><w:zoom w:percent="100"/><w:embedTrueTypeFonts/>'
        f'<w:defaultTabStop w:val="{twips(10)}"/>'
        '<w:autoHyphenation w:val="0"/><w:characterSpacingControl w:val="doNotCompress"/>'
        f'<w:compat>{compatibility}</w:compat><w:themeFontLang w:val="en-CA"/>'
        '<w:clrSchemeMapping w:bg1="light1" w:t1="dark1" w:bg2="light2" w:t2="dark2" w:accent1="accent1" '
        'w:accent2="accent2" w:accent3="accent3" w:accent4="accent4" w:accent5="accent5" w:accent6="accent6" '
        'w:hyperlink="hyperlink" w:followedHyperlink="followedHyperlink"/>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )


def _fonts() -> str:
    def font(name: str, substitute: str, family: str) -> str:
        other = f'<w:altName w:val="{substitute}"/>' if substitute else ""
        return (
            f'<w:font w:name="{name}">{other}<w:charset w:val="00"/><w:family w:val="{family}"/>'
            '<w:pitch w:val="variable"/></w:font>'
        )

    return (
        f'<w:fonts xmlns:w="{W_NS}">'
        + font(FONT, "Verdana", "swiss")
        + font("Verdana", "Arial", "swiss")
        + font("MS Gothic", "Segoe UI Symbol", "modern")
        + "</w:fonts>"
    )


def _theme() -> str:
    def solid(tag: str, value: str) -> str:
        return f'<a:{tag}><a:srgbClr val="{value}"/></a:{tag}>'

    accent, soft = colour_value("accent"), colour_value("soft")
    colours = (
        solid("dk1", colour_value("ink"))
        + solid("lt1", "FFFFFF")
        + solid("dk2", soft)
        + solid("lt2", colour_value("tint"))
        + "".join(solid(f"accent{n}", accent if n == 1 else soft) for n in range(1, 7))
        + solid("hlink", accent)
        + solid("folHlink", soft)
    )
    face = f'<a:latin typeface="{FONT}"/><a:ea typeface=""/><a:cs typeface=""/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="6350">{fill}<a:prstDash val="solid"/></a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'<a:theme xmlns:a="{_A_NS}" name="Kit"><a:themeElements>'
        f'<a:clrScheme name="Kit">{colours}</a:clrScheme><a:fontScheme name="Kit">'
        f"<a:majorFont>{face}</a:majorFont><a:minorFont>{face}</a:minorFont></a:fontScheme>"
        f'<a:fmtScheme name="Kit"><a:fillStyleLst>{fill * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{line * 3}</a:lnStyleLst>"
        f"<a:effectStyleLst>{effect * 3}</a:effectStyleLst><a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst>"
        "</a:fmtScheme></a:themeElements></a:theme>"
    )
