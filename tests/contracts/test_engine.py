"""Hold that a PDF has the same bytes with the engine's stores, cold and warm, and without them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from hashlib import sha256
from itertools import product

from interview_kit.model.enums import Language
from interview_kit.model.theme import ORDINARY, VARIANTS
from interview_kit.stages.write import engine
from interview_kit.stages.write.fetcher import parse_css, parse_html
from interview_kit.stages.write.pdf import load_weasyprint, write_pdf
from tests.kits import AGENCIES, PEOPLE, kit, looks, named
from tests.paths import ROOT
from tests.shared import LONG

# What differs most in layout: two contacts, and a form of an agency with every variant at once.
SHORT = [("oksana", "en", "base", ORDINARY, False), ("P6-emile", "fr", AGENCIES[0], VARIANTS[-1], True)]
ALL = list(product(PEOPLE, Language, ("base", *AGENCIES), VARIANTS, (False, True)))
# What no theme of ours has: notes, markers, text that is cut off, letters in colour, a target that moves.
RARE_STYLE = """
h1 { break-before: page } .n { float: footnote } .n::footnote-call { color: red } .m { position: note(x) }
li::marker { color: red }
::footnote-marker { color: blue } a::after { content: target-counter(attr(href), page) }
.cut, .whole { white-space: nowrap; width: 1cm; overflow: hidden } .cut { text-overflow: ellipsis }
.cut { background: no-repeat url('data:image/svg+xml,<svg viewBox="0 0 9 9"\
 xmlns="http://www.w3.org/2000/svg">\
<linearGradient id="g"><stop offset="0" stop-color="red"/><stop offset="1"/></linearGradient>\
<rect fill="url(%23g)" width="9" height="9"/></svg>') }
"""
RARE = """<html lang=en><title>t</title><p>One<span class=n>A note</span> <a href="#b">See </a> <i class=m>x
</i><svg width=20 height=20 viewBox="0 0 9 9"><text y=8 opacity=.5>A</text><rect width=3 height=3
clip-path="url(#c)"/><clipPath id=c><circle r=2 cx=1 cy=1 /></clipPath></svg><p class=cut>A line that is cut
<p class=whole>A line that is cut<p style="text-decoration: underline line-through">W
<b style="font-size: 9pt">W بي 😀</b><ol><li>A<li>B</ol><h1 id=b>B</h1>"""

# Blocks that come again: lower on the page, broken at its end, with and beside a float, and in a grid.
BLOCKS_STYLE = """
@page { size: 9cm 11cm; margin: 5mm } p { margin: 2pt 0 0 } .top { margin-top: 9pt }
b { float: left; width: 8mm } .box { overflow: hidden }
.whole { break-inside: avoid } .grid { display: grid; grid-template-columns: 1fr 2fr 1fr }
.columns { columns: 2 } .new { break-before: page }
.see a::after { content: target-counter(attr(href), page) }
i { position: absolute; right: 0 }
.near { position: relative } .right { text-align: right; direction: rtl }
"""
LINES = f"Lines that a page may end in{' and words' * 20}"
BLOCK = f"""<div class=top><p class=whole>Words that take more than a line of a small page, and some more<br>A
<p><b>1<br>2<br>3</b>Beside a float<p>Beside it too<p>{LINES}<p><b>1</b>Below<p>Beside it too
<ul><li>A<li>B</ul><div class="near box"><i>x</i><p>Near</div><div class=columns><p>{LINES}</div></div>
<p>{LINES}<div class=grid>{f"<div><p>{LINES}<p>Below</div>" * 3}</div><p class=top>Below
<p class=right>One <a href="#b">two</a><p><br></p>"""
SEE = '<p class=see>See <a href="#b">B</a>'
BLOCKS = f"<html lang=en><title>t</title>{SEE * 3}<p class=new>One{BLOCK}{BLOCK}<h1 id=b>B</h1>{BLOCK}"


def rare_digests(*turns: str) -> dict[str, str]:
    """Return the digests of the pages that have what is rare, each time with more above and on more pages."""
    load_weasyprint()
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    pages = {"rare": (RARE, parse_css(RARE_STYLE, fonts=fonts))}
    pages["blocks"] = BLOCKS, parse_css(BLOCKS_STYLE, fonts=fonts)
    drawn = {
        f"{turn} {name} {number}": parse_html(
            page.replace("<h1", "<h1>A</h1>" * number + "<h1").replace(
                "<p class=new>", "<p class=new>A" + "<p>A" * number
            )
        )
        .render(stylesheets=[sheet], font_config=fonts)
        .write_pdf()
        for turn in turns
        for name, (page, sheet) in pages.items()
        for number in (1, 4, 7)
    }
    return {name: sha256(pdf).hexdigest() for name, pdf in drawn.items()}


def digests(*turns: str) -> dict[str, str]:
    """Return the digests of the kits, each made once a turn, and "on": whether the engine is."""
    found = {"on": str(engine.is_on())} | rare_digests(*turns)
    for turn in turns:
        for name, language, theme, variant, fillable in ALL if LONG else SHORT:
            chosen = looks(theme, variant=variant, fillable=fillable)
            drawn = write_pdf(kit(name, Language(language), theme), chosen)
            found[f"{turn} {name} {language} {theme} {named(variant)} {fillable}"] = sha256(drawn).hexdigest()
    return found


def drawn_by(setting: str, *turns: str) -> dict[str, str]:
    """Return the digests of the kits as a fresh process draws them."""
    program = (
        f"import json; from tests.contracts.test_engine import digests; print(json.dumps(digests(*{turns})))"
    )
    told = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={**os.environ, "KIT_ENGINE": setting},
        capture_output=True,
        check=True,
    )
    found: dict[str, str] = json.loads(told.stdout)
    return found


def test_a_kit_is_the_same_with_the_engine_and_without_it() -> None:
    """Hold it where other kits were drawn before, and in `make long` in a fresh process, too."""
    plain = drawn_by("plain", "cold")
    turns = ("cold", "warm", "hot")  # a block is kept the second time it comes
    remembered = drawn_by("", *turns) if LONG else digests(*turns)
    assert (remembered.pop("on"), plain.pop("on")) == ("True", "False")
    again = {name.replace("cold", turn, 1): drawn for name, drawn in plain.items() for turn in turns}
    assert remembered == again
