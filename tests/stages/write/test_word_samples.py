"""The shell that an agency edits: every style shown and explained, none printed, what it changes kept."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from interview_kit.model.document import Letterhead
from interview_kit.model.theme import Theme, Variant
from interview_kit.stages.read.theme import load_theme
from interview_kit.stages.write.word import write_docx
from interview_kit.stages.write.word.shell_samples import shell_to_edit
from interview_kit.stages.write.word.styles import STYLES
from interview_kit.support.errors import ThemeError
from interview_kit.tools.lint_theme.document_text import plain_text
from tests.contracts.test_word_validity import findings
from tests.reading import docx_part, docx_text, margin_text
from tests.sample_document import sample_document
from tests.zip_files import pack, unpack

SHELL = "word/shell.docx"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STYLES_PART = "word/styles.xml"


@pytest.fixture(scope="module")
def base() -> Theme:
    return load_theme("base")


@pytest.fixture(scope="module")
def edited(base: Theme) -> bytes:
    return shell_to_edit(base)


def with_shell(theme: Theme, shell: bytes, *changes: tuple[str, str, str], **tokens: Any) -> Theme:
    parts = unpack(shell)
    for part, old, new in changes:
        assert old.encode() in parts[part], old
        parts[part] = parts[part].replace(old.encode(), new.encode(), 1)
    return replace(theme, files={**theme.files, SHELL: pack(parts)}, tokens=replace(theme.tokens, **tokens))


def size_of(docx: bytes, style: str) -> str:
    found = next(
        each for each in docx_part(docx, STYLES_PART).iter(f"{W}style") if each.get(f"{W}styleId") == style
    )
    return str(found.find(f"{W}rPr/{W}sz").get(f"{W}val"))


def test_every_style_is_shown_and_explained(edited: bytes) -> None:
    shown = docx_text(edited)
    assert [name for name, purpose in STYLES.items() if f"{name}: {purpose}" not in shown] == []
    used = {
        each.get(f"{W}val") for each in docx_part(edited, "word/document.xml").iter() if "Style" in each.tag
    }
    assert used >= {name.replace(" ", "") for name in STYLES}


def test_it_is_valid_and_the_same_every_time(edited: bytes, base: Theme, tmp_path: Any) -> None:
    assert findings(edited, tmp_path) == []
    assert shell_to_edit(base) == edited


def test_a_kit_is_made_without_the_samples(edited: bytes, base: Theme) -> None:
    with_samples = write_docx(sample_document(), with_shell(base, edited))
    without = write_docx(sample_document(), base)
    assert docx_text(with_samples) == docx_text(without)
    assert unpack(with_samples)["word/document.xml"] == unpack(without)["word/document.xml"]


def test_words_beside_the_samples_are_refused(edited: bytes, base: Theme) -> None:
    beside = ("word/document.xml", "</w:sdt>", "</w:sdt><w:p><w:r><w:t>Call us</w:t></w:r></w:p>")
    with pytest.raises(ThemeError, match="“Call us”: words in the body are not printed"):
        write_docx(sample_document(), with_shell(base, edited, beside))


def test_what_was_changed_in_word_stays(edited: bytes, base: Theme) -> None:
    changed = with_shell(
        base,
        edited,
        (STYLES_PART, '<w:sz w:val="52"/><w:szCs w:val="52"/>', '<w:sz w:val="64"/><w:szCs w:val="64"/>'),
        (STYLES_PART, '<w:color w:val="0B5563" w:themeColor="accent1"/>', '<w:color w:val="C00000"/>'),
        ("word/document.xml", 'w:left="1077"', 'w:left="1400"'),
        accent="#7a1f5c",
        title_size=30.0,
        script_size=15.0,
        margin_left=25.0,
        margin_top=20.0,
    )
    docx = write_docx(sample_document(), changed)
    title = next(
        each for each in docx_part(docx, STYLES_PART).iter(f"{W}style") if each.get(f"{W}styleId") == "Title"
    )
    assert title.find(f"{W}rPr/{W}color").get(f"{W}val") == "C00000"
    assert (size_of(docx, "Title"), size_of(docx, "Heading2"), size_of(docx, "Heading1")) == (
        "64",
        "30",
        "38",
    )
    margins = docx_part(docx, "word/document.xml").find(f"{W}body/{W}sectPr/{W}pgMar")
    assert (margins.get(f"{W}left"), margins.get(f"{W}top")) == ("1400", "1134")
    assert b"7A1F5C" in unpack(docx)["word/theme/theme1.xml"]


def test_in_large_print_a_size_of_ones_own_is_no_smaller_than_the_token(edited: bytes, base: Theme) -> None:
    small = (STYLES_PART, '<w:sz w:val="52"/><w:szCs w:val="52"/>', '<w:sz w:val="40"/><w:szCs w:val="40"/>')
    large = load_theme("base", variant=Variant(large_print=True))
    assert size_of(write_docx(sample_document(), with_shell(base, edited, small)), "Title") == "40"
    assert size_of(write_docx(sample_document(), with_shell(large, edited, small)), "Title") == "60"


def test_placeholders_of_the_letterhead_are_filled_in_header_and_footer(edited: bytes, base: Theme) -> None:
    own = with_shell(
        base,
        edited,
        ("word/header1.xml", "</w:p>", "<w:r><w:t>{{ contact_line }}</w:t></w:r></w:p>"),
    )
    document = replace(sample_document(), letterhead=Letterhead((), "In every foot", ""))
    texts = margin_text(write_docx(document, own))
    assert sum("In every foot" in text for text in texts) == 2
    assert literal_words(docx_text(write_docx(document, own))) == literal_words(plain_text(document))


def literal_words(text: str) -> str:
    return "".join(text.split())
