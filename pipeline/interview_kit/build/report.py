"""Define the results and events of a class build, and its report as CSV and JSON, without contact data."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from io import BytesIO, TextIOWrapper
from itertools import chain
from pathlib import Path, PurePath

from interview_kit.build.build_state import Record
from interview_kit.build.scheduler import Outcome, Status
from interview_kit.build.signals import Stopped
from interview_kit.build.tasks import BuildConfig, FailureKind
from interview_kit.support.command_line import without_paths
from interview_kit.support.csv_safe import csv_bytes
from interview_kit.support.errors import KitError, Notice, Problem
from interview_kit.support.i18n import _

CSV_NAME, JSON_NAME = "report.csv", "report.json"
_VERSION = 1
_MOST_NAMES = 20
_CONTACT_KEYS = ("phone", "email", "contacts")


@dataclass(frozen=True, slots=True)
class KitResult:
    """What became of one profile, or of one class file.

    `source` is a file, or a roster row such as `class.csv row 7`. `files` are those that are there now; after
    a dry run, those to be built. `approach` and `minutes` list each talk. `problems` say why there is no kit;
    `failure` is the kind of a failure, and `trace` its traceback. A kit has its `language`, and its person
    may be a `minor`.
    """

    name: str
    source: str
    status: Status = Status.LEFT
    files: tuple[Path, ...] = ()
    pages: int | None = None
    approach: str = ""
    minutes: str = ""
    problems: tuple[Problem, ...] = ()
    failure: FailureKind | None = None
    trace: str = ""
    seconds: float = 0
    language: str = ""
    minor: bool = False

    @property
    def is_there(self) -> bool:
        """Return whether the files are built or up to date."""
        return self.status in (Status.BUILT, Status.UP_TO_DATE)


@dataclass(frozen=True, slots=True)
class BuildReport:
    """The result of a class build: what became of each profile, in order, and of the class files.

    `reports` and `corrections` are the paths of the written reports, and of rosters with only the refused
    rows. `stopped` is what ended the build early, if anything did.
    """

    kits: tuple[KitResult, ...]
    class_files: tuple[KitResult, ...] = ()
    reports: tuple[Path, ...] = ()
    corrections: tuple[Path, ...] = ()
    seconds: float = 0
    stopped: KitError | Stopped | Cancelled | None = None

    @property
    def ok(self) -> bool:
        """Return whether every kit and class file is built or up to date."""
        return self.stopped is None and all(each.is_there for each in (*self.kits, *self.class_files))

    @property
    def cancelled(self) -> bool:
        """Return whether the build was cancelled; kits not reached have the status `Status.LEFT`."""
        return isinstance(self.stopped, Cancelled)


class Cancelled(Exception):
    """The build was cancelled by its caller."""


class EventKind(StrEnum):
    """What a build reports while it runs."""

    NOTICED = "noticed"  # `notices` about a theme, a roster, a profile or a kit
    REFUSED = "refused"  # a profile has mistakes; before the first kit is built
    PLANNED = "planned"  # once: all profiles are read, and `total` is known
    STARTED = "started"  # a kit was given to a worker
    BUILT = "built"
    UP_TO_DATE = "up to date"
    FAILED = "failed"
    FINISHED = "finished"  # once, with the `report`


@dataclass(frozen=True, slots=True)
class BuildEvent:
    """One event of a build: of `total` profiles, `done` have a result by now.

    `kit` is set for REFUSED, STARTED (name and source only), BUILT, UP_TO_DATE and FAILED.
    """

    kind: EventKind
    kit: KitResult | None = None
    notices: tuple[Notice, ...] = ()
    done: int = 0
    total: int = 0
    report: BuildReport | None = None


def result_of(outcome: Outcome, config: BuildConfig) -> KitResult:
    """Return the result of a job that was reached, or that a dry run has looked at."""
    job, failure = outcome.job, outcome.failure
    result = KitResult(
        job.name,
        job.task.source,
        outcome.status,
        language=job.language,
        minor=job.minor,
        seconds=outcome.seconds,
    )
    if failure is not None:
        return replace(result, problems=failure.problems, failure=failure.why, trace=failure.trace)
    record = outcome.record or Record("", {}, None, "", "")  # of a dry run
    extras = (each for each in record.files if each.endswith(config.extras))
    files = tuple(job.path.with_name(f"{job.path.name}.{each}") for each in (*config.formats, *extras))
    return replace(result, files=files, pages=record.pages, approach=record.approach, minutes=record.minutes)


def report_files(kits: Sequence[KitResult]) -> dict[str, bytes]:
    """Return the content of the report files by name.

    Sources are given without their folders, whose names can identify the computer's owner.
    """
    table = ([_cell(value) for value in _row(kit).values()] for kit in kits)
    summary = Counter(kit.status.value for kit in kits)
    told = {"version": _VERSION, "summary": summary, "kits": [_row(kit) for kit in kits]}
    return {CSV_NAME: csv_bytes(chain([tuple(_row(KitResult("", "")))], table)), JSON_NAME: _json(told)}


def _json(told: object) -> bytes:
    # Not by `dumps`, which joins a list of all the small pieces of it.
    data = BytesIO()
    text = TextIOWrapper(data, "utf-8", newline="")
    json.dump(told, text, ensure_ascii=False, indent=1)
    text.write("\n")
    text.flush()
    return data.getvalue()


def _row(kit: KitResult) -> dict[str, object]:
    return {
        "name": kit.name,
        "source": PurePath(kit.source).name,
        "files": [path.name for path in kit.files],
        "pages": kit.pages,
        "approach": kit.approach,
        "minutes": kit.minutes,
        "status": kit.status.value,
        "message": message_of(kit.problems),
    }


def message_of(problems: Sequence[Problem]) -> str:
    """Return the problems in one line, with commands as on any computer, and without contact data."""
    return without_paths("; ".join(dict.fromkeys(_said(problem) for problem in problems)))


def source_of(problem: Problem) -> str:
    """Return the file of a problem, or the row of a roster."""
    return _("{file} row {row}", file=problem.file, row=problem.cell.row) if problem.cell else problem.file


def _said(problem: Problem) -> str:
    if problem.path.split(".")[0] in _CONTACT_KEYS:
        return _("{path}: this is not right; {kit} check says why", path=problem.path)
    return f"{problem.path}: {problem.message}" if problem.path else problem.message


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case list():
            return "; ".join(value)
        case _:
            return str(value)


def without_address(kits: Iterable[KitResult]) -> tuple[Notice, ...]:
    """Return a notice of the people to whom there is no draft with the kit: they have no e-mail address."""
    there = [kit for kit in kits if kit.is_there]
    lacking = [kit for kit in there if not any(file.name.endswith(".kit.eml") for file in kit.files)]
    if not lacking:
        return ()
    names = shortened_list([kit.name for kit in lacking])
    message = _("no valid e-mail address, so no draft with the kit: {names}", names=names)
    return (Notice(str(lacking[0].files[0].parent), None, None, "", message),)


def shortened_list(names: Sequence[str]) -> str:
    """Return names with commas between them, those after the first twenty as an ellipsis."""
    return ", ".join((*names[:_MOST_NAMES], *["…"] * (len(names) > _MOST_NAMES)))
