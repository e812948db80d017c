"""Read whose kits are expected: from rosters and profiles, or from the output of a build."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from interview_kit.build.build_state import RECORDS
from interview_kit.build.report import JSON_NAME
from interview_kit.build.sources import profiles_from
from interview_kit.model.bank import Bank
from interview_kit.model.form import LONGEST_TEXT
from interview_kit.stages.assemble import owner_key
from interview_kit.support.errors import InvalidInput, Located, Notice, Problem, refusal
from interview_kit.support.i18n import N_, _
from interview_kit.tools.collect.answers import cleaned
from interview_kit.tools.collect.attendance import ExpectedPerson
from interview_kit.tools.collect.folder import MOST_FILES

_LARGEST_REPORT = 32 * 1024 * 1024


def class_sources(given: Path | str | Sequence[Path | str] | None) -> tuple[Path, ...]:
    """Return the sources of a class as paths."""
    return tuple(map(Path, [given] if isinstance(given, (Path, str)) else given or ()))


def folder_of_build(folder: Path, sources: Sequence[Path]) -> Path | None:
    """Return the folder with the kits that a build wrote for the class, or None."""
    if not sources:
        return folder if (folder / RECORDS).exists() else None
    return next((report.parent for report in map(_report_of, sources) if report), None)


def people_of(
    folder: Path, sources: Sequence[Path], bank: Bank, messages: list[Located]
) -> tuple[ExpectedPerson, ...]:
    """Return the people expected: from rosters and profiles, else from the report of a build, or none.

    The problems and notices of a source are added to `messages`. Raises InvalidInput where the sources have
    no people.
    """
    if not sources:
        return _people_of_build(folder, messages)
    rosters = [str(source) for source in sources if not _report_of(source)]
    reports = [report for report in map(_report_of, sources) if report]
    if not rosters:
        return tuple(person for report in reports for person in people_of_report(report))
    people = []
    for each in profiles_from(tuple(rosters), bank):
        messages += each.notices
        if isinstance(each.found, InvalidInput):
            messages += each.found.problems
        else:
            profile = each.found.profile
            key = owner_key(profile.name, profile.id)
            people.append(ExpectedPerson(profile.name, key, profile.id, profile.target.work, profile))
    if not people:
        nobody = Problem(rosters[0], None, None, "", _("there is nobody in this class"))
        raise InvalidInput((*(each for each in messages if isinstance(each, Problem)), nobody))
    return tuple(people)


def _report_of(source: Path) -> Path | None:
    """Return the path of the report where a source is the output of a build."""
    report = source if source.name == JSON_NAME else source / JSON_NAME
    return report if report == source or report.is_file() else None


def _people_of_build(folder: Path, messages: list[Located]) -> tuple[ExpectedPerson, ...]:
    """Return the people of the report in a build's folder, or none; a message says which.

    In another folder a report is a file like others: someone has handed it in. Raises InvalidInput.
    """
    report = folder / JSON_NAME
    if not report.is_file():
        return ()
    people = people_of_report(report) if (folder / RECORDS).is_dir() else ()
    template = N_("this does not lie in the folder of a build, so it does not say whose kits are expected")
    if people:
        template = N_("this build says whose kits are expected; --class names another class")
    messages.append(Notice(str(report), None, None, "", _(template)))
    return people


def people_of_report(path: Path) -> tuple[ExpectedPerson, ...]:
    """Return the people listed in a build's report.json. Raises InvalidInput."""
    try:
        with path.open("rb") as file:
            told = json.loads(file.read(_LARGEST_REPORT))
        names = [cleaned(str(kit["name"])) for kit in told["kits"]]
    except (OSError, ValueError, LookupError, TypeError, RecursionError) as error:
        raise refusal(str(path), _("this is not the report of a build")) from error
    if len(names) > MOST_FILES:
        raise refusal(str(path), _("this names more than {most} people", most=MOST_FILES))
    return tuple(ExpectedPerson(name[:LONGEST_TEXT]) for name in names if name)
