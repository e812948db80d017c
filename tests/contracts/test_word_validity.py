"""Hold every Word file against the Open XML schemas, and open it in LibreOffice."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from openxml_audit import FileFormat, OpenXmlValidator

from interview_kit.model.document import Document, PageNumber, Paragraph, Section, Text
from interview_kit.model.theme import Paper, Theme, Variant
from interview_kit.stages.write.word import write_docx
from interview_kit.stages.write.word.base_shell import BASE_SHELL
from tests.reading import docx_part, docx_text
from tests.sample_document import empty_document, sample_document
from tests.stages.write.test_word import TOKENS, W, theme
from tests.zip_files import pack, unpack

OFFICE = shutil.which("soffice")
needs_office = pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed")

ATKINSON = theme(tokens=replace(TOKENS, font="Atkinson Hyperlegible"))
LARGE = replace(
    ATKINSON,
    tokens=replace(ATKINSON.tokens, text_size=18, script_size=20, title_size=28),
    variant=Variant(large_print=True),
    paper=Paper.A4,
)


def findings(docx: bytes, folder: Path) -> list[str]:
    """Return what the Open XML schemas and Word's own rules say against a file."""
    path = folder / "kit.docx"
    path.write_bytes(docx)
    found: list[str] = []
    for version in (FileFormat.OFFICE_2010, FileFormat.MICROSOFT_365):
        result = OpenXmlValidator(file_format=version).validate(path)
        found.extend(str(error) for error in result.errors)
    return found


@pytest.mark.parametrize("document", [sample_document(), empty_document()], ids=["sample", "empty"])
@pytest.mark.parametrize("looks", [ATKINSON, LARGE], ids=["standard", "large"])
def test_a_kit_is_valid(document: Document, looks: Theme, tmp_path: Path) -> None:
    assert findings(write_docx(document, looks), tmp_path) == []


def test_the_base_shell_is_valid(tmp_path: Path) -> None:
    assert findings(BASE_SHELL.read_bytes(), tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"<w:sdtContent>", b'<w:sdtContent><w:jc w:val="left"/>'),
        (b'<w:tblLayout w:type="fixed"/>', b'<w:tblLayout w:type="tight"/>'),
        (b"<w:pPr><w:pStyle ", b'<w:pPr><w:ind w:left="1"/><w:pStyle '),
    ],
)
def test_the_check_sees_a_planted_fault(old: bytes, new: bytes, tmp_path: Path) -> None:
    parts = unpack(write_docx(sample_document(), ATKINSON))
    assert old in parts["word/document.xml"]
    parts["word/document.xml"] = parts["word/document.xml"].replace(old, new, 1)
    assert findings(pack(parts), tmp_path) != []


@needs_office
@pytest.mark.parametrize("looks", [ATKINSON, LARGE], ids=["standard", "large"])
def test_an_office_program_shows_every_word_and_the_pages_that_were_reckoned(
    looks: Theme, tmp_path: Path
) -> None:
    sample = sample_document()
    numbers = tuple(Paragraph((Text("On page "), PageNumber(section.anchor))) for section in sample.sections)
    written = write_docx(
        replace(sample, sections=(*sample.sections, Section("end", "end", (Text("End"),), numbers, True))),
        looks,
    )
    with pdfium.PdfDocument(printed(written, tmp_path)) as pdf:
        pages = [page.get_textpage().get_text_bounded() for page in pdf]
    shown = set(re.findall(r"\w+", " ".join(pages)))
    assert [word for word in re.findall(r"\w+", docx_text(written)) if word not in shown] == []
    # LibreOffice works the fields out anew; the file holds what the writer reckoned.
    body = docx_part(written, "word/document.xml")
    ours = [
        "".join(p.itertext()).split()[-1] for p in body.iter(f"{W}p") if "On page" in "".join(p.itertext())
    ]
    assert ours == re.findall(r"On page (\d+)", pages[-1])


def printed(docx: bytes, folder: Path) -> bytes:
    """Return the PDF that LibreOffice makes of a Word file."""
    source = folder / "kit.docx"
    source.write_bytes(docx)
    profile = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    convert = [
        str(OFFICE),
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
        str(source),
    ]
    subprocess.run(convert, check=True, capture_output=True, timeout=120)
    return (folder / "kit.pdf").read_bytes()
