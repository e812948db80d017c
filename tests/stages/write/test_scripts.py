"""Scripts are told apart, and each letter finds a font in a package, or a clear word about it."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from interview_kit.model.document import AnswerSpace, Document, Filled, Line, Paragraph, Section, Text
from interview_kit.stages.read.theme import load_theme
from interview_kit.stages.write import font_fallback
from interview_kit.stages.write.block_data import document_data, inline_markup
from interview_kit.stages.write.font_fallback import (
    FontPackage,
    MissingLetters,
    fonts_for,
    visible_characters,
)
from interview_kit.stages.write.html import write_html
from interview_kit.stages.write.pdf import write_pdf
from interview_kit.stages.write.scripts import begins_right_to_left, eastern_script, script_runs
from interview_kit.stages.write.word import write_docx
from interview_kit.support.command_line import pip_install
from interview_kit.support.errors import InvalidInput
from interview_kit.support.i18n import OVERRIDE
from interview_kit.tools.lint_theme.kit_text import visible_text
from tests.reading import docx_text

NOBODY_S = "\ue000"


def _document(name: str) -> Document:
    section = Section("why", "why", (Text("T"),), (Paragraph((Filled(name),)),), True)
    return Document("en-CA", "T", "", "", "", (section,))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Zoë Ţăran, Олена", [("Zoë Ţăran, Олена", "")]),
        ("a ❤️ 1️⃣", [("a ❤️ 1️⃣", "")]),
        ("hello שלום, friend", [("hello ", ""), ("שלום", "Hebr"), (", friend", "")]),
        ("מה קשה, לך?", [("מה קשה, לך?", "Hebr")]),
        ("אבי (Avi) כהן", [("אבי", "Hebr"), (" (Avi) ", ""), ("כהן", "Hebr")]),
        ("3:30 بعد الثلاثاء", [("3:30 بعد الثلاثاء", "Arab")]),
        ("मुझे अच्छा है।", [("मुझे अच्छा है।", "Deva")]),
        ("「桜井」です", [("「桜井」です", "Jpan")]),
        ("李小龙 and 김", [("李小龙", "Kore"), (" and ", ""), ("김", "Kore")]),
        ("李小龙", [("李小龙", "Hani")]),
        ("Sam 👩🏽‍⚕️ Lee", [("Sam ", ""), ("👩🏽‍⚕️", "Zsye"), (" Lee", "")]),
        ("🏴󠁧󠁢󠁥󠁮󠁧󠁿🇨🇦!", [("🏴󠁧󠁢󠁥󠁮󠁧󠁿🇨🇦", "Zsye"), ("!", "")]),
        ("ᓄᓇᕗᑦ. x", [("ᓄᓇᕗᑦ", "Cans"), (". x", "")]),
        ("", []),
    ],
)
def test_a_text_falls_into_stretches(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(each.text, each.script) for each in script_runs(text)] == expected


def test_the_first_letter_tells_the_direction() -> None:
    assert [begins_right_to_left(text) for text in ("(1) שלום a", "a שלום", "ليلى", "123", "김")] == [
        *(True, False, True, False, False)
    ]


def test_signs_tell_whose_they_are() -> None:
    signs = ("李小龙", "陳美麗", "桜井", "桜井さくら", "김民俊", "李明")
    assert [eastern_script(text) for text in signs] == ["Hans", "Hant", "Jpan", "Jpan", "Kore", "Hans"]


@pytest.mark.parametrize(
    ("inline", "markup"),
    [
        (Text("fixed & ליאת, said"), 'fixed &amp; <span lang="he" dir="rtl">ליאת</span>, said'),
        (Filled("אבי (Avi) <b>"), '<span class="kit-filled" dir="rtl">אבי (Avi) &lt;b&gt;</span>'),
        (Filled("ד\"ר כהן"), '<span class="kit-filled" lang="he" dir="rtl">ד&#34;ר כהן</span>'),
        (Filled("ليلى"), '<span class="kit-filled" dir="rtl">ليلى</span>'),
        (Filled("Ana 김"), '<span class="kit-filled">Ana <span lang="ko">김</span></span>'),
        (Filled("李明"), '<span class="kit-filled">李明</span>'),
    ],
)  # fmt: skip
def test_what_was_typed_keeps_to_itself(inline: Text | Filled, markup: str) -> None:
    assert inline_markup((inline,), marks_filled=True) == markup


def test_labels_speakers_and_the_foot_too() -> None:
    blocks = (Line("ליאת", (Text("x"),), by_user=True), AnswerSpace("Ask ليلى", "a", 1))
    document = replace(_document("x"), running_head="ליאת · nurse")
    document = replace(document, sections=(replace(document.sections[0], blocks=blocks),))
    data = document_data(document)
    line, space = data["sections"][0]["blocks"]
    assert line["speaker"] == '<span lang="he" dir="rtl">ליאת</span>'
    assert space["label"] == 'Ask <span dir="rtl">ليلى</span>'
    assert data["running_head"] == "\u200eליאת · nurse"  # from the left, whatever it begins with


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("ليلى", ["NotoSansArabic"]),
        ("है।", ["NotoSansDevanagari"]),
        ("👩🏽‍⚕️ 🇨🇦", ["NotoEmoji"]),
        ("ᓄᓇᕗᑦ", ["KurintoSans"]),
        ("李小龙", ["KurintoSansSC"]),
        ("陳美麗", ["KurintoSansTC"]),
        ("さくら", ["KurintoSansJP"]),
        ("김민준", ["KurintoSansKR"]),
        ("அבא", ["NotoSansHebrew", "NotoSansTamil"]),
    ],
)
def test_letters_find_as_few_fonts_as_will_do(text: str, names: list[str]) -> None:
    found, left = fonts_for(frozenset(visible_characters(text)))
    assert (sorted(font.name for font in found), left) == (names, frozenset())


def test_a_font_is_cut_to_the_letters_and_what_shapes_them() -> None:
    (tamil,), _ = fonts_for(frozenset(visible_characters("சொ")))
    (arabic,), _ = fonts_for(frozenset(visible_characters("ليلى")))
    with TTFont(io.BytesIO(tamil.face(400))) as font:
        assert {0x0B9A, 0x0BCA, 0x0BC6, 0x0BBE} <= set(font.getBestCmap())  # HarfBuzz takes U+0BCA apart
    with TTFont(io.BytesIO(arabic.face(700))) as font:
        assert "fvar" not in font
        assert {"init", "medi", "fina"} <= {
            each.FeatureTag for each in font["GSUB"].table.FeatureList.FeatureRecord
        }
        assert ord("ب") not in font.getBestCmap()
    assert arabic.face(400) != arabic.face(700)
    assert len(arabic.face(400)) < 10_000


def test_the_same_font_with_other_letters_has_another_name() -> None:
    (one,), _ = fonts_for(frozenset("ل"))
    (two,), _ = fonts_for(frozenset("ي"))
    assert one.name == two.name and one.family != two.family


def _without(monkeypatch: pytest.MonkeyPatch, *packages: str) -> None:
    for package in packages:
        lost: FontPackage = getattr(font_fallback, package)
        monkeypatch.setattr(font_fallback, package, replace(lost, module="no_such_module"))


@pytest.mark.parametrize(
    ("lost", "name", "said"),
    [
        (("KURINTO",), "ᓄᓇ", "no font here has ᓄ (U+14C4) ᓇ (U+14C7), so the PDF would have holes. Run: "
         f"{pip_install('weblate-fonts')} — or build the Word file alone: -f docx"),
        (("NOTO", "KURINTO"), "ל", "no font here has \u2068ל\u2069 (U+05DC), so the PDF would have holes. "
         "Run: "
         f"{pip_install('manimgx-fonts', 'weblate-fonts')} — or build the Word file alone: -f docx"),
        ((), NOBODY_S, f"no font has {NOBODY_S} (U+E000), so the PDF would have holes. Write it in other "
         "letters, or build the Word file alone: -f docx"),
    ],
)  # fmt: skip
def test_a_letter_without_a_font_is_named_with_the_package(
    monkeypatch: pytest.MonkeyPatch, lost: tuple[str, ...], name: str, said: str
) -> None:
    _without(monkeypatch, *lost)
    theme = load_theme("base")
    with pytest.raises(MissingLetters) as refused:
        write_pdf(_document(name), theme)
    assert isinstance(refused.value, InvalidInput)  # of this person alone: a class goes on
    assert str(refused.value) == said
    assert name in visible_text(write_html(_document(name), theme))
    assert name in docx_text(write_docx(_document(name), theme))


def test_a_french_computer_says_it_in_french(monkeypatch: pytest.MonkeyPatch) -> None:
    _without(monkeypatch, "KURINTO")
    monkeypatch.setenv(OVERRIDE, "fr")
    assert str(MissingLetters("ᓄ")) == (
        "aucune police d’ici n’a ᓄ (U+14C4), et le PDF aurait des trous. Lancez\u00a0: "
        f"{pip_install('weblate-fonts')} — ou faites seulement le fichier Word\u00a0: -f docx"
    )


def test_where_noto_is_lost_the_other_package_does(monkeypatch: pytest.MonkeyPatch) -> None:
    _without(monkeypatch, "NOTO")
    found, left = fonts_for(frozenset("ليلى"))
    assert ([font.name for font in found], left) == (["KurintoSans"], frozenset())


def test_our_own_letters_open_no_font(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(file: Path) -> frozenset[str]:
        raise AssertionError(file)

    monkeypatch.setattr(font_fallback, "letters_of", refuse)
    made = write_pdf(_document("Zoë Ţăran, Олена Ґалаґан — 1½"), load_theme("base"))
    assert made.startswith(b"%PDF")
