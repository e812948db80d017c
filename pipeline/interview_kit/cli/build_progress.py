"""Print the progress of a build: a line for each kit, a progress bar on a terminal, and the totals."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from interview_kit.build.fingerprint import program_version
from interview_kit.build.report import ReportRow
from interview_kit.build.scheduler import Job, Outcome, Status
from interview_kit.build.tasks import Failed, FailureKind
from interview_kit.cli.build_plan import Plan
from interview_kit.cli.console import MOST_LINES, complain, show, silence
from interview_kit.support.errors import Notice, Problem, escape
from interview_kit.support.i18n import N_, _, _n

if TYPE_CHECKING:
    from rich.progress import Progress

_STATUSES = {
    Status.BUILT: N_("built"),
    Status.UP_TO_DATE: N_("up to date"),
    Status.REFUSED: N_("refused"),
    Status.FAILED: N_("failed"),
    Status.LEFT: N_("not reached"),
}


class ProgressPrinter:
    """Prints progress on standard output until that is closed, and errors on standard error."""

    def __init__(
        self, plan: Plan, formats: tuple[str, ...], *, quiet: bool, verbose: bool, debug: bool
    ) -> None:
        """Derive what to print from the options and the number of kits; `formats` are the kits' formats."""
        total = len(plan.entries)
        self._formats = formats
        self._silent = quiet
        self._debug = debug
        self._bar_wanted = total > 1 and not quiet and _is_terminal()
        self._names_built = verbose or not self._bar_wanted
        self._names_standing = verbose or total == 1
        self._several = total > 1
        self._to_do = len(plan.jobs)
        self._told: set[Problem] = set()
        self._named_program = False
        self._progress: Progress | None = None

    @contextmanager
    def progress(self) -> Iterator[None]:
        """Show a progress bar with the time left during the block, on a terminal."""
        if not self._bar_wanted:
            yield
            return
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (TextColumn(_("kits")), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, transient=True) as self._progress:
            self._progress.add_task("kits", total=self._to_do)
            yield
        self._progress = None

    def outcome(self, outcome: Outcome, formats: tuple[str, ...] = ()) -> None:
        """Print the outcome of a kit, or of a class file, whose `formats` differ from the kits'."""
        job, wanted = outcome.job, formats or self._formats
        # The number of extra files (e-mail drafts, calendar) varies: the record lists those built.
        built = outcome.record if outcome.status is Status.BUILT else None
        names = _names(job, tuple(built.files) if built else wanted)
        if outcome.made_by and not self._named_program:
            self._named_program = True
            show((Notice(str(job.path.parent), None, None, "", _made_by(outcome.made_by)),))
        if outcome.oddity:
            show((Notice(job.task.source, None, None, "", outcome.oddity),))
        if outcome.failure:
            self._failure(job, outcome.failure)
        elif outcome.status is Status.BUILT and self._names_built:
            seconds = _("{seconds:.1f} s", seconds=outcome.seconds)
            self.tell(f"{names}  ({_pages(outcome)}{seconds})")
        elif outcome.status is Status.UP_TO_DATE and self._names_standing:
            self.tell(f"{names}  ({_pages(outcome)}{_(_STATUSES[Status.UP_TO_DATE])})")
        if self._progress:
            self._progress.advance(self._progress.task_ids[0])

    def would_build(self, job: Job, is_up_to_date: bool) -> None:
        """Print what a build would do with a kit (`--dry-run`)."""
        names = _names(job, self._formats)
        said = (
            _("up to date: {names}", names=names) if is_up_to_date else _("would build: {names}", names=names)
        )
        self.tell(said)

    def sum(
        self, rows: Sequence[ReportRow], seconds: float, reports: Sequence[Path], to_mend: Sequence[Path]
    ) -> None:
        """Print the totals by status, the time, the reports, and the rosters of refused rows."""
        good = [row for row in rows if row.status in (Status.BUILT, Status.UP_TO_DATE)]
        self.tell(_n("{good} of {n} kits built", "{good} of {n} kits built", len(rows), good=len(good)))
        for status in Status:
            some = [row for row in rows if row.status is status]
            pages = sum(row.pages or 0 for row in some)
            if some:
                word = _("pages")
                counted = f"{pages:8} {word}" if pages else ""
                self.tell(f"  {_(_STATUSES[status]):12}{len(some):6}{counted}")
        self.tell(
            "  "
            + _("in {time}", time=_clock(seconds))
            + "".join(_("; report: {path}", path=path) for path in reports)
        )
        for path in to_mend:
            self.tell("  " + _("the refused rows, to be mended and then built alone: {path}", path=path))

    def stopped(self, rows: Sequence[ReportRow]) -> None:
        """Print on standard error how many kits are built, and which are left."""
        left = [row for row in rows if row.status is Status.LEFT]
        done = sum(row.status in (Status.BUILT, Status.UP_TO_DATE) for row in rows)
        complain(
            _(
                "stopped: {done} of {all} kits built, {left} left to do:",
                done=done,
                all=len(rows),
                left=len(left),
            )
        )
        for row in left[:MOST_LINES]:
            complain(f"  {row.source}")
        if len(left) > MOST_LINES:
            complain("  " + _("and {count} more", count=len(left) - MOST_LINES))

    def tell(self, words: str) -> None:
        """Print a line; if standard output is closed, go on silently."""
        if self._silent:
            return
        try:
            click.echo(escape(words))
        except OSError:
            self._silent = True
            silence(sys.stdout)

    def _failure(self, job: Job, failure: Failed) -> None:
        new = tuple(problem for problem in failure.problems if problem not in self._told)
        self._told.update(new)
        if failure.why is FailureKind.REFUSED and self._several:
            template = N_("{source}: this kit cannot be built")
            if not new:
                template = N_("{source}: this kit cannot be built, for the same reason")
            complain(_(template, source=job.task.source))
        show(new)
        if self._debug and failure.trace:
            complain(failure.trace)


def _made_by(version: str) -> str:
    return _(
        "these kits were made by version {old} of kit, and this is {new}: they are built again",
        old=version,
        new=program_version(),
    )


def _names(job: Job, formats: tuple[str, ...]) -> str:
    return ", ".join(f"{job.path}.{each}" for each in formats)


def _pages(outcome: Outcome) -> str:
    pages = outcome.record.pages if outcome.record else None
    return _n("{n} page", "{n} pages", pages) + ", " if pages else ""


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    if not minutes:
        return _("{seconds:.1f} s", seconds=seconds)
    return _("{minutes} min {rest} s", minutes=minutes, rest=rest)


def _is_terminal() -> bool:
    return sys.stdout is not None and sys.stdout.isatty()
