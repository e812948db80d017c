"""Make what is sent beside a kit: drafts of e-mails to open in a mail program, and dates for a calendar.

Their words are the kit's own, worked out from the same bank. Nothing is sent: a draft names no sender, and
nobody but the contact is on it.
"""

from __future__ import annotations

from interview_kit.build.extras.eml import drafts
from interview_kit.build.extras.ics import calendar
from interview_kit.model.bank import Bank
from interview_kit.model.profile import Profile
from interview_kit.model.selection import Selection

# What a build may be asked for; a kit has none, one or several files of each.
EXTRAS = ("eml", "ics")


def extra_files(
    selection: Selection, profile: Profile, bank: Bank, extras: tuple[str, ...]
) -> dict[str, bytes]:
    """Return the files that are asked for, by what stands after a kit's name. Raises BankError."""
    files: dict[str, bytes] = {}
    if "eml" in extras:
        files |= {f"{name}.eml": data for name, data in drafts(selection, profile, bank).items()}
    if "ics" in extras and (found := calendar(selection, profile, bank)):
        files["ics"] = found
    return files
