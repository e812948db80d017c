"""Plan a build: which kits, their output paths, and which profiles are refused before the build."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from interview_kit.build.report import BuildEvent, EventKind, KitResult, source_of
from interview_kit.build.scheduler import Job, Outcome, Status
from interview_kit.build.sources import Source
from interview_kit.build.tasks import KitTask
from interview_kit.model.enums import SOURCE_LANGUAGE, Language
from interview_kit.model.theme import Variant
from interview_kit.stages.read.profiles import ReadProfile
from interview_kit.support.errors import InvalidInput, Notice
from interview_kit.support.i18n import _
from interview_kit.support.output_folder import FileOwner, file_paths, file_stem


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A refused row of a roster: its cells as they were read, the error, and the roster's language.

    `roster` is the roster as messages name it, and `name` its file's name without ending. `usual` is the path
    of its defaults file, or ""; `settings` and `mapped` are those of `Roster`.
    """

    roster: str
    name: str
    titles: tuple[str, ...]
    usual: str
    settings: tuple[tuple[str, ...], ...]
    mapped: tuple[tuple[str, str], ...]
    cells: tuple[str, ...]
    error: InvalidInput
    language: Language = SOURCE_LANGUAGE


@dataclass(frozen=True, slots=True)
class PlanEntry:
    """One profile of a build: its job, or the result of a refused one; `report` is a folder, or None.

    `origin` is the roster, or folder of profiles, that `report` is built from, and `file` its own.
    """

    report: Path | None
    job: Job | None = None
    refused: KitResult | None = None
    row: RefusedRow | None = None
    origin: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """All profiles of the sources, in their order; `languages` are those of the kits to build, each once."""

    entries: tuple[PlanEntry, ...]
    languages: tuple[Language, ...]

    @property
    def jobs(self) -> tuple[Job, ...]:
        """Return the jobs of the profiles that are not refused."""
        return tuple(entry.job for entry in self.entries if entry.job)


def make_plan(
    found: Iterable[Source],
    output: Path,
    language: Language | None,
    variant: Variant,
    emit: Callable[[BuildEvent], None],
) -> Plan:
    """Return the plan of all profiles; their notices and refusals are emitted as they are read."""
    change = {"language": language} if language else {}
    entries: list[PlanEntry] = []
    owners: list[FileOwner] = []
    languages: dict[Language, None] = {}
    for source in found:
        report = output.joinpath(*map(file_stem, source.folder)) if source.folder else None
        notices = source.notices
        if isinstance(source.found, ReadProfile):
            notices += source.found.notices
        if notices:
            emit(BuildEvent(EventKind.NOTICED, notices=notices))
        if isinstance(source.found, InvalidInput):
            entry = replace(_refused(source, source.found, report), origin=source.origin, file=source.file)
            emit(BuildEvent(EventKind.REFUSED, entry.refused))
            entries.append(entry)
            continue
        read, name = source.found, source.found.file
        if source.row:
            name = _("{file} row {row}", file=read.file, row=source.row.number)
        profile = read.profile.model_copy(update=change)
        typed = profile.model_dump_json(exclude_unset=True, by_alias=True)
        key = profile.id or profile.target.work or ("" if source.row else Path(read.file).stem)
        languages[profile.language] = None
        folder = report or output
        task = KitTask(typed, variant | profile.support.variant, name, source.row is not None)
        owners.append(FileOwner(folder, profile.name, key, typed))
        # Without the source tree, since a class may have thousands; its file is named when all are read.
        job = Job(profile.name, folder, task, profile.language, profile.minor)
        entries.append(PlanEntry(report, job, origin=source.origin, file=source.file))
    paths = iter(file_paths(owners))
    named = (
        replace(entry, job=replace(entry.job, path=next(paths))) if entry.job else entry for entry in entries
    )
    return Plan(tuple(named), tuple(languages))


def _refused(source: Source, error: InvalidInput, report: Path | None) -> PlanEntry:
    roster, row = source.roster, source.row
    name = row.name if row else ""
    result = KitResult(name, source_of(error.problems[0]), Status.REFUSED, problems=error.problems)
    if not (roster and row and report):
        return PlanEntry(report, refused=result)
    shared = (roster.titles, roster.usual, roster.settings, roster.mapped)
    own = RefusedRow(roster.file, source.folder[0], *shared, row.cells, error, roster.language)
    return PlanEntry(report, refused=result, row=own)


def unprinted_notices(entries: Iterable[PlanEntry], outcomes: Mapping[Path, Outcome]) -> tuple[Notice, ...]:
    """Return a notice for each file of profiles whose kits, as they were built, do not print all texts."""
    made = ((entry.file, entry.job and outcomes.get(entry.job.path)) for entry in entries)
    found = [(file, outcome.unprinted) for file, outcome in made if outcome and outcome.unprinted]
    if not found:
        return ()
    from interview_kit.build.unprinted import notices_in  # a class that is up to date needs no stage

    return tuple(notices_in(found))
