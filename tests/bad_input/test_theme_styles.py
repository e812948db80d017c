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
from interview_kit.web.app.themes.messages import Choice, RenderFailure, RenderRequest
from interview_kit.web.app.themes.renderer import Renderer
from tests.agencies import LOGO, picture
from tests.bad_input.command import Kit, write
from tests.bad_input.conftest import Refused
from tests.bad_input.test_theme_looks import BUILD, LOOKS, write_theme
from tests.shared import LONG

MORE = "ours/css/more.css"
PROFILE = "name: Ana\ndecision: exploring\ntarget: {occupation: welder}\n"
# By what is tried: the style sheet, with {site} for a server, and the lines that are refused.
REFUSED: dict[str, tuple[str, list[str]]] = {
    "import in capitals": ('@IMPORT "{site}a.css";', ["1"]),
    "import with an escape": (r'@\69mport "{site}a.css";', ["1"]),
    "import with a long escape": ("@im\\000070 ort url({site}a.css);", ["1", "1"]),
    "import after a comment": ('/*\n*/@import/**/"{site}a.css" print;', ["2"]),
    "import of a data address": ("@import 'data:text/css,p{color:red}';", ["1"]),
    "import of a file": ('@Import "file:///etc/passwd";', ["1"]),
    "import of a device": ('@IMPORT "file:///dev/zero";', ["1"]),
    "import of a pipe": ('@IMPORT "file://{pipe}";', ["1"]),
    "import inside another rule": ("p {\n @import '{site}a.css'; }", ["2"]),
    "a namespace": ("@namespace url({site}a);", ["1", "1"]),
    "a rule nobody knows": ("@docu\\6d ent url({site}) { }", ["1", "1"]),
    "a colour profile": ("@color-profile --a {\n src: url({site}a.icc) }", ["1", "2"]),
    "a font in capitals": ("@font-face { font-family: x;\n src: Url({site}a.ttf) }", ["2"]),
    "a font with an escape": ("@font-face { font-family: x; src: u\\72l({site}a.ttf) }", ["1"]),
    "a font of the computer": ("@font-face { font-family: x; src: local('Arial') }", ["1"]),
    "a picture in quotes": ('p { background: URL( "{site}a.png" ) }', ["1"]),
    "a picture in a file": ("p { background: url(file:///etc/motd) }", ["1"]),
    "a picture without a scheme": ("p { background: url(//a.example/a) }", ["1"]),
    "a picture behind blanks": ("p { background: url('\\20 {site}a') }", ["1"]),
    "a picture in nested rules": (
        "@media screen {\n@supports (color: red) {\n.a { & p { background: uRL({site}a) } } } }",
        ["3"],
    ),
    "a picture in a margin": ("@page :first { @top-left {\n content: url({site}a.png) } }", ["2"]),
    "a picture in a custom property": (":root { --a: url({site}a.png) }", ["1"]),
    "a set of pictures": ("p { background: image-set('{site}a.png' 1x) }", ["1"]),
    "a set of pictures with a prefix": ("p { background: -WEBKIT-image-set('{site}a.png' 1x) }", ["1"]),
    "pictures that fade": ("p { background: cross-fade(url({site}a), red) }", ["1", "1"]),
    "an image": ("p { background: image('{site}a') }", ["1"]),
    "a source": ("p { background: src('{site}a') }", ["1"]),
    "an address out of an attribute": ("p::before { content: attr(title url) }", ["1"]),
    "an address out of a typed attribute": ("p::before { content: attr(title type(<url>)) }", ["1", "1"]),
    "a page as a picture": ("p { background: url(data:text/html,x) }", ["1"]),
    "two addresses in one": ("p { background: url('theme:assets/star.svg' '{site}a') }", ["1"]),
    "an address that is not closed": ("p { color: red }\nq { background: url({site}a }", ["2"]),
    "quotes that are not closed": ('p::before {\n content: "a;\n}', ["2"]),
    "a comment that is not closed": ("p { color: red }\n/* a\n", ["2"]),
    "a bracket that is not closed": ("p { width: calc(1mm;\n}\nq { color: red }\n", ["1", "2"]),
    "a brace that closes nothing": ("p { color: red }\n}\n", ["2"]),
    "a selector alone": ("p { color: red }\nq\n", ["2"]),
    "ten thousand brackets": ("p { width: " + "(" * 10_000 + ")" * 10_000 + " }", ["1"]),
    "ten thousand rules in each other": ("a {\n" * 10_000 + "}" * 10_000, ["33"]),
    "a hundred thousand digits": ("\np { width: 1" + "0" * 100_000 + "mm }", ["2"]),
    "a length without end": ("p { margin: 1e999mm }", ["1"]),
    "comments without end": ("p { }" + "/*" * 200_000, ["1"]),
    "half a character": ("p::before { content: '\\d800' }", ["1"]),
    "a sheet without end": ("p { color: red }\n" * 32_000, ["1"]),
}


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


HTML = (*BUILD, "-f", "html")


@pytest.mark.spread(5)
@pytest.mark.parametrize("case", REFUSED)
def test_what_reaches_outside_is_refused_by_its_line_and_not_fetched(refused: Refused, case: str) -> None:
    style, places = REFUSED[case]
    os.mkfifo("pipe")
    with server() as (site, asked):
        style = style.replace("{site}", site).replace("{pipe}", str(Path("pipe").absolute()))
        write_theme({"css/more.css": style})
        told = refused(f"style: {case}", *HTML, "-f", "pdf", known={site: "SITE/"})
    assert (told, asked) == (([f"{MORE}:{line}" for line in places], 2, []), [])


@pytest.mark.spread(2)
@pytest.mark.parametrize("way", ["check", "preview"])
def test_looking_at_a_theme_asks_nobody_either(kit: Kit, way: str) -> None:
    with server() as (site, asked):
        write({"ours/theme.yaml": LOOKS, MORE: f"\n@\\69mport '{site}a.css';"})
        if way == "check":
            told = kit("theme", "check", "ours", *([] if LONG else ["--files-only"]))
            assert (told.code, told.lines[0].partition(" @")[0]) == (2, f"{MORE}:2:")
        else:
            write({"p.yaml": PROFILE})
            (refused,) = Renderer().draw(RenderRequest(1, "ours", "p.yaml", Choice("ana")))
            assert isinstance(refused, RenderFailure)
            assert [(each["file"], each["line"]) for each in refused.mistakes] == [(MORE, 2)]
    assert asked == []


def test_every_style_sheet_of_every_theme_in_the_chain_is_parsed(kit: Kit) -> None:
    write({"theirs/theme.yaml": LOOKS, "theirs/css/more.css": "\n@\\69mport 'a.css';"})
    write_theme(
        {
            "theme.yaml": "extends: theirs\n",
            "css/kit.css": "p { background: URL(a.png) }",
            "css/more.css": "\n\n@IMPORT 'b.css';",
        }
    )
    told = kit(*HTML)
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
    write_theme(
        {
            "css/more.css": GOOD.replace("PNG", png).replace("\n", "\r\n"),
            "assets/ours.svg": drawing,
            "assets/own.ttf": font_file("Fira Sans", 400, "normal").read_bytes(),
        }
    )
    told = kit(*HTML, "-f", "pdf", writes="out")
    assert (told.lines, told.code) == ([], 0)
    page = Path("out/ana.html").read_text("utf-8")
    shown = f'url("data:image/svg+xml;base64,{b64encode(drawing).decode()}")'
    assert page.count(f"background: {shown} ") == 2
    assert f"url(DATA:image/png;base64,{png})" in page
    assert 'src: url("data:font/ttf;base64,' in page
    assert "theme:" not in page
    assert "url(http://a.example) @import" in page
    assert "a.css" not in page
