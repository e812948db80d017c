"""Generate a roster of only the refused rows of a build, to be corrected and built from there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from openpyxl.styles import Alignment

from interview_kit.build.stale import CORRECTIONS
from interview_kit.model.enums import SOURCE_LANGUAGE, Language
from interview_kit.stages.read.roster.headers import MORE_CELLS
from interview_kit.stages.read.roster.title_map import map_file, written_map
from interview_kit.stages.read.roster.vocabulary import normal, vocabulary
from interview_kit.stages.read.text_file import read_limited
from interview_kit.support.errors import InvalidInput
from interview_kit.support.output_folder import free_path
from interview_kit.support.workbook import new_workbook, put_text, put_titles, workbook_bytes

if TYPE_CHECKING:
    from interview_kit.build.plan import RefusedRow

_ENDING = "-to-mend"


def correction_files(refused: Sequence[RefusedRow], folder: Path) -> Iterator[dict[str, bytes]]:
    """Yield the files of each roster for a report folder, contents by name: the new one, and its defaults.

    An existing file may be half corrected and is never replaced: a new roster gets a number, so each has
    to be written before the next is requested. Raises InvalidInput where a defaults file cannot be read.
    """
    for roster in dict.fromkeys(row.roster for row in refused):
        rows = [row for row in refused if row.roster == roster]
        first = rows[0]
        wrong = [(row.cells, reasons(row.error)) for row in rows]
        workbook = correction_roster(first.titles, wrong, first.language, first.settings)
        own = CORRECTIONS.fullmatch(f"{first.name}.xlsx")
        stem = own[1] if own else first.name
        path = free_path(folder / f"{stem}{_ENDING}.xlsx", workbook)
        files = {path.name: workbook}
        if first.usual:
            files[f"{path.stem}.defaults.yaml"] = read_limited(Path(first.usual))
        if first.mapped:
            files[map_file(path).name] = written_map(dict(first.mapped))
        yield files


def correction_roster(
    titles: Sequence[str],
    rows: Sequence[tuple[Sequence[str], Sequence[str]]],
    language: Language = SOURCE_LANGUAGE,
    settings: Sequence[Sequence[str]] = (),
) -> bytes:
    """Return the bytes of an Excel workbook: a roster's titles, the refused rows, and their errors.

    `settings` are the rows of its sheet of defaults. Each of `rows` holds the cells as they were read, and
    the reasons. Every cell is a text cell, so that nothing is lost when the file is read again; the reasons
    are in the last column, which the reader ignores.
    """
    wrong = vocabulary().what_is_wrong
    known = {normal(each) for each in wrong.all()}
    places = [place for place, title in enumerate(titles) if normal(title) not in known]
    width = max([len(titles), *(len(cells) for cells, _ in rows)])
    places += range(len(titles), width)
    heads = [titles[place] if place < len(titles) else MORE_CELLS for place in places]
    workbook, sheet = new_workbook(vocabulary().guide.roster.said(language))
    put_titles(sheet, [*heads, wrong.first(language)], warning=len(heads) + 1)
    for number, (cells, reasons) in enumerate(rows, start=2):
        for column, place in enumerate(places, start=1):
            put_text(sheet, number, column, cells[place] if place < len(cells) else "")
        cell = put_text(sheet, number, len(places) + 1, "\n".join(reasons))
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    if settings:
        shared = workbook.create_sheet(vocabulary().guide.settings.said(language))
        for number, texts in enumerate(settings, start=1):
            for column, text in enumerate(texts, start=1):
                put_text(shared, number, column, text)
    return workbook_bytes(workbook)


def reasons(refused: InvalidInput) -> tuple[str, ...]:
    """Return the reasons a row was refused, without file and row number: both change in the new roster."""
    return tuple(
        f"{problem.cell.title}: {problem.message}"
        if problem.cell and problem.cell.title
        else ": ".join(part for part in (problem.path, problem.message) if part)
        for problem in refused.problems
    )
