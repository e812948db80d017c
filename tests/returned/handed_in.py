"""Kits of a few people, filled in and saved as programs do; each is made once in a run of the tests."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import warnings
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pikepdf
import pypdf

from interview_kit.model.document import Owner
from interview_kit.model.form import PDF_RECORD, Form, form_of, form_record
from interview_kit.stages.read.theme import load_theme
from interview_kit.stages.write import WRITERS
from tests.command import Ran, kit
from tests.kits import kit as document_of
from tests.shared import shared
from tests.tools.collect.filling import fill_pdf, fill_word
from tests.zip_files import pack, unpack

LEILA = document_of("leila").owner or Owner("", "", "")
MARCUS = Owner("Marcus Bell", "electrician", "0123456789ab")
TYPED = {"notes/typical-day": "Charts first.", "notes/advice": "Ask early."}
TICKS = frozenset({"front/goal/fit"})
SOFFICE = shutil.which("soffice")
HERS, HIS = "Charts first.", "Wires, mostly."


def form() -> Form:
    """Return the form of Leila's kit."""
    found = form_of(document_of("leila"))
    assert found is not None
    return found


def empty(ending: str, owner: Owner = LEILA) -> bytes:
    """Return Leila's kit as a form; for another owner the record in it is theirs."""

    def make() -> bytes:
        return WRITERS[ending](document_of("leila"), load_theme("base", fillable=True))

    data = shared(f"fillable leila {ending}", make)
    return data if owner == LEILA else owned(data, owner)


def owned(data: bytes, owner: Owner) -> bytes:
    """Return a kit with the record of another owner."""
    record = form_record(replace(form(), owner=owner))
    if data.startswith(b"%PDF"):

        def give(opened: pikepdf.Pdf) -> None:
            field(opened, PDF_RECORD).V = pikepdf.String(record)

        return pdf(give, data)
    parts = unpack(data)
    for name in parts:
        if re.fullmatch(r"customXml/item\d+\.xml", name) and b"interview-kit:form" in parts[name]:
            before, _, rest = parts[name].partition(b"{")
            parts[name] = before + record.encode() + rest[rest.rindex(b"}") + 1 :]
    return pack(parts)


def filled(
    ending: str, owner: Owner = LEILA, texts: Mapping[str, str] = TYPED, ticks: frozenset[str] = TICKS
) -> bytes:
    """Return an owner's kit with answers."""
    return {"pdf": fill_pdf, "docx": fill_word}[ending](empty(ending, owner), texts, ticks)


def marcus(ending: str = "pdf") -> bytes:
    """Return the kit of Marcus, in which he has one note."""
    return filled(ending, MARCUS, {"notes/typical-day": HIS}, frozenset())


def typed_by_pypdf(data: bytes, texts: Mapping[str, str]) -> bytes:
    """Return a PDF kit with answers that a program typed page by page, appearances and all."""
    writer, saved = pypdf.PdfWriter(clone_from=io.BytesIO(data)), io.BytesIO()
    for page in writer.pages:
        writer.update_page_form_field_values(page, dict(texts), auto_regenerate=False)
    writer.write(saved)
    return saved.getvalue()


def saved_by_libreoffice(path: Path) -> None:
    """Open a file in LibreOffice and save it in its own format; leave it where there is none here."""
    if SOFFICE:
        profile = f"-env:UserInstallation={Path('libreoffice').resolve().as_uri()}"
        kind = path.suffix.removeprefix(".")
        command = [SOFFICE, profile, "--headless", "--convert-to", kind, "--outdir", "saved", str(path)]
        subprocess.run(command, check=True, capture_output=True, timeout=240)
        (Path("saved") / path.name).replace(path)


def field(opened: pikepdf.Pdf, name: str) -> Any:
    """Return the form field of that name."""
    return next(each for each in opened.Root.AcroForm.Fields if str(each.get("/T", "")) == name)


def pdf(change: Callable[[pikepdf.Pdf], object], data: bytes | None = None) -> bytes:
    """Return Leila's filled kit, or other data, after a change."""
    with pikepdf.open(io.BytesIO(filled("pdf") if data is None else data)) as opened:
        saved = io.BytesIO()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of boxes without a field, which are what some tests make
            change(opened)
            opened.save(saved)
    return saved.getvalue()


def word(change: Callable[[dict[str, bytes]], object], data: bytes | None = None) -> bytes:
    """Return Leila's filled Word kit, or other data, after a change of its parts."""
    parts = unpack(filled("docx") if data is None else data)
    change(parts)
    return pack(parts)


def joined(first: bytes, second: bytes, rename: Callable[[str], str] | None = None) -> bytes:
    """Return two PDFs in one; fields of the second get another name, as programs give it, or are left out."""
    with (
        warnings.catch_warnings(),
        pikepdf.open(io.BytesIO(first)) as one,
        pikepdf.open(io.BytesIO(second)) as two,
    ):
        warnings.simplefilter("ignore")  # of fields that stay behind, which is what is meant
        one.pages.extend(two.pages)
        if rename:
            for each in two.Root.AcroForm.Fields:
                copied = one.copy_foreign(each)
                copied.T = pikepdf.String(rename(str(each.T)))
                one.Root.AcroForm.Fields.append(copied)
        saved = io.BytesIO()
        one.save(saved)
    return saved.getvalue()


def wrapped(opened: pikepdf.Pdf, parent: str = "form1") -> None:
    """Put all fields below a parent, as pypdf's `add_form_topname` and forms designers do."""
    fields = list(opened.Root.AcroForm.Fields)
    above = opened.make_indirect(pikepdf.Dictionary(T=pikepdf.String(parent), Kids=pikepdf.Array(fields)))
    for each in fields:
        each.Parent = above
    opened.Root.AcroForm.Fields = pikepdf.Array([above])


def report_of(folder: Path, *names: str) -> None:
    """Write the report of a build with these people."""
    told = {"version": 1, "summary": {}, "kits": [{"name": name, "files": []} for name in names]}
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "report.json").write_text(json.dumps(told), encoding="utf-8")


def hand_in(**files: bytes) -> Path:
    """Write files into the folder `in`; `__` in a name is a full stop."""
    folder = Path("in")
    folder.mkdir(exist_ok=True)
    for name, data in files.items():
        (folder / name.replace("__", ".")).write_bytes(data)
    return folder


def collected(*options: str | Path, folder: str = "in") -> tuple[Ran, list[dict[str, str]]]:
    """Collect a folder into a CSV table of answers; return what was said, and its rows by title."""
    ran = kit("collect", folder, "-l", "en", *options)
    table = Path(folder, "_answers.xlsx")
    return ran, answers(table) if table.exists() else []


def sheet_rows(table: Path, name: str = "") -> list[dict[str, str]]:
    """Return the rows of a sheet of the table, by title; "" is the first sheet."""
    book = openpyxl.load_workbook(table)
    sheet = book[name] if name else book.worksheets[0]
    titles, *rows = (
        [("" if cell is None else str(cell)) for cell in row] for row in sheet.iter_rows(values_only=True)
    )
    return [dict(zip(titles, row, strict=False)) for row in rows]


def answers(table: Path) -> list[dict[str, str]]:
    """Return the rows of all answers: of the sheet "All answers", else of the only sheet."""
    names = openpyxl.load_workbook(table).sheetnames
    return sheet_rows(table, "All answers" if "All answers" in names else names[0])


def of(rows: list[dict[str, str]], who: str) -> str:
    """Return all that stands in a person's rows."""
    return " | ".join(" ".join(row.values()) for row in rows if row.get("Who") == who)
