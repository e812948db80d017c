"""Check a theme in the background, and lay out what was found for its page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Any

from interview_kit.stages.read.theme.chain import chain_folders
from interview_kit.support.errors import InvalidInput, Located, MissingLibrary, Notice, Problem
from interview_kit.support.i18n import _
from interview_kit.web.app.class_kits.jobs import BackgroundJob
from interview_kit.web.app.themes.mistakes import shown

_MOST_SHOWN = 200


@dataclass(eq=False)
class ThemeCheck(BackgroundJob):
    """A check of a theme: what was found, the kits that were looked at, and the seconds it took.

    All pages are in the picture `sheet`, b"" until all is done. `not_checked` are messages about what this
    computer lacks.
    """

    key: str
    theme: Path
    found: list[Located] = field(default_factory=list)
    not_checked: list[str] = field(default_factory=list)
    sheet: bytes = b""
    seconds: float = 0

    @property
    def now(self) -> str:
        """Return how many kits are looked at."""
        if not self.total:
            return _("The files and the words are being read")
        return _("{done} of {total} kits", done=len(self.done), total=self.total)

    @property
    def is_cancelled(self) -> bool:
        """Return whether the check was ended before all was done."""
        return self.cancel.is_set()

    def work(self) -> None:
        """Check the theme until all is done, or it is cancelled. Raises KitError where it cannot be."""
        # Imported here: the app opens without its libraries.
        from interview_kit.tools.lint_theme import check
        from interview_kit.tools.lint_theme.contact_sheet import contact_sheet

        start = monotonic()
        rows: list[tuple[str, bytes]] = []
        for event in check.check_theme(self.theme, stop=self.cancel):
            self.seconds = monotonic() - start
            match event:
                case check.Found(one):
                    self.found.append(one)
                case check.KitTried(made, _number, total):
                    self.total = total
                    self.done.append(f"{made.person}, {made.case}")
                    if made.pdf:
                        rows.append((self.done[-1], made.pdf))
                case check.NotChecked(message):
                    self.not_checked.append(message)
        if rows and not self.is_cancelled:
            self.sheet = contact_sheet(rows)
        self.seconds = monotonic() - start

    def mistakes(self) -> tuple[Mapping[str, Any], ...]:
        """Return what has to be mended, each with its place and the lines around it."""
        return self._shown(one for one in self.found if isinstance(one, Problem))

    def notes(self) -> tuple[Mapping[str, Any], ...]:
        """Return the notes, which are for the reader to judge."""
        return self._shown(one for one in self.found if isinstance(one, Notice))

    def _shown(self, found: Iterable[Located]) -> tuple[Mapping[str, Any], ...]:
        return shown(found, None, chain_folders(self.theme), most=_MOST_SHOWN)

    @property
    def failure(self) -> str:
        """Return what ended the check before its time, "" for nothing."""
        if isinstance(self.error, InvalidInput):
            return "; ".join(problem.message for problem in self.error.problems)
        if isinstance(self.error, MissingLibrary):
            return str(self.error)
        if self.error:
            return _(
                "this is a bug in kit ({name}); run it again with --debug and report it",
                name=type(self.error).__name__,
            )
        return ""
