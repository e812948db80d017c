"""Say what the page of a finished round shows: its files, who has handed in, and each student."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from interview_kit.build.report import Cancelled
from interview_kit.support.errors import InvalidInput, KitError, Located, Problem
from interview_kit.support.i18n import N_, _, _n
from interview_kit.tools.collect.marks import USUAL_NAME, is_yes
from interview_kit.tools.collect.run import CollectReport
from interview_kit.tools.collect.sheets import TypedRow
from interview_kit.tools.collect.students import COMMENT, CONSENT, HANDED_IN, MARK, PAPER, PERSON
from interview_kit.web.app.class_kits.views import PageError, said
from interview_kit.web.app.returned.posted import consent_words, name_of, own_consent, shown_mark
from interview_kit.web.app.returned.rounds import Round

# So many students have fields in the page; who comes after them is in the table.
MOST_SHOWN = 600
_KEY = re.compile("[0-9a-f]{12}")
_NOT_ANSWERS = (*PERSON, HANDED_IN, PAPER, CONSENT, MARK, COMMENT)
_STEM = USUAL_NAME.removesuffix(".xlsx")
_FILES = {
    USUAL_NAME: (
        N_("The table with the marks"),
        N_("An Excel workbook. Keep it: choose it here when more comes back, and the marks are still there."),
    ),
    f"{_STEM}-summary.pdf": (
        N_("Summary, to print"),
        N_("Who is missing, how the work fits, what was learned."),
    ),
    f"{_STEM}-summary.docx": (N_("Summary as Word"), N_("The same summary, to go on with.")),
    f"{_STEM}-summary-without-names.pdf": (
        N_("Summary without names"),
        N_("For the class. Read it before: what somebody wrote may tell who it was."),
    ),
    f"{_STEM}-summary-without-names.docx": (
        N_("Without names, as Word"),
        N_("The same summary, to go on with."),
    ),
    f"{_STEM}-long-answers.txt": (N_("Long answers"), N_("The answers that do not fit a cell of the table.")),
}
_AS_IT_WAS = (N_("The table as it was"), N_("With what could not be kept, such as threads of comments."))


@dataclass(frozen=True, slots=True)
class FileView:
    """A file to download, with its words."""

    name: str
    label: str
    about: str


@dataclass(frozen=True, slots=True)
class StudentView:
    """A student: who they are, what came back, and what is typed, with the choices for the consent.

    `consents` are values with their words; the first is what the kit says. `wrong` are ids of columns.
    """

    key: str
    name: str
    more: str
    handed_in: bool
    on_paper: bool
    consent: str
    consents: tuple[tuple[str, str], ...]
    own_consent: str
    mark: str
    comment: str
    answers: tuple[tuple[str, str], ...]
    wrong: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RoundView:
    """A finished round as its page shows it; `unread` are files with the reason, `failure` what ended it."""

    heading: str
    counts: tuple[str, ...]
    files: tuple[FileView, ...]
    unread: tuple[tuple[str, str], ...]
    missing: tuple[str, ...]
    without_consent: tuple[str, ...]
    students: tuple[StudentView, ...]
    more: int
    notices: tuple[str, ...]
    cancelled: bool
    failure: str
    has_marks: bool
    has_consent: bool


def round_view(
    round_: Round, typed: Mapping[str, Mapping[str, str]] | None = None, errors: tuple[PageError, ...] = ()
) -> RoundView:
    """Return what the page of a finished round shows, with what was typed and is not in the table yet."""
    report, told = round_.report, typed or {}
    rows = [row for row in round_.students.rows if _KEY.fullmatch(row.key)] if round_.students else []
    titles = round_.students.titles if round_.students else {}
    wrong = {each.target: each.message for each in errors}
    students = tuple(_student(row, titles, told.get(row.key, {}), wrong) for row in rows[:MOST_SHOWN])
    problems, failure = _failures(round_)
    return RoundView(
        _heading(report),
        tuple(_counts(report, sum(bool(row.cells.get(MARK)) for row in rows))),
        tuple(map(_file, round_.files)),
        (*((_place(each, round_), each.message) for each in problems), *_tables(round_)),
        report.attendance.missing if report and report.attendance else (),
        report.without_consent if report else (),
        students,
        len(rows) - len(students),
        tuple(dict.fromkeys(_notice(each, round_) for each in round_.messages if each not in problems)),
        isinstance(round_.error, Cancelled),
        failure,
        any(each.mark or each.comment for each in students),
        bool(report and report.without_consent) or any(each.consent for each in students),
    )


def _heading(report: CollectReport | None) -> str:
    if report is None:
        return _("Nothing could be read")
    if report.attendance is None:
        return _n("1 kit came back", "{n} kits came back", len(report.kits))
    expected = report.attendance.expected
    given = expected - len(report.attendance.missing)
    return _("{given} of {expected} have handed in", given=given, expected=expected)


def _counts(report: CollectReport | None, marked: int) -> Iterator[str]:
    if report is None:
        return
    if report.attendance:
        yield _n("1 kit came back", "{n} kits came back", len(report.kits))
    yield _n("{n} answer", "{n} answers", report.answers)
    if marked:
        yield _n("1 mark is in the table", "{n} marks are in the table", marked)


def _failures(round_: Round) -> tuple[tuple[Problem, ...], str]:
    """Return the files that could not be read, and what else went wrong, or ""."""
    refused = round_.report.refused if round_.report else ()
    if round_.error is None or isinstance(round_.error, Cancelled):
        return refused, ""
    if isinstance(round_.error, InvalidInput):
        own = [each for each in round_.error.problems if each.file != str(round_.handed_in)]
        if len(own) < len(round_.error.problems):
            return tuple(own), _("No file here is a kit that was filled in")
        return refused, "; ".join(dict.fromkeys(said(each) for each in own))
    if isinstance(round_.error, KitError):
        return refused, str(round_.error)
    name = type(round_.error).__name__
    return refused, _("this is a bug in kit ({name}); build this kit with --debug and report it", name=name)


def _tables(round_: Round) -> Iterator[tuple[str, str]]:
    for name in round_.tables:
        yield name, _("this looks like a table with marks: choose it as the table that you saved")


def _place(located: Located, round_: Round) -> str:
    """Return the name of a file, without the folders of this program."""
    path = Path(located.file)
    return "" if path == round_.handed_in else path.name if path.is_absolute() else located.file


def _notice(located: Located, round_: Round) -> str:
    place = _place(located, round_)
    return _("{place}: {message}", place=place, message=said(located)) if place else said(located)


def _file(path: Path) -> FileView:
    label, about = _FILES.get(path.name, _AS_IT_WAS)
    return FileView(path.name, _(label), _(about))


def _student(
    row: TypedRow, titles: Mapping[str, str], typed: Mapping[str, str], wrong: Mapping[str, str]
) -> StudentView:
    cells = row.cells
    own = typed.get(CONSENT, own_consent(row))
    yes, no = consent_words()
    words = {"": _("As the kit says"), yes: _("Yes, I have it"), no: _("No")}
    consents = words if own in words else words | {own: own}
    return StudentView(
        row.key,
        cells.get(PERSON[0], ""),
        ", ".join(filter(None, (cells.get(each, "") for each in PERSON[1:]))),
        is_yes(cells.get(HANDED_IN, "")),
        is_yes(typed.get(PAPER, cells.get(PAPER, ""))),
        cells.get(CONSENT, ""),
        tuple(consents.items()),
        own,
        typed.get(MARK, shown_mark(cells.get(MARK, ""))),
        typed.get(COMMENT, shown_mark(cells.get(COMMENT, ""))),
        tuple(
            (title, cells[name]) for name, title in titles.items() if name not in _NOT_ANSWERS and cells[name]
        ),
        {
            column: wrong[name_of(column, row.key)]
            for column in (MARK, COMMENT)
            if name_of(column, row.key) in wrong
        },
    )
