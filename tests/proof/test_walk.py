"""What a screen reader finds in a PDF: the words of the text format in their order, each with its role."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Any

import pikepdf
import pytest

from interview_kit.model.document import (
    LINK_SCHEMES,
    AnswerSpace,
    Block,
    Cell,
    Document,
    Group,
    Heading,
    ItemList,
    Link,
    PageNumber,
    Table,
    inline_text,
    level_under,
    parts_in,
)
from interview_kit.model.form import form_of
from interview_kit.stages.write import pdf
from interview_kit.stages.write.text import write_text
from tests.kits import kit, looks
from tests.papers import papers
from tests.proof.matrix import Case, cases, some_cases
from tests.proof.walk import Said, walk

Patch = pytest.MonkeyPatch
# Of each language, theme and option there are some.
CASES = some_cases()
EACH = pytest.mark.parametrize("case", CASES, ids=str, scope="module")


def letters(text: str) -> str:
    """Return the letters and digits of a text: what the text format draws around them is left out."""
    return re.sub(r"[\W_]", "", text)


def text_format(document: Document) -> str:
    """Return the words of the text format, without the addresses behind links, which a PDF does not show."""
    return re.sub(r" <\S+>", "", write_text(document, looks()).decode())


def heard(said: list[Said]) -> str:
    """Return the words that are said: not the names of figures, tables and fields, which stand nowhere."""
    spoken = (each for each in said if each.role not in ("figure", "table", "form"))
    return " ".join(part for each in spoken for part in (each.label, *each.headers, each.words))


@lru_cache(maxsize=4)
def heard_of(case: Case) -> list[Said]:
    """Return what is found in the PDF of a kit; the tests of one kit follow each other."""
    return walk(case.pdf())


@EACH
def test_it_says_the_words_of_the_text_format(case: Case) -> None:
    document = kit(case.person, case.language, case.theme)
    assert letters(heard(heard_of(case))) == letters(text_format(document))


@EACH
def test_each_thing_is_said_to_be_what_it_is(case: Case) -> None:
    document, said = kit(case.person, case.language, case.theme), heard_of(case)
    blocks = [block for section in document.sections for block in inside(section.blocks)]
    assert [(each.role, letters(each.words)) for each in said if each.role.startswith("heading")] == [
        (f"heading {level}", letters(words)) for level, words in headings(document)
    ]
    items = [item for block in blocks if isinstance(block, ItemList) for item in block.items]
    assert [letters(each.words) for each in said if each.role == "item"] == [
        letters(inline_text(item)) for item in items
    ]
    logo = document.letterhead.logo_alt if document.letterhead else ""
    assert [each.words for each in said if each.role == "figure"] == ([logo] if logo else [])
    tables = [block for block in blocks if isinstance(block, Table)]
    # A table that goes on on the next page is said to be one again, with its header.
    named = [name for name, _ in groupby(each.words for each in said if each.role == "table")]
    assert named == [name for name, _ in groupby(table.summary for table in tables)]
    assert [(each.headers, letters(each.words)) for each in said if each.role == "cell"] == list(
        cells(tables)
    )


@EACH
def test_a_link_is_said_once_by_the_name_of_what_it_leads_to(case: Case) -> None:
    document, said = kit(case.person, case.language, case.theme), heard_of(case)
    # A link that goes on on the next line is a link again.
    found = groupby((link for each in said for link in each.links), itemgetter(1))
    links = [("".join(words for words, _ in lines), target) for target, lines in found]
    titles = {inline_text(section.title) for section in document.sections}
    titles |= {words for _, words in headings(document)}
    pages = [(words, target) for words, target in links if not target.startswith(LINK_SCHEMES)]
    numbers = list(parts_in(document, PageNumber))
    assert [letters(re.sub("[0-9]+$", "", words)) for words, _ in pages] == [
        letters(inline_text(number.words)) for number in numbers
    ]
    assert [target for _, target in pages if target not in titles] == []
    urls = [url for _, url in links if url.startswith(LINK_SCHEMES)]
    written = parts_in((document.letterhead, document.sections), Link)
    assert urls == [url for url, _ in groupby(link.url for link in written)]


@pytest.mark.parametrize("case", [case for case in CASES if dict(case.options)["fillable"]], ids=str)
def test_each_field_is_said_where_it_stands_by_its_name(case: Case) -> None:
    form = form_of(kit(case.person, case.language, case.theme))
    assert form is not None
    said = [field for each in walk(case.pdf()) for field in each.fields]
    kinds = {"text": "text field", "tick": "box"}
    assert [kind for kind, _ in said] == [kinds[field.kind] for field in form.fields]
    named = zip(said, form.fields, strict=True)
    assert [name for (_, name), field in named if letters(field.label) not in letters(name)] == []


@EACH
def test_bookmarks_are_the_headings_and_no_level_is_left_out(case: Case) -> None:
    told = list(headings(kit(case.person, case.language, case.theme)))
    assert all(below <= above + 1 for (above, _), (below, _) in pairwise([(0, ""), *told]))
    with pikepdf.open(io.BytesIO(case.pdf())) as opened, opened.open_outline() as outline:
        assert [(level, letters(title)) for level, title in bookmarks(outline.root, 1)] == [
            (level, letters(words)) for level, words in told
        ]


@pytest.mark.parametrize("name", ["class sheet", "summary"])
def test_the_papers_of_a_class_are_said_too(name: str) -> None:
    document = papers(cases()[0].language)[name]
    assert letters(heard(walk(pdf.write_pdf(document, looks())))) == letters(text_format(document))


def test_a_lost_word_a_wrong_order_and_a_wrong_role_are_heard() -> None:
    case = cases()[0]
    said = walk(case.pdf())
    whole = letters(text_format(kit(case.person, case.language, case.theme)))
    swapped = [*said[:3], said[4], said[3], *said[5:]]
    for other in (said[:-1], swapped):
        assert letters(heard(other)) != whole


def test_without_mended_tags_no_table_is_named_and_links_are_said_twice(monkeypatch: Patch) -> None:
    monkeypatch.setattr(pdf, "complete_structure_tree", lambda document, pdf: None)
    said = walk(pdf.write_pdf(kit("leila"), looks()))
    links = [target for each in said for words, target in each.links]
    assert [target for target in links if " " in target] == []
    assert links.count("research") == 2
    assert {each.words for each in said if each.role == "table"} == {""}
    assert [each for each in said if each.role == "header"] == []


def headings(document: Document) -> Iterator[tuple[int, str]]:
    """Yield the level and the words of each heading; a section's title is of the first level."""
    for section in document.sections:
        level = 1
        yield level, inline_text(section.title)
        for block in inside(section.blocks):
            if isinstance(block, Heading):
                level = level_under(level, block.level)
                yield level, inline_text(block.content)


def inside(blocks: tuple[Block, ...]) -> Iterator[Block]:
    for block in blocks:
        yield block
        if isinstance(block, Group):
            yield from inside(block.blocks)


def cells(tables: list[Table]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the header of its column and the words of each cell that heads no row."""
    for table in tables:
        titles = [" ".join(inline_text(title).split()) for title in table.header]
        for row in table.rows:
            for column, (title, cell) in enumerate(zip(titles, row, strict=True)):
                if column or not table.row_headers:
                    yield (title,), letters(_cell_words(cell))


def _cell_words(cell: Cell) -> str:
    ticked = cell.space is not None and not isinstance(cell.space, AnswerSpace)
    return inline_text(cell.content) + (inline_text(cell.space.content) if ticked else "")  # type: ignore[union-attr]


def bookmarks(items: Any, level: int) -> Iterator[tuple[int, str]]:
    for item in items:
        yield level, item.title
        yield from bookmarks(item.children, level + 1)
