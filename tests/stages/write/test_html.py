"""HTML: the document's words in their order, escaped, on a page that needs no other file."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace

import pytest

from interview_kit.model.document import (
    AnswerSpace,
    Block,
    Document,
    Filled,
    Heading,
    Link,
    PageNumber,
    Paragraph,
    Question,
    Role,
    Section,
    Text,
)
from interview_kit.model.theme import Theme
from interview_kit.stages.read.theme import load_theme
from interview_kit.stages.write.block_data import inline_markup
from interview_kit.stages.write.html import write_html
from interview_kit.support.errors import Problem, ThemeError
from interview_kit.tools.lint_theme.document_text import plain_text
from interview_kit.tools.lint_theme.kit_text import visible_text
from interview_kit.tools.lint_theme.pdf_text import literal
from tests.paths import ROOT
from tests.sample_document import sample_document


def _document(*blocks: Block) -> Document:
    return Document("en", "Kit", "", "", "", (Section("front", "front", (Text("Title"),), blocks, True),))


def _with_file(path: str, text: str) -> Theme:
    theme = load_theme("base")
    return replace(theme, files={**theme.files, path: text.encode()})


def _problems(theme: Theme) -> tuple[Problem, ...]:
    with pytest.raises(ThemeError) as refused:
        write_html(sample_document(), theme)
    return refused.value.problems


def test_the_page_says_what_the_document_says() -> None:
    document = sample_document()
    page = write_html(document, load_theme("base"))
    assert literal(visible_text(page)) == literal(plain_text(document))


def test_a_question_stands_with_its_number_star_minutes_reason_and_space() -> None:
    space = AnswerSpace("Notes", "q1", 2)
    asked, probes = ((Text("How?"),), (Text("Why?"),)), (Text("More?"),)
    question = Question("1", "2 min", "Ask first", asked, (Text("So."),), space, probes)
    page = write_html(_document(question), load_theme("base")).decode()
    body = re.sub(r"\s*\n\s*", "", page[page.index('<div class="kit-question') : page.index("</section>")])
    assert body == (
        '<div class="kit-question kit-starred"><p class="kit-question-edge"><span class="kit-number">1</span>'
        '<span class="kit-star">Ask first</span><span class="kit-minutes">2 min</span></p>'
        '<p class="kit-asked">How?</p><p class="kit-asked">Why?</p>'
        '<p class="kit-reason">So.</p><p class="kit-probes">More?</p>'
        '<div class="kit-space"><p class="kit-label kit-ruled">Notes</p><div class="kit-ruled"></div></div>'
        "</div>"
    )


def test_a_filled_in_value_is_an_element_where_it_is_shown() -> None:
    words = (Filled("Ana"),)
    blocks = [Paragraph(words, role) for role in (Role.BODY, Role.NOTE, Role.MESSAGE, Role.FACTS)]
    page = write_html(_document(*blocks), load_theme("base")).decode()
    assert page.count("Ana</p>") == 2 and page.count('<span class="kit-filled">Ana</span></p>') == 2


def test_what_a_person_typed_never_becomes_markup() -> None:
    hostile = '</p><script>alert("1")</script>{{ 7 * 7 }}&amp;'
    page = write_html(_document(Paragraph((Text(hostile), Filled(hostile)))), load_theme("base"))
    assert b"<script" not in page
    assert visible_text(page).count(hostile) == 2


def test_only_absolute_links_of_four_kinds_are_written() -> None:
    web = Link((Text("a"),), "https://a.example/?x=1&y=2")
    assert inline_markup((web,)) == '<a href="https://a.example/?x=1&amp;y=2">a</a>'
    for url in (
        "javascript:alert(1)",
        "notes.html",
        "//a.example",
        "file:///etc/passwd",
        " https://a.example",
    ):
        with pytest.raises(ValueError, match="a link needs"):
            inline_markup((Link((Text("a"),), url),))


def test_a_page_number_is_a_link_to_its_section() -> None:
    assert inline_markup((PageNumber("thanks"),)) == '<a class="kit-page-number" href="#thanks"></a>'


def test_no_level_of_heading_is_left_out() -> None:
    headings = (Heading(3, (Text("a"),)), Heading(2, (Text("b"),)), Heading(3, (Text("c"),), "here"))
    page = write_html(_document(*headings), load_theme("base")).decode()
    assert re.findall(r"<h\d.*?</h\d>", page) == [
        "<h1>Title</h1>",
        '<h2 class="kit-heading-3">a</h2>',
        '<h2 class="kit-heading-2">b</h2>',
        '<h3 class="kit-heading-3" id="here">c</h3>',
    ]


def test_the_page_needs_no_other_file_and_fits_an_email() -> None:
    page = write_html(sample_document(), load_theme("base"))
    assert set(re.findall(rb"url\(\"?([a-z]+):", page)) == {b"data"}
    used, declared = (
        set(re.findall(each, page)) for each in (rb"var\(--kit-([\w-]+)\)", rb"--kit-([\w-]+):")
    )
    assert used <= declared
    assert b"<link" not in page
    assert len(page) < 400_000


def test_the_same_document_gives_the_same_bytes() -> None:
    assert write_html(sample_document(), load_theme("base")) == write_html(
        sample_document(), load_theme("base")
    )


@pytest.mark.parametrize(
    ("path", "text", "line", "message"),
    [
        ("html/blocks/line.html.j2", "\n{{ block.speeker }}", 2, "'dict object' has no attribute 'speeker'"),
        ("html/blocks/line.html.j2", "{% if %}", 1, "Expected an expression, got '%}'"),
        ("html/blocks/line.html.j2", "\n\n{{ block.content|safe }}", 3, "text cannot be marked as safe"),
        ("css/kit.css", "p {}\np { color: var(--kit-acent) }", 2, "unknown token var(--kit-acent)"),
        ("css/kit.css", "/*\n*/\np { background: url(a.png) }", 3, "url(a.png): put the file into the theme"),
        ("css/kit.css", "@import 'https://a.example/a.css';", 1, "@import: put the file into the theme"),
        (
            "css/kit.css",
            "p { background: url(theme:../a.svg) }",
            1,
            "url(theme:../a.svg): put the file into the theme",
        ),
    ],
)
def test_a_fault_in_a_theme_names_file_and_line(path: str, text: str, line: int, message: str) -> None:
    (problem,) = _problems(_with_file(path, text))
    assert (problem.file, problem.line) == (load_theme("base").file_of(path), line)
    assert problem.message.startswith(message)


def test_templates_that_include_each_other_are_an_error() -> None:
    (problem,) = _problems(_with_file("html/blocks/line.html.j2", '{% include "html/blocks/line.html.j2" %}'))
    assert problem.message == "the templates go round in a circle"


def test_every_block_that_a_theme_may_override_is_in_the_one_top_file() -> None:
    files = load_theme("base").files
    assert [path for path in files if b"{% block " in files[path]] == ["html/kit.html.j2"]


@pytest.mark.parametrize(
    ("planted", "message"),
    [
        ("<script>1</script>", "a theme may not use <script>"),
        ('<link rel="stylesheet" href="https://a.example/a.css">', "a theme may not use <link>"),
        ('<p onclick="a()">', "a theme may not use onclick on <p>"),
        ('<meta http-equiv="refresh" content="0">', "a theme may not use http-equiv on <meta>"),
        ('<img src="https://a.example/a.png" alt="">', "src on <img>: only theme:…"),
        ('<img srcset="https://a.example/a.png" alt="">', "a theme may not use srcset on <img>"),
        ('<p style="background: url(https://a.example)">', "style on <p>: only plain values"),
        ('<a href="javascript:a()">', "href on <a>: only http, https, mailto and tel"),
        ('<img src="theme:none.png" alt="">', "theme base has no such file"),
        ('<img src="theme:theme.yaml" alt="">', "this address is not served to a theme"),
    ],
)
def test_a_page_holds_no_code_and_fetches_nothing(planted: str, message: str) -> None:
    path = "html/kit.html.j2"
    page = load_theme("base").files[path].decode()
    problem = _problems(_with_file(path, page.replace("<main>", f"{planted}<main>")))[0]
    assert problem.message.startswith(message)


def test_a_picture_of_the_theme_is_on_the_page_itself() -> None:
    path = "html/kit.html.j2"
    page = (
        load_theme("base").files[path].decode().replace("<main>", '<img alt="" src="theme:assets/star.svg">')
    )
    made = write_html(sample_document(), _with_file(path, page))
    assert b'<img alt="" src="data:image/svg+xml;base64,' in made


def test_the_writers_are_imported_only_when_they_are_used() -> None:
    program = (
        "import sys, interview_kit.stages.write; print({'weasyprint', 'docx', 'jinja2'} & set(sys.modules))"
    )
    root = ROOT
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=root
    )
    assert run.stdout == "set()\n"
