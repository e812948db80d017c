"""Other scripts: what a person types in them stands in every format, in order, from packaged fonts alone.

Each profile of tests/scripts is typed whole in one script (one mixes several), and the real `kit build` makes
the kits.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from contextlib import nullcontext
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from interview_kit.build.kit import make_document
from interview_kit.model.document import Document
from interview_kit.stages.read.profiles import read_profile
from interview_kit.stages.read.theme import load_theme
from interview_kit.stages.write import pdf as pdf_writer
from interview_kit.stages.write.font_fallback import KURINTO, NOTO
from interview_kit.stages.write.fonts import font_file
from interview_kit.stages.write.pdf import write_pdf
from interview_kit.stages.write.scripts import is_ordinary
from interview_kit.support.verapdf import broken_rules, lacking
from interview_kit.tools.lint_theme.document_text import plain_text
from interview_kit.tools.lint_theme.kit_text import visible_text
from interview_kit.tools.lint_theme.pdf_text import literal
from tests.build.people import ENVIRONMENT, KIT
from tests.contracts.tag_text import fonts, tag_text
from tests.contracts.test_word_validity import findings
from tests.kits import bank, kit
from tests.kits import pdf as ordinary_pdf
from tests.paths import ROOT, SOURCE
from tests.reading import docx_part, docx_text, margin_text
from tests.shared import LONG, shared

FOLDER = ROOT / "tests/scripts"
NAMES = [path.stem for path in sorted(FOLDER.glob("*.yaml"))]
# Fonts of Chinese, Japanese and Korean are large: a few letters of most scripts are in the mixed kit.
DRAWN = NAMES if LONG else ["cyrillic", "emoji", "hebrew", "mixed"]
FILLED = DRAWN if LONG else ["mixed"]
READERS: dict[str, Callable[[bytes], str]] = {"pdf": tag_text, "docx": docx_text, "html": visible_text}
THEME_FONTS = ("Atkinson-Hyperlegible", "Fira-Sans")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
needs_rules = pytest.mark.skipif(bool(lacking()), reason=f"PDF/UA cannot be checked here without {lacking()}")


@cache
def built(names: tuple[str, ...], *options: str) -> dict[str, bytes]:
    """Return what `kit build` makes of a folder of these profiles, by path."""

    def build() -> bytes:
        import tempfile

        with tempfile.TemporaryDirectory() as around:
            people, place = Path(around, "scripts"), Path(around, "out")
            people.mkdir()
            for name in names:
                shutil.copy(FOLDER / f"{name}.yaml", people)
            command = [*KIT, "build", str(people), "-o", str(place), "-q", *options]
            subprocess.run(command, check=True, env=ENVIRONMENT, cwd=ROOT)
            packed = io.BytesIO()
            with zipfile.ZipFile(packed, "w") as archive:
                for path in sorted(place.rglob("*")):
                    if path.is_file():
                        archive.write(path, path.relative_to(place))
            return packed.getvalue()

    with zipfile.ZipFile(io.BytesIO(shared(f"scripts {names} {options}", build))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def in_class() -> dict[str, bytes]:
    return built(tuple(DRAWN), "-f", "pdf", "-f", "docx", "-f", "html", "--print-file", "--class-sheet")


def undrawn() -> dict[str, bytes]:
    """Return the Word files and web pages of those who are not drawn as PDF."""
    return built(tuple(name for name in NAMES if name not in DRAWN), "-f", "docx", "-f", "html")


def fillable() -> dict[str, bytes]:
    return built(tuple(FILLED), "-f", "pdf", "--fillable")


def made(name: str, ending: str) -> bytes:
    return file_of(in_class() if name in DRAWN else undrawn(), name, ending)


def file_of(files: dict[str, bytes], name: str, ending: str) -> bytes:
    """Return the file that the report names beside a profile."""
    report = next(data for path, data in files.items() if path.endswith("report.csv")).decode("utf-8-sig")
    line = next(line for line in report.splitlines() if f"{name}.yaml" in line)
    stem = re.search(r"([a-z0-9-]+)\.(?:pdf|docx)", line)
    assert stem is not None, line
    return next(data for path, data in files.items() if Path(path).name == f"{stem[1]}.{ending}")


@cache
def document_of(name: str) -> Document:
    return make_document(read_profile(FOLDER / f"{name}.yaml"), bank())


@pytest.mark.spread(2)
@pytest.mark.parametrize(
    ("name", "ending"),
    [(name, ending) for name in NAMES for ending in READERS if ending != "pdf" or name in DRAWN],
)
def test_every_letter_is_read_where_it_was_typed(name: str, ending: str) -> None:
    words = READERS[ending](made(name, ending))
    assert literal(words) == literal(plain_text(document_of(name)))


@pytest.mark.long
@pytest.mark.parametrize("name", FILLED)
def test_a_form_says_the_same(name: str) -> None:
    words = tag_text(file_of(fillable(), name, "pdf"))
    assert literal(words) == literal(plain_text(document_of(name)))


@needs_rules
@pytest.mark.parametrize("name", DRAWN)
def test_every_pdf_keeps_every_rule(name: str) -> None:
    assert broken_rules(made(name, "pdf")) == []


@needs_rules
@pytest.mark.parametrize("name", FILLED)
def test_every_form_keeps_every_rule(name: str) -> None:
    assert broken_rules(file_of(fillable(), name, "pdf")) == []


@pytest.mark.parametrize("name", DRAWN)
def test_every_font_comes_from_a_package(name: str) -> None:
    used = fonts(made(name, "pdf"))
    packaged = {
        path.stem.partition("[")[0].partition("-")[0] for each in (NOTO, KURINTO) for path in each.files
    }
    others = {font.partition("-")[0] for font in used if not font.startswith(THEME_FONTS)}
    assert others <= packaged
    assert bool(others) == (name != "cyrillic")  # Fira Sans has those letters


def test_the_machine_s_fonts_change_nothing(tmp_path: Path) -> None:
    """The same bytes where the machine has another font, and rules that put it before all others."""
    other = font_file("Fira Sans", 400, "normal")
    config = tmp_path / "fonts.conf"
    config.write_text(
        f'<?xml version="1.0"?><fontconfig><dir>{other.parent}</dir><match target="pattern">'
        '<edit name="family" mode="prepend" binding="strong"><string>Fira Sans</string></edit>'
        "</match></fontconfig>",
        encoding="utf-8",
    )
    program = (
        "import sys; from tests.contracts.test_scripts import document_of; "
        "from interview_kit.stages.read.theme import load_theme; "
        "from interview_kit.stages.write.pdf import write_pdf; "
        "sys.stdout.buffer.write(write_pdf(document_of('emoji'), load_theme('base')))"
    )
    surroundings = {
        "PYTHONPATH": str(SOURCE),
        "FONTCONFIG_FILE": str(config),
        "XDG_CACHE_HOME": str(tmp_path),
    }
    there = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, **surroundings},
    )
    assert there.stdout == made("emoji", "pdf")


def test_emoji_keep_their_joiners_and_flags_their_letters() -> None:
    words = tag_text(made("emoji", "pdf"))
    for whole in ("👩🏽‍⚕️", "🇨🇦", "👨‍👩‍👧‍👦", "🏳️‍🌈", "🧘🏿‍♂️", "❤️"):
        assert whole in words, whole


def test_a_tag_tells_words_and_language() -> None:
    with pikepdf.open(io.BytesIO(made("hebrew", "pdf"))) as document:
        tags = [each for each in document.objects if isinstance(each, pikepdf.Dictionary)]
        said = {str(each.ActualText): str(each.get("/Lang", "")) for each in tags if "/ActualText" in each}
    assert said["אביגיל כהן"] == "he"


def test_words_that_no_tag_tells_are_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_writer, "actual_text_finisher", lambda pages, finish: nullcontext(finish))
    words = tag_text(write_pdf(document_of("hebrew"), load_theme("base")))
    assert literal(words) != literal(plain_text(document_of("hebrew")))


@pytest.mark.parametrize("name", ["leila", "P1-maya"])
def test_a_kit_in_our_own_letters_has_nothing_of_this(name: str) -> None:
    assert is_ordinary(plain_text(kit(name)))
    made = ordinary_pdf(name)
    assert all(font.startswith(THEME_FONTS) for font in fonts(made))
    with pikepdf.open(io.BytesIO(made)) as document:
        assert not any(
            isinstance(each, pikepdf.Dictionary) and "/ActualText" in each for each in document.objects
        )


@pytest.mark.parametrize("name", NAMES if LONG else ["cyrillic", "japanese", "mixed"])
def test_a_word_file_is_valid(name: str, tmp_path: Path) -> None:
    assert findings(made(name, "docx"), tmp_path) == []


@pytest.mark.parametrize("name", ["arabic", "hebrew", "mixed"])
def test_word_is_told_what_runs_right_to_left(name: str) -> None:
    docx = made(name, "docx")
    runs = list(docx_part(docx, "word/document.xml").iter(f"{W}r"))
    right = [run for run in runs if RIGHT_TO_LEFT.search(_text(run))]
    assert len(right) > 20
    for run in runs:
        marked = run.find(f"{W}rPr/{W}rtl") is not None
        assert marked == (run in right), _text(run)
    for run in right:
        properties = run.find(f"{W}rPr")
        assert properties.find(f"{W}rFonts").get(f"{W}cs") == "Arial"
        assert properties.find(f"{W}lang").get(f"{W}bidi") in ("ar-SA", "he-IL")
        assert not re.search("[A-Za-z]", _text(run))
    assert any(RIGHT_TO_LEFT.search(words) for words in margin_text(docx))


@pytest.mark.parametrize(
    ("name", "kind", "font", "language"),
    [
        ("chinese-simplified", "eastAsia", "Microsoft YaHei", "zh-CN"),
        ("chinese-traditional", "eastAsia", "Microsoft JhengHei", "zh-TW"),
        ("japanese", "eastAsia", "Yu Gothic", "ja-JP"),
        ("korean", "eastAsia", "Malgun Gothic", "ko-KR"),
        ("devanagari", "cs", "Nirmala UI", "hi-IN"),
        ("tamil", "cs", "Nirmala UI", "ta-IN"),
        ("inuktitut", "default", "Gadugi", "iu-Cans-CA"),
    ],
)
def test_word_is_told_font_and_language(name: str, kind: str, font: str, language: str) -> None:
    runs = list(docx_part(made(name, "docx"), "word/document.xml").iter(f"{W}r"))
    marked = [run for run in runs if not is_ordinary(_text(run))]
    assert len(marked) > 20
    for run in marked:
        fonts_of = run.find(f"{W}rPr/{W}rFonts")
        slot = "hAnsi" if kind == "default" else kind
        assert fonts_of.get(f"{W}{slot}") == font
        assert fonts_of.get(f"{W}hint", "default") == kind
        assert language in run.find(f"{W}rPr/{W}lang").attrib.values()


def _text(run: Any) -> str:
    return "".join(text.text or "" for text in run.iter(f"{W}t"))


@pytest.mark.spread(2)
@pytest.mark.parametrize("name", DRAWN)
def test_the_pieces_of_a_class_have_every_name(name: str) -> None:
    person = read_profile(FOLDER / f"{name}.yaml").name
    pieces = {Path(path).name: data for path, data in in_class().items() if Path(path).name[0] == "_"}
    pages = [data for path, data in pieces.items() if path.endswith(".pdf")]
    assert len(pages) == 2, sorted(pieces)
    assert all(literal(person) in literal(tag_text(data)) for data in pages)
    (sheet,) = (data for path, data in pieces.items() if path.endswith(".docx"))
    assert literal(person) in literal(docx_text(sheet))


@needs_rules
def test_the_pieces_of_a_class_keep_every_rule() -> None:
    pieces = [
        data for path, data in in_class().items() if Path(path).name in ("_print.pdf", "_class-sheet.pdf")
    ]
    assert [broken_rules(data) for data in pieces] == [[], []]


def test_kits_that_are_joined_keep_their_letters() -> None:
    """Each is set in its own part of a font; a glyph of one is none of another."""
    joined = next(data for path, data in in_class().items() if path.endswith("_print.pdf"))
    words, drawn = literal(tag_text(joined)), literal(tag_text(joined, by_glyphs=True))
    for name in DRAWN:
        assert literal(plain_text(document_of(name))) in words, name
    # Two are set in one Chinese font, whose glyphs tell their letters.
    assert not LONG or literal(plain_text(document_of("chinese-simplified"))) in drawn
    assert literal("career guides about health 医疗") in drawn
