"""Plan a build: which kits, their output paths, and which profiles are refused before the build."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from interview_kit.build.report import source_of
from interview_kit.build.scheduler import Job
from interview_kit.build.tasks import KitTask
from interview_kit.cli.build_corrections import Corrections
from interview_kit.cli.console import show
from interview_kit.cli.sources import Source
from interview_kit.model.enums import Language
from interview_kit.model.theme import Variant
from interview_kit.stages.read.profiles import ReadProfile
from interview_kit.support.errors import InvalidInput, Problem
from interview_kit.support.i18n import _
from interview_kit.support.output_folder import FileOwner, file_paths, file_stem


@dataclass(frozen=True, slots=True)
class PlanEntry:
    """One profile of a build: its job, or the problems it is refused for.

    `report` is the folder of its report, or None.
    """

    source: str
    report: Path | None
    job: Job | None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """All profiles of the sources, in their order, and the refused roster rows."""

    entries: tuple[PlanEntry, ...]
    mending: Corrections

    @property
    def languages(self) -> tuple[Language, ...]:
        """Return the languages of the kits to build, each once."""
        profiles = (json.loads(job.task.profile) for job in self.jobs if isinstance(job.task, KitTask))
        usual = Language.ENGLISH.value
        return tuple(dict.fromkeys(Language(profile.get("language", usual)) for profile in profiles))

    @property
    def jobs(self) -> tuple[Job, ...]:
        """Return the jobs of the profiles that are not refused."""
        return tuple(entry.job for entry in self.entries if entry.job)


@dataclass(frozen=True, slots=True)
class _ProfileSummary:
    """What is kept of each profile; without its source tree, since a class may have thousands."""

    owner: FileOwner
    task: KitTask


def make_plan(found: Iterable[Source], output: Path, language: str | None, variant: Variant) -> Plan:
    """Print the problems and notices of each profile, and return the plan of all of them."""
    change = {"language": Language(language)} if language else {}
    kept: list[tuple[str, Path | None, _ProfileSummary | InvalidInput]] = []
    mending = Corrections()
    for source in found:
        report = output / file_stem(source.folder) if source.folder else None
        if isinstance(source.found, InvalidInput):
            show(source.found.problems)
            mending.note(source, source.found, report)
            kept.append((source_of(source.found.problems[0]), report, source.found))
            continue
        show(source.found.notices)
        read, name = source.found, _name(source, source.found)
        profile = read.profile.model_copy(update=change)
        typed = profile.model_dump_json(exclude_unset=True, by_alias=True)
        key = profile.id or ("" if source.row else Path(read.file).name)
        owner = FileOwner(report or output, profile.name, key, typed)
        kept.append(
            (name, report, _ProfileSummary(owner, KitTask(typed, variant | profile.support.variant, name)))
        )
    return Plan(tuple(_entries(kept)), mending)


def _entries(kept: list[tuple[str, Path | None, _ProfileSummary | InvalidInput]]) -> Iterable[PlanEntry]:
    paths = iter(file_paths([good.owner for _, _, good in kept if isinstance(good, _ProfileSummary)]))
    for name, report, good in kept:
        if isinstance(good, _ProfileSummary):
            yield PlanEntry(name, report, Job(good.owner.name, next(paths), good.task))
        else:
            yield PlanEntry(name, report, None, good.problems)


def _name(source: Source, read: ReadProfile) -> str:
    return _("{file} row {row}", file=read.file, row=source.row.number) if source.row else read.file
