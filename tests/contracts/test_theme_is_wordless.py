"""Drift guard 3: themes hold looks, so an empty document renders without a single word."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from interview_kit.model.theme import Theme
from interview_kit.stages.read.theme import load_theme, theme_names
from interview_kit.stages.write.html import write_html
from interview_kit.stages.write.pdf import write_pdf
from interview_kit.stages.write.stylesheet import stylesheets
from interview_kit.tools.lint_theme.kit_text import spoken_text, visible_text
from interview_kit.tools.lint_theme.pdf_text import page_texts
from tests.sample_document import empty_document

_CONTENT = re.compile(rb"content:[^;}]*")
_QUOTED = re.compile(rb"\"([^\"]*)\"|'([^']*)'")


def _words_of(theme: Theme) -> list[str]:
    """Return every word that the theme prints, says or adds by its style sheet; a number is no word."""
    document = empty_document()
    page = write_html(document, theme)
    texts = [visible_text(page), spoken_text(page), *page_texts(write_pdf(document, theme))]
    sheets = "".join(sheet.text for sheet in stylesheets(theme, screen=True))
    for declaration in _CONTENT.findall(sheets.encode()):
        # An escape such as \2192 is a sign, not a word.
        texts += [
            re.sub(r"\\[0-9a-fA-F]+", "", a.decode() + b.decode()) for a, b in _QUOTED.findall(declaration)
        ]
    return re.findall(r"[^\W\d_]+", " ".join(texts))


@pytest.mark.parametrize("name", theme_names())
def test_an_empty_document_has_no_words_in_any_theme(name: str) -> None:
    assert _words_of(load_theme(name)) == []


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("html/kit.html.j2", "<main>", "<main><p>Planted</p>"),
        ("html/blocks/table.html.j2", '<th scope="col"', '<th aria-label="Planted" scope="col"'),
        ("css/kit.css", "content: string(head)", 'content: "Planted" string(head)'),
        ("css/screen.css", "@media screen {", '@media screen { p::before { content: "Planted" }'),
    ],
)
def test_a_word_planted_in_a_theme_is_seen(path: str, old: str, new: str) -> None:
    theme = load_theme("base")
    text = theme.files[path].decode()
    assert old in text
    faulty = replace(theme, files={**theme.files, path: text.replace(old, new, 1).encode()})
    assert "Planted" in _words_of(faulty)
