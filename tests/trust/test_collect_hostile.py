"""One bad file among those handed in costs no other: it is named, and the good ones are read, in time."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from lxml import etree

from tests.fuzz.readers import unsafe
from tests.limited import NEEDS_LINUX, Told, run
from tests.shared import some
from tests.tools.collect.test_files import filled_pdf, pdf, word

pytestmark = NEEDS_LINUX

RECORD = "customXml/item1.xml"
BODY = "word/document.xml"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPED = "Ask early."
Record = dict[str, Any]


def collect(around: Path, files: dict[str | bytes, bytes], *options: str) -> Told:
    """Collect a good kit and other files, by name, from the folder `in`."""
    folder = around / "here/in"
    for name, data in {"good.pdf": filled_pdf(), **files}.items():
        path = Path(os.fsdecode(os.path.join(os.fsencode(folder), os.fsencode(name))))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return run(around / "here", "collect", "in", "-o", "answers.csv", *options, processor=20)


def good_is_read(around: Path, told: Told) -> str:
    """Assert that the good kit is in the table, and that nothing moves a terminal; return the table."""
    told.within_limits()
    assert told.code in (0, 1), told.text[-800:]
    assert not [line for line in (*told.lines, *told.said.splitlines()) if unsafe(line)]
    table = (around / "here/answers.csv").read_text("utf-8-sig")
    assert any(line.startswith('"good.pdf"') or "good.pdf" in line for line in table.splitlines()), table
    assert (around / "here/answers-summary.pdf").exists() and (around / "here/answers-summary.docx").exists()
    return table


def named(told: Told, name: str = "bad.docx") -> None:
    """Assert that one of the lines is about a file."""
    assert any(line.startswith(f"in/{name}") or line.startswith(f"{name}: ") for line in told.lines), (
        told.text
    )


def with_record(edit: Callable[[Record], object]) -> bytes:
    """Return a filled Word kit whose record is edited."""

    def change(parts: dict[str, bytes]) -> None:
        root = etree.fromstring(parts[RECORD])
        record = json.loads(root.text or "")
        edit(record)
        root.text = json.dumps(record)
        parts[RECORD] = etree.tostring(root)

    return word(change)


def owner(**said: str) -> Callable[[Record], object]:
    return lambda record: record["owner"].update(said)


def fields(number: int, text: str) -> Callable[[Record], object]:
    """Return what puts a text into the label (4) or another part of every field."""

    def edit(record: Record) -> None:
        for field in record["fields"]:
            field[number] = text

    return edit


RECORDS: dict[str, Callable[[Record], object]] = {
    "half a character as a name": owner(name="A\ud800nn"),
    "half a character in a label": fields(4, "A\ud800"),
    "a zero in a name": owner(name="A\x00nn"),
    "an escape code in a name": owner(name="A\x1b[31mnn"),
    # Five more of the kind.
    "a bell in a job": owner(work="wel\x07der"),
    "half a character in a key": owner(key="\udfff"),
    "no character in a question": fields(5, "a\uffffb"),
    "a name that turns the line round": owner(name="A\u202enn"),
    "a language that is none": lambda record: record.update(language="\ud800"),
    "a name of four thousand letters": owner(name="A" * 4000),
    "a name of many accents": owner(name="A" + "\u0301" * 3000),
    "a name of two lines": owner(name="Ann\nError: all is lost"),
}


@pytest.mark.spread(3)
@pytest.mark.parametrize("case", some(RECORDS, 4))
def test_a_hostile_record_costs_no_other_file(tmp_path: Path, case: str) -> None:
    told = collect(tmp_path, {"bad.docx": with_record(RECORDS[case])})
    good_is_read(tmp_path, told)
    named(told)


NAMES: dict[str, bytes] = {
    "in Latin-1": b"zo\xeb.docx",
    # Five more of the kind.
    "that is no UTF-8 at all": b"\xff\xfe\x80.docx",
    "with a line break": b"a\nError: all is lost.docx",
    "with an escape code": b"a\x1b[31m.docx",
    "that turns the line round": "a\u202excod.pdf".encode(),
    "in a folder in Latin-1": b"No\xebl/zoe.docx",
    "that is a formula": b"=1+1.docx",
    "of 255 bytes": b"a" * 250 + b".docx",
}


@pytest.mark.spread(2)
@pytest.mark.parametrize("case", some(NAMES, 3))
def test_a_file_is_read_whatever_its_name_is(tmp_path: Path, case: str) -> None:
    try:
        told = collect(tmp_path, {NAMES[case]: word(lambda parts: None)})
    except OSError:
        pytest.skip("this file system takes no such name")
    table = good_is_read(tmp_path, told)
    assert table.count(TYPED) == 2 and told.code == 0, table


def remarks(count: int, letters: int) -> bytes:
    """Return a PDF with so many remarks that share one text."""

    def add(opened: pikepdf.Pdf) -> None:
        text = opened.make_indirect(pikepdf.String("a" * letters))
        note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FreeText, Rect=[0, 0, 9, 9])
        note.Contents = text
        opened.pages[1].Annots = pikepdf.Array([note] * count)

    return pdf(add)


def body(more: str) -> bytes:
    """Return a filled Word kit with more at the end of its body."""

    def change(parts: dict[str, bytes]) -> None:
        head, sign, tail = parts[BODY].rpartition(b"<w:sectPr")
        parts[BODY] = head + more.encode() + sign + tail

    return word(change)


def pasted(text: str) -> bytes:
    """Return a filled Word kit whose answer is a text."""
    return word(lambda parts: parts.update({BODY: parts[BODY].replace(TYPED.encode(), text.encode())}))


def labels_and_lines(labels: int = 2000, lines: int = 4000) -> bytes:
    """Return a kit of so many fields in one label, and so many lines for an answer after it."""

    def change(parts: dict[str, bytes]) -> None:
        root = etree.fromstring(parts[RECORD])
        record = json.loads(root.text or "")
        record["fields"] = [[f"notes/q{n}", "text", "log", "", "", "Q"] for n in range(labels)]
        root.text = json.dumps(record)
        parts[RECORD] = etree.tostring(root)
        marks = "".join(
            f'<w:sdt><w:sdtPr><w:tag w:val="notes/q{n}"/></w:sdtPr><w:sdtContent><w:r><w:t>a</w:t></w:r>'
            "</w:sdtContent></w:sdt>"
            for n in range(labels)
        )
        line = '<w:p><w:pPr><w:pStyle w:val="KitAnswer"/></w:pPr><w:r><w:t>line</w:t></w:r></w:p>'
        label = f'<w:p><w:pPr><w:pStyle w:val="KitLabel"/></w:pPr>{marks}</w:p>'
        head, sign, tail = parts[BODY].rpartition(b"<w:sectPr")
        parts[BODY] = head + (label + line * lines).encode() + sign + tail

    return word(change)


def comments(count: int) -> bytes:
    comment = '<w:comment w:id="1"><w:p><w:r><w:t>a</w:t></w:r></w:p></w:comment>'
    part = f'<w:comments xmlns:w="{W}">{comment * count}</w:comments>'
    return word(lambda parts: parts.update({"word/comments.xml": part.encode()}))


LARGE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "remarks that share one text": ("bad.pdf", lambda: remarks(20_000, 1_000_000)),
    "a hundred thousand remarks": ("bad.pdf", lambda: remarks(100_000, 1)),
    "labels and lines that multiply": ("bad.docx", labels_and_lines),
    "a pasted book": ("bad.docx", lambda: pasted("word " * 200_000)),
    "three pasted books": ("bad.docx", lambda: pasted("word " * 600_000)),
    "a letter of sixty thousand marks": ("bad.docx", lambda: pasted("a" + "\u0301" * 60_000)),
    # Five more of the kind.
    "a hundred thousand comments": ("bad.docx", lambda: comments(100_000)),
    "a word of a million letters": ("bad.docx", lambda: pasted("a" * 1_000_000)),
    "a million line breaks": ("bad.docx", lambda: pasted("a</w:t>" + "<w:br/>" * 1_000_000 + "<w:t>b")),
    "boxes in boxes": (
        "bad.docx",
        lambda: pasted(
            "a</w:t></w:r>"
            + "<w:smartTag>" * 200
            + "<w:r><w:t>b</w:t></w:r>" * 90_000
            + "</w:smartTag>" * 200
            + "<w:r><w:t>c"
        ),
    ),
    "ten thousand scripts": ("bad.docx", lambda: pasted("".join(map(chr, range(0x3400, 0x9000))))),
}


@pytest.mark.spread(3)
@pytest.mark.parametrize("case", some(LARGE, 6))
def test_a_file_that_wants_too_much_costs_no_other(tmp_path: Path, case: str) -> None:
    name, make = LARGE[case]
    told = collect(tmp_path, {name: make()})
    good_is_read(tmp_path, told)
    named(told, name)


def test_a_long_answer_is_named_and_kept_whole_beside_the_table(tmp_path: Path) -> None:
    text = " ".join(f"w{n}" for n in range(8000))
    told = run_in(tmp_path, {"long.docx": pasted(text)}, "answers.xlsx")
    told.within_limits()
    named(told, "long.docx")
    others = [path for path in (tmp_path / "here").iterdir() if path.is_file() and "answers" in path.name]
    assert any(text in path.read_text("utf-8", "replace") for path in others), others


def run_in(around: Path, files: dict[str, bytes], table: str) -> Told:
    folder = around / "here/in"
    folder.mkdir(parents=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return run(around / "here", "collect", "in", "-o", table)


def deep(folder: Path) -> None:
    """Put a kit into a folder so deep that no path leads there."""
    before = os.open(".", os.O_RDONLY)
    folder.mkdir(parents=True)
    os.chdir(folder)
    try:
        for _ in range(20):
            os.mkdir("d" * 250)
            os.chdir("d" * 250)
        Path("zoe.docx").write_bytes(word(lambda parts: None))
    finally:
        os.fchdir(before)
        os.close(before)


def kit_at(name: str) -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(word(lambda parts: None))

    return make


def link(folder: Path) -> None:
    kit_at("../elsewhere/zoe.docx")(folder)
    (folder / "zoe.docx").symlink_to("../elsewhere/zoe.docx")


PASSED_OVER: dict[str, tuple[str, Callable[[Path], None]]] = {
    "a name with a line before it": ("_zoe.docx", kit_at("_zoe.docx")),
    "a name with a dot before it": (".zoe.docx", kit_at(".zoe.docx")),
    "a folder that cannot be read": ("ddd", lambda folder: deep(folder / "ddd")),
    # Five more of the kind.
    "a folder with a dot before it": (".zoe", kit_at(".zoe/kit.docx")),
    "a kit that ends like a message": ("zoe.eml", kit_at("zoe.eml")),
    "a kit that is called like a report": ("report.csv", kit_at("report.csv")),
    "a link to a kit": ("zoe.docx", link),
    "a pipe": ("zoe.pdf", lambda folder: os.mkfifo(folder / "zoe.pdf")),
}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other files")
@pytest.mark.parametrize("case", some(PASSED_OVER, 3))
def test_nothing_that_is_handed_in_is_passed_over_without_a_word(tmp_path: Path, case: str) -> None:
    name, make = PASSED_OVER[case]
    (tmp_path / "here/in").mkdir(parents=True)
    make(tmp_path / "here/in")
    told = collect(tmp_path, {})
    table = good_is_read(tmp_path, told)
    assert name in told.text or name in table, told.text


INVENTED = json.dumps({"kits": [{"name": "Nobody One"}, {"name": "Nobody Two"}]}).encode()
REPORTS: dict[str, bytes] = {
    "people who are not there": INVENTED,
    # Five more of the kind.
    "names that move a terminal": json.dumps({"kits": [{"name": "A\x1b[31m\u202e"}]}).encode(),
    "half a character": json.dumps({"kits": [{"name": "A\ud800"}]}).encode(),
    "a class of a million": b'{"kits": [' + b",".join([b'{"name": "A"}'] * 1_000_000) + b"]}",
    "what is no report": b"[" * 100_000,
    "a name of a million letters": json.dumps({"kits": [{"name": "A" * 1_000_000}]}).encode(),
}


@pytest.mark.parametrize("case", some(REPORTS, 2))
def test_a_class_list_among_the_kits_is_not_taken_in_silence(tmp_path: Path, case: str) -> None:
    told = collect(tmp_path, {"report.json": REPORTS[case]})
    good_is_read(tmp_path, told)
    assert "handed in:" not in told.said or "report.json" in told.text, told.said[:500]


def test_a_report_beside_the_records_of_a_build_is_taken(tmp_path: Path) -> None:
    told = collect(tmp_path, {"report.json": INVENTED, ".kit/nobody-one.json": b"{}"})
    good_is_read(tmp_path, told)
    assert "handed in: 0 of 2" in told.said
