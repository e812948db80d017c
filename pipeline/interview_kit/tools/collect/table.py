"""Build one table of all answers, a row for each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from hashlib import sha256

from interview_kit.model.form import Field
from interview_kit.stages.assemble.renderer import TextRenderer
from interview_kit.tools.collect.folder import ReturnedKit
from interview_kit.tools.collect.sheets import Column, Row, Sheet

_COLUMNS = ("who", "work", "contact", "part", "question", "answer", "file", "field")
_WIDTHS = (24, 22, 20, 14, 40, 60, 24, 20)
# The `part` column for each section of a kit; tick boxes of other sections are in the part `ticks`.
_PARTS = {"conversation": "notes", "fit-grid": "grid", "reflection": "reflection"}
# In UTF-16 units, as Excel counts them: a cell holds at most 32,767.
_LONGEST_CELL = 32_000
_TICK_OF_ROW = re.compile(r"(fit/\d+)/\d+")


def _rows(
    kit: ReturnedKit, parts: Mapping[str, str], yes: str, named: Collection[str]
) -> Iterator[tuple[str, ...]]:
    """Yield the cells of a row for each answer of a kit, and for each grid row filled in.

    `parts` has the words of the `part` column; `yes` means a ticked box. `named` are the labels of the blanks
    for the contact's name.
    """
    form, person, work = kit.filled.form, person_of(kit), kit.filled.form.owner.work
    typed = _contact_typed(kit, named)

    def row(field: Field, question: str, answer: str, name: str = "") -> tuple[str, ...]:
        part = parts[kit_part(field)]
        contact = field.contact or (typed if field.part == "conversation" else "")
        return person, work, contact, part, question, answer, kit.file, name or field.name

    done: set[str] = set()
    for field in form.fields:
        grid = _TICK_OF_ROW.fullmatch(field.name)
        if field.part == "fit-grid":
            name = grid[1] if grid else field.name
            if name in done:
                continue
            done.add(name)
            question, verdicts = grid_row(kit, name)
            if verdicts or name in kit.filled.texts:
                yield row(field, question, "; ".join(verdicts), name)
        elif field.kind == "tick":
            if field.name in kit.filled.ticks:
                yield row(field, field.label, yes)
        elif field.name in kit.filled.texts:
            asked = (
                (field.about,) if field.about and kit_part(field) == "notes" else (field.about, field.label)
            )
            yield row(field, " · ".join(part for part in asked if part), kit.filled.texts[field.name])
    for place, text in kit.filled.others:
        yield person, work, "", parts["other"], place, text, kit.file, ""


def _contact_typed(kit: ReturnedKit, named: Collection[str]) -> str:
    """Return the name of the contact that was typed into a kit, "" where it is none or not the only one."""
    blanks = (field.name for field in kit.filled.form.fields if field.label in named)
    names = {kit.filled.texts[name] for name in blanks if name in kit.filled.texts}
    return names.pop() if len(names) == 1 else ""


def cell(text: str) -> str:
    """Return a text, or its beginning and " […]" where it is longer than a cell of a workbook."""
    units = text.encode("utf-16-le")
    if len(units) <= 2 * _LONGEST_CELL:
        return text
    return units[: 2 * _LONGEST_CELL].decode("utf-16-le", "ignore") + " […]"


def person_of(kit: ReturnedKit) -> str:
    """Return the name of a kit's owner, or its file name where the record of the owner is lost."""
    return kit.filled.form.owner.name or kit.file


def grid_row(kit: ReturnedKit, name: str) -> tuple[str, tuple[str, ...]]:
    """Return the subject of a grid row, and the titles of the columns ticked in it."""
    boxes = [field for field in kit.filled.form.fields if field.name.startswith(f"{name}/")]
    matter = next((field.about for field in boxes if field.about), kit.filled.texts.get(name, ""))
    return matter, tuple(field.label for field in boxes if field.name in kit.filled.ticks)


def kit_part(field: Field) -> str:
    """Return the value of a field's `part` column."""
    usual = "ticks" if field.kind == "tick" else "other"
    return usual if field.name.startswith("blank/") else _PARTS.get(field.part, usual)


def table(kits: Sequence[ReturnedKit], renderer: TextRenderer) -> list[tuple[str, ...]]:
    """Return the table: a row of titles, then a row for each answer, in the renderer's language.

    Raises BankError.
    """
    titles = tuple(renderer.label_text(f"collect.column.{name}") for name in _COLUMNS)
    parts = {
        name: renderer.label_text(f"collect.part.{name}") for name in (*_PARTS.values(), "ticks", "other")
    }
    yes = renderer.label_text("collect.yes")
    languages = (TextRenderer(renderer.bank, each, {}) for each in renderer.bank.languages)
    named = {each.label_text("blank.contact_name") for each in languages}
    return [titles, *(tuple(map(cell, row)) for kit in kits for row in _rows(kit, parts, yes, named))]


def answers_sheet(rows: Sequence[Sequence[str]], title: str) -> Sheet:
    """Return the table as a sheet; `rows` are those of `table`, titles first, and `title` is the sheet's."""
    columns = tuple(map(Column, _COLUMNS, rows[0], _WIDTHS))
    seen: Counter[tuple[str, ...]] = Counter()
    found = []
    for row in rows[1:]:
        place = (row[_COLUMNS.index("file")], row[_COLUMNS.index("field")])  # others have no field
        seen[place] += 1
        key = sha256("\n".join((*place, str(seen[place]))).encode("utf-8", "surrogatepass")).hexdigest()[:16]
        found.append(Row(key, tuple(row)))
    return Sheet("answers", title, columns, tuple(found))
