"""Styles that a Word shell lacks come from the base theme's shell, and a notice names them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from docx.oxml.parser import parse_xml
from lxml import etree

from interview_kit.model.theme import Theme
from interview_kit.stages.read.theme import load_theme
from interview_kit.stages.write.word import write_docx
from interview_kit.stages.write.word.base_shell import BASE_SHELL, base_styles
from interview_kit.stages.write.word.reference_docx import shell_notices
from interview_kit.stages.write.word.styles import STYLES
from interview_kit.support.errors import ThemeError
from tests.contracts.test_word_validity import findings
from tests.reading import docx_part, docx_text
from tests.sample_document import sample_document
from tests.stages.write.test_word import SHELL, W, values
from tests.zip_files import pack, unpack

Parts = dict[str, bytes]
STYLES_PART, NUMBERING, RELATIONS = "word/styles.xml", "word/numbering.xml", "word/_rels/document.xml.rels"
# One of each kind, and two with lists.
SOME = ("Kit Tip", "Kit Checklist", "Kit Timeline", "Kit Cue", "Kit Table")


def themed(*changes: Callable[[Parts], None]) -> Theme:
    parts = unpack(BASE_SHELL.read_bytes())
    for change in changes:
        change(parts)
    base = load_theme("base")
    return replace(base, files={**base.files, SHELL: pack(parts)})


def without(*names: str) -> Callable[[Parts], None]:
    def change(parts: Parts) -> None:
        root = parse_xml(parts[STYLES_PART])
        for name in names:
            root.remove(named(root, name))
        parts[STYLES_PART] = etree.tostring(root)

    return change


def without_numbering(parts: Parts) -> None:
    del parts[NUMBERING]
    for part in (RELATIONS, "[Content_Types].xml"):
        root = parse_xml(parts[part])
        for each in [each for each in root if "numbering" in str(each.attrib.values())]:
            root.remove(each)
        parts[part] = etree.tostring(root)


def replaced(old: str, new: str, part: str = STYLES_PART) -> Callable[[Parts], None]:
    def change(parts: Parts) -> None:
        assert old.encode() in parts[part]
        parts[part] = parts[part].replace(old.encode(), new.encode())

    return change


def named(root: Any, name: str) -> Any:
    return next(each for each in root if [text.lower() for text in values(each, "name")] == [name.lower()])


def style(docx: bytes, name: str) -> Any:
    return named(docx_part(docx, STYLES_PART), name)


def looks(docx: bytes) -> dict[str, str]:
    """Return each style's XML by its name, with the mark of its list in place of the list's number."""
    numbering, found = docx_part(docx, NUMBERING), {}
    for name in STYLES:
        one = style(docx, name)
        for number in one.iter(f"{W}numId"):
            (used,) = values(numbering.find(f"{W}num[@{W}numId='{number.get(f'{W}val')}']"), "abstractNumId")
            marks = numbering.find(f"{W}abstractNum[@{W}abstractNumId='{used}']")
            number.set(f"{W}val", " ".join(values(marks, "lvlText") + values(marks, "pStyle")))
        found[name] = etree.tostring(one).decode()
    return found


@pytest.mark.parametrize(
    "changes",
    [
        [without(*SOME)],
        # A letterhead on which nobody has worked: Word's own default style, and no lists.
        [without(*(name for name in STYLES if name != "Normal")), without_numbering],
    ],
    ids=["some", "all"],
)
def test_styles_that_a_shell_lacks_look_as_in_the_base_shell(changes: Any, tmp_path: Path) -> None:
    whole, lacking = (write_docx(sample_document(), theme) for theme in (themed(), themed(*changes)))
    assert docx_text(lacking) == docx_text(whole)
    assert looks(lacking) == looks(whole)
    assert findings(lacking, tmp_path) == []


def test_an_added_style_refers_to_the_styles_of_the_shell_by_their_ids_there() -> None:
    """As in a shell of a German Word, and with another style that has the id."""
    german = (
        replaced('w:val="Normal"/><w:next', 'w:val="Standard"/><w:next'),
        replaced('"Normal"', '"Standard"'),
    )
    keeps_name = replaced('<w:name w:val="Standard"/>', '<w:name w:val="Normal"/>')
    own = replaced('w:val="Kit Tip"', 'w:val="House Tip"')
    docx = write_docx(sample_document(), themed(*german, keeps_name, own))
    tip = style(docx, "Kit Tip")
    assert (tip.get(f"{W}styleId"), values(tip, "basedOn")) == ("KitTip1", ["Standard"])
    assert style(docx, "House Tip").get(f"{W}styleId") == "KitTip"
    assert "KitTip1" in values(docx_part(docx, "word/document.xml"), "pStyle")


def test_an_added_style_does_not_become_a_second_default() -> None:
    docx = write_docx(sample_document(), themed(replaced('w:val="Normal Table"', 'w:val="House Table"')))
    tables = docx_part(docx, STYLES_PART).findall(f"{W}style[@{W}type='table'][@{W}default='1']")
    assert [values(each, "name") for each in tables] == [["House Table"]]


def test_a_notice_names_the_styles_and_the_file() -> None:
    assert shell_notices(themed()) == ()
    (notice,) = shell_notices(themed(without(*SOME)))
    assert str(notice) == (
        f"{BASE_SHELL}: note: styles that this shell lacks come from the base theme: "
        "Kit Tip, Kit Checklist, Kit Timeline, Kit Cue, Kit Table; kit theme shell NAME --update adds them"
    )


def test_the_base_shell_has_every_style_and_says_which_it_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    assert list(base_styles()) == list(STYLES)
    monkeypatch.setattr(
        "interview_kit.stages.write.word.base_shell.STYLES", {**STYLES, "Kit Quote": "A quote."}
    )
    with pytest.raises(ThemeError, match="Kit Quote: this style is missing from the shell"):
        base_styles.__wrapped__()
