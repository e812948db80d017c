"""CSS: what is wrong in it by its line, and its addresses, whatever they are written like."""

from __future__ import annotations

from pathlib import Path

import pytest
import tinycss2

from interview_kit.support.css_rules import css_problems, parsed, with_urls
from interview_kit.support.paths import TEMPLATES

SHEETS = sorted((TEMPLATES / "themes").rglob("*.css"))


def nothing(url: str) -> bool:
    return False


def everything(url: str) -> bool:
    return True


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_the_style_sheets_that_come_along_hold_nothing_else(path: Path) -> None:
    text = path.read_text("utf-8")
    assert css_problems(text, everything) == []
    assert all(address.url.startswith("theme:") for address in parsed(text).addresses)


@pytest.mark.parametrize(
    ("style", "said"),
    [
        ("color: red; width: calc(1mm + 2mm)", []),
        ("color: red", []),
        ("background: url(a)", ["url(a): "]),
        (r"background: \75\72\6c(a)", ["url(a): "]),
        ("/* : */ background: URL\t(a)", []),
        ("background: image-set('a' 1x)", ["image-set(): "]),
        ("color: red; @import 'a'", ["@import: the style of an element"]),
        ("color: red; & p { color: red }", ["{: the style of an element"]),
        ("} p { background: red }", ["this } closes nothing", "{: the style of an element"]),
        ("color: red; background: calc(1mm", ["this ( is not closed"]),
        ("color: red /* a", ["this comment is not closed"]),
    ],
)
def test_the_style_of_an_element_is_held_to_the_same(style: str, said: list[str]) -> None:
    found = [message for _, message in css_problems(style, nothing, declarations=True)]
    assert [message[: len(start)] for message, start in zip(found, said, strict=True)] == said


@pytest.mark.parametrize("break_", ["\n", "\r\n", "\r", "\f"])
def test_lines_are_counted_whatever_ends_them(break_: str) -> None:
    text = break_.join(["/* a", "*/", "p {", "  background:", "  url(a) }", "@import 'b';"])
    assert [line for line, _ in css_problems(text, nothing)] == [5, 6]
    assert with_urls(text, str.upper) == text.replace("url(a)", 'url("A")')


@pytest.mark.parametrize(
    "written",
    [
        "url(a)",
        "url( a )",
        "url(\n'a'\n)",
        'URL("a")',
        r"u\72 l(a)",
        r"\000075rl(\61 )",
        r'url("\61\
")',
        "url(\ta\r\n)",
    ],
)
@pytest.mark.parametrize("around", ["{}", "é😀 {} é", "f(a, ({}), b)", "'url(a)' /* url(a) */{}"])
def test_an_address_is_changed_and_nothing_else(written: str, around: str) -> None:
    begin, end = f"@media print {{ p {{ --a: {around}; color: red }} }}".split("{}")
    text = begin + written + end
    assert [address.url for address in parsed(text).addresses] == ["a"]
    assert with_urls(text, lambda url: f"{url}b") == f'{begin}url("ab"){end}'
    assert with_urls(text, lambda url: None) == text


def test_what_is_found_is_what_stands_there() -> None:
    for path in SHEETS:
        text = path.read_text("utf-8")
        for address in parsed(text).addresses:
            (node,) = tinycss2.parse_component_value_list(text[address.start : address.end])
            assert (node.type, node.value) == ("url", address.url)


def test_a_sheet_full_of_mistakes_names_some() -> None:
    assert len(css_problems("}\n" * 10_000, everything)) == 50


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<!-- p { color: red } -->",
        "@layer a, b;",
        "p { color: red }; ",
        "p { color: red } /* the end */",
        ".a\\{ { content: '\\201C \\'}' }",
        "p { z-index: 2147483647; margin: -1e5mm }",
        "p { unicode-range: U+00-FF, U+4?? }",
        "((" * 3 + "))" * 3 + "{ }",
    ],
)
def test_what_is_whole_is_let_through(text: str) -> None:
    assert css_problems(text, nothing) == []
