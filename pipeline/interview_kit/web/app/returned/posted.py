"""Take the files, the list, the table and the marks of a posted form."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping

from starlette.datastructures import FormData, UploadFile

from interview_kit.build.worker_process import WorkerBug
from interview_kit.stages.read.roster.vocabulary import vocabulary
from interview_kit.support.errors import InvalidInput
from interview_kit.support.i18n import N_, _, decimal_sign, message_language
from interview_kit.tools.class_list.class_list import opened_list
from interview_kit.tools.collect.marked_table import NotOurTable
from interview_kit.tools.collect.marking import StudentsTable
from interview_kit.tools.collect.marks import is_yes
from interview_kit.tools.collect.sheets import TypedRow, plain
from interview_kit.tools.collect.students import COMMENT, CONSENT, MARK, PAPER
from interview_kit.tools.collect.table import cell
from interview_kit.web.app.class_kits.views import PageError
from interview_kit.web.app.returned.rounds import Given, Round

FILES, LIST, TABLE, MARKS = "files", "list", "table", "marks"
_LABELS = {MARK: N_("Mark"), COMMENT: N_("Comment"), CONSENT: N_("Consent")}
_ON_PAPER = "x"

Typed = dict[str, dict[str, str]]
"""Texts by the key of a student's row and the id of a column."""


async def took_files(form: FormData, round_: Round) -> tuple[Given, ...]:
    """Keep the files of a form; return those that are no list, or no table. Raises OutputProblem."""
    for each in form.getlist(FILES):
        if isinstance(each, UploadFile) and each.filename:
            await asyncio.to_thread(round_.keep, each.filename, await each.read())
    given = [
        Given(name, file.filename, await file.read())
        for name in (LIST, TABLE)
        if isinstance(file := form.get(name), UploadFile) and file.filename
    ]
    return tuple([each for each in given if await asyncio.to_thread(_why_not, each, round_)])


async def errors_of(refused: tuple[Given, ...], round_: Round) -> tuple[PageError, ...]:
    """Return why files are refused, in the language of the messages."""
    labels = {LIST: _("The list of your class"), TABLE: _("The table that you saved")}
    return tuple(
        [
            PageError(each.control, labels[each.control], await asyncio.to_thread(_why_not, each, round_))
            for each in refused
        ]
    )


def _why_not(given: Given, round_: Round) -> str:
    """Keep a list or a table, and return "", or why it cannot be read."""
    try:
        if given.control == LIST:
            found = opened_list(given.data, given.name)
            found.read()
            round_.keep_list(found)
        else:
            round_.keep_table(given.data)
    except NotOurTable:
        return _("“{name}” is no table that was saved here", name=given.name)
    except InvalidInput as error:
        return "; ".join(dict.fromkeys(problem.message for problem in error.problems))
    except WorkerBug:
        return _("“{name}” is no table that was saved here", name=given.name)
    return ""


def name_of(column: str, key: str) -> str:
    """Return the name of the field for a column of a student's row."""
    return f"{column}-{key}"


def typed_marks(form: FormData, table: StudentsTable) -> Typed:
    """Return what was typed that the table does not have, of the students whose fields were posted."""
    found = {row.key: dict(_typed(form, row)) for row in table.rows if name_of(MARK, row.key) in form}
    return {key: texts for key, texts in found.items() if texts}


def _typed(form: FormData, row: TypedRow) -> Iterator[tuple[str, str]]:
    for column in (MARK, COMMENT):
        text = plain(str(form.get(name_of(column, row.key), "")))
        if text != shown_mark(row.cells.get(column, "")):
            yield column, text
    if name_of("paper", row.key) in form:
        # The last of the two is that of the box.
        ticked = form.getlist(name_of("paper", row.key))[-1] == "yes"
        if ticked != is_yes(row.cells.get(PAPER, "")):
            yield PAPER, _ON_PAPER if ticked else ""
    consent = plain(str(form.get(name_of(CONSENT, row.key), own_consent(row))))
    if consent != own_consent(row):
        yield CONSENT, consent


def own_consent(row: TypedRow) -> str:
    """Return what a teacher typed about the consent, or ""."""
    return row.cells[CONSENT] if CONSENT in row.typed else ""


def consent_words() -> tuple[str, str]:
    """Return the words for yes and no, as they are typed into the table."""
    language = message_language()
    yes, no = (vocabulary().truth[each] for each in ("true", "false"))
    return yes.first(language), no.first(language)  # type: ignore[arg-type]


def shown_mark(text: str) -> str:
    """Return a text of the table as it is typed: a number has the decimal sign of the language."""
    whole, point, part = text.partition(".")
    is_number = point and whole.removeprefix("-").isdecimal() and part.isdecimal()
    return f"{whole}{decimal_sign()}{part}" if is_number else text


def errors_in(typed: Mapping[str, Mapping[str, str]], table: StudentsTable) -> tuple[PageError, ...]:
    """Return what is wrong with what was typed: a text that a cell cannot hold."""
    names = {row.key: row.cells.get("name", "") for row in table.rows}
    message = _("this is longer than a cell can be: at most 32,000 letters")
    return tuple(
        PageError(name_of(column, key), f"{names[key]}, {_(_LABELS[column])}", message)
        for key, texts in typed.items()
        for column, text in texts.items()
        if cell(text) != text
    )
