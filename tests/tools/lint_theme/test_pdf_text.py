"""The words of a tagged PDF: the head of a table is read once, however many pages the table goes on for."""

from __future__ import annotations

import weasyprint

from interview_kit.tools.lint_theme.pdf_text import literal, tagged_text


def pdf(body: str) -> bytes:
    """Return the tagged PDF of a page's body."""
    page = f'<!DOCTYPE html><html lang="en"><head><title>T</title></head><body>{body}</body></html>'
    made: bytes = weasyprint.HTML(string=page).write_pdf(pdf_variant="pdf/ua-1")
    return made


def table(rows: int) -> str:
    """Return a table of a head and numbered rows."""
    cells = "".join(f"<tr><td>row{number}.</td></tr>" for number in range(rows))
    return f"<table><thead><tr><th>Head.</th></tr></thead><tbody>{cells}</tbody></table>"


def test_a_head_that_is_repeated_overleaf_is_read_once() -> None:
    rows = "".join(f"row{number}." for number in range(120))
    assert literal(tagged_text(pdf(table(120)))) == f"Head.{rows}"


def test_the_heads_of_two_tables_are_read_both() -> None:
    two = pdf(table(1) + '<p style="break-before: page">Next.</p>' + table(1))
    assert literal(tagged_text(two)) == "Head.row0.Next.Head.row0."
