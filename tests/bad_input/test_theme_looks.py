"""Themes with broken looks: each mistake is one line with its place, exit code 2, and nothing is written.

The other half, themes with broken words, is in test_themes.py.
"""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest

from interview_kit.stages.write.word.base_shell import BASE_SHELL
from interview_kit.stages.write.word.package import pack, unpack
from tests.agencies import LOGO, picture
from tests.bad_input.command import Kit, Said, write

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


# By what is wrong: the files of the theme `ours`, and what is said, each line at least as far as here.
CASES: dict[str, tuple[Files, list[str]]] = {
    "an unknown parent": (
        {"theme.yaml": "extends: bse\n"},
        ["ours/theme.yaml:1:10 extends: there is no theme 'bse', did you mean base? There are: base"],
    ),
    "a path as a parent": (
        {"theme.yaml": "extends: ../../etc\n"},
        ["ours/theme.yaml:1:10 extends: name a theme and no path: one that comes with the program"],
    ),
    "parents in a circle": (
        {"theme.yaml": "extends: theirs\n", "../theirs/theme.yaml": "extends: ours\n"},
        ["theirs/theme.yaml:1:10 extends: these themes extend each other: ours → theirs → ours"],
    ),
    "no parent and few tokens": (
        {"theme.yaml": 'tokens: {ink: "#000000"}\n'},
        ["ours/theme.yaml: extend a theme, or name these tokens: accent, tint, soft, font, other_font, "],
    ),
    "several tokens at once": (
        {
            "theme.yaml": LOOKS + "token: {}\n"
            'tokens:\n  acent: "#000000"\n  ink: blue\n  soft: #565656\n  text_size: 2\n'
            "  logo: assets/lgo.png\n  font: Frutiger\n  margin_left: 90\n  paper: a5\n",
            "assets/logo.png": picture(),
        },
        [
            "ours/theme.yaml:2:1 token: unknown key, did you mean tokens?",
            "ours/theme.yaml:4:3 tokens.acent: unknown key, did you mean accent?",
            "ours/theme.yaml:5:8 tokens.ink: write a colour as # and six of 0-9 and a-f, in quotes, such as",
            "ours/theme.yaml:6:3 tokens.soft: this token is empty; a colour is written in quotes, such as",
            "ours/theme.yaml:7:14 tokens.text_size: the least is 10",
            "ours/theme.yaml:8:9 tokens.logo: there is no file assets/lgo.png in the theme, did you mean",
            "ours/theme.yaml:9:9 tokens.font: font Frutiger is neither in assets/fonts/ nor installed",
            "ours/theme.yaml:10:16 tokens.margin_left: the most is 26",
            "ours/theme.yaml:11:10 tokens.paper: 'a5' is not one of letter, a4",
        ],
    ),
    "text that cannot be read": (
        {"theme.yaml": LOOKS + 'tokens: {accent: "#00a0b0"}\n'},
        [
            "ours/theme.yaml:2:18 tokens.accent: #00a0b0 has a contrast of 3.15:1 on white and 2.70:1 on the "
            'tint #e6eff1, and text needs 4.5:1 (WCAG 2, 1.4.3); the nearest that passes is "#007783"'
        ],
    ),
    "a logo that is another kind of file": (
        {"theme.yaml": WITH_LOGO, "assets/logo.png": b"GIF89a"},
        ["ours/theme.yaml:2:16 tokens.logo: assets/logo.png: this is not a PNG, JPEG or SVG picture"],
    ),
    "a logo with another name": (
        {"theme.yaml": WITH_LOGO, "assets/logo.png": picture("JPEG")},
        ["ours/theme.yaml:2:16 tokens.logo: assets/logo.png: this is a JPEG picture; give it a name"],
    ),
    "a logo cut off": (
        {"theme.yaml": WITH_LOGO, "assets/logo.png": picture(size=(900, 300))[:200]},
        ["ours/theme.yaml:2:16 tokens.logo: assets/logo.png: this picture is damaged: "],
    ),
    "a logo of a hundred million pixels": (
        {"theme.yaml": WITH_LOGO, "assets/logo.png": large_png()},
        ["ours/theme.yaml:2:16 tokens.logo: assets/logo.png: it has more than 25 million pixels"],
    ),
    "a logo of 36 million pixels": (
        {"theme.yaml": WITH_LOGO, "assets/logo.png": large_png(6_000)},
        ["ours/theme.yaml:2:16 tokens.logo: assets/logo.png: it has more than 25 million pixels"],
    ),
    "a logo that stands tall": (
        {"theme.yaml": WITH_LOGO, "assets/logo.png": picture(size=(50, 200))},
        ["ours/theme.yaml:2:16 tokens.logo: the logo would be 160 mm tall; the most is 45"],
    ),
    "a logo with words in it": (
        {"theme.yaml": WITH_LOGO.replace("png", "svg"), "assets/logo.svg": svg("<text>Hi</text>")},
        ["ours/theme.yaml:2:16 tokens.logo: assets/logo.svg: turn its letters into shapes (paths)"],
    ),
    "a logo that fetches": (
        {
            "theme.yaml": WITH_LOGO.replace("png", "svg"),
            "assets/logo.svg": svg('<use href="https://a.example/a.svg"/>'),
        },
        ["ours/theme.yaml:2:16 tokens.logo: assets/logo.svg: a picture may not refer to anything"],
    ),
    "a logo without words for those who do not see it": (
        {"theme.yaml": WITH_LOGO, "assets/logo.png": picture()},
        [
            "ours/theme.yaml tokens.logo: the logo has no words for those who do not see it, in the language "
            "'en': write the label letterhead.logo_alt in bank/labels.yaml"
        ],
    ),
    "a font that is none": (
        {"assets/fonts/a.ttf": b"\x00\x01\x00\x00nothing", "assets/fonts/b.woff2": b"wOF2"},
        [
            "ours/assets/fonts/a.ttf: this font is damaged: ",
            "ours/assets/fonts/b.woff2: a font is a .ttf or .otf file; use that of the family",
        ],
    ),
    "a template that cannot be read": (
        {LINE: "\n{% if %}", "html/blocks/tick.html.j2": "<p>\n\n{{ block.content | safe }}"},
        [
            "ours/html/blocks/line.html.j2:2: Expected an expression, got 'end of statement block'",
            "ours/html/blocks/tick.html.j2:3: text cannot be marked as safe",
        ],
    ),
    "escaping switched off": (
        {LINE: "<p>\n{% autoescape false %}{{ block.speaker }}{% endautoescape %}"},
        ["ours/html/blocks/line.html.j2:2: escaping cannot be switched off or on"],
    ),
    "a name that no template knows": (
        {LINE: "\n\n<p>{{ block.speeker }}</p>"},
        ["ours/html/blocks/line.html.j2:3: 'dict object' has no attribute 'speeker'"],
    ),
    "a template that is not there": (
        {"html/kit.html.j2": PAGE.replace("base/", "bas/")},
        ["ours/html/kit.html.j2:1: there is no template bas/html/kit.html.j2, did you mean base/html/kit."],
    ),
    "code and a picture that is not there": (
        {"html/kit.html.j2": PAGE + "{% block after %}\n<script></script>\n"
         '<img src="theme:assets/sta.svg" alt="">{% endblock %}'},
        [
            "ours/html/kit.html.j2:3: a theme may not use <script>",
            "ours/html/kit.html.j2:4: theme ours has no file assets/sta.svg, did you mean assets/star.svg?",
        ],
    ),
    "a link to what lies beside the kit": (
        {"html/kit.html.j2": PAGE + '{% block after %}<a href="page.html">-</a>{% endblock %}'},
        ["ours/html/kit.html.j2:2: href on <a>: only http, https, mailto and tel, not 'page.html'"],
    ),
    "a style sheet with a slip": (
        {"css/more.css": "p {\n  colour: red;\n}\n"},
        ["ours/css/more.css:2:3: `colour: red` has no effect: unknown property; mend it, or take it out"],
    ),
    "a style sheet with four": (
        {
            "css/more.css": "p { color: var(--kit-acent) }\n@import 'a.css';\n"
            ".a { background: url(theme:assets/bulet.svg) }\n.b { color: red;\n"
        },
        [
            "ours/css/more.css:1: unknown token var(--kit-acent), did you mean accent?",
            "ours/css/more.css:2: @import: put the file into the theme, and write url(theme:FILE)",
            "ours/css/more.css:3: url(theme:assets/bulet.svg): there is no such file in the theme, did",
            "ours/css/more.css:4: this { is not closed",
        ],
    ),
    "a drawing that cannot be read": (
        {"assets/star.svg": "<svg"},
        ["ours/assets/star.svg: Failed to load image at 'theme:assets/star.svg'"],
    ),
    "a shell with a list style that has no list": (
        shell(("word/styles.xml", b'<w:numPr><w:numId w:val="2"/></w:numPr>', b"")),
        ["ours/word/shell.docx List Number: this style has no list (bullets or numbers) behind it"],
    ),
    "a shell with words of its own": (
        shell(
            ("word/header1.xml", b"</w:p>", b"<w:r><w:t>Our agency</w:t></w:r></w:p>"),
            ("word/document.xml", b"<w:p/>", b"<w:p><w:r><w:t>Welcome</w:t></w:r></w:p>"),
        ),
        [
            "ours/word/shell.docx word/header1.xml: “Our agency”: words belong in the bank, in each language",
            "ours/word/shell.docx word/document.xml: “Welcome”: words in the body are not printed",
        ],
    ),
    "a shell with an unknown placeholder": (
        shell(("word/footer1.xml", b"{{ footer }}", b"{{ agency }}")),
        ["ours/word/shell.docx footer: 'agency' is undefined; the placeholders are running_head,"],
    ),
    "a shell that is another file": (
        {"word/shell.docx": b"%PDF-1.7"},
        ["ours/word/shell.docx: this is not a Word file; open your letterhead in Word and save it as .docx"],
    ),
    "a shell of an old Word": (
        {"word/shell.docx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)},
        ["ours/word/shell.docx: this is an old Word file (.doc), or one with a password; save it in Word as"],
    ),
    "a picture with the name of another kind": (
        {"assets/logo.svg": b"\xff\xd8\xff\xe0 a picture from a telephone"},
        ["ours/assets/logo.svg: this is a JPEG picture; give it a name that ends so"],
    ),
    "a logo that lies elsewhere": (
        {"theme.yaml": LOOKS + "tokens: {logo: 'C:\\Pictures\\ours.png'}\n"},
        ["ours/theme.yaml:2:16 tokens.logo: there is no file C:\\Pictures\\ours.png in the theme; copy the"],
    ),
    "a file that is not text": (
        {"css/kit.css": b"p {}\xff"},
        ["ours/css/kit.css: byte 4 is not UTF-8; save the file again as UTF-8"],
    ),
}  # fmt: skip


def build(kit: Kit, files: Files, writes: str = "") -> Said:
    write({f"ours/{name}": content for name, content in {"theme.yaml": LOOKS, **files}.items()})
    write({"p.yaml": "name: Ana\ndecision: exploring\ntarget: {occupation: welder}\n"})
    return kit("build", "p.yaml", "-t", "ours", "-o", "out", writes=writes)


@pytest.mark.parametrize("case", CASES)
def test_broken_looks_are_told_all_at_once_and_nothing_is_written(kit: Kit, case: str) -> None:
    files, said = CASES[case]
    told = build(kit, files)
    assert [line[: len(start)] for line, start in zip(told.lines, said, strict=False)] == said
    assert (len(told.lines), told.code, told.stdout) == (len(said), 2, "")


def test_good_looks_are_built(kit: Kit) -> None:
    told = build(
        kit,
        {
            "theme.yaml": LOOKS + 'tokens: {accent: "#7a1f5c", logo: assets/logo.svg, paper: a4}\n',
            "assets/logo.svg": LOGO,
            "bank/labels.yaml": "letterhead.logo_alt: {en: Logo, fr: Logo}\n",
            "css/more.css": "p { color: var(--kit-ink) } /* } */\n",
            "html/kit.html.j2": PAGE + "{% block after %}<hr>{% endblock %}",
            **shell(("word/styles.xml", b'w:val="1B1B1B"', b'w:val="00AA00"')),
        },
        writes="out",
    )
    assert (told.lines, told.code) == ([], 0)
    assert {path.name for path in Path("out").iterdir()} >= {"ana.docx", "ana.pdf"}
