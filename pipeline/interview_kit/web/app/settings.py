"""Define how the app runs: for the person at this computer, or for many people (`kit serve`)."""

from __future__ import annotations

from dataclasses import dataclass

from interview_kit.model.enums import Language
from interview_kit.model.theme import Paper
from interview_kit.stages.read.theme import theme_names
from interview_kit.web.security import local_origins

USUAL_THEME = "base"


@dataclass(frozen=True, slots=True)
class AppSettings:
    """The settings of an app.

    `origins` are the addresses that its pages are opened at, such as `https://kits.school.example`. Of
    `keys`, the first seals what pages carry along, and all of them open it; without keys one is made. A
    `theme` or `paper` that is set cannot be chosen on a page. `workers` make single kits, while at most
    `waiting` requests wait for one (None: any number); `classes` are built at a time, each by `jobs` workers
    (None: one a processor) or those of a Dask `scheduler`. The kits of a class are kept for `minutes` (0:
    until the person has finished), in a folder that is `in_memory` if it is known not to be on a disk.
    """

    origins: tuple[str, ...]
    is_hosted: bool = False
    keys: tuple[bytes, ...] = ()
    languages: tuple[Language, ...] = tuple(Language)
    theme: str = ""
    paper: Paper | None = None
    workers: int = 2
    waiting: int | None = None
    classes: int = 1
    jobs: int | None = None
    scheduler: str = ""
    minutes: int = 0
    in_memory: bool = False

    @property
    def themes(self) -> tuple[str, ...]:
        """Return the themes that a page may ask for; the first is the usual one."""
        return (self.theme,) if self.theme else (USUAL_THEME, *(n for n in theme_names() if n != USUAL_THEME))

    @property
    def papers(self) -> tuple[Paper | None, ...]:
        """Return the papers that a page may ask for, None for the theme's; the first is the usual one."""
        return (self.paper,) if self.paper else (None, *Paper)


def local_settings(port: int) -> AppSettings:
    """Return the settings of the app at a port of this computer."""
    return AppSettings(local_origins(port))
