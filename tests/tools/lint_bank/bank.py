"""Plant faults in a copy of our bank."""

from __future__ import annotations

import shutil
from pathlib import Path

from interview_kit.support.paths import TEMPLATES


def copy_of_our_bank(folder: Path, planted: str = "", *changes: tuple[str, str, str]) -> Path:
    """Return a copy of our bank in `folder`, with a file of its own for `planted`.

    A change is a file, what stands there once, and what stands there instead.
    """
    copy = shutil.copytree(TEMPLATES / "bank", folder / "bank")
    if planted:
        (copy / "planted.yaml").write_text(planted, encoding="utf-8")
    for file, old, new in changes:
        text = (copy / file).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        (copy / file).write_text(text.replace(old, new), encoding="utf-8")
    return copy
