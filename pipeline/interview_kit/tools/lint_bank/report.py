"""Collect what is found in a bank, each with its position: errors (Problem) and advice (Notice)."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TypeVar

from interview_kit.model.bank import Bank
from interview_kit.support.errors import InvalidInput, Located, Notice, Problem
from interview_kit.support.i18n import _
from interview_kit.tools.lint_bank.walk import Location, nodes_in

T = TypeVar("T")


class Report:
    """The findings on one bank so far."""

    def __init__(self, bank: Bank) -> None:
        self._bank = bank
        self._found: dict[Located, None] = {}
        self._wrong: set[str] = set()
        self._worst: dict[tuple[Location, str], tuple[float, str]] = {}

    def mistake(self, spot: Location, message: str) -> None:
        """Add a Problem: an error that must be fixed."""
        self._wrong.add(spot.name)
        self._add(Problem, spot, message)

    def problems(self, error: InvalidInput) -> None:
        """Add the problems of an exception, except for ids that already have one."""
        for problem in error.problems:
            if problem.path not in self._wrong:
                self._found[problem] = None

    def tried(self, function: Callable[..., T], *arguments: object) -> T | None:
        """Return what a function returns, or None where it raises InvalidInput, whose problems are added."""
        try:
            return function(*arguments)
        except InvalidInput as error:
            self.problems(error)
            return None

    def asks_for_a_job(self, spot: Location, words: str) -> None:
        """Add a Problem for words that ask for a job; in a section added by a theme, only a Notice.

        Such a section may speak to the reader alone. So it is where the theme gives a reason.
        """
        message = _("this asks for a job: {words!r}", words=words)
        if reason := self._bank.not_asking.get(spot.name):
            self.note(spot, _("{message}; the theme says: {reason}", message=message, reason=reason))
        elif spot.name in self._advice:
            self.note(spot, _("{message}; is that said to the reader alone?", message=message))
        else:
            self.worst(spot, "job", 0, message)

    @cached_property
    def _advice(self) -> frozenset[str]:
        """Return the ids of sections that themes have added, and of all in them."""
        added = tuple(self._bank.sections[name] for name in self._bank.added)
        return frozenset(node.spot.name for node in nodes_in(added, Location("sections", "")))

    def note(self, spot: Location, message: str) -> None:
        """Add a Notice: something that may be intended."""
        self._add(Notice, spot, message)

    def worst(self, spot: Location, what: str, amount: float, message: str) -> None:
        """Add a Problem with a degree: for each location and kind (`what`), only the worst is kept."""
        if amount > self._worst.get((spot, what), (float("-inf"), ""))[0]:
            self._worst[spot, what] = (amount, message)

    @property
    def refused(self) -> bool:
        """Return whether there is a Problem so far."""
        return bool(self._worst) or any(isinstance(found, Problem) for found in self._found)

    def in_order(self) -> tuple[Located, ...]:
        """Return all findings, sorted by file, line and column."""
        for (spot, _ignored), (_also_ignored, message) in self._worst.items():
            self.mistake(spot, message)
        return tuple(sorted(self._found, key=lambda each: (each.file, each.line or 0, each.column or 0)))

    def _add(self, kind: type[Problem | Notice], spot: Location, message: str) -> None:
        self._found[self._bank.origin(*spot.parts).located(kind, spot.name, message)] = None
