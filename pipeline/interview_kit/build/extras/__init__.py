"""Build the extra files beside a kit: e-mail drafts to open in a mail program, and a calendar of dates.

Their texts are rendered from the same bank as the kit. Nothing is sent: a draft has no sender, and its only
recipient is the contact, or the person themself.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from interview_kit.build.extras.eml import drafts, kit_draft
from interview_kit.build.extras.ics import calendar
from interview_kit.model.bank import Bank
from interview_kit.model.profile import Profile
from interview_kit.model.selection import Selection

# The kinds of extra file; a kit has none, one or several files of each.
EXTRAS = ("eml", "ics")
KIT_DRAFT = "kit.eml"
"""A draft to the person, with the kit; there is one at most."""


def extra_files(
    selection: Selection,
    profile: Profile,
    bank: Bank,
    extras: tuple[str, ...],
    files: Mapping[str, bytes] = MappingProxyType({}),
) -> dict[str, bytes]:
    """Return the extra files requested, keyed by their suffix after the kit's name and a dot.

    `files` are those of the kit by format, which the draft to the person has attached. Raises BankError.
    """
    letter = kit_draft(profile, bank, files) if KIT_DRAFT in extras else None
    made = {KIT_DRAFT: letter} if letter else {}
    made |= drafts(selection, profile, bank) if "eml" in extras else {}
    return made | (calendar(selection, profile, bank) if "ics" in extras else {})
