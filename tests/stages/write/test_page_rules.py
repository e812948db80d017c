"""No page that is accepted has anything in its tree that is not listed, however its parts come together."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_kit.stages.read.theme import load_theme
from interview_kit.stages.write.html import write_html
from interview_kit.stages.write.page_names import ATTRIBUTES, ELEMENTS, EVERYWHERE
from interview_kit.stages.write.page_rules import check_page, check_tree, with_policy, with_sources
from interview_kit.support.errors import ThemeError
from interview_kit.support.native_libs import missing_libraries
from tests.bad_input.hostile_pages import HOSTILE, ORDINARY
from tests.sample_document import sample_document
from tests.shared import examples

START = '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
STYLE = "p > b { color: red }"
# What a parser treats in a way of its own, written well and badly.
PARTS = (
    *("<p>", "</p>", "<b class='a'>", "</b>", "<a href='#a'>", "</a>", "<table>", "<td>", "</table>"),
    *("<title>", "</title>", "<textarea>", "</textarea>", f"<style>{STYLE}</style>", "<style>", "</style>"),
    *("</head>", "<body>", "</body>", "</html>", "<html id='a'>", "<!-- a -->", "<!--", "-->", "--!>"),
    *("<!-->", "<script>", "<svg>", "<math>", "<mtext>", "<![CDATA[", "]]>", "<?", "<!", "</", "<", ">"),
    *("/>", "/", "=", "<p title=", "<p title='", '<p title="', "'", '"', " onclick=a", " id=a", "<b/id=a>"),
    *("a", "<P ID=A>", " ", "&lt;script&gt;", "&lt", "\0", "\x0b", "\xa0", "\n", "\f", "\x85", "<noscript>"),
    *("<template>", "<select>", "<pre>", "\r", "<col>", "<li>", "<caption>", "<ruby>", "<rt>"),
    *("<input type=text>", "<details open>", "<b title='<script>'>", "<b title=\"'>\">", "<title>a</title>"),
    *("<textarea>a</textarea>", "<td>a</td>", "<p title = 'a' >", "<b id=a/>", "</p >"),
)  # fmt: skip


def is_accepted(page: str) -> bool:
    try:
        check_page(page, "page", STYLE)
    except ThemeError:
        return False
    return True


@pytest.mark.parametrize("quote", ['"', "'", ""])
@pytest.mark.parametrize("around", ['<p title="{}">', "<p title='{}'>", "{}"])
def test_a_file_takes_the_place_of_its_address_alone(quote: str, around: str) -> None:
    address = "data:image/png;base64,aa+/=="
    picture = f"<img alt=b src={quote}theme:a.png{quote}>"
    page = START + around.format(picture)
    assert with_sources(page, lambda path: address) == page.replace("theme:a.png", address)


def test_nothing_is_put_before_the_encoding_and_the_policy() -> None:
    picture = "<img src='theme:a.png' alt=b>"
    page = START.replace("lang=", f'title="{picture}" lang=')
    filled = with_policy(with_sources(page, lambda path: "data:image/png;base64," + "a" * 5000))
    assert filled.index("<meta charset") < 1024


@pytest.mark.parametrize(
    "part", ["<svg></svg>", "<p onclick=a>", "<a href='/a'>", "<noscript></noscript>", "<p style='a:url(b)'>"]
)
def test_the_second_reader_sees_by_itself_what_is_not_listed(part: str) -> None:
    check_tree(f"{START}<title>a</title><style>{STYLE}</style><p class=a><a href='#a'>b</a>", "page")
    with pytest.raises(ThemeError):
        check_tree(START + part, "page")


@pytest.mark.skipif(bool(missing_libraries()), reason="Pango is not installed")
@settings(max_examples=examples(1000))
@given(st.lists(st.sampled_from(PARTS), max_size=10))
def test_the_tree_of_an_accepted_page_holds_what_is_listed_alone(parts: list[str]) -> None:
    from weasyprint import HTML

    page = START + "".join(parts)
    if not is_accepted(page):
        return
    for element in HTML(string=page).etree_element.iter():
        if not isinstance(element.tag, str):
            assert set(element.text) == {" ", "a"}  # a comment
        elif element.tag == "style":
            assert (element.text.strip(), element.attrib) == (STYLE, {})
        else:
            assert element.tag in ELEMENTS
            assert element.attrib.keys() <= EVERYWHERE | ATTRIBUTES.get(element.tag, frozenset())


def test_the_parts_of_good_pages_are_accepted_and_those_of_bad_ones_are_not() -> None:
    whole = {name: text for name, text in ORDINARY.items() if "{" not in text}
    assert [name for name, text in whole.items() if not is_accepted(START + text)] == []
    assert [name for name, text in HOSTILE.items() if is_accepted(START + text)] == []
    assert is_accepted(f"{START}<title>-</title><style>\n{STYLE}\n</style>")


def test_no_style_sheet_can_end_its_element() -> None:
    theme = load_theme("base")
    hostile = "p::after { content: '</style><script>1</script>' }"
    files = {**theme.files, "css/kit.css": theme.files["css/kit.css"] + hostile.encode()}
    page = write_html(sample_document(), replace(theme, files=files)).decode()
    assert r"content: '\3c /style>\3c script>1\3c /script>'" in page
    assert page.count("</style") == 1
