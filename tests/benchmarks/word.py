"""Compare the Word writer with python-docx alone, in one process that is warm."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from functools import partial

import docx
from docx.oxml.ns import qn

from interview_kit.build.kit import make_document
from interview_kit.model.document import Document
from interview_kit.model.theme import ORDINARY, Theme
from interview_kit.stages.write.word import write_docx
from interview_kit.stages.write.word.check_shell import SHELL
from tests.benchmarks import people
from tests.benchmarks.clock import in_turn
from tests.benchmarks.drawing import resting, settle
from tests.benchmarks.table import Row, at_most

_MOST = 1.3

Words = list[tuple[str, str]]


def rows(short: bool) -> Iterator[Row]:
    """Yield the Word writer over python-docx with as many paragraphs of the same words and styles."""
    kits, rounds = (2, 1) if short else (12, 9)
    config = people.config("docx")
    documents = [make_document(each, config.bank) for each in people.profiles(kits)]
    theme = config.themes[ORDINARY]
    count = 0
    things = []
    for document in documents:
        words = _words(write_docx(document, theme))
        count += len(words)
        things.append(_ways(document, theme, words))
        for way in things[-1].values():
            way()
    settle()
    found = in_turn(things, rounds)
    yield at_most(
        f"Word over python-docx alone: the same shell opened, as many paragraphs with the same words and "
        f"styles added, saved ({kits} kits, {count // kits} paragraphs each, {rounds} × in turn)",
        f"{found.ratios('kit', 'python-docx')}; {found.cpu('kit') / kits * 1000:.0f} ms a kit",
        found.cpu_ratio("kit", "python-docx"),
        _MOST,
        f"at most ×{_MOST:.1f} of processor",
    )
    yield Row(
        "Word over the same python-docx, given styles by their ids, past its search by name (the same kits)",
        found.ratios("kit", "by id"),
    )


def _ways(document: Document, theme: Theme, words: Words) -> dict[str, Callable[[], bytes]]:
    return {
        "kit": partial(resting, partial(write_docx, document, theme)),
        "python-docx": partial(resting, partial(_plain, theme.files[SHELL], words, by_name=True)),
        "by id": partial(resting, partial(_plain, theme.files[SHELL], words, by_name=False)),
    }


def _words(kit: bytes) -> Words:
    """Return the text of each paragraph, in tables and controls too, with the name of its style."""
    file = docx.Document(io.BytesIO(kit))
    names = {style.style_id: style.name or "" for style in file.styles}
    normal = file.styles["Normal"].name or ""
    found = []
    for paragraph in file.element.body.iter(qn("w:p")):
        text = "".join(each.text or "" for each in paragraph.iter(qn("w:t")))
        found.append((text, names.get(paragraph.style, normal) if paragraph.style else normal))
    return found


def _plain(shell: bytes, words: Words, *, by_name: bool) -> bytes:
    file = docx.Document(io.BytesIO(shell))
    ids = {style.name: style.style_id for style in file.styles}
    for text, style in words:
        if by_name:
            file.add_paragraph(text, style)
        else:
            file.add_paragraph(text)._p.style = ids[style]
    saved = io.BytesIO()
    file.save(saved)
    return saved.getvalue()
