"""PDF: the document's words, well set on its pages, the same bytes each time, and every fault named."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from pypdfium2 import PdfDocument

from interview_kit.model.document import (
    AnswerSpace,
    Block,
    Cell,
    Document,
    Emphasis,
    Filled,
    Group,
    Heading,
    Line,
    Paragraph,
    Question,
    Role,
    Section,
    Table,
    Text,
)
from interview_kit.model.theme import Paper, Theme, Variant
from interview_kit.stages.read.theme import load_theme
from interview_kit.stages.write import html, pdf
from interview_kit.stages.write.fonts import font_faces
from interview_kit.stages.write.pdf import lay_out, write_pdf
from interview_kit.support.errors import MissingLibrary, Problem, ThemeError
from interview_kit.tools.lint_theme.document_text import plain_text
from interview_kit.tools.lint_theme.page_looks import drawn_words
from interview_kit.tools.lint_theme.pdf_text import literal, page_texts, tagged_text
from tests.kits import ALONE_AND_TOGETHER, named
from tests.paths import ROOT
from tests.sample_document import sample_document

_MM = 96 / 25.4
_LINE = "html/blocks/line.html.j2"
_NOT_SERVED = "this address is not served to a theme"


def _with_file(path: str, text: str) -> Theme:
    theme = load_theme("base")
    return replace(theme, files={**theme.files, path: theme.files.get(path, b"") + text.encode()})


def _document(*blocks: Block) -> Document:
    return Document("en", "T", "", "", "", (Section("why", "why", (Text("T"),), blocks, True),))


LONG_WORD = "Rindfleischetikettierungsueberwachungsaufgabe"


def test_no_letter_of_a_word_that_is_wider_than_its_line_is_off_the_page() -> None:
    words = (Text(f"{LONG_WORD} {LONG_WORD}"),)
    asked = Question("1", "2", "", (words,), (), AnswerSpace("Notes", "f1", 1))
    spoken = Group((Line("You", words, by_user=True),), Role.SCRIPT)
    theme = load_theme("base", variant=Variant(large_print=True, dyslexia_friendly=True))
    with PdfDocument(write_pdf(_document(spoken, asked, Paragraph(words)), theme)) as opened:
        for page in opened:
            text = page.get_textpage()
            ends = [text.get_charbox(each)[2] for each in range(text.count_chars())]
            assert max(ends) < page.get_width()


def test_a_word_that_fits_on_a_line_is_whole() -> None:
    """At each place of a line: a typed text is an element of its own behind what comes before it."""
    typed = [
        Paragraph((Emphasis((Filled("ab " * count), Text(" · "), Filled("Fourteen years in a mill"))),))
        for count in range(10, 40)
    ]
    with PdfDocument(write_pdf(_document(*typed), load_theme("base"))) as opened:
        words = [page.get_textpage().get_text_bounded() for page in opened]
    assert sum(page.count("Fourteen") for page in words) == len(typed)


def test_what_stands_under_a_reply_begins_at_the_margin() -> None:
    heard = Line(
        "They",
        (Text("With pleasure. What is it that you would like to know about all this?"),),
        by_user=False,
    )
    replies = Group((heard, Line("You", (Text("Thanks!"),), by_user=True)), Role.REFUSAL)
    note = Paragraph((Text("Normal, that is."),), Role.NOTE)
    drawn = drawn_words(write_pdf(_document(Group((replies, note), Role.SCRIPT)), load_theme("base")))
    left = {word.text: word.box[0] for word in drawn}
    assert left["Normal,"] == pytest.approx(left["They"], abs=1)


def _problem(theme: Theme) -> Problem:
    with pytest.raises(ThemeError) as refused:
        write_pdf(sample_document(), theme)
    (problem,) = refused.value.problems
    return problem


def _boxes(pages: Any, name: str) -> Iterator[tuple[int, Any, float, float]]:
    """Yield page, element, top and bottom (mm) of each piece of the elements of a class or tag."""
    for number, page in enumerate(pages.pages):
        for box in page._page_box.descendants():
            element = box.element
            if element is None or box.element_tag != element.tag or not hasattr(box, "position_y"):
                continue
            if name in (element.tag, *(element.get("class") or "").split()) and box.height != "auto":
                yield number, element, box.position_y / _MM, (box.position_y + box.margin_height()) / _MM


def _pages_of_each(pages: Any, css_class: str) -> list[set[int]]:
    found: dict[Any, set[int]] = {}
    for number, element, _, _ in _boxes(pages, css_class):
        found.setdefault(element, set()).add(number)
    return list(found.values())


@pytest.mark.spread(3)
@pytest.mark.parametrize("variant", ALONE_AND_TOGETHER, ids=named)
@pytest.mark.parametrize("paper", Paper)
def test_the_pages_say_what_the_document_says(paper: Paper, variant: Variant) -> None:
    document = sample_document()
    made = write_pdf(document, load_theme("base", paper=paper, variant=variant))
    assert literal(tagged_text(made)) == literal(plain_text(document))


@pytest.mark.parametrize("paper", Paper)
def test_nothing_that_belongs_together_is_torn(paper: Paper) -> None:
    pages = lay_out(sample_document(), load_theme("base", paper=paper))
    for css_class, count in (("kit-question", 5), ("kit-card", 2), ("kit-time-bar", 1), ("kit-refusal", 4)):
        places = _pages_of_each(pages, css_class)
        assert [len(each) for each in places] == [1] * count, css_class
    (script,), *replies = (_pages_of_each(pages, css_class) for css_class in ("kit-script", "kit-refusal"))
    assert [script, *replies[0]] == [script] * 5
    assert len(script) == 1


def test_lines_to_write_on_are_at_least_8_mm_apart() -> None:
    cell = Cell((), AnswerSpace("When", "b", 1))
    table = Table(((Text("Who"),), (Text("When"),)), ((cell, cell),) * 3, (0.5, 0.5), "", Role.LOG)
    pages = lay_out(_document(AnswerSpace("Notes", "a", 4), table), load_theme("base"))
    rules: dict[Any, float] = {}
    for _, element, top, bottom in _boxes(pages, "kit-ruled"):  # of a line with a label, the line of text too
        rules[element] = max(rules.get(element, 0), bottom - top)
    assert [height >= 8 for height in rules.values()] == [True] * 4
    rows = [top for _, _, top, _ in _boxes(pages, "tr")][1:]
    assert min(below - above for above, below in pairwise(rows)) >= 8


def test_a_heading_is_never_the_last_of_a_page() -> None:
    filling = tuple(Paragraph((Text(f"Line {number}."),)) for number in range(200))
    heading = Heading(2, (Text("A heading"),))
    blocks = tuple(block for paragraph in filling for block in (heading, paragraph))
    texts = page_texts(write_pdf(_document(*blocks), load_theme("base")))
    assert len(texts) > 5
    assert [text for text in texts if text.strip().endswith("A heading")] == []


@pytest.mark.parametrize("paper", Paper)
def test_the_sheet_is_as_large_as_the_paper(paper: Paper) -> None:
    page = lay_out(sample_document(), load_theme("base", paper=paper)).pages[0]
    assert (round(page.width / _MM, 1), round(page.height / _MM, 1)) == paper.size_mm


def test_steps_lead_to_pages_and_titles_are_bookmarks() -> None:
    pages = lay_out(sample_document(), load_theme("base"))
    targets = [target for kind, target, *_ in pages.pages[0].links if kind == "internal"]
    assert list(dict.fromkeys(targets)) == ["find-someone", "rehearse", "conversation-1", "thank-you"]
    titles = [title for title, *_ in pages.make_bookmark_tree()]
    assert titles[:3] == ["Talk to someone who does the work", "Why it is worth it", "Find someone to ask"]


def test_running_head_and_page_are_on_every_page() -> None:
    texts = page_texts(write_pdf(sample_document(), load_theme("base")))
    feet = [
        "Maya Chen · veterinary technician" in text and f"Page {n}" in text for n, text in enumerate(texts, 1)
    ]
    assert all(feet)


def test_the_same_document_gives_the_same_bytes_in_any_surroundings(tmp_path: Path) -> None:
    here = write_pdf(sample_document(), load_theme("base"))
    write_pdf(replace(sample_document(), title="Another"), load_theme("base", paper=Paper.A4))
    assert write_pdf(sample_document(), load_theme("base")) == here
    program = (
        "import sys; from interview_kit.stages.read.theme import load_theme; "
        "from interview_kit.stages.write.pdf import write_pdf; "
        "from tests.sample_document import sample_document; "
        "sys.stdout.buffer.write(write_pdf(sample_document(), load_theme('base')))"
    )
    root = str(ROOT)
    strange = {
        "TZ": "Asia/Kolkata",
        "LC_ALL": "C",
        "PYTHONHASHSEED": "7",
        "SOURCE_DATE_EPOCH": "1",
        "HOME": str(tmp_path),
    }
    environment = {**os.environ, **strange, "PYTHONPATH": root}
    there = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, cwd=tmp_path, env=environment
    )
    assert there.stdout == here
    assert there.stderr == b""


def test_nothing_tells_when_or_where_it_was_made() -> None:
    made = write_pdf(sample_document(), load_theme("base"))
    for telling in (rb"/CreationDate", rb"/ModDate", rb"/ID\s*\[", os.getcwd().encode(), b"file:"):
        assert re.search(telling, made) is None, telling


@pytest.mark.spread(3)
@pytest.mark.parametrize(
    ("path", "text", "file", "line", "message"),
    [
        ("css/kit.css", "\np { colour: red }", "css/kit.css", True, "`colour: red ` has no effect: unknown"),
        (_LINE, '<img src="https://a.example/a.png">', "https://a.example/a.png", False, _NOT_SERVED),
        (_LINE, '<img src="file:///etc/motd.png" alt="a">', "file:///etc/motd.png", False, _NOT_SERVED),
        (_LINE, '<img src="theme:css/kit.css" alt="a">', "theme:css/kit.css", False, _NOT_SERVED),
        (_LINE, '<img src="theme:a/b.png" alt="a">', "a/b.png", False, "theme base has no such file"),
        (_LINE, '<img src="assets/star.svg" alt="a">', "html/kit.html.j2", False, "Relative URI reference"),
        (_LINE, '<img src="theme:assets/star.svg">', "assets/star.svg", False, "Image "),
    ],
)  # fmt: skip
def test_a_fault_in_a_theme_is_an_error_and_never_a_hole_on_the_page(
    path: str, text: str, file: str, line: bool, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(html, "check_page", lambda *_: None)  # most of this does not come so far
    theme = _with_file(path, text)
    problem = _problem(theme)
    assert (problem.file, problem.message[: len(message)]) == (load_theme("base").file_of(file), message)
    assert problem.line == (theme.files[path].count(b"\n") + 1 if line else None)


def test_a_drawing_that_cannot_be_read_is_an_error() -> None:
    theme = load_theme("base")
    broken = replace(theme, files={**theme.files, "assets/star.svg": b"<svg"})
    assert _problem(broken).file == theme.file_of("assets/star.svg")


def test_a_font_that_is_not_installed_is_an_error() -> None:
    theme = load_theme("base")
    other = replace(theme, tokens=replace(theme.tokens, font="No Such Font"))
    assert _problem(other).message.startswith("font No Such Font (400, normal) is not installed; installed: ")


def test_a_missing_system_library_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "missing_libraries", lambda: ["pango"])
    monkeypatch.setattr(pdf, "install_line", lambda: "get pango")
    with pytest.raises(MissingLibrary) as missing:
        write_pdf(sample_document(), load_theme("base"))
    assert (str(missing.value), missing.value.exit_code) == (
        "pango is missing. To install it, run: get pango",
        3,
    )


def test_a_group_longer_than_a_page_goes_on_after_it() -> None:
    inner = tuple(Paragraph((Text(f"Line {number}."),)) for number in range(90))
    document = _document(Group(inner, Role.SCRIPT))
    assert literal(tagged_text(write_pdf(document, load_theme("base")))) == literal(plain_text(document))


def test_letters_that_the_font_lacks_come_from_the_other_font() -> None:
    """Names in Cyrillic or Vietnamese look the same on every machine, whatever fonts it has."""
    named = replace(sample_document(), running_head="Nguyễn Thị Hoa · Олександра")
    families = re.findall('font-family:"([^"]*)"', font_faces(named, load_theme("base")))
    assert families == ["Atkinson Hyperlegible"] * 4 + ["Fira Sans"] * 4
    usual = font_faces(sample_document(), load_theme("base"))
    assert "Fira Sans" not in usual


def test_a_line_that_is_full_but_for_a_no_break_space_keeps_its_words() -> None:
    text = "On cherche encore «\u00a0<b>un emploi</b>\u00a0»"
    style = "font: 16px serif; width:"
    written = "".join(f"<p style='{style} {width}px'>{text}" for width in range(160, 210, 4))
    page = pdf.load_weasyprint().HTML(string=written).render().pages[0]
    lines = [each for each in page._page_box.descendants() if type(each).__name__ == "LineBox"]
    firsts = ["".join(getattr(each, "text", "") for each in line.descendants()) for line in lines]
    assert sum(words.startswith("On") for words in firsts) > 1
    assert "On" not in firsts


def test_the_features_of_a_font_leave_with_the_text_that_was_set_with_them() -> None:
    """Lines of text in figures of one width, as numbers of lists are, leave no memory behind."""
    page = (
        pdf.load_weasyprint().HTML(string="<p style='font-variant-numeric: tabular-nums'>1").render().pages[0]
    )
    style = next(each for each in page._page_box.descendants() if each.element_tag == "p").style
    from weasyprint.text.line_break import Layout

    def kilobytes_more(layouts: int) -> int:
        before = _resident()
        for _ in range(layouts):
            Layout(style)
        return _resident() - before

    kilobytes_more(1000)
    assert kilobytes_more(20_000) < 1000


def _resident() -> int:
    """Return the memory of this process in kB; 0 on a system that does not tell."""
    told = Path("/proc/self/statm")
    return int(told.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 1024 if told.exists() else 0
