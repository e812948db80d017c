"""The fetcher: a page and a style sheet get a theme's own files, and nothing of the disk or a network."""

from __future__ import annotations

import io
import os
from base64 import b64encode
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from interview_kit.model.theme import Theme
from interview_kit.stages.read.theme import load_theme
from interview_kit.stages.write.fetcher import (
    EMBEDDED_ONLY,
    RefusedResource,
    ThemeFetcher,
    parse_css,
    parse_html,
)
from interview_kit.stages.write.fontconfig import OwnFonts
from interview_kit.stages.write.fonts import font_file
from tests.agencies import picture
from tests.bad_input.test_theme_styles import server

NOT_SERVED = "this address is not served to a theme"


@pytest.fixture(scope="module")
def theme() -> Theme:
    base = load_theme("base")
    font = font_file("Fira Sans", 400, "normal").read_bytes()
    return replace(base, files={**base.files, "assets/own.ttf": font})


@pytest.mark.parametrize("fetcher", ["theme", "own"])
@pytest.mark.parametrize(
    "style",
    [
        "@import '{site}a.css';",
        "@import url({site}a.css) print;",
        "@import 'file:///etc/passwd';",
        "@import 'file:///dev/zero';",
        "@import 'file://{pipe}';",
        "@import 'data:text/css,p{}';",
        "@import 'theme:css/kit.css';",
        "@import 'ftp://127.0.0.1/a.css';",
        "@font-face { font-family: x; src: url({site}a.ttf) }",
        "@font-face { font-family: x; src: url(file:///etc/passwd) }",
        "@font-face { font-family: x; src: url(theme:assets/none.ttf) }",
        "@font-face { font-family: x; src: url(data:text/html,x) }",
        "@color-profile --a { src: url({site}a.icc) }",
    ],
)
def test_a_style_sheet_gets_nothing_else(tmp_path: Path, theme: Theme, style: str, fetcher: str) -> None:
    os.mkfifo(tmp_path / "pipe")
    with server() as (site, asked):
        style = style.replace("{site}", site).replace("{pipe}", str(tmp_path / "pipe"))
        with pytest.raises(RefusedResource):
            parse_css(style, ThemeFetcher(theme) if fetcher == "theme" else EMBEDDED_ONLY, OwnFonts())
    assert asked == []


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("{site}a.png", NOT_SERVED),
        ("HTTP://127.0.0.1/a.png", NOT_SERVED),
        ("file:///etc/motd.png", NOT_SERVED),
        ("theme:assets/star.svg", NOT_SERVED),
        ("data:text/html,x", NOT_SERVED),
        ("data:image/png;base64,a", "this address cannot be read"),
        ("data:image/png", "this address cannot be read"),
    ],
)
def test_a_page_of_our_own_gets_what_is_in_it_alone(address: str, message: str) -> None:
    with server() as (site, asked):
        page = parse_html(f'<img alt="a" src="{address.replace("{site}", site)}">')
        with pytest.raises(RefusedResource) as refused:
            page.render()
    assert (refused.value.problem.message, asked) == (message, [])


def test_what_belongs_to_the_theme_is_served(theme: Theme) -> None:
    fonts = OwnFonts()
    fetcher = ThemeFetcher(theme)
    png = f"data:image/png;base64,{b64encode(picture('PNG', (4, 4))).decode()}"
    style = (
        "@font-face { font-family: Ours; src: url(theme:assets/own.ttf) } p { font-family: Ours }"
        f"p {{ background: url(theme:assets/star.svg), url({png.replace('data', 'DATA')}) }}"
    )
    page = parse_html(f'<p>-<img alt="a" src="{png}">', fetcher)
    drawn = page.render(stylesheets=[parse_css(style, fetcher, fonts)], font_config=fonts).write_pdf()
    with pikepdf.open(io.BytesIO(drawn)) as pdf:
        names = {str(font["/BaseFont"]) for font in pdf.pages[0].Resources.Font.values()}
        assert (len(pdf.pages[0].Resources.XObject), len(pdf.pages[0].Resources.Pattern)) == (1, 2)
    assert [name.partition("+")[2] for name in names] == ["Ours"]


def test_fetchers_of_one_theme_are_equal_and_of_others_are_not(theme: Theme) -> None:
    twin = replace(theme, files=dict(theme.files))
    other = replace(theme, files={**theme.files, "assets/own.ttf": b""})
    assert {ThemeFetcher(theme)} == {ThemeFetcher(twin)}
    assert ThemeFetcher(theme) not in {ThemeFetcher(other), EMBEDDED_ONLY}
