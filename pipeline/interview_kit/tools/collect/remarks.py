"""Tell what is odd about the kits that came back."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from interview_kit.support.errors import Notice
from interview_kit.support.i18n import _
from interview_kit.tools.collect.attendance import Attendance
from interview_kit.tools.collect.folder import ReturnedKit
from interview_kit.tools.collect.questions import notes_of
from interview_kit.tools.collect.summary import one_a_person, shown_notes

_MOST_REMARKS = 10


def remarks_on(kits: tuple[ReturnedKit, ...]) -> Iterator[Notice]:
    """Yield notices about each kit, and about people who handed in several."""
    for kit in kits:
        filled = kit.filled
        said = list(filled.remarks)
        if filled.is_empty:
            said.append(_("nothing is filled in, so it does not count as handed in"))
        elif filled.answered < filled.asked:
            said.append(
                _(
                    "half filled: {answered} of {asked} questions have notes",
                    answered=filled.answered,
                    asked=filled.asked,
                )
            )
        if list(notes_of(kit)) != list(shown_notes(kit)):
            said.append(_("its notes are too long for the summary, which has the beginning; see the table"))
        if len(said) > _MOST_REMARKS:
            said[_MOST_REMARKS:] = [_("and {number} remarks more", number=len(said) - _MOST_REMARKS)]
        yield from (Notice(kit.file, None, None, "", each) for each in said)
    counted = {kit.file for kit in one_a_person(kits)}
    for _ignored, own in groupby(kits, key=attrgetter("whose")):
        several = [kit for kit in own if not kit.filled.is_empty and kit.filled.form.owner.name]
        if len(several) > 1:
            name = several[0].filled.form.owner.name
            best = next(kit.file for kit in several if kit.file in counted)
            files = ", ".join(kit.file for kit in several)
            message = _(
                "{name} has handed in {files}; all are in the table, and the summary counts the fullest",
                name=name,
                files=files,
            )
            yield Notice(best, None, None, "", message)


def strangers_in(folder: Path, attendance: Attendance) -> Iterator[Notice]:
    """Yield a notice for each person with a kit who is not in the class."""
    for name in attendance.strangers:
        message = _("{name} has handed in a kit and is not in the class", name=name)
        yield Notice(str(folder), None, None, "", message)
