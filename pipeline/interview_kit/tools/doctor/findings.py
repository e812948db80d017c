"""Hold what a checkup finds: one thing that is there, that is missing, or that would only help."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from interview_kit.support.i18n import _


class State(StrEnum):
    """How it stands with something; only what is missing stops a build."""

    GOOD = "ok"
    MISSING = "missing"
    OPTIONAL = "optional"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: what was found, and what to do where it is not there."""

    name: str
    state: State
    found: str
    remedy: str = ""


def needed(name: str, found: str, remedy: str) -> Finding:
    """Return a finding about what a build needs; `found` is "" where it is not there."""
    return Finding(
        name, State.GOOD if found else State.MISSING, found or _("not there"), "" if found else remedy
    )


def helpful(name: str, found: str, remedy: str) -> Finding:
    """Return a finding about what helps; `found` is "" where it is not there, and `remedy` says for what."""
    return Finding(
        name, State.GOOD if found else State.OPTIONAL, found or _("not there"), "" if found else remedy
    )
