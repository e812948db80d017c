"""Compare with Typst in this process, the limit for the same words simply set."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module, metadata
from importlib.util import find_spec
from typing import Any

import pypdfium2

from interview_kit.build.kit import make_document
from interview_kit.model.theme import ORDINARY
from interview_kit.stages.write.fonts import font_file
from interview_kit.stages.write.html import render_page
from interview_kit.stages.write.pdf import write_pdf
from tests.benchmarks import people
from tests.benchmarks.clock import in_turn
from tests.benchmarks.drawing import resting, settle
from tests.benchmarks.table import Row, not_here
from tests.benchmarks.typst_words import SIZE, typst_source

_WHAT = "A page by Typst in this process, warm, with the same words in plain headings, paragraphs and tables"
_LACKING = "typst is missing: python -m pip --python .venv/bin/python install typst"


def rows(short: bool) -> Iterator[Row]:
    """Yield milliseconds a page by Typst and by the PDF writer."""
    if not find_spec("typst"):
        yield not_here(_WHAT, _LACKING)
        return
    kits, rounds = (1, 1) if short else (12, 5)
    config = people.config("pdf")
    theme = config.themes[ORDINARY]
    draw = _compiler(str(font_file(theme.tokens.font, 400, "normal").parent))
    documents = [make_document(each, config.bank) for each in people.profiles(kits)]
    things = []
    pages = {"typst": 0, "kit": 0}
    for document in documents:
        source = typst_source(render_page(document, theme, None), theme.tokens.font)
        ways = {"typst": partial(draw, source), "kit": partial(resting, partial(write_pdf, document, theme))}
        for way, work in ways.items():
            pages[way] += len(pypdfium2.PdfDocument(work()))
        things.append(ways)
    settle()
    found = in_turn(things, rounds)
    page = {way: f"{found.cpu(way) / count * 1000:.1f} ms" for way, count in pages.items()}
    yield Row(
        f"{_WHAT}, over the PDF writer ({kits} kits, {rounds} × in turn, typst "
        f"{metadata.version('typst')}, PDF/UA-1)",
        f"{page['typst']} of processor a page ({pages['typst']} pages) against {page['kit']} "
        f"({pages['kit']} pages); all together {found.ratios('typst', 'kit')}",
    )


def _compiler(fonts: str) -> Callable[[str], bytes]:
    """Return what compiles Typst; letters differ by a hair each time, since it remembers what it has set."""
    typst: Any = import_module("typst")
    compiler = typst.Compiler(input=b"", font_paths=[fonts], ignore_system_fonts=True)
    count = 0

    def compiled(source: str) -> bytes:
        nonlocal count
        count += 1
        fresh = f"{source}\n".replace(SIZE, f"{12 + count * 1e-6:.6f}pt")
        pdf: bytes = compiler.compile(input=fresh.encode(), format="pdf", pdf_standards="ua-1")
        return pdf

    return compiled
