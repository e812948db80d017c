"""Show how a build goes: a line for each kit, a bar on a terminal, and the sum at the end."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.batch.course import Job, Outcome, Status
from pipeline.batch.report import Row
from pipeline.batch.tasks import Failed, Why
from pipeline.cli.build_plan import Plan
from pipeline.cli.console import MOST_LINES, complain, show
from pipeline.errors import Notice, Problem, escape

if TYPE_CHECKING:
    from rich.progress import Progress


class Show:
    """What a build says: on standard output as long as someone listens there, and errors on the other."""

    def __init__(
        self, plan: Plan, formats: tuple[str, ...], *, quiet: bool, verbose: bool, debug: bool
    ) -> None:
        """Say more or less, as is wished, of the kits in these formats."""
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
        self._progress: Progress | None = None

    @contextmanager
    def progress(self) -> Iterator[None]:
        """Show a bar with the time left while kits are built, on a terminal."""
        if not self._bar_wanted:
            yield
            return
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (TextColumn("kits"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, transient=True) as self._progress:
            self._progress.add_task("kits", total=self._to_do)
            yield
        self._progress = None

    def outcome(self, outcome: Outcome, formats: tuple[str, ...] = ()) -> None:
        """Say what became of a kit, or of a piece in other formats than the kits."""
        job, names = outcome.job, _names(outcome.job, formats or self._formats)
        if outcome.oddity:
            show((Notice(job.task.source, None, None, "", outcome.oddity),))
        if outcome.failure:
            self._failure(job, outcome.failure)
        elif outcome.status is Status.BUILT and self._names_built:
            self.say(f"{names}  ({_pages(outcome)}{outcome.seconds:.1f} s)")
        elif outcome.status is Status.UP_TO_DATE and self._names_standing:
            self.say(f"{names}  ({_pages(outcome)}up to date)")
        if self._progress:
            self._progress.advance(self._progress.task_ids[0])

    def would_build(self, job: Job, is_up_to_date: bool) -> None:
        """Say what would become of a kit."""
        self.say(f"{'up to date' if is_up_to_date else 'would build'}: {_names(job, self._formats)}")

    def sum(
        self, rows: Sequence[Row], seconds: float, reports: Sequence[Path], to_mend: Sequence[Path]
    ) -> None:
        """Say what became of all kits together."""
        good = [row for row in rows if row.status in (Status.BUILT, Status.UP_TO_DATE)]
        self.say(f"{len(good)} of {len(rows)} kits built")
        for status in Status:
            some = [row for row in rows if row.status is status]
            pages = sum(row.pages or 0 for row in some)
            if some:
                self.say(f"  {status.value:12}{len(some):6}" + (f"{pages:8} pages" if pages else ""))
        self.say(f"  in {_clock(seconds)}" + "".join(f"; report: {path}" for path in reports))
        for path in to_mend:
            self.say(f"  the refused rows, to be mended and then built alone: {path}")

    def stopped(self, rows: Sequence[Row]) -> None:
        """Say what is done and what is left to do, on standard error."""
        left = [row for row in rows if row.status is Status.LEFT]
        done = sum(row.status in (Status.BUILT, Status.UP_TO_DATE) for row in rows)
        complain(f"stopped: {done} of {len(rows)} kits built, {len(left)} left to do:")
        for row in left[:MOST_LINES]:
            complain(f"  {row.source}")
        if len(left) > MOST_LINES:
            complain(f"  and {len(left) - MOST_LINES} more")

    def say(self, words: str) -> None:
        """Print a line; when nobody takes it, the build goes on without words."""
        if self._silent:
            return
        try:
            click.echo(escape(words))
        except OSError:
            self._silent = True

    def _failure(self, job: Job, failure: Failed) -> None:
        new = tuple(problem for problem in failure.problems if problem not in self._told)
        self._told.update(new)
        if failure.why is Why.REFUSED and self._several:
            complain(
                f"{job.task.source}: this kit cannot be built" + ("" if new else ", for the same reason")
            )
        show(new)
        if self._debug and failure.trace:
            complain(failure.trace)


def _names(job: Job, formats: tuple[str, ...]) -> str:
    return ", ".join(f"{job.path}.{each}" for each in formats)


def _pages(outcome: Outcome) -> str:
    pages = outcome.record.pages if outcome.record else None
    return f"{pages} pages, " if pages else ""


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{seconds:.1f} s"


def _is_terminal() -> bool:
    return sys.stdout is not None and sys.stdout.isatty()
