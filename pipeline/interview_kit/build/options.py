"""Define the options of a class build."""

from __future__ import annotations

import os
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from interview_kit.build.class_files import KITS_IN_A_VOLUME
from interview_kit.model.enums import Language
from interview_kit.model.theme import VARIANT_NAMES, Paper, Variant

if TYPE_CHECKING:
    from interview_kit.stages.read.overrides import Overrides

USUAL_FORMATS = ("pdf", "docx")
SHEET_ORDERS = ("roster", "name")


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """The options of a class build; the defaults are those of `kit build`.

    `theme` is a name or a folder. `language` and `paper` replace those of the profiles and the theme.
    `overrides` are keys set in every profile, as `{"talk": {"minutes": 20}}`. `jobs` is the number of kits
    built at a time, by default one for each processor; `scheduler` the address of a Dask scheduler, or "".
    `class_sheet_mark` adds a column for marks to the class sheet, whose `class_sheet_order` is that of the
    "roster" or by last "name". `two_up` makes the file to print of half pages, two on a side. `email_list`
    writes a draft to each person, with the kit attached. `shared` files may be read by others. `force` builds
    again what is up to date, and over the class of another roster; `clean` deletes files of earlier builds
    that are not of the class any more. `delimiter` is that of CSV rosters, found by itself if "", and
    `titles` are the keys of column titles, as `{"What next?": "target.occupation"}`. Setting `cancel`, from
    any thread, ends the build within a second; the kits built by then stay.
    """

    theme: str | Path = "base"
    language: Language | str | None = None
    paper: Paper | str | None = None
    large_print: bool = False
    dyslexia_friendly: bool = False
    high_contrast: bool = False
    fillable: bool = False
    eml: bool = False
    ics: bool = False
    jobs: int | None = None
    scheduler: str = ""
    shared: bool = False
    force: bool = False
    clean: bool = False
    fail_fast: bool = False
    print_file: bool = False
    print_volume: int = KITS_IN_A_VOLUME
    two_up: bool = False
    zip: bool = False
    class_sheet: bool = False
    class_sheet_mark: bool = False
    class_sheet_order: str = "roster"
    email_list: bool = False
    dry_run: bool = False
    delimiter: str = ""
    titles: Mapping[str, str] = field(default_factory=dict)
    overrides: Overrides | Mapping[str, object] | None = None
    cancel: threading.Event | None = None

    def __post_init__(self) -> None:
        """Raise ValueError for a number that is too small, and an order that is unknown."""
        if self.print_volume < 1 or (self.jobs is not None and self.jobs < 1):
            raise ValueError(f"print_volume={self.print_volume}, jobs={self.jobs}: both are 1 or more")
        if self.class_sheet_order not in SHEET_ORDERS:
            raise ValueError(f"class_sheet_order={self.class_sheet_order}: one of {', '.join(SHEET_ORDERS)}")

    @property
    def variant(self) -> Variant:
        """Return the variant that applies to every kit."""
        return Variant(**{name: getattr(self, name) for name in VARIANT_NAMES})


def processors() -> int:
    """Return the number of processors this process may use."""
    # On Linux, its CPU affinity may restrict it to some of them.
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
