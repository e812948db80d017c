"""Draw the PDF of one kit in a process that loads WeasyPrint while this one reads, selects and assembles.

Loading it takes as long as everything before drawing, so with two processors a kit takes little more time
than drawing. If the worker fails, the caller renders the PDF itself and reports the error normally.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from interview_kit.build.worker_process import NoAnswer, WorkerBug, WorkerProcess, worker_process
from interview_kit.support.errors import InvalidInput

# The worker would wait for these imports: unpickling loads the few that it needs.
if TYPE_CHECKING:
    from interview_kit.build.limits import Limits
    from interview_kit.model.document import Document
    from interview_kit.model.theme import Theme


class PdfWorker:
    """A worker process that draws one document and exits."""

    def __init__(self, worker: WorkerProcess) -> None:
        self._worker = worker

    def begin(self, document: Document, theme: Theme) -> None:
        """Start drawing and return at once."""
        self._worker.begin(_draw, document, theme)

    def drawn(self) -> bytes | None:
        """Wait for the PDF and return it, or None if the worker failed."""
        try:
            pdf: bytes = self._worker.answer()
        except (NoAnswer, WorkerBug, InvalidInput):
            return None
        return pdf


@contextmanager
def start_pdf_worker(limits: Limits) -> Iterator[PdfWorker | None]:
    """Yield a worker that keeps to `limits`, or None if none can be started; it is killed at the end."""
    with ExitStack() as stack:
        try:
            worker = stack.enter_context(worker_process(limits, _load))
        except OSError:
            yield None
            return
        yield PdfWorker(worker)


def _load() -> None:
    from interview_kit.stages.write import html  # noqa: F401 -- loaded while there is time
    from interview_kit.stages.write.pdf import load_weasyprint

    load_weasyprint()


def _draw(document: Document, theme: Theme) -> bytes:
    from interview_kit.stages.write.pdf import write_pdf

    return write_pdf(document, theme)
