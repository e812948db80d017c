"""Files that are not ours, flattened, damaged or meant to do harm: named, and nothing else is lost."""

from __future__ import annotations

import io
import re
import shutil
import time
import warnings
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from interview_kit.build.limits import Limits
from interview_kit.build.worker_process import LimitedWorker
from interview_kit.model.enums import Language
from interview_kit.model.form import PDF_MARK, PDF_RECORD
from interview_kit.support.errors import InvalidInput
from interview_kit.tools.collect import folder
from interview_kit.tools.collect.answers import NotCollected
from interview_kit.tools.collect.folder import LARGEST_FILE, read_folder
from interview_kit.tools.collect.run import collect
from tests.tools.collect.filling import OWNER, empty, fill_html, fill_pdf, fill_word, form, read_kit
from tests.zip_files import pack, unpack

EN = Language("en")
TYPED = {"notes/advice": "Ask early."}


@cache
def filled_pdf() -> bytes:
    return fill_pdf(empty(EN, "pdf"), TYPED, frozenset())


@cache
def filled_word() -> bytes:
    return fill_word(empty(EN, "docx"), TYPED, frozenset())


def pdf(change: Callable[[pikepdf.Pdf], None], **saving: object) -> bytes:
    with pikepdf.open(io.BytesIO(filled_pdf())) as opened:
        change(opened)
        saved = io.BytesIO()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of boxes without a field, which are what some tests make
            opened.save(saved, **saving)  # type: ignore[arg-type]
    return saved.getvalue()


def word(change: Callable[[dict[str, bytes]], None]) -> bytes:
    parts = unpack(filled_word())
    change(parts)
    return pack(parts)


def _flatten(opened: pikepdf.Pdf) -> None:
    opened.flatten_annotations("all")
    del opened.Root.AcroForm
    for page in opened.pages:
        page.Annots = pikepdf.Array()


def _bomb(opened: pikepdf.Pdf) -> None:
    packed = zlib.compress(b"a" * 40_000_000, 1)
    stream = pikepdf.Stream(opened, b"")
    stream.write(packed, filter=pikepdf.Name.FlateDecode)
    next(field for field in opened.Root.AcroForm.Fields if field.T == "notes/advice").V = stream


def _circle(opened: pikepdf.Pdf) -> None:
    first = opened.Root.AcroForm.Fields[0]
    first.Kids = pikepdf.Array([first, *opened.Root.AcroForm.Fields])


def _many_fields(opened: pikepdf.Pdf) -> None:
    for number in range(6000):
        opened.Root.AcroForm.Fields.append(
            opened.make_indirect(pikepdf.Dictionary(T=pikepdf.String(f"x{number}"), FT=pikepdf.Name.Tx))
        )


def _remarks(count: int, text: str) -> Callable[[pikepdf.Pdf], None]:
    """Put so many remarks, which share one text, on the first page."""

    def add(opened: pikepdf.Pdf) -> None:
        contents = opened.make_indirect(pikepdf.String(text))
        note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9])
        note.Contents = contents
        opened.pages[0].Annots = pikepdf.Array([note] * count)

    return add


def _lose_record(opened: pikepdf.Pdf) -> None:
    for listed in (opened.Root.AcroForm.Fields, opened.pages[0].Annots):
        for number in reversed(range(len(listed))):
            if listed[number].get("/T") == PDF_RECORD:
                del listed[number]


def _not_ours(opened: pikepdf.Pdf) -> None:
    del opened.docinfo[f"/{PDF_MARK}"]
    _lose_record(opened)


def _with_dtd(parts: dict[str, bytes]) -> None:
    body = parts["word/document.xml"]
    dtd = b'<!DOCTYPE w:document [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    parts["word/document.xml"] = re.sub(rb"(<w:document)", dtd + rb"\1", body, count=1)


def _huge(parts: dict[str, bytes]) -> None:
    parts["word/document.xml"] += b" " * 25_500_000


def _without_fields(parts: dict[str, bytes]) -> None:
    for name in [name for name in parts if name.startswith("customXml")]:
        del parts[name]


def _another_version(parts: dict[str, bytes]) -> None:
    name = "customXml/item1.xml"
    parts[name] = parts[name].replace(b'"kit": 1', b'"kit": 9')


def _other_word(parts: dict[str, bytes]) -> None:
    _without_fields(parts)
    parts["word/document.xml"] = parts["word/document.xml"].replace(b'w:val="Kit', b'w:val="Wit')


def html_kit(more: str = "") -> bytes:
    """Return a filled web page, with more at its end."""
    own = form(Language("en"), "html")
    filled = fill_html(empty(Language("en"), "html"), {own.fields[-1].name: "Ask early."}, frozenset())
    return filled + more.encode()


def _inputs(count: int, text: str) -> str:
    return "".join(f'<input name="x{number}" value="{text}">' for number in range(count))


_LOCK = pikepdf.Encryption(owner="a", user="b")
REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "locked.pdf": (
        lambda: pdf(lambda _: None, encryption=pikepdf.Encryption(owner="a", user="b")),
        "password",
    ),
    "flattened.pdf": (lambda: pdf(_flatten), "no fields"),
    "other.pdf": (lambda: pdf(_not_ours), "not a kit of this program"),
    "bomb.pdf": (lambda: pdf(_bomb), "damaged"),
    "many.pdf": (lambda: pdf(_many_fields), "more than 5000 fields"),
    "remarks.pdf": (lambda: pdf(_remarks(5001, "a")), "more than 5000 answers or remarks"),
    "letters.pdf": (lambda: pdf(_remarks(5, "a" * 1_000_000)), "more than 4000000 letters"),
    "half.pdf": (lambda: pdf(lambda _: None)[:2000], "damaged"),
    "torn.docx": (lambda: word(lambda _: None)[:-500], "damaged"),
    "dtd.docx": (lambda: word(_with_dtd), "DTD"),
    "huge.docx": (lambda: word(_huge), "larger than 24 MiB"),
    "plain.docx": (lambda: word(_without_fields), "without its fields"),
    "version.docx": (lambda: word(_another_version), "another version"),
    "letter.docx": (lambda: word(_other_word), "not a kit of this program"),
    "old.doc": (lambda: b"\xd0\xcf\x11\xe0" + bytes(600), "ask for it as .docx"),
    "photo.jpg": (lambda: b"\xff\xd8\xff\xe0" + bytes(600), "picture"),
    "page.html": (lambda: b"<!DOCTYPE html><p>Ask early.", "not a kit of this program"),
    "two.html": (lambda: html_kit() + html_kit(), "two kits or more"),
    "many.html": (lambda: html_kit(_inputs(5001, "a")), "more than 5000 answers or remarks"),
    "letters.html": (lambda: html_kit(_inputs(5, "a" * 1_000_000)), "more than 4000000 letters"),
    "version.html": (lambda: html_kit().replace(b'"kit": 1', b'"kit": 9'), "another version"),
    "no-record.html": (lambda: html_kit().replace(b'"kit": 1', b"kit"), "cannot be read"),
    "page.mhtml": (lambda: b"From: <Saved by Blink>\r\n" + html_kit(), "web archive"),
    "page.webarchive": (lambda: b"bplist00" + bytes(600), "web archive"),
    "notes.txt": (lambda: b"Ask early.", "neither a PDF, a Word file nor a web page"),
    "empty.pdf": (lambda: b"", "empty"),
    "noise.pdf": (lambda: b"%PDF-1.7\n" + bytes(range(256)) * 40, "damaged"),
    "noise.docx": (lambda: b"PK\x03\x04" + bytes(range(256)) * 40, "damaged"),
}


@pytest.mark.spread(4)
@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_cannot_be_read_is_named_with_its_reason(name: str) -> None:
    make, reason = REFUSED[name]
    with pytest.raises(NotCollected, match=re.escape(reason)):
        read_kit(make())


def test_what_a_web_page_holds_beside_its_form_is_kept(tmp_path: Path) -> None:
    own = html_kit('<textarea name="x">Two\n &lt;b&gt;</textarea><div hidden><p>no field</div>')
    filled = read_kit(b"\xef\xbb\xbf \n<!-- saved from url=(0014)about:internet -->\n" + own)
    assert list(filled.texts.values()) == ["Ask early."]
    assert filled.others == (("x", "Two\n <b>"),)
    half = read_kit(own[: own.index(b"<textarea")])
    assert any("fields are gone" in remark for remark in half.remarks)


def test_the_good_ones_are_read_beside_them(tmp_path: Path) -> None:
    good = {"A kit.PDF": filled_pdf(), "B/kit (1)": word(lambda _: None)}
    (tmp_path / "B").mkdir()
    for name, data in {**good, **{name: make() for name, (make, _) in REFUSED.items()}}.items():
        (tmp_path / name).write_bytes(data)
    shutil.copy(tmp_path / "A kit.PDF", tmp_path / "copy.pdf")
    (tmp_path / "large.pdf").write_bytes(b"")
    with (tmp_path / "large.pdf").open("r+b") as file:
        file.truncate(LARGEST_FILE + 1)
    (tmp_path / "built/.kit").mkdir(parents=True)
    for name in ("report.csv", "~$kit.docx", "._kit.pdf", ".DS_Store", "ann.ask.eml", "ann.ics"):
        (tmp_path / "built" / name).write_bytes(b"beside the kits")
    with LimitedWorker() as worker:
        found = read_folder(tmp_path, worker, frozenset(), print)
    assert [(kit.file, kit.filled.texts, kit.filled.form.owner) for kit in found.kits] == [
        ("A kit.PDF", TYPED, OWNER),
        ("B/kit (1)", TYPED, OWNER),
    ]
    assert sorted(problem.file for problem in found.refused) == sorted([*REFUSED, "copy.pdf", "large.pdf"])
    assert "a copy of A kit.PDF" in next(each.message for each in found.refused if each.file == "copy.pdf")


class SlowWorker(LimitedWorker):
    """A worker that sleeps in place of reading a file whose last byte is an exclamation mark."""

    def run(self, function: Callable[..., Any], data: Any, *more: Any, **budget: Any) -> Any:  # type: ignore[override]
        if data.endswith(b"!"):
            return super().run(time.sleep, 120, **budget)
        return super().run(function, data, *more, **budget)


def test_a_file_without_end_is_named_in_time_and_the_others_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder, "BUDGET", Limits(15))
    (tmp_path / "a.pdf").write_bytes(filled_pdf() + b"!")
    (tmp_path / "b.pdf").write_bytes(filled_pdf())
    with SlowWorker() as worker:
        found = read_folder(tmp_path, worker, frozenset(), print)
    assert list(map(str, found.refused)) == ["a.pdf: reading this takes longer than 15 seconds"]
    assert [kit.file for kit in found.kits] == ["b.pdf"]


def test_a_kit_under_the_name_of_the_table_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "_answers-summary.docx").write_bytes(filled_word())
    with pytest.raises(InvalidInput, match="would be written over"):
        collect(tmp_path)
    assert (tmp_path / "_answers-summary.docx").read_bytes() == filled_word()


def test_the_lines_after_a_label_are_of_one_field_alone() -> None:
    other = next(each.name for each in form(EN).fields if each.kind == "text" and each.name not in TYPED)

    def begin(parts: dict[str, bytes]) -> None:
        controls = "".join(
            f'<w:sdt><w:sdtPr><w:tag w:val="{name}"/></w:sdtPr><w:sdtContent/></w:sdt>'
            for name in (*TYPED, other)
        )
        label = f'<w:p><w:pPr><w:pStyle w:val="KitLabel"/></w:pPr>{controls}</w:p>'
        line = '<w:p><w:pPr><w:pStyle w:val="KitAnswer"/></w:pPr><w:r><w:t>line</w:t></w:r></w:p>'
        parts["word/document.xml"] = parts["word/document.xml"].replace(
            b"<w:body>", f"<w:body>{label}{line}".encode()
        )

    assert sorted(read_kit(word(begin)).texts.values()) == ["line"]


def test_fields_that_go_round_in_a_circle_are_read_once() -> None:
    assert read_kit(pdf(_circle)).texts == TYPED


def test_a_kit_that_lost_its_record_is_read_by_its_fields() -> None:
    filled = read_kit(pdf(_lose_record))
    assert filled.texts == TYPED and "does not say any more whose it is" in filled.remarks[0]


def test_what_was_written_beside_the_fields_is_kept() -> None:
    def remark(opened: pikepdf.Pdf) -> None:
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.FreeText,
            Rect=[0, 0, 9, 9],
            Contents=pikepdf.String("On the page"),
        )
        opened.pages[1].Annots = pikepdf.Array(
            [*opened.pages[1].get("/Annots", ()), opened.make_indirect(note)]
        )

    assert read_kit(pdf(remark)).others == (("2", "On the page"),)


def test_controls_that_are_gone_are_counted_and_the_others_read() -> None:
    def cut(parts: dict[str, bytes]) -> None:
        body = parts["word/document.xml"].decode()
        start = body.index("<w:tbl>")
        parts["word/document.xml"] = (body[:start] + body[body.index("</w:tbl>") + 8 :]).encode()

    filled = read_kit(word(cut))
    assert filled.texts == TYPED
    assert filled.remarks == (f"5 of its {len(form(EN).fields)} fields are gone",)


def test_what_a_tracked_change_took_out_is_not_an_answer() -> None:
    def track(parts: dict[str, bytes]) -> None:
        body = parts["word/document.xml"].decode()
        typed = re.search(r"<w:r\b[^>]*>(?:(?!</w:r>).)*Ask early\.</w:t></w:r>", body)
        assert typed is not None
        gone = (
            '<w:del w:id="1" w:author="x"><w:r><w:delText>never </w:delText></w:r></w:del>'
            '<w:moveFrom w:id="3" w:author="x"><w:r><w:t>moved away </w:t></w:r></w:moveFrom>'
        )
        new = '<w:ins w:id="2" w:author="x"><w:r><w:t xml:space="preserve"> Always.</w:t></w:r></w:ins>'
        body = body.replace(typed[0], gone + typed[0] + new)
        parts["word/document.xml"] = body.encode()

    assert read_kit(word(track)).texts == {"notes/advice": "Ask early. Always."}


def test_an_encrypted_zip_is_refused() -> None:
    data = bytearray(word(lambda _: None))
    for found in re.finditer(rb"PK\x01\x02", bytes(data)):
        data[found.start() + 8] |= 1
    with pytest.raises(NotCollected, match="password"):
        read_kit(bytes(data))
