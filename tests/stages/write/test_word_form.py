"""A Word kit is a form: each field has a control, a mark that other programs keep, a line in the record."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from interview_kit.model.enums import Language
from interview_kit.model.form import WORD_NAMESPACE, form_of, read_record
from interview_kit.stages.write.word.body_context import field_mark, short_tag
from tests.contracts.test_word_validity import findings
from tests.kits import docx, kit
from tests.reading import docx_part

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
KITS = [("marcus", Language("en")), ("oksana", Language("fr")), ("P1-maya", Language("en"))]


@pytest.mark.parametrize(("name", "language"), KITS)
def test_every_field_is_a_control_of_its_kind_between_its_marks(name: str, language: Language) -> None:
    form = form_of(kit(name, language))
    assert form is not None
    body = docx_part(docx(name, language), "word/document.xml")
    controls = [each.find(f"{W}sdtPr") for each in body.iter(f"{W}sdt")]
    kinds = {
        each.find(f"{W}tag").get(f"{W}val"): "text" if each.find(f"{W14}checkbox") is None else "tick"
        for each in controls
    }
    assert kinds == {short_tag(field.name): field.kind for field in form.fields}
    assert len({each.find(f"{W}id").get(f"{W}val") for each in controls}) == len(controls) == len(kinds)
    marks = {each.get(f"{W}name"): each for each in body.iter(f"{W}bookmarkStart")}
    ends = {each.get(f"{W}id"): each for each in body.iter(f"{W}bookmarkEnd")}
    order = {each: place for place, each in enumerate(body.iter())}
    for field in form.fields:
        start = marks[field_mark(field.name)]
        assert order[start] < order[ends[start.get(f"{W}id")]]


@pytest.mark.parametrize(("name", "language"), KITS)
def test_the_record_travels_in_the_file(name: str, language: Language, tmp_path: Path) -> None:
    written = docx(name, language)
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        root = etree.fromstring(archive.read("customXml/item1.xml"))
    assert root.tag == f"{{{WORD_NAMESPACE}}}form" and read_record(root.text or "") == form_of(
        kit(name, language)
    )
    assert findings(written, tmp_path) == []
