"""A page of the shipped templates has the same tree, read as XML, that an HTML5 parser builds of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

import pytest

from interview_kit.model.document import Document
from interview_kit.model.enums import Language
from interview_kit.model.theme import Theme
from interview_kit.stages.read.theme import load_themes, theme_names
from interview_kit.stages.write.fetcher import EMBEDDED_ONLY, parse_html, parse_strict
from interview_kit.stages.write.form_fields import with_boxes
from interview_kit.stages.write.html import has_own_templates, render_page
from tests.kits import ALONE_AND_TOGETHER, PRINTED, kit


def parts(element: Any) -> list[object]:
    """Return all of a tree but the white space around the body, which nothing shows."""
    text, tail = element.text or "", element.tail or ""
    if element.tag in ("html", "head", "body"):
        tail = tail.strip()
        text = text if element.tag == "body" else text.strip()
    return [element.tag, dict(element.attrib), text, [parts(child) for child in element], tail]


def assert_alike(document: Document, theme: Theme) -> None:
    page = with_boxes(render_page(document, theme, None))
    strict = parse_strict(page, EMBEDDED_ONLY).etree_element
    assert type(strict) is ElementTree.Element
    loose = parse_html(page).etree_element
    if loose[-1].tail is None and loose[-1][-1].tail:  # what is behind the body is put at its end
        loose[-1][-1].tail = strict[-1][-1].tail
    assert parts(strict) == parts(loose)


@pytest.mark.spread(3)
@pytest.mark.parametrize("theme", theme_names())
@pytest.mark.parametrize("language", list(Language))
def test_shipped_pages_are_read_alike_by_both_parsers(theme: str, language: Language) -> None:
    themes = load_themes(theme)
    for variant, fillable in ((ALONE_AND_TOGETHER[0], True), (ALONE_AND_TOGETHER[-1], False)):
        looks = replace(themes[variant], fillable=fillable)
        assert not has_own_templates(looks)
        for person in PRINTED:
            assert_alike(kit(person, language, theme), looks)


def test_what_is_no_xml_is_read_all_the_same() -> None:
    page = "<!DOCTYPE html><html lang=en><body><p>One<p>Two\x01</body></html>"
    found = parse_strict(page, EMBEDDED_ONLY).etree_element
    assert [each.text for each in found.iter("p")] == ["One", "Two\x01"]
