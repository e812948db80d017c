"""Define the options of a build, and start the PDF worker of a single kit before the other imports."""

from __future__ import annotations

import os
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from interview_kit.build.limits import USUAL_LIMITS
from interview_kit.build.pdf_worker import PdfWorker, start_pdf_worker
from interview_kit.model.theme import VARIANT_NAMES, Variant
from interview_kit.stages.read.roster import is_roster
from interview_kit.support.paths import TEMPLATES

if TYPE_CHECKING:
    from interview_kit.cli.config_file.overrides import Overrides


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """The values of the options of `kit build`."""

    sources: tuple[str, ...]
    output: Path
    theme: str
    formats: tuple[str, ...]
    language: str | None
    paper: str | None
    large_print: bool
    dyslexia_friendly: bool
    high_contrast: bool
    fillable: bool
    eml: bool
    ics: bool
    jobs: int | None
    scheduler: str
    shared: bool
    force: bool
    fail_fast: bool
    print_file: bool
    print_volume: int
    zip: bool
    class_sheet: bool
    dry_run: bool
    open: bool
    quiet: bool
    verbose: bool
    delimiter: str
    changes: Overrides | None
    debug: bool

    @property
    def variant(self) -> Variant:
        """Return the variant that applies to every kit."""
        return Variant(**{name: getattr(self, name) for name in VARIANT_NAMES})


def early_pdf_worker(options: BuildOptions) -> AbstractContextManager[PdfWorker | None]:
    """Return a context manager of a PDF worker that starts while other modules are imported, or of None.

    A worker is started to build one kit as PDF with a shipped theme, on more than one processor.
    """
    source = Path(options.sources[0])
    is_one = len(options.sources) == 1 and not os.path.isdir(source) and not is_roster(source)
    # With one processor there is nothing to gain, and an agency's theme is checked in this process.
    is_shipped = options.theme in {path.name for path in (TEMPLATES / "themes").iterdir()}
    is_of_use = processors() > 1 and "pdf" in options.formats and is_shipped
    if is_one and is_of_use and not options.dry_run and not options.scheduler:
        return start_pdf_worker(USUAL_LIMITS)
    return nullcontext()


def processors() -> int:
    """Return the number of processors this process may use."""
    # On Linux, its CPU affinity may restrict it to some of them.
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
