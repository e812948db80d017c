"""Hold how much paper a class takes: 31 short kits on 124 sheets, and on 62 with two half pages on a side.

The nine people of the usual run have all ways to ask and to talk; `make long` builds the whole class.
"""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pypdf
import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest
from click.testing import CliRunner

from interview_kit.cli import main
from interview_kit.model.enums import Language
from interview_kit.model.theme import Paper
from interview_kit.stages.write.pdf import write_pdf
from interview_kit.support.verapdf import broken_rules, lacking
from interview_kit.tools.lint_theme.pdf_text import literal, page_texts, tagged_text
from tests.kits import kit, looks
from tests.shared import LONG, shared_folder

CLASS = 31 if LONG else 9
NAMES = ("Maya Chen", "Noah Desjardins-Lafleur", "Zoé Tremblay", "Liam O'Brien", "Anh Nguyen", "Fatima Singh")
JOBS = {
    "en": ("veterinary technician", "heavy equipment technician", "medical laboratory technologist"),
    "fr": ("électricienne", "mécanicienne d’équipement lourd", "technologue en imagerie médicale"),
}
ABOUT = {
    "en": ("animals; being outdoors", "calm with nervous dogs; careful notes", "Two summers at a kennel"),
    "fr": ("les animaux; le plein air", "patience; bonne en mathématiques", "Deux étés au camp de jour"),
}
GOALS = ("pay; outlook; conditions", "duties; route-in; pay", "fit; pay; outlook", "")
FEARS = ("shy", "imposing; rejection", "shy; imposing; rejection", "")
PEOPLE = ("Joan Sinclair", "Marie-Ève Thériault-Bouchard")
POINTS_A_PIXEL, SMALLEST = 0.75, 9.0
# The last words of the script, and the title over the questions.
TALK = {"en": ("In my own words", "Your 10 minutes"), "fr": ("À ma façon", "Tes 10 minutes")}


def row(number: int, language: str) -> dict[str, str]:
    """Return a student's row: each way to ask and to talk, with a contact, a name to give, or neither."""
    interests, skills, experience = ABOUT[language]
    found = {
        "name": f"{NAMES[number % len(NAMES)]} {number + 1}",
        "language": language,
        "situation": "secondary",
        "location": {"en": "Ottawa, Ontario", "fr": "Gatineau, Québec"}[language],
        "target.occupation": JOBS[language][number % 3],
        "decision": ("exploring", "narrowing", "committed")[number % 3],
        "about.interests": interests,
        "about.skills": skills,
        "about.experience": experience,
        "goals": GOALS[number % 4],
        "talk.channel": ("phone", "in-person", "video")[number % 3],
        "talk.minutes": "10",
        "talk.availability": "Wednesday after 3; Thursday at noon",
        "support.fears": FEARS[number // 2 % 4],
        "programme.course": "GLC2O",
        "programme.teacher": "Ms. Okafor",
        "programme.contact": "613-555-0100",
        "programme.due": "2030-01-15",
    }
    if number % 3 != number % 2:
        found |= {
            "contacts.1.name": PEOPLE[number % 2],
            "contacts.1.organisation": "Prairie Animal Hospital",
            "contacts.1.phone": "613-555-0142",
            "contacts.1.email": "joan.sinclair@prairie-animal.example",
            "contacts.1.ask_by": ("phone", "email")[number // 2 % 2],
        }
    if number % 5 == 0 and "contacts.1.name" in found:
        found |= {
            "contacts.1.referral.name": "Coach Patel",
            "contacts.1.referral.agreed": ("yes", "no")[number % 2],
        }
    return found


def build(folder: Path, *arguments: str, size: int = CLASS, **cells: str) -> None:
    """Build the files to print of a class, half of it in French, into `out/class` of a folder."""
    rows = [row(number, language_of(number)) | cells for number in range(size)]
    text = io.StringIO()
    writer = csv.DictWriter(text, dict.fromkeys(key for each in rows for key in each), restval="")
    writer.writeheader()
    writer.writerows(rows)
    (folder / "class.csv").write_text(text.getvalue(), encoding="utf-8")
    command = ["build", str(folder / "class.csv"), "-o", str(folder / "out"), "-f", "txt", "-j", "1"]
    result = CliRunner().invoke(main, [*command, *arguments])
    assert result.exit_code == 0, result.output


def language_of(number: int) -> str:
    """Return the language of a student's kit."""
    return ("en", "fr")[number // 3 % 2]


def printed(folder: Path) -> bytes:
    """Return the file to print that was built in a folder."""
    return (folder / "out/class/_print.pdf").read_bytes()


def of_the_class(*arguments: str) -> bytes:
    """Return the file to print of the whole class, built once in a run of the tests."""
    name = f"class{''.join(arguments)}"
    return printed(shared_folder(name, lambda folder: build(folder, *arguments)))


def sides_of_kits(pdf: bytes) -> list[tuple[int, int]]:
    """Return the first side of each kit, from 0, and how many sides it and its blank back have."""
    read = pypdf.PdfReader(io.BytesIO(pdf))
    kits = [each for each in read.outline if not isinstance(each, list)]
    starts = [read.get_destination_page_number(each) or 0 for each in kits]
    ends = [*starts[1:], len(read.pages) + len(read.pages) % 2]
    return [
        (int(start or 0), int(end or 0) - int(start or 0)) for start, end in zip(starts, ends, strict=True)
    ]


def sheets(pdf: bytes) -> int:
    """Return the sheets of a file printed on both sides; each kit begins on the front of one."""
    kits = sides_of_kits(pdf)
    assert all(start % 2 == 0 for start, _ in kits)
    return sum(sides for _, sides in kits) // 2


def smallest_letter(pdf: bytes) -> float:
    """Return the points of the smallest letter, as it is printed."""
    with pdfium.PdfDocument(pdf) as opened:
        texts = [page.get_textpage() for page in opened]
        points: list[float] = [
            raw.FPDFText_GetFontSize(text.raw, place) * POINTS_A_PIXEL
            for text in texts
            for place in range(0, text.count_chars(), 3)
            if raw.FPDFText_GetUnicode(text.raw, place) > ord(" ")
        ]
        return min(points)


def test_a_class_of_31_takes_at_most_124_sheets() -> None:
    volume = of_the_class("--print-file")
    assert len(sides_of_kits(volume)) == CLASS
    assert sheets(volume) <= 4 * CLASS


def test_the_script_of_each_kit_faces_its_questions() -> None:
    volume = of_the_class("--print-file")
    texts = list(map(literal, page_texts(volume)))
    for number, (start, sides) in enumerate(sides_of_kits(volume)):
        script, plan = map(literal, TALK[language_of(number)])
        pages = texts[start : start + sides]
        left = next(page for page, text in enumerate(pages, 1) if script in text)
        assert left % 2 == 0
        assert plan in pages[left]


@pytest.mark.parametrize("paper", list(Paper)[: 1 + LONG])
def test_two_up_a_class_of_31_takes_at_most_62_sheets(paper: Paper) -> None:
    volume = of_the_class("--two-up", "--paper", paper.value)
    assert len(sides_of_kits(volume)) == CLASS
    assert sheets(volume) <= 2 * CLASS


@pytest.mark.long
def test_more_pages_than_that_are_counted(tmp_path: Path) -> None:
    theme = tmp_path / "loose"
    (theme / "css").mkdir(parents=True)
    (theme / "theme.yaml").write_text("extends: base\n", encoding="utf-8")
    (theme / "css/more.css").write_text(".kit-section { break-before: page }\n", encoding="utf-8")
    for option, most in (("--print-file", 4), ("--two-up", 2)):
        folder = tmp_path / option
        folder.mkdir()
        build(folder, option, "--theme", str(theme), size=2)
        assert sheets(printed(folder)) > 2 * most


@pytest.mark.spread(2)
@pytest.mark.parametrize(("paper", "size"), [(Paper.LETTER, (792, 612)), (Paper.A4, (842, 595))])
def test_two_half_pages_stand_beside_each_other_on_the_sheet(
    tmp_path: Path, paper: Paper, size: tuple[int, int]
) -> None:
    build(tmp_path, "--two-up", "--paper", paper.value, size=1)
    read = pypdf.PdfReader(io.BytesIO(printed(tmp_path)))
    assert {tuple(round(float(each)) for each in page.mediabox[2:]) for page in read.pages} == {size}
    numbers = [re.findall(r"Page (\d+)", text) for text in page_texts(printed(tmp_path))]
    for side, found in enumerate(numbers):  # a blank half has no number
        assert found == [str(2 * side + 1), str(2 * side + 2)][: len(found)]
    assert sum(map(len, numbers)) > len(read.pages)


def test_two_up_no_letter_has_less_than_nine_points() -> None:
    assert round(smallest_letter(of_the_class("--two-up", "--paper", "letter")), 2) >= SMALLEST


def test_two_up_the_script_is_beside_its_questions() -> None:
    volume = of_the_class("--two-up", "--paper", "letter")
    texts = list(map(literal, page_texts(volume)))
    for number, (start, sides) in enumerate(sides_of_kits(volume)):
        script, plan = map(literal, TALK[language_of(number)])
        side = next(text for text in texts[start : start + sides] if script in text)
        assert side.index(script) < side.index(plan)


@pytest.mark.skipif(bool(lacking()), reason=f"PDF/UA cannot be checked here without {lacking()}")
def test_two_up_keeps_every_rule(tmp_path: Path) -> None:
    build(tmp_path, "--two-up", size=2)
    assert broken_rules(printed(tmp_path)) == []


@pytest.mark.spread(3)
@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", ["leila", "P1-maya"])
def test_a_half_page_has_the_words_of_a_page_in_their_order(name: str, language: Language) -> None:
    document, theme = kit(name, language), looks()
    halves = write_pdf(document, theme.on_half_pages())
    assert literal(tagged_text(halves)) == literal(tagged_text(write_pdf(document, theme)))


def test_kits_in_large_print_keep_whole_pages(tmp_path: Path) -> None:
    build(tmp_path, "--two-up", size=1, **{"support.large_print": "yes"})
    (made,) = (tmp_path / "out/class").glob("_print*")
    assert made.name == "_print-whole-pages.pdf"
    page = pypdf.PdfReader(made).pages[0]
    assert page.mediabox.height > page.mediabox.width
