"""Build the extra files beside a kit: e-mail drafts to open in a mail program, and a calendar of dates.

Their texts are rendered from the same bank as the kit. Nothing is sent: a draft has no sender, and its only
recipient is the contact.
"""

from __future__ import annotations

from interview_kit.build.extras.eml import drafts
from interview_kit.build.extras.ics import calendar
from interview_kit.model.bank import Bank
from interview_kit.model.profile import Profile
from interview_kit.model.selection import Selection

# The kinds of extra file; a kit has none, one or several files of each.
EXTRAS = ("eml", "ics")


def extra_files(
    selection: Selection, profile: Profile, bank: Bank, extras: tuple[str, ...]
) -> dict[str, bytes]:
    """Return the extra files requested, keyed by their suffix after the kit's name and a dot.

    Raises BankError.
    """
    made = drafts(selection, profile, bank) if "eml" in extras else {}
    return made | (calendar(selection, profile, bank) if "ics" in extras else {})
