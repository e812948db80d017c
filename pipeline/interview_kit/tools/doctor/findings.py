"""Define the result of one `kit doctor` check: present, missing, or optional."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from interview_kit.support.i18n import _


class State(StrEnum):
    """The state of a checked item; only `MISSING` stops a build."""

    GOOD = "ok"
    MISSING = "missing"
    OPTIONAL = "optional"


@dataclass(frozen=True, slots=True)
class Finding:
    """The result of one check: what was found, and the remedy if it is missing."""

    name: str
    state: State
    found: str
    remedy: str = ""


def needed(name: str, found: str, remedy: str, lacking: State = State.MISSING) -> Finding:
    """Return the finding for an item; pass "" as `found` if it is missing.

    A missing one that only helps is `lacking` as OPTIONAL; its `remedy` names what it is for.
    """
    return Finding(name, State.GOOD, found) if found else Finding(name, lacking, _("not there"), remedy)
