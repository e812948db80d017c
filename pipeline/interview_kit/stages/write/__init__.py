"""Stage 4: write a document, one writer per format, each imported on first use."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import import_module
from types import MappingProxyType

from interview_kit.model.document import Document
from interview_kit.model.theme import Theme

Writer = Callable[[Document, Theme], bytes]


def _write(module: str, function: str, document: Document, theme: Theme) -> bytes:
    # WeasyPrint and python-docx take a second to import, which `kit --help` must not wait for.
    writer: Writer = getattr(import_module(f"interview_kit.stages.write.{module}"), function)
    return writer(document, theme)


WRITERS = MappingProxyType(
    {
        "pdf": partial(_write, "pdf", "write_pdf"),
        "docx": partial(_write, "word", "write_docx"),
        "html": partial(_write, "html", "write_html"),
        "txt": partial(_write, "text", "write_text"),
    }
)
