"""Tell how a class went, for people (CSV) and for programs (JSON), without anybody's contact data."""

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
    """One person of a class; `source` is a file, or a row of one; approach and minutes have a part a talk."""

    name: str
    source: str
    files: tuple[str, ...]
    pages: int | None
    approach: str
    minutes: str
    status: Status
    message: str


def report_files(rows: Sequence[ReportRow]) -> dict[str, bytes]:
    """Return the report files by name, with the rows in their order.

    A source is told without its folders, which say whose computer it was.
    """
    rows = [replace(row, source=PurePath(row.source).name) for row in rows]
    titles = [field.name for field in fields(ReportRow)]
    table = [titles, *([_cell(getattr(row, title)) for title in titles] for row in rows)]
    summary = Counter(row.status.value for row in rows)
    told = {"version": _VERSION, "summary": dict(summary), "kits": [asdict(row) for row in rows]}
    text = json.dumps(told, ensure_ascii=False, indent=1) + "\n"
    return {CSV_NAME: csv_bytes(table), JSON_NAME: text.encode()}


def message_of(problems: Sequence[Problem]) -> str:
    """Return what is wrong in one line; a wrong contact is named without what was typed there."""
    return "; ".join(dict.fromkeys(_said(problem) for problem in problems))


def source_of(problem: Problem) -> str:
    """Return what a problem is in: a file, or a row of a roster."""
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
