"""The example agencies: their kits have few pages, valid Word files, and proofread words."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from fontTools.ttLib import TTFont

from interview_kit.model.bank import BankText
from interview_kit.model.document import Group, Paragraph, Role, Section, inline_text
from interview_kit.model.enums import Language
from interview_kit.stages.read.theme import load_theme, theme_names
from interview_kit.support.paths import version
from interview_kit.tools.lint_bank import lint
from interview_kit.tools.lint_bank.walk import elements_of
from interview_kit.tools.lint_theme.files import unused_files
from interview_kit.tools.lint_theme.page_faults import page_of
from interview_kit.tools.lint_theme.pdf_text import page_texts
from tests.contracts.test_pages import first_page
from tests.contracts.test_word_validity import findings, needs_office, printed
from tests.kits import AGENCIES, bank, kit, themed_docx, themed_pdf
from tests.shared import LONG, shared

FR = Language("fr")
# French is the longer; `make long` looks at all languages.
CASES = [(theme, language) for theme in AGENCIES for language in (Language if LONG else (FR,))]


def script_of(theme: str, language: Language) -> tuple[Section, str]:
    """Return the conversation, and the last words of its script, under the replies to a "no"."""
    section = next(each for each in kit("leila", language, theme).sections if each.kind == "conversation")
    (script,) = (block for block in section.blocks if isinstance(block, Group) and block.role is Role.SCRIPT)
    last = script.blocks[-1]
    assert isinstance(last, Paragraph)
    return section, inline_text(last.content).split(". ")[0]


def hold(pages: list[str], theme: str, language: Language, *, most: int = 7) -> None:
    """Hold a printed kit to its pages: `most` and its own before the cards, the script and replies on one."""
    document = kit("leila", language, theme)
    (cards,) = (section for section in document.sections if section.kind == "pocket-card")
    own = sum(section.kind == "our-services" for section in document.sections)
    assert first_page(pages, cards) - 1 <= most + own
    section, last = script_of(theme, language)
    assert page_of(pages, last, 2) == first_page(pages, section)
    # No page of a few lines: the foot alone has more than a hundred letters, and "Think it over" two hundred.
    assert min(len(page) for page in pages) > 300


@pytest.mark.parametrize(("theme", "language"), CASES)
def test_an_agency_s_pages_hold(theme: str, language: Language) -> None:
    hold(page_texts(themed_pdf("leila", language, theme)), theme, language)


@pytest.mark.parametrize(("theme", "language"), CASES)
def test_an_agency_s_word_file_is_valid(theme: str, language: Language, tmp_path: Path) -> None:
    assert findings(themed_docx("leila", language, theme), tmp_path) == []


@pytest.mark.spread(2)
@needs_office
@pytest.mark.parametrize(("theme", "language"), [case for case in CASES if case[1] is FR])
def test_an_agency_s_pages_hold_in_word(theme: str, language: Language, tmp_path: Path) -> None:
    word = themed_docx("leila", language, theme)
    with pdfium.PdfDocument(shared(f"{theme} printed", lambda: printed(word, tmp_path))) as pdf:
        hold([page.get_textpage().get_text_bounded() for page in pdf], theme, language, most=8)


def test_the_words_of_an_agency_need_no_mending() -> None:
    found = [str(each) for each in lint(bank("confluence"), Language if LONG else (FR,))]
    assert [each for each in found if "; the theme says: “Work for your family” is about" not in each] == []


VOUS = re.compile(r"(?<!rendez-)\b(?:vous|votre|vos)\b|\b(?!chez|assez|rendez)\w+ez\b", re.IGNORECASE)


def in_one_form(theme: str) -> list[str]:
    """Return the theme's own French texts that say vous and have no wording with tu."""
    own = {text.fr for _spot, text in elements_of(bank(theme), BankText)}
    own -= {text.fr for _spot, text in elements_of(bank(), BankText)}
    return [
        str(each.fr)
        for _spot, text in elements_of(bank(theme), BankText)
        for each in filter(None, (text, text.plain))
        if text.fr in own and VOUS.search(str(each.fr)) and not each.fr_tu
    ]


@pytest.mark.parametrize("theme", [name for name in theme_names() if name != "base"])
def test_an_agency_says_tu_to_those_whom_the_kit_calls_tu(theme: str) -> None:
    assert in_one_form(theme) == []
    assert any(VOUS.search(str(text.fr)) for _spot, text in elements_of(bank(theme), BankText))


@pytest.mark.parametrize("theme", theme_names())
def test_every_file_of_a_shipped_theme_is_used(theme: str) -> None:
    assert list(unused_files(load_theme(theme))) == []


def test_an_agency_uses_everything_that_a_theme_can_be() -> None:
    theme, words, base = load_theme("confluence"), bank("confluence"), bank()
    layer = theme.layers[-1]
    folders = {"theme.yaml", "assets", "bank", "css", "word"}
    assert {path.split("/")[0] for path in layer.files} == folders
    assert (layer.made_for, set(layer.locales)) == (version(), set(words.languages))
    assert theme.tokens.accent_2 != theme.tokens.accent and theme.tokens.logo in layer.files
    faces = {(font.weight, font.italic) for font in theme.fonts if font.family == theme.tokens.font}
    assert faces == {(400, False), (700, False), (400, True), (700, True)}
    assert all(font.in_word for font in theme.fonts)
    assert sorted(set(words.questions) - set(base.questions)) == [
        *("our.after-dark", "our.first-month", "our.getting-here"),
    ]
    (gate, _short) = (words.choosing.gates[name] for name in words.choosing.questions["our.after-dark"].gates)
    assert "night" in str(gate) and layer.not_asking.keys() == {"our.after-dark"}
    assert words.choosing.questions["demand"].weight != base.choosing.questions["demand"].weight
    said = {section.kind for section in kit("leila", theme="confluence").sections}
    assert "our-services" in said - {section.kind for section in kit("leila").sections}


def test_an_agency_s_font_comes_with_its_licence() -> None:
    """The files say of themselves what the licence beside them says, and that it is another's design."""
    files = load_theme("confluence").layers[-1].files
    fonts = {path: data for path, data in files.items() if path.endswith(".ttf")}
    assert len(fonts) == 4 and max(map(len, fonts.values())) < 64 * 1024
    licence = files["assets/fonts/OFL.txt"].decode()
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence and "Fira Sans" in licence
    for data in fonts.values():
        with TTFont(io.BytesIO(data)) as font:
            assert "Mozilla Foundation" in font["name"].getDebugName(0)
            assert "OFL" in font["name"].getDebugName(14) and font["OS/2"].fsType == 0
            assert "Fira" not in str([font["name"].getDebugName(name) for name in (1, 4, 6, 16)])
