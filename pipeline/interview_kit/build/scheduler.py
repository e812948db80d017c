"""Schedule a class build: skip up-to-date kits, submit the rest, write each as it finishes."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TypeAlias

from interview_kit.build.build_state import (
    DamagedRecord,
    Record,
    changed_files,
    digests,
    read_record,
    record_bytes,
    record_name,
)
from interview_kit.build.executors import KitExecutor
from interview_kit.build.fingerprint import config_key, kit_key, program_version
from interview_kit.build.tasks import Answer, BuildConfig, Failed, FailureKind, Work
from interview_kit.support.i18n import _
from interview_kit.support.output_folder import OutputFolder
from interview_kit.support.plain_file import read_plain
from interview_kit.support.positions import Parts


@dataclass(frozen=True, slots=True)
class Job:
    """One kit or class file to build: its name, and the path of its files without their endings.

    A kit has its language, and whether its person is a minor.
    """

    name: str
    path: Path
    task: Work
    language: str = ""
    minor: bool = False


class Status(StrEnum):
    """What happened to a kit."""

    BUILT = "built"
    UP_TO_DATE = "up to date"
    REFUSED = "refused"
    FAILED = "failed"
    LEFT = "not reached"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is known of one job: the record of the kit that is there now, or the failure.

    `oddity` is an unusual reason to build the kit again, or "". `made_by` is the other version of the program
    that made the kit that was there, or "". `unprinted` are the paths of typed texts that a kit that is built
    does not print.
    """

    job: Job
    status: Status = Status.LEFT
    record: Record | None = None
    failure: Failed | None = None
    oddity: str = ""
    made_by: str = ""
    seconds: float = 0
    unprinted: tuple[Parts, ...] = ()


_Waiting: TypeAlias = dict[Future[Answer], Outcome]

_CALENDAR = "ics"

# How often a build that can be cancelled looks, in seconds.
_LOOK_EVERY = 0.1


@dataclass(frozen=True, slots=True)
class Hooks:
    """What a build run calls.

    `held` blocks signals while files are written, `started` is called with each job that an executor gets,
    and `check`, called every 0.1 s, ends the run by raising an exception.
    """

    held: Callable[[], AbstractContextManager[None]] = nullcontext
    started: Callable[[Job], None] = lambda job: None
    check: Callable[[], None] | None = None


NO_HOOKS = Hooks()


class BuildRun:
    """One class build: its config, its executor, and the open output folders."""

    def __init__(
        self,
        config: BuildConfig,
        executor: Callable[[], KitExecutor],
        folders: Mapping[Path, OutputFolder],
        hooks: Hooks = NO_HOOKS,
        *,
        force: bool = False,
        shared: bool = False,
    ) -> None:
        """Compute the fingerprint of the class; `executor` is called when the first kit has to be built.

        With `force` every kit is built again; `shared` believes records of other users.
        """
        self.outcomes: dict[Path, Outcome] = {}
        self._config = config
        self._start_executor = executor
        self._folders = folders
        self._hooks = hooks
        self._force = force
        self._shared = shared
        self._key = config_key(config)

    def run(self, jobs: Iterable[Job]) -> Generator[Outcome]:
        """Yield the outcome of each job as it is known; the kit is written by then.

        `outcomes` has it by the job's path even if a signal stops the run before it is yielded. A kit whose
        worker died is tried again at the end, alone. Closing the iterator early ends the workers. Raises
        OutputProblem, and what the executor raises.
        """
        waiting: _Waiting = {}
        suspects: list[Outcome] = []
        executor: KitExecutor | None = None
        try:
            for job in jobs:
                self._check()
                prior = self.prior_state(job)
                if prior.record is not None:
                    yield self._noted(prior)
                    continue
                executor = executor or self._start_executor()
                while len(waiting) >= executor.room():
                    yield from self._finished(executor, waiting, suspects)
                self._hooks.started(job)
                waiting[executor.take(job.task)] = prior
            while executor and waiting:
                yield from self._finished(executor, waiting, suspects)
            for prior in suspects:
                assert executor is not None, "a suspect was built by someone"
                task = prior.job.task
                yield self._outcome(prior, executor.answer(executor.take(task), task))
        finally:
            if executor:
                executor.end()

    def prior_state(self, job: Job) -> Outcome:
        """Return the outcome of a kit that is up to date, or else one that is to be built."""
        try:
            record = read_record(job.path, shared=self._shared)
        except DamagedRecord as error:
            return Outcome(job, oddity=str(error))
        if self._force or record is None or record.key != kit_key(self._key, job.task):
            other = record.program if record and record.program != program_version() else ""
            return Outcome(job, made_by=other)
        extras = tuple(name for name in record.files if name.endswith(self._config.extras))
        changed = changed_files(record, job.path, (*self._config.formats, *extras))
        if changed:
            oddity = _("not as it was built, so it is built again: {changed}", changed=", ".join(changed))
            return Outcome(job, oddity=oddity)
        is_whole = record.files.keys() >= set(self._config.formats)
        return Outcome(job, Status.UP_TO_DATE, record) if is_whole else Outcome(job)

    def _finished(
        self, executor: KitExecutor, waiting: _Waiting, suspects: list[Outcome]
    ) -> Iterator[Outcome]:
        """Wait for the next answer, calling the check meanwhile, and yield the outcome of its job."""
        done: set[Future[Answer]] = set()
        while not done:
            self._check()
            done, _ignored = wait(waiting, _LOOK_EVERY if self._hooks.check else None, FIRST_COMPLETED)
        future = next(each for each in waiting if each in done)
        prior = waiting.pop(future)
        answer = executor.answer(future, prior.job.task)
        if isinstance(answer, Failed) and answer.why is FailureKind.DIED:
            suspects.append(prior)
        else:
            yield self._outcome(prior, answer)

    def _check(self) -> None:
        if self._hooks.check:
            self._hooks.check()

    def _outcome(self, prior: Outcome, answer: Answer) -> Outcome:
        job = prior.job
        if isinstance(answer, Failed):
            return self._noted(replace(prior, status=Status.FAILED, failure=answer))
        files = self._with_earlier_dates(job, answer.files)
        record = Record(
            kit_key(self._key, job.task),
            digests(files),
            answer.pages,
            answer.approach,
            answer.minutes,
            program_version(),
        )
        folder, stem = self._folders[job.path.parent], job.path.name
        with self._hooks.held():
            folder.write({f"{stem}.{name}": data for name, data in files.items()})
            # Last: without its record a kit does not count as built.
            folder.write({record_name(stem): record_bytes(record)})
            made = replace(prior, status=Status.BUILT, record=record, seconds=answer.seconds)
            return self._noted(replace(made, unprinted=answer.unprinted))

    def _with_earlier_dates(self, job: Job, files: Mapping[str, bytes]) -> Mapping[str, bytes]:
        """Return the files of a kit, its calendar as the update of the one that a build left there."""
        with suppress(DamagedRecord, OSError, ValueError, KeyError):
            record = read_record(job.path, shared=self._shared)
            if _CALENDAR in self._config.extras and record and _CALENDAR in record.files:
                # Imported here: only a calendar that is built again needs it.
                from interview_kit.build.extras.ics import successor

                if not changed_files(record, job.path, (_CALENDAR,)):
                    old = read_plain(job.path.with_name(f"{job.path.name}.{_CALENDAR}"))
                    return {**files, _CALENDAR: successor(files.get(_CALENDAR, b""), old)}
        return files

    def _noted(self, outcome: Outcome) -> Outcome:
        self.outcomes[outcome.job.path] = outcome
        return outcome
