"""Record the texts and files of this version, with which themes made for it are compared: `make history`."""

from __future__ import annotations

import json
from pathlib import Path

from interview_kit.support.paths import TEMPLATES, version
from interview_kit.tools.lint_theme.history import HISTORY, digests_of


def record(templates: Path = TEMPLATES) -> Path:
    """Write the digests of templates to the file of this version, and return its path."""
    path = templates / HISTORY / f"{version()}.json"
    path.write_text(json.dumps(dict(sorted(digests_of(templates).items())), indent=0) + "\n", "utf-8")
    return path


if __name__ == "__main__":
    print(record())
