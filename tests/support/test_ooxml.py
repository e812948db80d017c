"""Word's XML is read in one spelling, with tracked changes accepted."""

from __future__ import annotations

import pytest
from lxml import etree

from interview_kit.support.ooxml import WORD, accept_changes, read_part

STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"


def read(inside: str, space: str = WORD) -> etree._Element:
    return read_part(f'<q:body xmlns:q="{space}">{inside}</q:body>'.encode())


def shown(root: etree._Element) -> str:
    """Return the elements of a part without their namespace."""
    text: str = etree.tostring(root, encoding="unicode")
    return text.replace(f' xmlns:q="{WORD}"', "").removeprefix("<q:body>").removesuffix("</q:body>")


GONE = '<q:rPr><q:del q:author="O"/></q:rPr>'


@pytest.mark.parametrize(
    ("tracked", "accepted"),
    [
        ("<q:p><q:ins><q:r/></q:ins><q:del><q:t/></q:del></q:p>", "<q:p><q:r/></q:p>"),
        ("<q:moveFromRangeStart/><q:moveFrom/><q:moveTo><q:r/></q:moveTo>", "<q:r/>"),
        ("<q:rPr><q:b/><q:rPrChange><q:rPr/></q:rPrChange></q:rPr>", "<q:rPr><q:b/></q:rPr>"),
        (f"<q:p><q:pPr>{GONE}</q:pPr></q:p><q:p><q:t/></q:p>", "<q:p><q:t/></q:p>"),
        (
            f"<q:p><q:pPr>{GONE}</q:pPr><q:i/></q:p>" * 3 + "<q:p><q:pPr/><q:t/></q:p><q:p/>",
            "<q:p><q:pPr><q:rPr/></q:pPr><q:i/><q:i/><q:i/><q:t/></q:p><q:p/>",
        ),
        (
            f"<q:p><q:pPr>{GONE}</q:pPr><q:i/></q:p><q:tbl/>",
            "<q:p><q:pPr><q:rPr/></q:pPr><q:i/></q:p><q:tbl/>",
        ),
        ("<q:tbl><q:tr><q:trPr><q:del/></q:trPr></q:tr><q:tr/></q:tbl>", "<q:tbl><q:tr/></q:tbl>"),
        ("<q:tr><q:tc><q:tcPr><q:cellDel/></q:tcPr></q:tc><q:tc/></q:tr>", "<q:tr><q:tc/></q:tr>"),
    ],
)
def test_tracked_changes_are_accepted(tracked: str, accepted: str) -> None:
    root = read(tracked)
    assert accept_changes(root)
    assert shown(root) == accepted
    assert not accept_changes(root)


@pytest.mark.parametrize(
    ("strict", "usual"),
    [
        ('<q:pgMar q:left="72pt" q:top="1in"/>', '<q:pgMar q:left="1440" q:top="1440"/>'),
        ('<q:sz q:val="10.5pt"/>', '<q:sz q:val="21"/>'),
        ('<q:ind q:start="36pt" q:end="10"/>', '<q:ind q:left="720" q:right="10"/>'),
        ('<q:jc q:val="start"/><q:tab q:val="end"/>', '<q:jc q:val="left"/><q:tab q:val="right"/>'),
        ('<q:tcW q:w="50%"/><q:zoom q:percent="90%"/>', '<q:tcW q:w="2500"/><q:zoom q:percent="90"/>'),
        ('<q:tcMar><q:start q:w="5pt"/></q:tcMar>', '<q:tcMar><q:left q:w="100"/></q:tcMar>'),
        ('<q:lvl><q:start q:val="1"/></q:lvl>', '<q:lvl><q:start q:val="1"/></q:lvl>'),
        ('<q:lvlText q:val="5%"/>', '<q:lvlText q:val="5%"/>'),
        ("<q:t>36pt</q:t>", "<q:t>36pt</q:t>"),
    ],
)
def test_the_strict_schema_is_read_as_the_usual_one(strict: str, usual: str) -> None:
    root = read(strict, STRICT)
    spelled = etree.fromstring(f'<q:body xmlns:q="{WORD}">{usual}</q:body>')
    assert [(each.tag, dict(each.attrib), each.text) for each in root.iter()] == [
        (each.tag, dict(each.attrib), each.text) for each in spelled.iter()
    ]
