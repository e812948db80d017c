"""Convert a theme's Markdown pages to sections: one file per language, with the same blocks in order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from interview_kit.model.bank import (
    LONGEST_TEXT,
    BankSection,
    BankText,
    HeadingItem,
    ListEntry,
    Origin,
    SectionItem,
    TableItem,
    TextItem,
    TicksItem,
    part_of,
)
from interview_kit.model.enums import Language
from interview_kit.model.theme import Layer
from interview_kit.stages.read.bank.page_markdown import PageBlock, PageText, read_page
from interview_kit.stages.read.text_file import decoded
from interview_kit.support.errors import InvalidInput, Problem
from interview_kit.support.i18n import N_, _, _n

PAGES = "pages/"
_FOLDER = "bank/" + PAGES
_NAME = re.compile(r"([a-z0-9][a-z0-9-]{0,59})\.(en|fr)\.md")
_CALLED = {
    "heading": N_("a heading"),
    "text": N_("paragraphs or a list"),
    "ticks": N_("boxes to tick"),
    "table": N_("a table"),
}


@dataclass(frozen=True, slots=True)
class Page:
    """The section of a page, its file, and the source position of each part of it."""

    section: BankSection
    file: str
    places: dict[str, Origin]


def read_pages(layer: Layer, languages: tuple[Language, ...]) -> tuple[list[Page], list[Problem]]:
    """Return the valid pages of a theme, and the problems of the others."""
    problems: list[Problem] = []
    texts: dict[str, dict[Language, PageText]] = {}
    unread: set[str] = set()
    for path, data in sorted(layer.files.items()):
        if path.startswith(_FOLDER) and path.endswith(".md"):
            file = str(layer.folder / path)
            named = _NAME.fullmatch(path.removeprefix(_FOLDER))
            if named is None:
                if PurePosixPath(path).stem.lower() != "readme":
                    message = _("a page is called NAME.en.md or NAME.fr.md: small letters, digits, hyphens")
                    problems.append(Problem(file, None, None, "", message))
                continue
            try:
                text = _text(data, file)
            except InvalidInput as error:
                problems.extend(error.problems)
                unread.add(named[1])
                continue
            texts.setdefault(named[1], {})[Language(named[2])] = read_page(text, file)
    pages = []
    for name, by_language in texts.items():
        wrong = [problem for text in by_language.values() for problem in text.problems]
        wrong = wrong or ([] if name in unread else list(_unlike(by_language, languages)))
        problems.extend(wrong)
        if not wrong and name not in unread:
            pages.append(_page(name, by_language))
    return pages, problems


def _text(data: bytes, file: str) -> str:
    text = decoded(data, file)
    if len(text) > LONGEST_TEXT:
        message = _("this page is too long: the most is {most:,} characters", most=LONGEST_TEXT)
        raise InvalidInput((Problem(file, None, None, "", message),))
    return text


def _unlike(texts: dict[Language, PageText], languages: tuple[Language, ...]) -> Iterator[Problem]:
    """Yield a problem where a page lacks a language, or its languages differ in their blocks."""
    missing = [language for language in languages if language not in texts]
    if missing:
        (text,) = texts.values()
        other = re.sub(r"\.(en|fr)\.md$", f".{missing[0].value}.md", text.file)
        only = next(iter(texts)).value
        name = PurePosixPath(other.replace("\\", "/")).name
        message = _(
            "this page is in one language only; write {name} too, or, if your agency works in one "
            "language only, languages: [{only}]",
            name=name,
            only=only,
        )
        yield Problem(text.file, None, None, "", message)
    if len(texts) == len(Language):
        english, french = texts[Language.ENGLISH], texts[Language.FRENCH]
        for one, other_one in zip(english.blocks, french.blocks, strict=False):
            if _shape(one) != _shape(other_one):
                here, there = _described(other_one), _described(one)
                message = _(
                    "here is {here}, and in English (line {line}) {there}; make the two alike",
                    here=here,
                    line=one.line,
                    there=there,
                )
                yield Problem(french.file, other_one.line, other_one.column, "", message)
                return
        if len(english.blocks) != len(french.blocks):
            longer, shorter = sorted((english, french), key=lambda text: -len(text.blocks))
            extra = longer.blocks[len(shorter.blocks)]
            message = _("here is {extra}, and the other language has nothing more", extra=_described(extra))
            yield Problem(longer.file, extra.line, extra.column, "", message)


def _shape(block: PageBlock) -> object:
    rows = tuple(len(row) for row in block.texts)
    # A table's rows may have fewer cells than columns: the others are empty, to write in.
    return block.kind, block.level, rows if block.kind in ("ticks", "table") else ()


def _described(block: PageBlock) -> str:
    match block.kind:
        case "heading":
            return _("a heading with {signs}", signs="#" * block.level)
        case "ticks":
            return _n("{n} boxes to tick", "{n} boxes to tick", len(block.texts))
        case "table":
            cells = sum(len(row) for row in block.texts)
            return _("a table of {rows} rows and {cells} filled cells", rows=len(block.texts), cells=cells)
        case kind:
            return _(_CALLED[kind])


def _page(name: str, texts: dict[Language, PageText]) -> Page:
    first = texts.get(Language.ENGLISH) or texts[Language.FRENCH]
    places = {name: Origin(first.file, 1, 1)}
    for language, text in texts.items():
        places[part_of(name, "title", language.value)] = Origin(text.file, 1, 1)
    title = _words({language: text.title for language, text in texts.items()})
    items: list[SectionItem] = []
    summary = title
    for number, block in enumerate(first.blocks, 1):
        same = {language: text.blocks[number - 1] for language, text in texts.items()}
        item = _item(f"{name}.{number}", same, summary)
        if isinstance(item, HeadingItem):
            summary = item.text
        items.append(item)
        places[item.id] = Origin(first.file, block.line, block.column)
        for language, one in same.items():
            places |= _places(item, one, texts[language].file, language.value, places)
    return Page(BankSection(id=name, title=title, items=tuple(items)), first.file, places)


def _places(
    item: SectionItem, block: PageBlock, file: str, language: str, known: Mapping[str, Origin]
) -> dict[str, Origin]:
    """Return the positions of an item's texts in one language, and of entries that are not in `known`."""
    here = Origin(file, block.line, block.column)
    match item:
        case TicksItem():
            lines = [Origin(file, line, block.column) for line in block.rows]
            entries = list(zip(item.entries, lines, strict=True))
            first = {entry.id: line for entry, line in entries if entry.id not in known}
            return first | {part_of(entry.id, "text", language): line for entry, line in entries}
        case TableItem():
            columns = {part_of(item.id, "columns", str(n), language): here for n in range(len(item.columns))}
            cells = {
                part_of(item.id, "cells", str(row), str(cell), language): Origin(file, line, block.column)
                for row, line in enumerate(block.rows[1:])
                for cell in range(len(item.cells[row]))
            }
            return columns | cells | {part_of(item.id, "summary", language): here}
        case _:
            return {part_of(item.id, "text", language): here}


def _item(name: str, blocks: dict[Language, PageBlock], summary: BankText) -> SectionItem:
    def at(row: int, cell: int) -> BankText:
        return _words({language: block.texts[row][cell] for language, block in blocks.items()})

    first = next(iter(blocks.values()))
    match first.kind:
        case "heading":
            return HeadingItem(kind="heading", id=name, text=at(0, 0), level=first.level)
        case "ticks":
            entries = (
                ListEntry(id=f"{name}.{number + 1}", text=at(number, 0)) for number in range(len(first.texts))
            )
            return TicksItem(kind="ticks", id=name, entries=tuple(entries))
        case "table":
            columns, *rows = (
                tuple(at(number, cell) for cell in range(len(row))) for number, row in enumerate(first.texts)
            )
            return TableItem(
                kind="table",
                id=name,
                summary=summary,
                columns=columns,
                widths=_widths(columns, rows),
                cells=tuple(rows),
            )
        case _:
            return TextItem(id=name, text=at(0, 0))


def _words(said: dict[Language, str]) -> BankText:
    """Return a text of the given languages; French alone is used as English too, which is never printed."""
    french = said.get(Language.FRENCH)
    return BankText(en=said.get(Language.ENGLISH, french or ""), fr=french)


def _widths(columns: tuple[BankText, ...], rows: list[tuple[BankText, ...]]) -> tuple[float, ...]:
    """Return the columns' fractions of the line width, by longest text; more for columns to write in."""
    wanted = []
    for number, title in enumerate(columns):
        cells = [row[number] for row in rows if number < len(row)]
        longest = max(len(words) for cell in (title, *cells) for words in (cell.en, cell.fr or ""))
        wanted.append(min(max(longest, 10 if len(cells) == len(rows) else 20), 40))
    shares = [round(one / sum(wanted), 3) for one in wanted[1:]]
    return (round(1 - sum(shares), 3), *shares)
