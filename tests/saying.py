"""Read what the command says on standard error."""

from __future__ import annotations

import re

_EXCERPT = re.compile(r"^  +\d* \| ")


def said(stderr: str) -> list[str]:
    """Return the lines, without those that show a file's own line and the mark below it."""
    return [line for line in stderr.splitlines() if not _EXCERPT.match(line)]
