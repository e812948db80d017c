"""A long e-mail address in the log may break after its @ or a dot, and is copied as it was typed."""

from __future__ import annotations

from io import BytesIO

import pytest
from docx import Document as WordDocument
from pypdfium2 import PdfDocument

from interview_kit.model.enums import Language
from interview_kit.model.profile import Profile
from interview_kit.stages.assemble import assemble
from interview_kit.stages.select import select
from interview_kit.stages.write.address_breaks import BREAK, NO_WIDTH, for_screens, parts
from interview_kit.stages.write.html import write_html
from interview_kit.stages.write.word import write_docx
from tests.kits import bank, drawn, kit, looks, printed

LONG = "marie-eve.archambault@ateliermecaniquedunord.example"


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        (LONG, "marie-eve.|archambault@|ateliermecaniquedunord.|example"),
        ("lou@lakeside.example", "lou@|lakeside.|example"),
        ("Atelier mécanique du Nord, Sudbury", "Atelier mécanique du Nord, Sudbury"),
        ("ask for Lou at lou@lakeside.example", "ask for Lou at lou@lakeside.example"),
        ("https://lakeside.example/very/long/way", "https://lakeside.example/very/long/way"),
    ],
)
def test_only_an_address_may_be_broken(typed: str, written: str) -> None:
    assert parts(typed) == written.split("|")


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("c.macleod@library.example", "c.macleod@|library.|example"),
        ("<span>lou@lakeside.example</span>", "<span>lou@|lakeside.|example</span>"),
        ("explorecareers.novascotia.ca", "explorecareers.|novascotia.ca"),
        ("jobbank.gc.ca", "jobbank.gc.ca"),
        ("Ask, and have the talk.", "Ask, and have the talk."),
    ],
)
def test_a_linked_address_may_break_into_parts_that_a_finger_finds(words: str, shown: str) -> None:
    page = '<main><p>lou@lakeside.example <a href="mailto:lou@lakeside.example">{}</a></p></main>'
    assert for_screens(page.format(words)) == page.format(shown.replace("|", BREAK))


def test_a_number_is_whole_in_words_and_left_alone_in_styles_and_attributes() -> None:
    page = '<style>U+00-7F</style><main><a href="tel:519-555-0100">{}</a> {} or {}</main>'
    typed = ("519-555-0100", "1-800-668-6868", "686868")
    whole = [f'<span class="kit-whole">{each}</span>' for each in typed[:2]]
    assert for_screens(page.format(*typed)) == page.format(*whole, typed[2])


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("Send an e-mail.", "Send an |e-mail|."),
        ("votre rendez-vous", "votre |rendez-vous|"),
        ("Qu’est-ce que", "Qu’|est-ce| que"),
        ("la Nouvelle-Écosse", "la |Nouvelle-Écosse|"),
        ("Saint-Jean-sur-Richelieu", "Saint-Jean-sur-Richelieu"),
        ("marie-eve.roy@mill.example", "marie-eve.roy@mill.example"),
        ("marie-eve@mill.example", "marie-eve@mill.example"),
    ],
)
def test_a_short_word_with_hyphens_is_whole_on_a_screen(words: str, shown: str) -> None:
    page = '<main><p class="kit-body">{}</p></main>'
    before, *others = shown.split("|")
    if others:
        before += f'<span class="kit-whole">{others[0]}</span>{others[1]}'
    assert for_screens(page.format(words)) == page.format(before)


def test_no_line_of_a_pdf_ends_in_a_short_word_with_hyphens() -> None:
    pages = PdfDocument(printed(kit("P1-maya", Language("fr"))))
    text = "".join(page.get_textpage().get_text_bounded() for page in pages)
    assert "est-ce" in text
    assert not {"\x02", "\ufffe"} & set(text)  # what pdfium has for a hyphen at the end of a line


@pytest.mark.parametrize("language", Language)
def test_a_long_address_breaks_after_its_sign_or_a_dot(language: Language) -> None:
    profile = Profile.model_validate(
        {"name": "Jo", "target": {"field": "art"}, "contacts": [{"name": "Lou", "email": LONG}]}
    ).model_copy(update={"language": language})
    document = assemble(select(bank(), profile), profile, bank())
    theme = looks(large_print=True, dyslexia_friendly=True)
    pages = PdfDocument(drawn(document, theme))
    lines = [line for page in pages for line in page.get_textpage().get_text_bounded().splitlines()]
    assert "marie-eve.archambault@" in lines
    assert not any(NO_WIDTH in line for line in lines)
    tables = WordDocument(BytesIO(write_docx(document, theme))).tables
    cells = [cell.text.splitlines() for table in tables for row in table.rows for cell in row.cells]
    assert ["Lou", "marie-eve.archambault@", "ateliermecaniquedunord.", "example"] in cells
    page = write_html(document, theme).decode()
    assert "archambault@<wbr>ateliermecaniquedunord.<wbr>example" in page and NO_WIDTH not in page
