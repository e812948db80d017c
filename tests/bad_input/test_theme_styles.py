"""Style sheets that reach outside their theme: refused by file and line, and nothing is fetched."""

from __future__ import annotations

import os
import threading
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from interview_kit.stages.write.fonts import font_file
from interview_kit.web.preview.messages import Choice, RenderFailure, RenderRequest
from interview_kit.web.preview.renderer import Renderer
from tests.agencies import LOGO, picture
from tests.bad_input.command import Kit, Said, write
from tests.bad_input.test_theme_looks import LOOKS, Files

MORE = "ours/css/more.css"
PROFILE = "name: Ana\ndecision: exploring\ntarget: {occupation: welder}\n"
ELSEWHERE = "put the file into the theme, and write url(theme:FILE)"
# By what is tried: the style sheet, with {site} for a server, and the lines that are refused, as each begins.
REFUSED: dict[str, tuple[str, list[str]]] = {
    "import in capitals": ('@IMPORT "{site}a.css";', [f"1: @import: {ELSEWHERE}"]),
    "import with an escape": (r'@\69mport "{site}a.css";', [f"1: @import: {ELSEWHERE}"]),
    "import with a long escape": (
        "@im\\000070 ort url({site}a.css);",
        [f"1: @import: {ELSEWHERE}", f"1: url({{site}}a.css): {ELSEWHERE}"],
    ),
    "import after a comment": ('/*\n*/@import/**/"{site}a.css" print;', [f"2: @import: {ELSEWHERE}"]),
    "import of a data address": ("@import 'data:text/css,p{color:red}';", [f"1: @import: {ELSEWHERE}"]),
    "import of a file": ('@Import "file:///etc/passwd";', [f"1: @import: {ELSEWHERE}"]),
    "import of a device": ('@IMPORT "file:///dev/zero";', [f"1: @import: {ELSEWHERE}"]),
    "import of a pipe": ('@IMPORT "file://{pipe}";', [f"1: @import: {ELSEWHERE}"]),
    "import inside another rule": ("p {\n @import '{site}a.css'; }", [f"2: @import: {ELSEWHERE}"]),
    "a namespace": (
        "@namespace url({site}a);",
        ["1: @namespace: a theme may not use this rule", f"1: url({{site}}a): {ELSEWHERE}"],
    ),
    "a rule nobody knows": (
        "@docu\\6d ent url({site}) { }",
        ["1: @document: a theme may not use this rule", f"1: url({{site}}): {ELSEWHERE}"],
    ),
    "a colour profile": (
        "@color-profile --a {\n src: url({site}a.icc) }",
        ["1: @color-profile: a theme may not use this rule", f"2: url({{site}}a.icc): {ELSEWHERE}"],
    ),
    "a font in capitals": (
        "@font-face { font-family: x;\n src: Url({site}a.ttf) }",
        [f"2: url({{site}}a.ttf): {ELSEWHERE}"],
    ),
    "a font with an escape": (
        "@font-face { font-family: x; src: u\\72l({site}a.ttf) }",
        [f"1: url({{site}}a.ttf): {ELSEWHERE}"],
    ),
    "a font of the computer": (
        "@font-face { font-family: x; src: local('Arial') }",
        ["1: local(): a theme may not use this function"],
    ),
    "a picture in quotes": (
        'p { background: URL( "{site}a.png" ) }',
        [f"1: url({{site}}a.png): {ELSEWHERE}"],
    ),
    "a picture in a file": (
        "p { background: url(file:///etc/motd) }",
        [f"1: url(file:///etc/motd): {ELSEWHERE}"],
    ),
    "a picture without a scheme": (
        "p { background: url(//a.example/a) }",
        [f"1: url(//a.example/a): {ELSEWHERE}"],
    ),
    "a picture behind blanks": (
        "p { background: url('\\20 {site}a') }",
        [f"1: url( {{site}}a): {ELSEWHERE}"],
    ),
    "a picture in nested rules": (
        "@media screen {\n@supports (color: red) {\n.a { & p { background: uRL({site}a) } } } }",
        [f"3: url({{site}}a): {ELSEWHERE}"],
    ),
    "a picture in a margin": (
        "@page :first { @top-left {\n content: url({site}a.png) } }",
        [f"2: url({{site}}a.png): {ELSEWHERE}"],
    ),
    "a picture in a custom property": (
        ":root { --a: url({site}a.png) }",
        [f"1: url({{site}}a.png): {ELSEWHERE}"],
    ),
    "a set of pictures": (
        "p { background: image-set('{site}a.png' 1x) }",
        ["1: image-set(): a theme may not use this function"],
    ),
    "a set of pictures with a prefix": (
        "p { background: -WEBKIT-image-set('{site}a.png' 1x) }",
        ["1: -webkit-image-set(): a theme may not use this function"],
    ),
    "pictures that fade": (
        "p { background: cross-fade(url({site}a), red) }",
        ["1: cross-fade(): a theme may not use this function", f"1: url({{site}}a): {ELSEWHERE}"],
    ),
    "an image": ("p { background: image('{site}a') }", ["1: image(): a theme may not use this function"]),
    "a source": ("p { background: src('{site}a') }", ["1: src(): a theme may not use this function"]),
    "an address out of an attribute": (
        "p::before { content: attr(title url) }",
        ["1: attr(): a theme may take words and numbers from an attribute, and no address"],
    ),
    "an address out of a typed attribute": (
        "p::before { content: attr(title type(<url>)) }",
        ["1: attr(): a theme may take words and numbers", "1: type(): a theme may not use this function"],
    ),
    "a page as a picture": (
        "p { background: url(data:text/html,x) }",
        [f"1: url(data:text/html,x): {ELSEWHERE}"],
    ),
    "two addresses in one": (
        "p { background: url('theme:assets/dot.svg' '{site}a') }",
        ["1: url(): write one address here, such as url(theme:FILE)"],
    ),
    "an address that is not closed": (
        "p { color: red }\nq { background: url({site}a }",
        ["2: this url( is broken; put the address in quotes, and close it with )"],
    ),
    "quotes that are not closed": (
        'p::before {\n content: "a;\n}',
        ["2: these quotes are not closed on their line"],
    ),
    "a comment that is not closed": ("p { color: red }\n/* a\n", ["2: this comment is not closed"]),
    "a bracket that is not closed": (
        "p { width: calc(1mm;\n}\nq { color: red }\n",
        ["1: this ( is not closed", "2: this } closes nothing"],
    ),
    "a brace that closes nothing": ("p { color: red }\n}\n", ["2: this } closes nothing"]),
    "a selector alone": ("p { color: red }\nq\n", ["2: nothing follows here; a rule ends with } or ;"]),
    "ten thousand brackets": (
        "p { width: " + "(" * 10_000 + ")" * 10_000 + " }",
        ["1: this lies more than 32 brackets deep"],
    ),
    "ten thousand rules in each other": (
        "a {\n" * 10_000 + "}" * 10_000,
        ["33: this lies more than 32 brackets deep"],
    ),
    "a hundred thousand digits": ("\np { width: 1" + "0" * 100_000 + "mm }", ["2: this number is too large"]),
    "a length without end": ("p { margin: 1e999mm }", ["1: this number is too large"]),
    "comments without end": ("p { }" + "/*" * 200_000, ["1: this comment is not closed"]),
    "half a character": ("p::before { content: '\\d800' }", ["1: this escape is no character"]),
    "a sheet without end": ("p { color: red }\n" * 32_000, ["1: this style sheet is larger than 512 KiB"]),
}  # fmt: skip


@contextmanager
def server() -> Iterator[tuple[str, list[str]]]:
    """Give the address of a server on this computer, and what is asked of it."""
    asked: list[str] = []

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Answers) as listening:
        thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.server_port}/", asked
        finally:
            listening.shutdown()
            thread.join()


def build(kit: Kit, files: Files, *formats: str, writes: str = "") -> Said:
    write({f"ours/{name}": content for name, content in {"theme.yaml": LOOKS, **files}.items()})
    write({"p.yaml": PROFILE})
    chosen = (each for name in formats for each in ("-f", name))
    return kit("build", "p.yaml", "-t", "ours", "-o", "out", *chosen, writes=writes)


@pytest.mark.parametrize("case", REFUSED)
def test_what_reaches_outside_is_refused_by_its_line_and_not_fetched(kit: Kit, case: str) -> None:
    style, expected = REFUSED[case]
    os.mkfifo("pipe")
    with server() as (site, asked):
        style = style.replace("{site}", site).replace("{pipe}", str(Path("pipe").absolute()))
        told = build(kit, {"css/more.css": style}, "pdf", "html")
    starts = [f"{MORE}:{line}".replace("{site}", site) for line in expected]
    assert [line[: len(start)] for line, start in zip(told.lines, starts, strict=False)] == starts
    assert (len(told.lines), told.code, asked) == (len(starts), 2, [])


@pytest.mark.parametrize("way", ["check", "preview"])
def test_looking_at_a_theme_asks_nobody_either(kit: Kit, way: str) -> None:
    with server() as (site, asked):
        write({"ours/theme.yaml": LOOKS, MORE: f"\n@\\69mport '{site}a.css';"})
        if way == "check":
            told = kit("theme", "check", "ours")
            assert (told.code, told.lines[0].partition(" @")[0]) == (2, f"{MORE}:2:")
        else:
            write({"p.yaml": PROFILE})
            (refused,) = Renderer().draw(RenderRequest(1, "ours", "p.yaml", Choice("ana")))
            assert isinstance(refused, RenderFailure)
            assert [(each["file"], each["line"]) for each in refused.mistakes] == [(MORE, 2)]
    assert asked == []


def test_every_style_sheet_of_every_theme_in_the_chain_is_parsed(kit: Kit) -> None:
    write({"theirs/theme.yaml": LOOKS, "theirs/css/more.css": "\n@\\69mport 'a.css';"})
    told = build(
        kit,
        {
            "theme.yaml": "extends: theirs\n",
            "css/kit.css": "p { background: URL(a.png) }",
            "css/more.css": "\n\n@IMPORT 'b.css';",
        },
        "html",
    )
    assert [line.partition(" ")[0] for line in told.lines] == [
        "ours/css/kit.css:1:",
        "theirs/css/more.css:2:",
        f"{MORE}:3:",
    ]


GOOD = r"""
/* @import "http://a.example/a.css"; url(http://a.example/a.png) */
@font-face { font-family: Ours; src: url(theme:assets/own.ttf) format("truetype"); unicode-range: U+0041-5A }
@counter-style ours { system: cyclic; symbols: "-"; suffix: " " }
@media screen { @supports (display: grid) { .kit-note:not(.a):nth-child(2n + 1) { display: grid } } }
@media print { .kit-note { color: rgb(10 20 30 / 50%); background: linear-gradient(to right, #fff, #eee) } }
@page :first { @top-right { content: "url(http://a.example) @import" counter(page) } }
.kit-tip { background: u\72l("theme:assets/ours.svg") 0 0 / 2mm 2mm no-repeat }
.kit-note { width: calc((100% - 2mm) / 1.5) }
.kit-cue { background: URL( theme:assets/ours.svg ) no-repeat, url(DATA:image/png;base64,PNG) no-repeat }
.kit-page-number::after { content: target-counter(attr(href url), page) leader(dotted) attr(title) }
[href^="http://a.example"]::before { content: "\201C /* { ( */" }
"""


def test_a_style_sheet_that_uses_much_is_built(kit: Kit) -> None:
    drawing = LOGO.replace(b"var(--kit-accent)", b"#7a1f5c")
    png = b64encode(picture("PNG", (4, 4))).decode()
    told = build(
        kit,
        {
            "css/more.css": GOOD.replace("PNG", png).replace("\n", "\r\n"),
            "assets/ours.svg": drawing,
            "assets/own.ttf": font_file("Fira Sans", 400, "normal").read_bytes(),
        },
        *("pdf", "html"),
        writes="out",
    )
    assert (told.lines, told.code) == ([], 0)
    page = Path("out/ana.html").read_text("utf-8")
    shown = f'url("data:image/svg+xml;base64,{b64encode(drawing).decode()}")'
    assert page.count(f"background: {shown} ") == 2
    assert f"url(DATA:image/png;base64,{png})" in page
    assert 'src: url("data:font/ttf;base64,' in page
    assert "theme:" not in page
    assert "url(http://a.example) @import" in page
    assert "a.css" not in page
