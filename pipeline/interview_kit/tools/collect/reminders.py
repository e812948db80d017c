"""Write a draft of an e-mail to each student whose kit is missing."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from interview_kit.build.extras.eml import reminder
from interview_kit.model.bank import Bank
from interview_kit.support.errors import Located, Notice
from interview_kit.support.i18n import _
from interview_kit.support.output_folder import FileOwner, file_paths, remove_file, write_file
from interview_kit.tools.collect.attendance import Student

REMINDER = ".reminder.eml"


def write_reminders(
    folder: Path, students: Sequence[Student], on_paper: Collection[int], bank: Bank, messages: list[Located]
) -> tuple[Path, ...]:
    """Write the drafts, delete earlier ones to people who have handed in since, and return the paths.

    A message names those who have no e-mail address, or says that no class is known. Raises BankError,
    OutputProblem.
    """
    people = [student.person for student in students]
    paths = file_paths([FileOwner(folder, each.name, each.own_id or each.work) for each in people])
    written, lacking = [], []
    for place, (student, stem) in enumerate(zip(students, paths, strict=True)):
        path = stem.with_name(stem.name + REMINDER)
        if not student.is_missing or place in on_paper:
            remove_file(path)
            continue
        profile = student.person.profile
        draft = reminder(profile, bank) if profile else None
        if draft is None:
            lacking.append(student.person.name)
        else:
            write_file(path, draft)
            written.append(path)
    if lacking:
        message = _("no valid e-mail address, so no reminder: {names}", names=", ".join(lacking))
        messages.append(Notice(str(folder), None, None, "", message))
    if not any(student.is_expected for student in students):
        message = _("who is missing is not known without --class, so no reminder is written")
        messages.append(Notice(str(folder), None, None, "", message))
    return tuple(written)
