"""Give any bytes to each reader of what people make: they are read, or refused in clear words.

A reader is a function of bytes. It returns when all is well, refusals too; it raises where the program
broke a promise: a traceback, a limit passed, a message that is no safe line.
"""

from __future__ import annotations

import atexit
import functools
import shutil
import tempfile
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from interview_kit.build.limits import Limits, limited_input
from interview_kit.cli.config_file.kit_yaml import read_settings
from interview_kit.model.bank import Bank
from interview_kit.model.document import AnswerSpace, Document, Owner, Section, Text, Tick
from interview_kit.model.form import NoForm, read_record
from interview_kit.model.theme import ORDINARY, Theme
from interview_kit.stages.read.bank import read_bank
from interview_kit.stages.read.profiles import ReadProfile, parse_profile
from interview_kit.stages.read.roster import read_rosters
from interview_kit.stages.read.roster.table import LONGEST_CELL, MOST_CELLS, MOST_COLUMNS
from interview_kit.stages.read.strict_yaml import DEEPEST, MOST_NODES, parse_yaml
from interview_kit.stages.read.theme import load_themes
from interview_kit.stages.write.html import write_html
from interview_kit.stages.write.pdf import write_pdf
from interview_kit.stages.write.stylesheet import stylesheets
from interview_kit.stages.write.word import write_docx
from interview_kit.stages.write.word.check_shell import SHELL, check_shell
from interview_kit.support.errors import InvalidInput, Located, escape
from interview_kit.support.images import MOST_PIXELS, PictureRefused, picture_size
from interview_kit.support.positions import Data, Items, Node
from interview_kit.tools.collect.answers import NotCollected
from interview_kit.tools.collect.folder import read_kits
from interview_kit.tools.collect.label_answers import BuiltKit, built_kit, read_by_labels
from tests.paths import ROOT
from tests.spreadsheets import ods, ods_row, parts_of, xlsx, xlsx_row, zipped

CORPUS = Path(__file__).parent / "corpus"
# Between the files of a theme, and of whatever else is more than one file.
NEXT_FILE = b"\n=====\n"
_LONGEST_MESSAGE = 2_000


def yaml(data: bytes) -> None:
    """Read YAML, within its depth and its number of nodes."""
    try:
        tree = parse_yaml(data, "p.yaml")
    except InvalidInput as error:
        _check_said(error.problems)
        return
    depths = list(_depths(tree, 1))
    assert len(depths) <= MOST_NODES and max(depths) <= DEEPEST + 1


def profile(data: bytes) -> None:
    """Read a profile."""
    try:
        _check_said(parse_profile(data, "p.yaml").notices)
    except InvalidInput as error:
        _check_said(error.problems)


def settings(data: bytes) -> None:
    """Read a kit.yaml."""
    place = _folder() / "kit.yaml"
    place.write_bytes(data)
    try:
        read_settings(place)
    except InvalidInput as error:
        _check_said(error.problems)


def roster(data: bytes) -> None:
    """Read a roster, whatever kind of table its bytes are."""
    place = _folder() / "class.csv"
    place.write_bytes(data)
    try:
        rows = [row for roster in read_rosters(place) for row in roster.rows]
    except InvalidInput as error:
        _check_said(error.problems)
        return
    assert len(rows) <= MOST_CELLS.most
    for row in rows:
        assert (
            len(row.cells) <= MOST_COLUMNS.most and max(map(len, row.cells), default=0) <= LONGEST_CELL.most
        )
        if isinstance(row.found, ReadProfile):
            _check_said(row.found.notices)
        else:
            assert row.found.problems
            _check_said(row.found.problems)


def sheet(data: bytes) -> None:
    """Read a sound workbook whose sheet has these bytes."""
    parts = parts_of(xlsx([xlsx_row("name")]))
    roster(zipped(parts | {"xl/worksheets/sheet1.xml": data}))


def content(data: bytes) -> None:
    """Read a sound OpenDocument file whose content has these bytes."""
    roster(zipped(parts_of(ods([ods_row("name")])) | {"content.xml": data}))


def theme(data: bytes) -> None:
    """Read a theme's own files: theme.yaml, a style sheet, a logo, words, one after the other."""
    names = ("theme.yaml", "css/kit.css", "assets/logo.svg", "bank/own.yaml")
    folder = _folder() / "north"
    for name, content in zip(names, data.split(NEXT_FILE), strict=False):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    try:
        themes = load_themes(folder)
        read_bank(layers=themes[ORDINARY].layers)
        stylesheets(themes[ORDINARY])
    except InvalidInput as error:
        _check_said(error.problems)
    finally:
        shutil.rmtree(folder)


def style(data: bytes) -> None:
    """Draw a PDF with a theme whose style sheet has these bytes."""
    _drawn({"css/more.css": data}, write_pdf)


def template(data: bytes) -> None:
    """Write a page with a theme whose template has these bytes."""
    _drawn({"html/kit.html.j2": data}, write_html)


def _drawn(files: dict[str, bytes], writer: Callable[[Document, Theme], bytes]) -> None:
    folder = _folder() / "north"
    try:
        for name, content in ({"theme.yaml": b"extends: base\n"} | files).items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
        with limited_input("north", Limits(30)):
            writer(_KIT, load_themes(folder)[ORDINARY])
    except InvalidInput as error:
        _check_said(error.problems)
    finally:
        shutil.rmtree(folder)


def picture(data: bytes) -> None:
    """Measure a picture, whichever of the kinds it is."""
    for ending in ("svg", "png", "jpg"):
        try:
            across, down = picture_size(f"logo.{ending}", data)
        except PictureRefused as error:
            _check_line(str(error))
        else:
            assert across > 0 and down > 0
            assert ending == "svg" or across * down <= MOST_PIXELS


def shell(data: bytes) -> None:
    """Check a Word shell, open it and write a kit with it."""
    try:
        check_shell(data)
        theme = load_themes("base")[ORDINARY]
        write_docx(_KIT, replace(theme, files={**theme.files, SHELL: data}))
    except InvalidInput as error:
        _check_said(error.problems)


def record(data: bytes) -> None:
    """Read the record of a form from a filled file."""
    try:
        read_record(data.decode("utf-8", "surrogateescape"))
    except NoForm as error:
        _check_line(str(error))


def filled(data: bytes) -> None:
    """Read the answers of filled kits, PDF or Word, by their fields and by their labels."""
    for read in (read_kits, by_labels):
        try:
            read(data)
        except NotCollected as error:
            _check_line(escape(str(error)))


def by_labels(data: bytes) -> None:
    """Read a Word file or an OpenDocument text by the labels of a kit."""
    if data.startswith(b"PK"):
        read_by_labels(data, [_built()])


@functools.cache
def _built() -> BuiltKit:
    from tests.tools.collect.test_files import filled_word

    built = built_kit(filled_word())
    assert built is not None
    printed = built.lines[0][0]  # the kit prints another name than its record has
    return replace(built, form=replace(built.form, owner=Owner(printed, "", "")))


READERS: dict[str, Callable[[bytes], None]] = {
    each.__name__: each
    for each in (
        *(yaml, profile, settings, roster, sheet, content, theme, style, template),
        *(picture, shell, record, filled),
    )
}
"""Each reader by its name."""


def seeds(name: str) -> list[bytes]:
    """Return good files for a reader to begin with."""
    own = [path.read_bytes() for path in sorted((CORPUS / name).glob("*"))]
    match name:
        case "yaml" | "profile":
            return own + [path.read_bytes() for path in sorted((ROOT / "profiles").glob("*.yaml"))]
        case "theme":
            shipped = sorted((ROOT / "templates/themes").glob("*/theme.yaml"))
            return own + [path.read_bytes() for path in shipped]
        case "shell":
            return [(ROOT / "templates/themes/base/word/shell.docx").read_bytes()]
        case "content":
            return [*own, parts_of(ods([ods_row("name", "Job"), ods_row("Ada", "welder")]))["content.xml"]]
        case "filled":
            from tests.tools.collect.test_files import filled_pdf, filled_word

            return [filled_word(), filled_pdf()]
        case "style":
            return [(ROOT / "templates/themes/confluence/css/more.css").read_bytes()]
        case "template":
            return [(ROOT / "templates/themes/base/html/kit.html.j2").read_bytes()]
        case "roster":
            sheets = (
                xlsx([xlsx_row("name", "Job"), xlsx_row("Ada", "welder")]),
                ods([ods_row("name", "Job"), ods_row("Ada", "welder")]),
            )
            return [*own, *sheets, b"name,Job\nAda,welder\nLee,care\n"]
    return own


_SPACES = (AnswerSpace("Notes", "notes", 2), Tick((Text("Done"),), "done", "Done"))
_LOG = Section("log", "log", (Text("Log"),), _SPACES, starts_page=True)
_KIT = Document("en-CA", "Ada", "", "Ada", "Page", (_LOG,), Owner("Ada", "welder", "k"))


def unsafe(line: str) -> list[str]:
    """Return the characters that move a terminal's text; not joiners and isolates."""
    moving = ("Cc", "Cf", "Cs", "Zl", "Zp")
    return [c for c in line if c not in "\u200c\u200d\u2068\u2069" and unicodedata.category(c) in moving]


def _check_said(found: tuple[Located, ...]) -> None:
    for each in found:
        _check_line(str(each))
        assert each.message


def _check_line(line: str) -> None:
    assert line and not unsafe(line), line
    assert len(line) <= _LONGEST_MESSAGE, len(line)


def _depths(node: Node, depth: int) -> Iterator[int]:
    yield depth
    if isinstance(node, Data):
        for key, value in node.items():
            yield from _depths(key, depth + 1)
            yield from _depths(value, depth + 1)
    elif isinstance(node, Items):
        for item in node:
            yield from _depths(item, depth + 1)


@functools.cache
def _folder() -> Path:
    """Return a folder of this process."""
    folder = Path(tempfile.mkdtemp(prefix="kit-fuzz-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@functools.cache
def _bank() -> Bank:
    return read_bank()
