"""Stage 4: write a document, one writer per format, each imported on first use."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from types import MappingProxyType

from interview_kit.model.document import Document
from interview_kit.model.theme import Theme

Writer = Callable[[Document, Theme], bytes]


def _late(module: str, function: str) -> Writer:
    def write(document: Document, theme: Theme) -> bytes:
        # WeasyPrint and python-docx take a second to import, which `kit --help` must not wait for.
        writer: Writer = getattr(import_module(f"interview_kit.stages.write.{module}"), function)
        return writer(document, theme)

    return write


WRITERS = MappingProxyType(
    {
        "pdf": _late("pdf", "write_pdf"),
        "docx": _late("word", "write_docx"),
        "html": _late("html", "write_html"),
        "txt": _late("text", "write_text"),
    }
)
