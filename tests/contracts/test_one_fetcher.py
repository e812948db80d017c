"""Hold that WeasyPrint reads pages and style sheets by the one fetcher, which asks no network or disk."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.paths import PACKAGE

FETCHER = PACKAGE / "stages/write/fetcher.py"
# What of WeasyPrint reads an address by itself, or by a fetcher that it is given.
READERS = {"HTML", "CSS", "Attachment", "URLFetcher", "default_url_fetcher", "fetch", "select_source"}
# An option of its `write_pdf` and `render` that takes addresses, and one that takes another fetcher.
OPTIONS = {"attachments", "url_fetcher"}


def uses(source: str) -> Iterator[str]:
    """Yield what of READERS and OPTIONS a source imports, names or passes on."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.ImportFrom(module=str(module), names=names) if module.split(".")[0] == "weasyprint":
                yield from (each.name for each in names if each.name in {*READERS, "*"})
            case ast.Attribute(attr=name) if name in READERS:
                yield name
            case ast.Call(func=ast.Name(id="getattr"), args=[_, ast.Constant(value=str(name)), *_]) if (
                name in READERS
            ):
                yield name
            case ast.Call(keywords=keywords):
                yield from (each.arg for each in keywords if each.arg in OPTIONS)


def bare_calls(source: str) -> list[str]:
    """Return each call that reads a page or a style sheet without a fetcher of this program."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    readers = [call for call in calls if ast.unparse(call.func).split(".")[-1] in ("HTML", "CSS")]
    given = [{each.arg: ast.unparse(each.value) for each in call.keywords} for call in readers]
    return [
        ast.unparse(call)
        for call, names in zip(readers, given, strict=True)
        if "fetcher" not in names.get("url_fetcher", "").lower()
    ]


def test_only_the_fetcher_lets_weasyprint_read() -> None:
    modules = [path for path in sorted(PACKAGE.rglob("*.py")) if path != FETCHER]
    found = {str(path.relative_to(PACKAGE)): sorted(set(uses(path.read_text("utf-8")))) for path in modules}
    assert {path: names for path, names in found.items() if names} == {}


def test_there_each_page_and_style_sheet_gets_the_fetcher() -> None:
    assert bare_calls(FETCHER.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        "import weasyprint\nweasyprint.HTML(string=page)",
        "import weasyprint as w\nw.CSS(string=style)",
        "from weasyprint import CSS",
        "from weasyprint import HTML as Page, Document",
        "from weasyprint import *",
        "from weasyprint.urls import URLFetcher",
        "load_weasyprint().CSS(string=style, font_config=fonts)",
        "getattr(load_weasyprint(), 'HTML')(string=page)",
        "importlib.import_module('weasyprint').Attachment(url=address)",
        "make = weasyprint.CSS\nmake(string=style)",
        "weasyprint.urls.fetch(weasyprint.urls.URLFetcher(), address)",
        "pages.write_pdf(attachments=[path])",
    ],
)
def test_a_planted_use_is_seen(source: str) -> None:
    assert list(uses(source)) != []


@pytest.mark.parametrize(
    "source",
    [
        "from weasyprint.text.fonts import FontConfiguration",
        "import weasyprint\npages = parse_html(page, theme).render(stylesheets=[parse_css(style)])",
        "from interview_kit.stages.write.html import write_html",
        "kinds = ('HTML', 'CSS')",
        "getattr(module, 'write')",
    ],
)
def test_what_reads_nothing_is_let_through(source: str) -> None:
    assert list(uses(source)) == []


@pytest.mark.parametrize(
    ("source", "bare"),
    [
        ("HTML(string=page, url_fetcher=ThemeFetcher(theme))", False),
        ("weasyprint.CSS(string=style, font_config=fonts, url_fetcher=fetcher)", False),
        ("CSS(string=style)", True),
        ("weasyprint.HTML(string=page, url_fetcher=None)", True),
    ],
)
def test_a_call_without_the_fetcher_is_seen(source: str, bare: bool) -> None:
    assert bool(bare_calls(source)) is bare
