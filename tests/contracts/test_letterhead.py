"""An agency's letterhead: its logo, its contact lines and its foot, in every format."""

from __future__ import annotations

import re
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from interview_kit.model.document import Letterhead
from interview_kit.model.theme import Theme
from interview_kit.stages.read.theme import load_theme
from interview_kit.stages.write import WRITERS
from interview_kit.stages.write.page_count import page_count
from interview_kit.support.errors import ThemeError
from interview_kit.support.verapdf import broken_rules, lacking
from interview_kit.tools.lint_theme.document_text import plain_text
from interview_kit.tools.lint_theme.kit_text import spoken_text, visible_text
from interview_kit.tools.lint_theme.pdf_text import literal, page_texts, tagged_text
from tests.agencies import LETTERHEAD, LOGO, agency, picture, with_letterhead
from tests.contracts.test_word_validity import findings
from tests.kits import kit
from tests.reading import docx_part, docx_text, margin_text
from tests.sample_document import sample_document
from tests.zip_files import pack, unpack

READERS = {"pdf": tagged_text, "docx": docx_text, "html": visible_text}
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
WITH_LOGO = "extends: base\ntokens: {logo: assets/logo.svg}\n"


def objects(pdf: bytes) -> bytes:
    """Return the objects of a PDF that lie in compressed streams."""
    streams = re.findall(rb"/Type /ObjStm.*?stream\n(.*?)\nendstream", pdf, re.DOTALL)
    return b"".join(zlib.decompress(stream) for stream in streams)


@pytest.fixture(scope="module")
def theme(tmp_path_factory: pytest.TempPathFactory) -> Theme:
    return load_theme(
        agency(tmp_path_factory.mktemp("themes") / "north", WITH_LOGO, assets__logo_dot_svg=LOGO)
    )


@pytest.fixture(scope="module")
def written(theme: Theme) -> dict[str, bytes]:
    document = with_letterhead(sample_document())
    return {name: WRITERS[name](document, theme) for name in ("pdf", "docx", "html", "txt")}


@pytest.mark.parametrize("name", READERS)
def test_the_contact_lines_are_read_first_and_nothing_else_is_new(
    name: str, written: dict[str, bytes]
) -> None:
    words = literal(READERS[name](written[name]))
    assert words == literal(plain_text(with_letterhead(sample_document())))
    assert words.startswith("12MainStreetnorthshore.example")


def test_text_begins_with_the_contact_lines(written: dict[str, bytes]) -> None:
    assert written["txt"].decode().startswith("12 Main Street\nnorthshore.example\n\n")


def test_the_foot_of_every_page_has_the_line(written: dict[str, bytes]) -> None:
    pages = page_texts(written["pdf"])
    assert all(LETTERHEAD.footer in page for page in pages)
    assert sum(LETTERHEAD.footer in text for text in margin_text(written["docx"])) == 2


def test_the_logo_is_a_figure_with_its_words(written: dict[str, bytes]) -> None:
    assert re.findall(rb"/S /Figure[^(]*/Alt \((.*?)\)", objects(written["pdf"])) == [
        LETTERHEAD.logo_alt.encode()
    ]


def test_the_word_file_has_the_picture_with_its_words(written: dict[str, bytes]) -> None:
    (drawn,) = docx_part(written["docx"], "word/document.xml").iter(f"{DRAWING}docPr")
    assert drawn.get("descr") == LETTERHEAD.logo_alt
    assert unpack(written["docx"])["word/media/kit-logo.png"].startswith(b"\x89PNG")


def test_the_word_file_is_valid(written: dict[str, bytes], tmp_path: Path) -> None:
    assert findings(written["docx"], tmp_path) == []


def test_the_page_says_what_the_logo_shows(written: dict[str, bytes]) -> None:
    assert LETTERHEAD.logo_alt in spoken_text(written["html"])


@pytest.mark.skipif(bool(lacking()), reason=f"PDF/UA cannot be checked here without {lacking()}")
def test_a_letterhead_keeps_every_rule(written: dict[str, bytes]) -> None:
    assert broken_rules(written["pdf"]) == []


def test_a_letterhead_costs_no_page(theme: Theme) -> None:
    document = kit("leila")
    plain, lettered = replace(document, letterhead=None), with_letterhead(document)
    assert page_count(WRITERS["pdf"](plain, theme)) == page_count(WRITERS["pdf"](lettered, theme))


@pytest.mark.parametrize("name", ["pdf", "docx", "html"])
def test_a_logo_without_words_is_refused_with_the_label(name: str, theme: Theme) -> None:
    document = replace(sample_document(), letterhead=Letterhead())
    with pytest.raises(ThemeError) as refused:
        WRITERS[name](document, theme)
    assert "letterhead.logo_alt" in str(refused.value)
    assert "'en'" in str(refused.value)


@pytest.mark.parametrize("name", ["pdf", "docx", "html"])
def test_a_document_without_a_letterhead_shows_no_logo(name: str, theme: Theme) -> None:
    made = WRITERS[name](sample_document(), theme)
    assert LETTERHEAD.logo_alt.encode() not in made
    assert literal(READERS[name](made)) == literal(plain_text(sample_document()))


@pytest.mark.parametrize(("ending", "kind"), [("png", "PNG"), ("jpg", "JPEG")])
def test_word_takes_a_picture_of_dots_as_it_is(tmp_path: Path, ending: str, kind: str) -> None:
    folder = agency(tmp_path / "north", f"extends: base\ntokens: {{logo: assets/logo.{ending}}}\n")
    (folder / "assets").mkdir()
    (folder / f"assets/logo.{ending}").write_bytes(picture(kind))
    made = WRITERS["docx"](with_letterhead(sample_document()), load_theme(folder))
    assert unpack(made)[f"word/media/kit-logo.{ending}"] == picture(kind)


def test_a_shell_with_its_own_letterhead_gets_no_second_logo(theme: Theme) -> None:
    parts = unpack(theme.files["word/shell.docx"])
    drawing = (
        b'<w:r><w:drawing><wp:inline xmlns:wp="' + DRAWING[1:-1].encode() + b'"><wp:docPr id="1" name="L" '
    )
    parts["word/header1.xml"] = parts["word/header1.xml"].replace(
        b"</w:p>", drawing + b'descr="{{ logo_alt }}"/></wp:inline></w:drawing></w:r></w:p>'
    )
    own = replace(theme, files={**theme.files, "word/shell.docx": pack(parts)})
    made = WRITERS["docx"](with_letterhead(sample_document()), own)
    assert list(docx_part(made, "word/document.xml").iter(f"{DRAWING}docPr")) == []
    (drawn,) = docx_part(made, "word/header1.xml").iter(f"{DRAWING}docPr")
    assert drawn.get("descr") == LETTERHEAD.logo_alt
    assert literal(docx_text(made)).startswith("12MainStreet")
