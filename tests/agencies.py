"""Make the theme of an agency in a folder, with no more files than a test is about."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

from PIL import Image

from interview_kit.model.document import Document, Letterhead, LineBreak, Link, Text

LOGO = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 230 60">
<circle cx="30" cy="30" r="28" fill="var(--kit-accent)"/><path fill="#1b1b1b" d="M72 14h6v32h-6z"/></svg>"""
CONTACT = (
    Text("12 Main Street"),
    LineBreak(),
    Link((Text("northshore.example"),), "https://northshore.example/"),
)
LETTERHEAD = Letterhead(CONTACT, "Helps you find work you like.", "North Shore Employment")


def agency(folder: Path, said: str = "extends: base\n", **files: bytes | str) -> Path:
    """Return the folder of a theme; a file's path is written with `__` for `/` and `_dot_` for `.`."""
    (folder).mkdir(parents=True, exist_ok=True)
    (folder / "theme.yaml").write_text(said, encoding="utf-8")
    for name, content in files.items():
        path = folder / name.replace("__", "/").replace("_dot_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def picture(kind: str = "PNG", size: tuple[int, int] = (200, 50)) -> bytes:
    """Return a picture of one colour."""
    buffer = io.BytesIO()
    Image.new("RGB", size, "#0b5563").save(buffer, kind)
    return buffer.getvalue()


def with_letterhead(document: Document) -> Document:
    """Return a document on an agency's paper."""
    return replace(document, letterhead=LETTERHEAD)
