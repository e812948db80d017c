"""Print the progress of a build: a line for each kit, a progress bar on a terminal, and the totals."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from interview_kit.build.report import BuildEvent, BuildReport, EventKind, KitResult
from interview_kit.build.scheduler import Status
from interview_kit.build.tasks import FailureKind
from interview_kit.cli.console import (
    MOST_LINES,
    RowNotices,
    complain,
    complain_of,
    language_and_age,
    say,
    show,
    silence,
)
from interview_kit.support.errors import KitError, Problem, escape
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
_PLANS = {Status.UP_TO_DATE: N_("up to date: {names}"), Status.LEFT: N_("would build: {names}")}


class ProgressPrinter:
    """Prints a build's events: progress on standard output until that is closed, errors on standard error.

    On a terminal it shows a progress bar for several kits until it is closed.
    """

    def __init__(self, *, quiet: bool, verbose: bool, debug: bool) -> None:
        self._silent = quiet
        self._verbose = verbose
        self._debug = debug
        self._several = False
        self._told: set[Problem] = set()
        self._progress: Progress | None = None
        self._notices = RowNotices()

    def print(self, event: BuildEvent) -> None:
        """Print an event."""
        match event:
            case BuildEvent(EventKind.PLANNED):
                self._several = event.total > 1
                self._notices.show_rest()
                self._start_bar(event.total - event.done)
            case BuildEvent(EventKind.FINISHED):
                self.close()
            case BuildEvent(EventKind.NOTICED):
                self._notices.show(event.notices)
            case BuildEvent(EventKind.REFUSED, KitResult() as kit):
                show(kit.problems)
            case BuildEvent(EventKind.BUILT | EventKind.UP_TO_DATE | EventKind.FAILED, KitResult() as kit):
                self._result(kit)

    def _result(self, kit: KitResult) -> None:
        has_bar = self._progress is not None
        if kit.status is Status.FAILED:
            self._failure(kit)
        elif kit.status is Status.BUILT and (self._verbose or not has_bar):
            seconds = _("{seconds:.1f} s", seconds=kit.seconds)
            self._files(kit, _about(kit), f"{_pages(kit)}{seconds}" if kit.seconds else "")
        elif kit.status is Status.UP_TO_DATE and (self._verbose or not self._several):
            self._files(kit, _about(kit), _pages(kit) + _(_STATUSES[Status.UP_TO_DATE]))
        if self._progress:
            self._progress.advance(self._progress.task_ids[0])
            if self._progress.finished:
                self.close()

    def _files(self, kit: KitResult, *abouts: str) -> None:
        """Print the files of a kit, one a line for a single kit, and `abouts` in parentheses behind them."""
        names = [str(path) for path in kit.files]
        *before, last = names if not self._several else [", ".join(names)]
        for name in before:
            self.tell(name, name)
        about = ", ".join(filter(None, abouts))
        self.tell(f"{last}  ({about})" if about else last, *names)

    def _start_bar(self, total: int) -> None:
        """Show a progress bar with the time left, on a terminal."""
        if self._silent or not (self._several and total and sys.stdout and sys.stdout.isatty()):
            return
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (TextColumn(_("kits")), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        self._progress = Progress(*columns, transient=True)
        self._progress.add_task("kits", total=total)
        self._progress.start()

    def close(self) -> None:
        """Remove the progress bar."""
        if self._progress:
            self._progress.stop()
            self._progress = None

    def dry_run(self, report: BuildReport) -> None:
        """Print what a build would do with each kit (`--dry-run`)."""
        for kit in report.kits:
            names = ", ".join(map(str, kit.files))
            if kit.status in _PLANS:
                self.tell(_(_PLANS[kit.status], names=names))

    def sum(self, report: BuildReport) -> None:
        """Print for several kits the totals by status, the time, the reports, and rosters of refused rows."""
        kits = report.kits
        if len(kits) == 1:
            return
        good = [kit for kit in kits if kit.is_there]
        self.tell(_n("{good} of {n} kits built", "{good} of {n} kits built", len(kits), good=len(good)))
        for status in Status:
            some = [kit for kit in kits if kit.status is status]
            pages = sum(kit.pages or 0 for kit in some)
            if some:
                word = _("pages")
                counted = f"{pages:8} {word}" if pages else ""
                self.tell(f"  {_(_STATUSES[status]):12}{len(some):6}{counted}")
        self.tell(
            "  "
            + _("in {time}", time=_clock(report.seconds))
            + "".join(_("; report: {path}", path=path) for path in report.reports)
        )
        for path in report.corrections:
            self.tell("  " + _("the refused rows, to be mended and then built from there: {path}", path=path))

    def stopped(self, report: BuildReport) -> None:
        """Print on standard error what stopped a build, how many kits are built, and which are left."""
        if isinstance(report.stopped, KitError):
            complain_of(report.stopped)
            if not self._several:
                return
        left = [kit for kit in report.kits if kit.status is Status.LEFT]
        done = sum(kit.is_there for kit in report.kits)
        complain(
            _(
                "stopped: {done} of {all} kits built, {left} left to do:",
                done=done,
                all=len(report.kits),
                left=len(left),
            )
        )
        for kit in left[:MOST_LINES]:
            complain(f"  {kit.source}")
        if len(left) > MOST_LINES:
            complain("  " + _("and {count} more", count=len(left) - MOST_LINES))

    def tell(self, words: str, *whole: str) -> None:
        """Print a line, with `whole` unbroken; if standard output is closed, go on silently."""
        if self._silent:
            return
        try:
            say(escape(words), *whole)
        except OSError:
            self._silent = True
            silence(sys.stdout)

    def _failure(self, kit: KitResult) -> None:
        new = tuple(problem for problem in kit.problems if problem not in self._told)
        self._told.update(new)
        if kit.failure is FailureKind.REFUSED and self._several:
            again = N_("{source}: this kit cannot be built, for the same reason")
            complain(_(N_("{source}: this kit cannot be built") if new else again, source=kit.source))
        show(new)
        if self._debug and kit.trace:
            complain(kit.trace)


def _about(kit: KitResult) -> str:
    return ", ".join(language_and_age(kit.language, minor=kit.minor)) if kit.language else ""


def _pages(kit: KitResult) -> str:
    return _n("{n} page", "{n} pages", kit.pages) + ", " if kit.pages else ""


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    if not minutes:
        return _("{seconds:.1f} s", seconds=seconds)
    return _("{minutes} min {rest} s", minutes=minutes, rest=rest)
