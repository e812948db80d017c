"""Check a theme in the background, and lay out what was found for its page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Any

from interview_kit.stages.read.theme.chain import chain_folders
from interview_kit.support.errors import InvalidInput, Located, MissingLibrary, Notice, Problem
from interview_kit.support.i18n import _, message_language
from interview_kit.web.app.background import BackgroundWork
from interview_kit.web.app.themes.mistakes import shown

_MOST_SHOWN = 200


@dataclass(eq=False)
class ThemeCheck(BackgroundWork):
    """A check of a theme: what was found, the kits that were looked at, and the seconds it took.

    All pages are in the picture `sheet`, b"" until all is done. `not_checked` are messages about what this
    computer lacks. Messages are in the language of the page that began the check.
    """

    key: str
    folder: Path
    people: Path | None = None
    language: str = field(default_factory=message_language)
    found: list[Located] = field(default_factory=list)
    not_checked: list[str] = field(default_factory=list)
    sheet: bytes = b""
    seconds: float | None = None

    @property
    def is_over(self) -> bool:
        """Return whether the check has ended."""
        return self.seconds is not None

    def run(self) -> None:
        """Check the theme until all is done, or it is cancelled."""
        start = monotonic()
        try:
            self._check()
        except Exception as error:  # the page says what it is
            self.error = error
        self.seconds = monotonic() - start

    def _check(self) -> None:
        # Imported here: the app opens without its libraries.
        from interview_kit.tools.lint_theme import check
        from interview_kit.tools.lint_theme.contact_sheet import contact_sheet

        rows: list[tuple[str, bytes]] = []
        for event in check.check_theme(self.folder, self.people, stop=self.cancel):
            match event:
                case check.Found(one):
                    self.found.append(one)
                case check.KitTried(made, _number, total):
                    name = f"{made.person}, {made.case}"
                    self.total = total
                    self.done.append(name)
                    if made.pdf:
                        rows.append((name, made.pdf))
                case check.NotChecked(message):
                    self.not_checked.append(message)
        if rows and not self.cancel.is_set():
            self.sheet = contact_sheet(rows)

    @property
    def is_cancelled(self) -> bool:
        """Return whether the check was ended before all was done."""
        return self.cancel.is_set()

    def mistakes(self) -> tuple[Mapping[str, Any], ...]:
        """Return what has to be mended, each with its place and the lines around it."""
        return self._shown(one for one in self.found if isinstance(one, Problem))

    def notes(self) -> tuple[Mapping[str, Any], ...]:
        """Return the notes, which are for the reader to judge."""
        return self._shown(one for one in self.found if isinstance(one, Notice))

    def _shown(self, found: Iterable[Located]) -> tuple[Mapping[str, Any], ...]:
        return shown(found, None, chain_folders(self.folder), most=_MOST_SHOWN)

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
