"""Draw the PDF of one kit in a process that loads WeasyPrint while this one reads, selects and assembles.

Loading it and reading the theme take as long as everything before drawing, so with two processors a kit takes
little more time than drawing. If the worker fails, the caller renders the PDF itself and reports the error
normally.
"""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext, suppress
from typing import TYPE_CHECKING

from interview_kit.build.limits import Limits, NoAnswer, within
from interview_kit.build.worker_main import answer_calls
from interview_kit.build.worker_process import WorkerBug, WorkerProcess
from interview_kit.support.errors import KitError

# The worker would wait for these imports: unpickling loads the few that it needs.
if TYPE_CHECKING:
    from interview_kit.model.document import Document
    from interview_kit.model.theme import Theme


class PdfWorker(WorkerProcess):
    """A worker process that draws one document."""

    def __init__(self, limits: Limits) -> None:
        """Start the worker, which keeps to `limits`. Raises OSError where no process can be started."""
        super().__init__(answer_calls, _load, memory=limits.memory)
        self._limits = limits
        self._is_getting_ready = False

    def get_ready(self, theme: Theme) -> None:
        """Start reading a shipped theme that `begin` will draw in, and return at once."""
        self._is_getting_ready = self.call(_get_ready, theme)

    def begin(self, document: Document, theme: Theme) -> None:
        """Start drawing and return at once."""
        self.call(within, self._limits, _draw, document, theme)

    def drawn(self) -> bytes | None:
        """Wait for the PDF and return it, or None if the worker failed."""
        try:
            if self._is_getting_ready:
                with suppress(WorkerBug, KitError):  # the drawing fails for the same reason
                    self.answer(self._limits.seconds)
            pdf: bytes = self.answer(self._limits.seconds)
        except (NoAnswer, WorkerBug, KitError):
            return None
        return pdf


def start_pdf_worker(limits: Limits) -> AbstractContextManager[PdfWorker | None]:
    """Return a worker that ends with its `with` block; the block gets None if none can be started."""
    try:
        return PdfWorker(limits)
    except OSError:
        return nullcontext()


def _load() -> tuple[()]:
    from interview_kit.stages.write import html  # noqa: F401 -- loaded while there is time
    from interview_kit.stages.write.pdf import load_weasyprint

    load_weasyprint()
    return ()


def _get_ready(theme: Theme) -> None:
    from interview_kit.stages.write.pdf import get_ready

    get_ready(theme)


def _draw(document: Document, theme: Theme) -> bytes:
    from interview_kit.stages.write.pdf import write_pdf

    return write_pdf(document, theme)
