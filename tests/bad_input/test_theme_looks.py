"""Themes with broken looks: each mistake is one line with its place, exit code 2, and nothing is written.

The other half, themes with broken words, is in test_themes.py.
"""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest

from interview_kit.stages.write.word.base_shell import BASE_SHELL
from tests.agencies import LOGO, picture
from tests.bad_input.command import Kit, write
from tests.bad_input.conftest import Refused
from tests.zip_files import pack, unpack

Files = dict[str, bytes | str]

LOOKS = "extends: base\n"
WITH_LOGO = LOOKS + "tokens: {logo: assets/logo.png}\n"
PAGE = '{% extends "base/html/kit.html.j2" %}\n'
LINE = "html/blocks/line.html.j2"


def large_png(side: int = 10_000) -> bytes:
    """Return a picture that says it has that many pixels times as many."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4)

    head = chunk(b"IHDR", side.to_bytes(4) * 2 + b"\x08\x00\x00\x00\x00")
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def shell(*changes: tuple[str, bytes, bytes]) -> Files:
    """Return a theme whose Word shell was changed."""
    parts = unpack(BASE_SHELL.read_bytes())
    for part, old, new in changes:
        assert old in parts[part]
        parts[part] = parts[part].replace(old, new, 1)
    return {"word/shell.docx": pack(parts)}


def svg(inside: str, attributes: str = 'viewBox="0 0 4 1"') -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}>{inside}</svg>'


# By what is wrong: the files of the theme `ours`, and the place of each line.
CASES: dict[str, tuple[Files, list[str]]] = {
    "an unknown parent": ({"theme.yaml": "extends: bse\n"}, ["ours/theme.yaml:1:10 extends"]),
    "a path as a parent": ({"theme.yaml": "extends: ../../etc\n"}, ["ours/theme.yaml:1:10 extends"]),
    "parents in a circle": (
        {"theme.yaml": "extends: theirs\n", "../theirs/theme.yaml": "extends: ours\n"},
        ["theirs/theme.yaml:1:10 extends"],
    ),
    "no parent and few tokens": ({"theme.yaml": 'tokens: {ink: "#000000"}\n'}, ["ours/theme.yaml"]),
    "several tokens at once": (
        {
            "theme.yaml": LOOKS + "token: {}\n"
            'tokens:\n  acent: "#000000"\n  ink: blue\n  soft: #565656\n  text_size: 2\n'
            "  logo: assets/lgo.png\n  font: Frutiger\n  margin_left: 90\n  paper: a5\n",
            "assets/logo.png": picture(),
        },
        [
            "ours/theme.yaml:2:1 token",
            "ours/theme.yaml:4:3 tokens.acent",
            "ours/theme.yaml:5:8 tokens.ink",
            "ours/theme.yaml:6:3 tokens.soft",
            "ours/theme.yaml:7:14 tokens.text_size",
            "ours/theme.yaml:8:9 tokens.logo",
            "ours/theme.yaml:9:9 tokens.font",
            "ours/theme.yaml:10:16 tokens.margin_left",
            "ours/theme.yaml:11:10 tokens.paper",
        ],
    ),
    "text that cannot be read": (
        {"theme.yaml": LOOKS + 'tokens: {accent: "#00a0b0"}\n'},
        ["ours/theme.yaml:2:18 tokens.accent"],
    ),
    "a logo that is another kind of file": (
        {"theme.yaml": WITH_LOGO, "assets/logo.png": b"GIF89a"},
        ["ours/theme.yaml:2:16 tokens.logo"],
    ),
    "a logo with another name": (
        {"theme.yaml": WITH_LOGO, "assets/logo.png": picture("JPEG")},
        ["ours/theme.yaml:2:16 tokens.logo"],
    ),
    "a logo cut off": (
        {"theme.yaml": WITH_LOGO, "assets/logo.png": picture(size=(900, 300))[:200]},
        ["ours/theme.yaml:2:16 tokens.logo"],
    ),
    "a logo of a hundred million pixels": (
        {"theme.yaml": WITH_LOGO, "assets/logo.png": large_png()},
        ["ours/theme.yaml:2:16 tokens.logo"],
    ),
    "a logo of 36 million pixels": (
        {"theme.yaml": WITH_LOGO, "assets/logo.png": large_png(6_000)},
        ["ours/theme.yaml:2:16 tokens.logo"],
    ),
    "a logo that stands tall": (
        {"theme.yaml": WITH_LOGO, "assets/logo.png": picture(size=(50, 200))},
        ["ours/theme.yaml:2:16 tokens.logo"],
    ),
    "a logo with words in it": (
        {"theme.yaml": WITH_LOGO.replace("png", "svg"), "assets/logo.svg": svg("<text>Hi</text>")},
        ["ours/theme.yaml:2:16 tokens.logo"],
    ),
    "a logo that fetches": (
        {
            "theme.yaml": WITH_LOGO.replace("png", "svg"),
            "assets/logo.svg": svg('<use href="https://a.example/a.svg"/>'),
        },
        ["ours/theme.yaml:2:16 tokens.logo"],
    ),
    "a logo without words for those who do not see it": (
        {"theme.yaml": WITH_LOGO, "assets/logo.png": picture()},
        ["ours/theme.yaml tokens.logo"],
    ),
    "a font that is none": (
        {"assets/fonts/a.ttf": b"\x00\x01\x00\x00nothing", "assets/fonts/b.woff2": b"wOF2"},
        ["ours/assets/fonts/a.ttf", "ours/assets/fonts/b.woff2"],
    ),
    "a template that cannot be read": (
        {LINE: "\n{% if %}", "html/blocks/tick.html.j2": "<p>\n\n{{ block.content | safe }}"},
        ["ours/html/blocks/line.html.j2:2", "ours/html/blocks/tick.html.j2:3"],
    ),
    "escaping switched off": (
        {LINE: "<p>\n{% autoescape false %}{{ block.speaker }}{% endautoescape %}"},
        ["ours/html/blocks/line.html.j2:2"],
    ),
    "a name that no template knows": (
        {LINE: "\n\n<p>{{ block.speeker }}</p>"},
        ["ours/html/blocks/line.html.j2:3"],
    ),
    "a template that is not there": (
        {"html/kit.html.j2": PAGE.replace("base/", "bas/")},
        ["ours/html/kit.html.j2:1"],
    ),
    "code and a picture that is not there": (
        {
            "html/kit.html.j2": PAGE + "{% block after %}\n<script></script>\n"
            '<img src="theme:assets/sta.svg" alt="">{% endblock %}'
        },
        ["ours/html/kit.html.j2:3", "ours/html/kit.html.j2:4"],
    ),
    "a link to what lies beside the kit": (
        {"html/kit.html.j2": PAGE + '{% block after %}<a href="page.html">-</a>{% endblock %}'},
        ["ours/html/kit.html.j2:2"],
    ),
    "a style sheet with a slip": ({"css/more.css": "p {\n  colour: red;\n}\n"}, ["ours/css/more.css:2:3"]),
    "a style sheet with four": (
        {
            "css/more.css": "p { color: var(--kit-acent) }\n@import 'a.css';\n"
            ".a { background: url(theme:assets/bulet.svg) }\n.b { color: red;\n"
        },
        ["ours/css/more.css:1", "ours/css/more.css:2", "ours/css/more.css:3", "ours/css/more.css:4"],
    ),
    "a drawing that cannot be read": ({"assets/star.svg": "<svg"}, ["ours/assets/star.svg"]),
    "a shell with a list style that has no list": (
        shell(("word/styles.xml", b'<w:numPr><w:numId w:val="2"/></w:numPr>', b"")),
        ["ours/word/shell.docx List Number"],
    ),
    "a shell with words of its own": (
        shell(
            ("word/header1.xml", b"</w:p>", b"<w:r><w:t>Our agency</w:t></w:r></w:p>"),
            ("word/document.xml", b"<w:p/>", b"<w:p><w:r><w:t>Welcome</w:t></w:r></w:p>"),
        ),
        ["ours/word/shell.docx word/header1.xml", "ours/word/shell.docx word/document.xml"],
    ),
    "a shell with an unknown placeholder": (
        shell(("word/footer1.xml", b"{{ footer }}", b"{{ agency }}")),
        ["ours/word/shell.docx footer"],
    ),
    "a shell that is another file": ({"word/shell.docx": b"%PDF-1.7"}, ["ours/word/shell.docx"]),
    "a shell of an old Word": (
        {"word/shell.docx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)},
        ["ours/word/shell.docx"],
    ),
    "a picture with the name of another kind": (
        {"assets/logo.svg": b"\xff\xd8\xff\xe0 a picture from a telephone"},
        ["ours/assets/logo.svg"],
    ),
    "a logo that lies elsewhere": (
        {"theme.yaml": LOOKS + "tokens: {logo: 'C:\\Pictures\\ours.png'}\n"},
        ["ours/theme.yaml:2:16 tokens.logo"],
    ),
    "a file that is not text": ({"css/kit.css": b"p {}\xff"}, ["ours/css/kit.css"]),
}


BUILD = ("build", "p.yaml", "-t", "ours", "-o", "out")


def write_theme(files: Files) -> None:
    write({f"ours/{name}": content for name, content in {"theme.yaml": LOOKS, **files}.items()})
    write({"p.yaml": "name: Ana\ndecision: exploring\ntarget: {occupation: welder}\n"})


@pytest.mark.spread(4)
@pytest.mark.parametrize("case", CASES)
def test_broken_looks_are_told_all_at_once_and_nothing_is_written(refused: Refused, case: str) -> None:
    files, places = CASES[case]
    write_theme(files)
    assert refused(f"looks: {case}", *BUILD) == (places, 2, [])


def test_good_looks_are_built(kit: Kit) -> None:
    write_theme(
        {
            "theme.yaml": LOOKS + 'tokens: {accent: "#7a1f5c", logo: assets/logo.svg, paper: a4}\n',
            "assets/logo.svg": LOGO,
            "bank/labels.yaml": "letterhead.logo_alt: {en: Logo, fr: Logo}\n",
            "css/more.css": "p { color: var(--kit-ink) } /* } */\n",
            "html/kit.html.j2": PAGE + "{% block after %}<hr>{% endblock %}",
            **shell(("word/styles.xml", b'w:val="1B1B1B"', b'w:val="00AA00"')),
        }
    )
    told = kit(*BUILD, writes="out")
    assert (told.lines, told.code) == ([], 0)
    assert {path.name for path in Path("out").iterdir()} >= {"ana.docx", "ana.pdf"}
