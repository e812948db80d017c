"""PDF/UA-1 from Word: what LibreOffice exports of a Word file of ours keeps all of veraPDF's rules.

LibreOffice 7.4 has two faults that no Word file can help, and they are put right here before the check: it
writes the key Tabs of a page as a text, `(S)`, where a name, `/S`, is wanted; and it does not mark the lines
of a paragraph's border as artefacts. Whatever else is broken is ours, and is seen.
"""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from interview_kit.model.enums import Language
from interview_kit.model.theme import Paper
from interview_kit.stages.read.theme import load_theme
from interview_kit.stages.write.word import write_docx
from interview_kit.support.verapdf import broken_rules, lacking
from tests.contracts.test_word_validity import OFFICE, needs_office
from tests.kits import ALONE_AND_TOGETHER, docx, kit, named, themed_docx
from tests.papers import papers
from tests.sample_document import sample_document
from tests.shared import LONG
from tests.zip_files import pack, unpack

EN, FR = Language("en"), Language("fr")
EXPORT = 'pdf:writer_pdf_Export:{"PDFUACompliance":{"type":"boolean","value":"true"}}'
BEGINS_PATH, PAINTS_LINE = ("m", "re"), "S"

pytestmark = [
    needs_office,
    pytest.mark.skipif(bool(lacking()), reason=f"PDF/UA cannot be checked here without {lacking()}"),
]


def word_files() -> Iterator[tuple[str, bytes]]:
    """Yield files of several people, in both languages, all themes and large print, and those of a class."""
    yield "sample", write_docx(sample_document(), load_theme("base"))
    for name, language in (("P6-emile", FR), ("P4-jordan", EN)) if LONG else ():
        yield f"{name} {language}", docx(name, language)
    people = (
        ("leila", FR, "tall-pines"),
        ("P1-maya", EN, "confluence"),
        ("samir", EN, "tall-pines"),
        ("leila", FR, "confluence"),
    )
    for name, language, theme in people if LONG else people[:2]:
        yield f"{name} {language} {theme}", themed_docx(name, language, theme)
    for variant in ALONE_AND_TOGETHER[1 if LONG else -1 :]:
        looks = load_theme("base", paper=Paper.A4, variant=variant)
        yield named(variant), write_docx(kit("P5-helen", FR), looks)
    for name, language in (("class sheet", EN), ("summary", FR)):
        yield name, write_docx(papers(language)[name], load_theme("base"))


def faulty_files() -> Iterator[tuple[str, bytes, list[str]]]:
    """Yield files with a planted fault, each with the rules that it breaks."""
    for rules, part, pattern, put in (
        (["7.4.2-1"], "word/document.xml", '"Heading2"', '"Heading3"'),
        (["7.3-1"], "word/document.xml", ' descr="[^"]*"', ""),
        (["7.1-10", "7.1-9"], "docProps/core.xml", "<dc:title>.*?</dc:title>", ""),
    ):
        parts = unpack(themed_docx("leila", FR, "confluence"))
        planted, count = re.subn(pattern, put, parts[part].decode())
        assert count
        yield f"planted {rules[0]}", pack({**parts, part: planted.encode()}), rules


def test_what_an_office_program_exports_keeps_every_rule(tmp_path: Path) -> None:
    good: dict[str, tuple[bytes, list[str]]] = {name: (data, []) for name, data in word_files()}
    faulty = {name: (data, rules) for name, data, rules in faulty_files()}
    files = good | faulty
    found = exported({name: data for name, (data, _) in files.items()}, tmp_path)
    broken = {name: [rule.split(":")[0] for rule in broken_rules(mended(pdf))] for name, pdf in found.items()}
    assert broken == {name: rules for name, (_, rules) in files.items()}


def exported(files: Mapping[str, bytes], folder: Path) -> dict[str, bytes]:
    """Return the PDFs that LibreOffice makes of Word files when it is asked for PDF/UA."""
    for name, data in files.items():
        (folder / f"{name}.docx").write_bytes(data)
    sources = [str(folder / f"{name}.docx") for name in files]
    profile = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    convert = [str(OFFICE), profile, "--headless", "--convert-to", EXPORT, "--outdir", str(folder), *sources]
    subprocess.run(convert, check=True, capture_output=True, timeout=300)
    return {name: (folder / f"{name}.pdf").read_bytes() for name in files}


def mended(pdf: bytes) -> bytes:
    """Return a PDF without the two faults of LibreOffice, and otherwise as it was."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for page in opened.pages:
            if isinstance(page.get("/Tabs"), pikepdf.String):
                page.Tabs = pikepdf.Name("/" + str(page.Tabs))
            whole = pikepdf.unparse_content_stream(list(_lines_marked(pikepdf.parse_content_stream(page))))
            page.Contents = opened.make_stream(whole)
        saved = io.BytesIO()
        opened.save(saved)
    return saved.getvalue()


def _lines_marked(instructions: Any) -> Iterator[Any]:
    """Yield a page's instructions, each line outside of marked content as an artefact."""
    instruction: Callable[..., Any] = pikepdf.ContentStreamInstruction
    begin = partial(instruction, [pikepdf.Name("/Artifact")], pikepdf.Operator("BMC"))
    end = partial(instruction, [], pikepdf.Operator("EMC"))
    depth = 0
    path: list[Any] = []
    for each in instructions:
        operator = str(each.operator)
        depth += {"BMC": 1, "BDC": 1, "EMC": -1}.get(operator, 0)
        if depth == 0 and (path or operator in BEGINS_PATH):
            path.append(each)
            if operator == PAINTS_LINE:
                yield from (begin(), *path, end())
                path = []
            elif operator not in (*BEGINS_PATH, "l", "c", "v", "y", "h"):
                yield from path
                path = []
        else:
            yield each
    yield from path
