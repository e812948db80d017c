"""Write the report of a class as CSV and JSON, without contact data."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields, replace
from pathlib import PurePath

from interview_kit.build.scheduler import Status
from interview_kit.support.csv_safe import csv_bytes
from interview_kit.support.errors import Problem
from interview_kit.support.i18n import _

CSV_NAME, JSON_NAME = "report.csv", "report.json"
_VERSION = 1
_CONTACT_KEYS = ("phone", "email", "contacts")


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One row of the report; `source` is a file or a roster row; approach and minutes list each talk."""

    name: str
    source: str
    files: tuple[str, ...]
    pages: int | None
    approach: str
    minutes: str
    status: Status
    message: str


def report_files(rows: Sequence[ReportRow]) -> dict[str, bytes]:
    """Return the content of the report files by name.

    Sources are given without their folders, whose names can identify the computer's owner.
    """
    rows = [replace(row, source=PurePath(row.source).name) for row in rows]
    titles = [field.name for field in fields(ReportRow)]
    table = [titles, *([_cell(getattr(row, title)) for title in titles] for row in rows)]
    summary = Counter(row.status.value for row in rows)
    told = {"version": _VERSION, "summary": dict(summary), "kits": [asdict(row) for row in rows]}
    text = json.dumps(told, ensure_ascii=False, indent=1) + "\n"
    return {CSV_NAME: csv_bytes(table), JSON_NAME: text.encode()}


def message_of(problems: Sequence[Problem]) -> str:
    """Return the problems in one line; a problem with contact data is named without the typed value."""
    return "; ".join(dict.fromkeys(_said(problem) for problem in problems))


def source_of(problem: Problem) -> str:
    """Return the file of a problem, or the row of a roster."""
    return _("{file} row {row}", file=problem.file, row=problem.cell.row) if problem.cell else problem.file


def _said(problem: Problem) -> str:
    if problem.path.split(".")[0] in _CONTACT_KEYS:
        return _("{path}: this is not right; kit check says why", path=problem.path)
    return f"{problem.path}: {problem.message}" if problem.path else problem.message


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case tuple():
            return "; ".join(value)
        case _:
            return str(value)
