"""Read parts of Word files in one spelling: the namespaces of the transitional schema, no tracked changes.

Word writes two schemas (ECMA-376): the transitional one, which all programs read, and “Strict Open XML”,
with other namespaces, measures with units, and `start` and `end` in place of `left` and `right`.
"""

from __future__ import annotations

import re

from lxml import etree

from interview_kit.support.safe_zip import parse_xml

OFFICE = "http://schemas.openxmlformats.org/"
WORD = f"{OFFICE}wordprocessingml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/"
_SPELLED_STRICTLY = etree.XPath(
    "//*[starts-with(namespace-uri(), $strict) or @*[starts-with(namespace-uri(), $strict)]]"
)
_TWIPS = {"mm": 1440 / 25.4, "cm": 14400 / 25.4, "in": 1440, "pt": 20, "pc": 240, "pi": 240}
_MEASURE = re.compile(rf"(-?\d{{1,9}}(?:\.\d{{1,9}})?)({'|'.join(_TWIPS)}|%)")
_IN_HALF_POINTS = frozenset({"sz", "szCs", "kern", "position"})
_MEASURED = _IN_HALF_POINTS | {
    *(
        "pgSz",
        "pgMar",
        "ind",
        "spacing",
        "tab",
        "tblW",
        "tcW",
        "tblInd",
        "tblCellSpacing",
        "wBefore",
        "wAfter",
    ),
    *("trHeight", "cols", "col", "gridCol", "left", "right", "top", "bottom", "start", "end", "framePr"),
    *("tblpPr", "defaultTabStop", "hyphenationZone", "docGrid", "w", "zoom"),
}
_WIDTHS = frozenset({"tblW", "tcW", "wBefore", "wAfter"})
_SIDES = {"start": "left", "end": "right", "startChars": "leftChars", "endChars": "rightChars"}
_WITH_SIDES = frozenset({"tblBorders", "tcBorders", "tblCellMar", "tcMar"})
_ALIGNED = frozenset({"jc", "lvlJc", "tab"})


def _word(*names: str) -> tuple[str, ...]:
    return tuple(f"{{{WORD}}}{name}" for name in names)


_P, _PPR, _TR, _TC = _word("p", "pPr", "tr", "tc")
_INSERTED = _word("ins", "moveTo")
_DELETED = _word("del", "moveFrom", "delText", "delInstrText", "cellDel")
_FORMER = ("rPr", "pPr", "sectPr", "tblPr", "tblPrEx", "tblGrid", "trPr", "tcPr")
_RANGES = ("moveFrom", "moveTo", "customXmlIns", "customXmlDel", "customXmlMoveFrom", "customXmlMoveTo")
_RECORDS = _word(
    *("numberingChange", "cellIns", "cellMerge"),
    *(f"{name}Change" for name in _FORMER),
    *(f"{name}Range{end}" for name in _RANGES for end in ("Start", "End")),
)


def read_part(data: bytes, name: str = "") -> etree._Element:
    """Return the root element of an XML part, spelled as in the transitional schema. Raises ZipFault."""
    root = parse_xml(data, name)
    for element in _SPELLED_STRICTLY(root, strict=_STRICT):
        values = element.items()
        element.attrib.clear()
        element.tag = tag = transitional(element.tag)
        place = etree.QName(tag)
        for key, value in values:
            key = transitional(key)
            if place.namespace == WORD:
                key, value = respelled(place.localname, key, value)
            element.set(key, transitional(value) if key == "uri" else value)
        above = element.getparent()
        if place.namespace == WORD and above is not None and etree.QName(above).localname in _WITH_SIDES:
            element.tag = f"{{{WORD}}}{_SIDES.get(place.localname, place.localname)}"
    return root


def transitional(name: str) -> str:
    """Return a namespace, or a name such as `{namespace}p`, as the transitional schema spells it."""
    brace = "{" if name.startswith("{") else ""
    if not name.startswith(brace + _STRICT):
        return name
    family, _, rest = name.removeprefix(brace + _STRICT).partition("/")
    return f"{brace}{OFFICE}{family}/2006/{rest}"


def respelled(element: str, key: str, value: str) -> tuple[str, str]:
    """Return an attribute of a Word element: `left` for `start`, and a measure such as `36pt` as a number."""
    name = etree.QName(key).localname
    if element == "ind" and name in _SIDES:
        key = f"{{{WORD}}}{_SIDES[name]}"
    if element in _ALIGNED and name == "val":
        return key, _SIDES.get(value, value)
    measure = _MEASURE.fullmatch(value) if element in _MEASURED else None
    if measure is None:
        return key, value
    if measure[2] == "%":
        return key, str(round(float(measure[1]) * (50 if element in _WIDTHS else 1)))
    return key, str(round(float(measure[1]) * _TWIPS[measure[2]] / (10 if element in _IN_HALF_POINTS else 1)))


def accept_changes(root: etree._Element) -> bool:
    """Accept all tracked changes in a part that `read_part` has read; return whether there were any."""
    if next(root.iter(*_INSERTED, *_DELETED, *_RECORDS), None) is None:
        return False
    above = [mark.getparent() for mark in root.iter(*_DELETED)]
    holders = [each.getparent() for each in above if each is not None]
    paragraphs = [each.getparent() for each in holders if each is not None and each.tag == _PPR]
    gone = [each for each in holders if each is not None and each.tag in (_TR, _TC)]
    etree.strip_elements(root, *_DELETED, *_RECORDS, with_tail=False)
    etree.strip_tags(root, *_INSERTED)
    for each in gone:
        if each.getparent() is not None:
            each.getparent().remove(each)
    _join(paragraphs)
    return True


def _join(paragraphs: list[etree._Element | None]) -> None:
    """Join each paragraph whose end was deleted with the one after it, if there is one."""
    marked = set(paragraphs)
    for paragraph in paragraphs:
        above = None if paragraph is None else paragraph.getparent()
        if paragraph is None or above is None:
            continue
        if paragraph.getnext() is not None and all(child.tag == _PPR for child in paragraph):
            above.remove(paragraph)
            continue
        goes_on = True
        while goes_on and (following := paragraph.getnext()) is not None and following.tag == _P:
            goes_on = following in marked
            paragraph.extend([child for child in following if child.tag != _PPR])
            above.remove(following)
