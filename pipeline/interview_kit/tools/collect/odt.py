"""Read the paragraphs of OpenDocument texts (.odt), as LibreOffice and Google Docs save them."""

from __future__ import annotations

import re

from lxml import etree

from interview_kit.support.safe_zip import SafeZip, parse_xml
from interview_kit.tools.collect.answers import cleaned

_CONTENT, _TYPE = "content.xml", "mimetype"
_ODT = b"application/vnd.oasis.opendocument.text"
_SPACE = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_TEXT, _OFFICE = _SPACE % "text", _SPACE % "office"
_PARAGRAPHS = (f"{_TEXT}p", f"{_TEXT}h")
_COMMENT, _DELETED = f"{_OFFICE}annotation", f"{_TEXT}tracked-changes"
_SIGNS = {f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}
_COUNT = re.compile("[0-9]{1,3}")


def is_odt(archive: SafeZip) -> bool:
    """Return whether an archive is an OpenDocument text. Raises ZipFault."""
    return _CONTENT in archive.names and _TYPE in archive.names and archive.read(_TYPE).startswith(_ODT)


def odt_lines(archive: SafeZip) -> tuple[list[str], list[tuple[str, str]]]:
    """Return the paragraphs in order, and each comment after "" (its page is unknown). Raises ZipFault."""
    root = parse_xml(archive.read(_CONTENT), _CONTENT)
    etree.strip_elements(root, _DELETED, with_tail=False)
    comments = [
        ("", cleaned("\n".join(_words(part) for part in each.iter(*_PARAGRAPHS))))
        for each in root.iter(_COMMENT)
    ]
    etree.strip_elements(root, _COMMENT, with_tail=False)
    return [_words(each) for each in root.iter(*_PARAGRAPHS)], comments


def _words(paragraph: etree._Element) -> str:
    """Return the words of a paragraph, without those of paragraphs inside it, as in a shape."""
    words = [paragraph.text or ""]
    waiting = [iter(paragraph)]
    above: list[etree._Element] = []
    while waiting:
        child = next(waiting[-1], None)
        if child is None:
            waiting.pop()
            words.append(above.pop().tail or "" if above else "")
        elif child.tag in _PARAGRAPHS:
            words.append(child.tail or "")
        else:
            words += [_sign(child), child.text or ""]
            above.append(child)
            waiting.append(iter(child))
    return "".join(words)


def _sign(element: etree._Element) -> str:
    if element.tag == f"{_TEXT}s":
        count = element.get(f"{_TEXT}c", "1")
        return " " * (int(count) if _COUNT.fullmatch(count) else 1)
    return _SIGNS.get(element.tag, "") if isinstance(element.tag, str) else ""
