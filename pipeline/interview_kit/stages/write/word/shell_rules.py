"""What a shell may hold: kinds of parts, namespaces, elements, attributes of VML, settings and fields.

The names are those of ECMA-376, without what runs, fetches, embeds or records who edited; what is not named
here is refused, or left out with a notice.
"""

from __future__ import annotations

import re

from interview_kit.model.document import LINK_SCHEMES
from interview_kit.support.ooxml import OFFICE, WORD

RELATED = f"{OFFICE}officeDocument/2006/relationships"
CONTENT = "application/vnd.openxmlformats-officedocument"
LINK = re.compile(rf"(?:{'|'.join(LINK_SCHEMES)})[^\s\"\\<>]*", re.IGNORECASE)
VML, OFFICE_VML, WORD_VML = (
    f"urn:schemas-microsoft-com:{name}" for name in ("vml", "office:office", "office:word")
)
DRAWING = f"{OFFICE}drawingml/2006"
CHOICE = f"{OFFICE}markup-compatibility/2006"
DECORATIVE = "http://schemas.microsoft.com/office/drawing/2017/decorative"
_MICROSOFT = "http://schemas.microsoft.com/office/"


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


KEPT = {
    "officeDocument": f"{CONTENT}.wordprocessingml.document.main+xml",
    **{
        kind: f"{CONTENT}.wordprocessingml.{kind}+xml"
        for kind in ("styles", "numbering", "settings", "fontTable", "header", "footer")
    },
    "theme": f"{CONTENT}.theme+xml",
    "font": f"{CONTENT}.obfuscatedFont",
    "image": "image/",
}
"""The kinds of parts that a kit takes over, by the last step of a relationship's type, with how their
content type begins."""

PLACES = {kind: f"word/{kind}" for kind in KEPT} | {
    "officeDocument": "word/document",
    "theme": "word/theme/theme",
    "font": "word/fonts/",
    "image": "word/media/",
}
"""How the name of a part of each kind begins; other modules find parts by it."""

NAMED = _names("comments commentsExtended commentsIds commentsExtensible people attachedTemplate")
"""The kinds of parts that are left out with a notice, also where they are outside the file."""

UNUSED = _names(
    "core-properties extended-properties custom-properties thumbnail stylesWithEffects webSettings "
    "footnotes endnotes customXml glossaryDocument printerSettings hdphoto classificationlabels"
)
"""The kinds of parts that Word adds by itself, and that are left out."""

_ELEMENTS = {
    ("w", WORD): (
        "abstractNum abstractNumId adjustRightInd alias aliases altName autoRedefine autoSpaceDE autoSpaceDN "
        "b bCs background bar basedOn bdo bdr between bidi bidiVisual body bookmarkEnd bookmarkStart bottom "
        "br calendar cantSplit caps charset cnfStyle col color cols comboBox contextualSpacing cr cs date "
        "dateFormat dayLong dayShort dir docDefaults docGrid docPart docPartCategory docPartGallery "
        "docPartList docPartObj docPartUnique document drawing dropDownList dstrike eastAsianLayout effect "
        "em embedBold embedBoldItalic embedItalic embedRegular emboss end equation family fitText fldChar "
        "fldSimple font fonts footerReference formProt framePr ftr gridAfter gridBefore gridCol gridSpan "
        "group hMerge hdr headerReference hidden hideMark highlight hps hpsBaseText hpsRaise hyperlink i iCs "
        "id ilvl imprint ind insideH insideV instrText isLgl jc keepLines keepNext kern kinsoku label lang "
        "lastRenderedPageBreak latentStyles left legacy lid link listItem lnNumType lock locked lsdException "
        "lvl lvlJc lvlOverride lvlPicBulletId lvlRestart lvlText mirrorIndents monthLong monthShort "
        "multiLevelType name next noBreakHyphen noEndnote noProof noWrap notTrueType nsid num numFmt numId "
        "numIdMacAtCleanup numPicBullet numPr numStyleLink numbering outline outlineLvl overflowPunct p pBdr "
        "pPr pPrDefault pStyle pageBreakBefore panose1 paperSrc personal personalCompose personalReply "
        "pgBorders pgMar pgNum pgNumType pgSz pict picture pitch placeholder pos position proofErr ptab "
        "qFormat r rFonts rPr rPrDefault rStyle richText right rt rtl rtlGutter ruby rubyAlign rubyBase "
        "rubyPr sdt sdtContent sdtEndPr sdtPr sectPr semiHidden separator settings shadow shd showingPlcHdr "
        "sig smallCaps snapToGrid softHyphen spacing specVanish start startOverride storeMappedDataAs strike "
        "style styleLink styles suff suppressAutoHyphens suppressLineNumbers suppressOverlap sym sz szCs t "
        "tab tabIndex tabs tag tbl tblBorders tblCaption tblCellMar tblCellSpacing tblDescription tblGrid "
        "tblHeader tblInd tblLayout tblLook tblOverlap tblPr tblPrEx tblStyle tblStyleColBandSize tblStylePr "
        "tblStyleRowBandSize tblW tblpPr tc tcBorders tcFitText tcMar tcPr tcW temporary text textAlignment "
        "textDirection textboxTightWrap titlePg tl2br tmpl top topLinePunct tr tr2bl trHeight trPr "
        "txbxContent type u uiPriority unhideWhenUsed vAlign vMerge vanish vertAlign w wAfter wBefore "
        "webHidden widowControl wordWrap yearLong yearShort"
    ),
    ("r", RELATED): "",
    ("mc", CHOICE): "AlternateContent Choice Fallback",
    ("a", f"{DRAWING}/main"): (
        "accent1 accent2 accent3 accent4 accent5 accent6 ahLst ahPolar ahXY alpha alphaBiLevel alphaCeiling "
        "alphaFloor alphaInv alphaMod alphaModFix alphaOff alphaOutset alphaRepl anchor arcTo avLst backdrop "
        "bevel bevelB bevelT bgClr bgFillStyleLst biLevel blend blip blipFill blue blueMod blueOff blur "
        "bodyPr bottom camera chExt chOff clrChange clrFrom clrMap clrRepl clrScheme clrTo close comp cont "
        "contourClr cs cubicBezTo custClr custClrLst custDash custGeom cxn cxnLst dk1 dk2 ds duotone ea "
        "effect effectDag effectLst effectRef effectStyle effectStyleLst ext extLst extraClrScheme "
        "extraClrSchemeLst extrusionClr fgClr fill fillOverlay fillRect fillRef fillStyleLst fillToRect "
        "flatTx fmtScheme folHlink font fontRef fontScheme gamma gd gdLst glow gradFill graphic graphicData "
        "graphicFrameLocks gray grayscl green greenMod greenOff grpFill grpSpLocks gs gsLst headEnd hlink "
        "hlinkClick hlinkHover hsl hslClr hue hueMod hueOff innerShdw inv invGamma latin left lightRig lin "
        "ln lnDef lnRef lnStyleLst lnTo lstStyle lt1 lt2 lum lumMod lumOff majorFont minorFont miter moveTo "
        "noAutofit noFill norm normAutofit objectDefaults off outerShdw path pathLst pattFill picLocks pos "
        "prstClr prstDash prstGeom prstShdw prstTxWarp pt quadBezTo rect red redMod redOff reflection relOff "
        "right rot round sat satMod satOff scene3d schemeClr scrgbClr shade snapToGrid softEdge solidFill "
        "sp3d spAutoFit spDef spLocks spPr srcRect srgbClr st stretch style sx sy sym sysClr tailEnd theme "
        "themeElements tile tileRect tint top txDef up xfrm"
    ),
    ("pic", f"{DRAWING}/picture"): "pic nvPicPr cNvPr cNvPicPr blipFill spPr",
    ("wp", f"{DRAWING}/wordprocessingDrawing"): (
        "align anchor cNvGraphicFramePr docPr effectExtent extent inline lineTo positionH positionV "
        "posOffset simplePos start wrapNone wrapPolygon wrapSquare wrapThrough wrapTight wrapTopAndBottom"
    ),
    ("wps", f"{_MICROSOFT}word/2010/wordprocessingShape"): (
        "bodyPr cNvCnPr cNvPr cNvSpPr linkedTxbx spPr style txbx wsp"
    ),
    ("wpg", f"{_MICROSOFT}word/2010/wordprocessingGroup"): "cNvGrpSpPr cNvPr grpSp grpSpPr wgp",
    ("wpc", f"{_MICROSOFT}word/2010/wordprocessingCanvas"): "bg whole wpc",
    ("wp14", f"{_MICROSOFT}word/2010/wordprocessingDrawing"): (
        "pctHeight pctPosHOffset pctPosVOffset pctWidth sizeRelH sizeRelV"
    ),
    ("v", VML): (
        "arc background curve f fill formulas group h handles imagedata line oval path polyline rect "
        "roundrect shadow shape shapetype stroke textbox textpath"
    ),
    ("o", OFFICE_VML): "bottom callout column extrusion left lock right skew top",
    ("w10", WORD_VML): "anchorlock borderbottom borderleft borderright bordertop wrap",
    ("m", f"{OFFICE}officeDocument/2006/math"): "",
    ("w14", f"{_MICROSOFT}word/2010/wordml"): (
        "alpha bevel bevelB bevelT camera checkbox checked checkedState cntxtAlts contourClr extrusionClr "
        "fillToRect glow gradFill gs gsLst ligatures lightRig lin lumMod lumOff miter noFill numForm "
        "numSpacing path prstDash props3d reflection rot round satMod scene3d schemeClr shade shadow "
        "solidFill srgbClr styleSet stylisticSets textFill textOutline tint uncheckedState"
    ),
    (
        "w15",
        f"{_MICROSOFT}word/2012/wordml",
    ): "appearance collapsed color repeatingSection repeatingSectionItem",
    ("w16cid", f"{_MICROSOFT}word/2016/wordml/cid"): "",
    ("w16se", f"{_MICROSOFT}word/2015/wordml/symex"): "",
    ("w16sdtdh", f"{_MICROSOFT}word/2020/wordml/sdtdatahash"): "",
    ("adec", DECORATIVE): "decorative",
}
PREFIXES = {space: prefix for prefix, space in _ELEMENTS}
ELEMENTS = {space: _names(names) for (_, space), names in _ELEMENTS.items()}
"""The elements of each known namespace; attributes of all of these are read."""

COMMENTS = tuple(
    f"{{{WORD}}}{name}"
    for name in ("commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef")
)
PERMISSIONS = tuple(f"{{{WORD}}}{name}" for name in ("permStart", "permEnd"))
SILENT = (
    f"{{{_MICROSOFT}word/2012/wordml}}dataBinding",
    *(
        f"{{{WORD}}}{name}"
        for name in ("rsid", "fldData", "dataBinding", "smartTagPr", "customXmlPr", "printerSettings")
    ),
    *(f"{{{WORD}}}{name}" for name in ("footnoteReference", "endnoteReference")),
)
"""Elements that Word adds by itself, and that are left out."""

WRAPPERS = tuple(f"{{{WORD}}}{name}" for name in ("smartTag", "customXml"))

_VML_ATTRIBUTES = _names(
    "accentbar adj adjusthandles anchorId alignshape allowincell allowoverlap alt anchorx anchory angle "
    "annotation arcsize arrowok aspect aspectratio autorotationcenter backdepth bilevel blacklevel "
    "borderbottomcolor borderleftcolor borderrightcolor bordertopcolor brightness bullet bwmode bwnormal "
    "bwpure chromakey clip cliptowrap color color2 colormode colors connectangles connectlocs "
    "connectortype connecttype control1 control2 coordorigin coordsize cropbottom cropleft cropping "
    "cropright croptop dashstyle diffusity distance drop dropauto edge embosscolor end endAngle endarrow "
    "endarrowlength endarrowwidth endcap eqn ext extrusioncolor extrusionok facet fill fillcolor filled "
    "fillok filltype fitpath fitshape focus focusposition focussize forcedash foredepth from gain gamma "
    "gap gradientshapeok grayscale grouping hr hralign hrnoshade hrpct hrstd id imagealignshape "
    "imageaspect imagesize inset insetmode insetpen insetpenok invx invy joinstyle length "
    "lengthspecified lightface lightharsh lightharsh2 lightlevel lightlevel2 lightposition "
    "lightposition2 limo linestyle lockrotationcenter map matrix metal method minusx minusy miterlimit "
    "obscured offset offset2 on oned opacity opacity2 orientation orientationangle origin path plane "
    "points polar position preferrelative print radiusrange recolor recolortarget render rotate rotation "
    "rotationangle rotationcenter selection shadow shadowcolor shadowok shape shapetype shininess side "
    "size skewamt skewangle specularity spid spt start startAngle startarrow startarrowlength "
    "startarrowwidth string stroke strokecolor stroked strokeok strokeweight style switch "
    "tableproperties tablelimits text textborder textboxrect textpathok to trim type ungrouping "
    "userdrawn v verticies viewpoint viewpointorigin weight width wrapcoords xrange xscale yrange"
)
_LINK_ATTRIBUTES = frozenset({"id", "tooltip", "history", "highlightClick"})
ATTRIBUTES = {
    **dict.fromkeys((VML, OFFICE_VML, WORD_VML), _VML_ATTRIBUTES),
    **{f"{{{DRAWING}/main}}{name}": _LINK_ATTRIBUTES for name in ("hlinkClick", "hlinkHover")},
}
"""The attributes of a namespace or an element that may have some only."""

_HEXADECIMAL = re.compile("[0-9A-Fa-f]{2}")
_INTEGER = re.compile(r"-?[0-9]{1,7}")
NUMBERS = {
    **dict.fromkeys(("themeTint", "themeShade", "themeFillTint", "themeFillShade"), _HEXADECIMAL),
    **dict.fromkeys(
        ("pgSz/w", "pgSz/h", "tab/pos", "spacing/before", "spacing/after", "spacing/line"), _INTEGER
    ),
    **{f"{name}/val": _INTEGER for name in ("sz", "szCs", "numId", "abstractNumId", "ilvl", "spacing")},
    **{
        f"pgMar/{name}": _INTEGER for name in ("top", "right", "bottom", "left", "header", "footer", "gutter")
    },
    **{f"ind/{name}": _INTEGER for name in ("left", "right", "hanging", "firstLine")},
    **{f"{name}/{size}": _INTEGER for name in ("top", "left", "bottom", "right") for size in ("sz", "space")},
}
"""The attributes that are read as numbers, alone or after their element."""

LEFT_OUT_ATTRIBUTES = frozenset(
    {f"{{{OFFICE_VML}}}{name}" for name in ("title", "gfxdata")}  # a file's name; a copy of the drawing
    | {f"{{{WORD}}}{name}" for name in ("author", "date", "initials")}
    | {f"{{{WORD}}}rsid{name}" for name in ("", "Del", "P", "R", "RDefault", "RPr", "Root", "Sect", "Tr")}
    | {f"{{{CHOICE}}}{name}" for name in ("Ignorable", "ProcessContent", "PreserveElements")}
)
STYLE = re.compile(r"[\w\s.,:;%#\"'@&+-]*")
"""A `style` of VML: no brackets and slashes, which an address would need."""

SETTINGS = _names(
    "zoom displayBackgroundShape embedTrueTypeFonts embedSystemFonts saveSubsetFonts mirrorMargins "
    "alignBordersAndEdges bordersDoNotSurroundHeader bordersDoNotSurroundFooter gutterAtTop "
    "defaultTabStop evenAndOddHeaders noPunctuationKerning characterSpacingControl strictFirstAndLastChars "
    "noLineBreaksAfter noLineBreaksBefore compat themeFontLang clrSchemeMapping decimalSymbol "
    "listSeparator"
)
QUIET_SETTINGS = _names(
    "view removePersonalInformation removeDateAndTime doNotDisplayPageBoundaries hideSpellingErrors "
    "hideGrammaticalErrors activeWritingStyle proofState attachedTemplate linkStyles "
    "stylePaneFormatFilter stylePaneSortMethod trackRevisions revisionView doNotTrackMoves "
    "doNotTrackFormatting mailMerge defaultTableStyle clickAndTypeStyle drawingGridHorizontalSpacing "
    "drawingGridVerticalSpacing displayHorizontalDrawingGridEvery displayVerticalDrawingGridEvery "
    "doNotUseMarginsForDrawingGridOrigin drawingGridHorizontalOrigin drawingGridVerticalOrigin "
    "doNotShadeFormData savePreviewPicture doNotValidateAgainstSchema saveInvalidXml ignoreMixedContent "
    "alwaysShowPlaceholderText doNotDemarcateInvalidXml updateFields hdrShapeDefaults shapeDefaults "
    "footnotePr endnotePr docVars rsids mathPr schemaLibrary doNotIncludeSubdocsInStats "
    "doNotAutoCompressPictures smartTagType doNotEmbedSmartTags docId chartTrackingRefBased "
    "defaultImageDpi discardImageEditingData conflictMode persistentDocumentId forceUpgrade uiCompat97To2003 "
    "printFractionalCharacterWidth showXMLTags "
    "autoHyphenation consecutiveHyphenLimit hyphenationZone doNotHyphenateCaps"
)
"""Settings of how a file is edited, which are left out without a notice."""

_FORMATS = (
    r"\s+\\\*\s*(?:MERGEFORMAT|CHARFORMAT|Arabic|ArabicDash|roman|alphabetic|Upper|Lower|FirstCap|Caps)"
)
_NUMBER = rf"(?:{_FORMATS}|\s+\\#\s*\"?[0#.,]+\"?)*"
_TEXT = rf"(?:{_FORMATS})*"
_NAME = r"(?:\"[^\"\\]*\"|[^\s\"\\]+)"
_ADDRESS = rf"\"{LINK.pattern}\"|{LINK.pattern}"
FIELDS = {
    **{name: re.compile(_NUMBER, re.IGNORECASE) for name in ("PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES")},
    **{name: re.compile(_TEXT, re.IGNORECASE) for name in ("TITLE", "SUBJECT")},
    "STYLEREF": re.compile(rf"\s+{_NAME}(?:\s+\\[lnprtw]|{_FORMATS})*", re.IGNORECASE),
    "REF": re.compile(rf"\s+(?P<mark>[^\W\d]\w*)(?:\s+\\[hnprtw]|{_FORMATS})*", re.IGNORECASE),
    "HYPERLINK": re.compile(
        rf"(?:\s+(?:{_ADDRESS})|\s+\\l\s+\"?[\w.-]+\"?|\s+\\o\s+{_NAME}|\s+\\t\s+\"?\w+\"?|\s+\\[hn]|{_FORMATS})+",
        re.IGNORECASE,
    ),
}
"""The fields that a shell may have, with what may stand after each name."""
