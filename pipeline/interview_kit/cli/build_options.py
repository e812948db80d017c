"""Define the arguments of `kit build`, and start the PDF worker of a single kit before the other imports."""

from __future__ import annotations

import os
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from interview_kit.build.limits import USUAL_LIMITS
from interview_kit.build.options import BuildOptions, processors
from interview_kit.build.pdf_worker import PdfWorker, start_pdf_worker
from interview_kit.stages.read.roster import is_roster
from interview_kit.support.paths import TEMPLATES


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """The arguments of `kit build`: what to build, and what to print and show.

    `defaults` is the line that names the kit.yaml obeyed, or "".
    """

    sources: tuple[str, ...]
    output: Path
    formats: tuple[str, ...]
    options: BuildOptions
    open: bool
    quiet: bool
    verbose: bool
    debug: bool
    defaults: str = ""


def early_pdf_worker(request: BuildRequest) -> AbstractContextManager[PdfWorker | None]:
    """Return a context manager of a PDF worker that starts while other modules are imported, or of None.

    A worker is started to build one kit as PDF with a shipped theme, on more than one processor.
    """
    source = Path(request.sources[0])
    is_one = len(request.sources) == 1 and not os.path.isdir(source) and not is_roster(source)
    # With one processor there is nothing to gain, and an agency's theme is checked in this process.
    is_shipped = request.options.theme in {path.name for path in (TEMPLATES / "themes").iterdir()}
    is_of_use = processors() > 1 and "pdf" in request.formats and is_shipped
    if is_one and is_of_use and not request.options.dry_run and not request.options.scheduler:
        return start_pdf_worker(USUAL_LIMITS)
    return nullcontext()
