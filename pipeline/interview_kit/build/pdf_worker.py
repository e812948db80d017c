"""Draw the PDF of one kit in a process that loads WeasyPrint while this one reads, chooses and assembles.

Loading it takes as long as all that comes before drawing, so with two processors a kit is done in little more
time than drawing needs. What the press cannot do is done again by who asked for it, where errors have words.
"""

from __future__ import annotations

import gc
import os
import pickle
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, BinaryIO

from interview_kit.build.limits import memory_limit, time_limit

# The press would wait for these to be loaded: what it is sent loads the few that it needs.
if TYPE_CHECKING:
    from interview_kit.build.limits import Limits
    from interview_kit.model.document import Document
    from interview_kit.model.theme import Theme

_START = (
    "import sys; sys.path[:] = {path!r}; from interview_kit.build.pdf_worker import serve; serve({folder!r})"
)
_SIZE = 8


class PdfWorker:
    """A process that draws one document and ends."""

    def __init__(self, process: subprocess.Popen[bytes], limits: Limits) -> None:
        self._process = process
        self._limits = limits

    def begin(self, document: Document, theme: Theme) -> None:
        """Let it draw, and go on."""
        assert self._process.stdin, "a press is started with pipes"
        with suppress(OSError):  # it has ended, which `drawn` will notice
            self._process.stdin.write(pickle.dumps((document, theme, self._limits)))
            self._process.stdin.flush()

    def drawn(self) -> bytes | None:
        """Return the PDF when it is drawn, or None where it could not be."""
        assert self._process.stdout, "a press is started with pipes"
        size = int.from_bytes(self._process.stdout.read(_SIZE), "big")
        pdf = self._process.stdout.read(size)
        return pdf if size and len(pdf) == size else None


@contextmanager
def start_pdf_worker(limits: Limits) -> Iterator[PdfWorker | None]:
    """Yield a press that keeps to `limits`, or None where none can be started; in the end it is gone."""
    # A process that is killed cannot clear away the fonts that its libraries unpack.
    folder = tempfile.mkdtemp(prefix="kit-")
    command = [sys.executable, "-c", _START.format(path=sys.path, folder=folder)]
    try:
        # In a session of its own: Ctrl-C is for this process, which then ends the press.
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        shutil.rmtree(folder, ignore_errors=True)
        yield None
        return
    try:
        yield PdfWorker(process, limits)
    finally:
        process.kill()
        with suppress(OSError):  # what was never sent cannot be sent any more
            process.communicate()
        shutil.rmtree(folder, ignore_errors=True)


def serve(folder: str) -> None:
    """Draw the one document that standard input brings, with `folder` for passing files: a press's life."""
    gc.disable()
    tempfile.tempdir = folder
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    from interview_kit.stages.write import html  # noqa: F401 -- loaded while there is time
    from interview_kit.stages.write.pdf import load_weasyprint, write_pdf

    load_weasyprint()
    try:
        document, theme, limits = pickle.load(sys.stdin.buffer)
    except EOFError:  # the parent is gone, and can clear nothing away
        shutil.rmtree(folder, ignore_errors=True)
        return
    threading.Thread(target=_end_with_parent, args=(sys.stdin.buffer, folder), daemon=True).start()
    with memory_limit(limits), time_limit(limits):
        pdf = write_pdf(document, theme)
    answers.write(len(pdf).to_bytes(_SIZE, "big") + pdf)
    answers.close()


def _end_with_parent(lifeline: BinaryIO, folder: str) -> None:
    """End when nobody holds the other end of standard input any more: the parent is gone, even killed."""
    lifeline.read(1)
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(1)
