"""Make small classes to build, and look at what a build leaves behind."""

from __future__ import annotations

import json
import os
import sys
from hashlib import sha256
from pathlib import Path

from tests.paths import ROOT, SOURCE

# Unbuffered, a stream that is full would say so at once; people's are not.
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(SOURCE), "PYTHONUNBUFFERED": ""}
KIT = (sys.executable, "-m", "interview_kit")


def make_class(folder: Path, size: int, name: str = "Person") -> Path:
    """Write so many profiles, with a decision so that nothing is to be said about them."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(1, size + 1):
        words = f"name: {name} {number:02}\ndecision: narrowing\ntarget: {{occupation: welder}}\n"
        (folder / f"p{number:02}.yaml").write_text(words, encoding="utf-8")
    return folder


def make_theme(folder: Path, before: str) -> Path:
    """Write a theme that puts `before` in front of every page."""
    (folder / "html").mkdir(parents=True)
    (folder / "theme.yaml").write_text("extends: base\n", encoding="utf-8")
    page = (ROOT / "templates/themes/base/html/kit.html.j2").read_text(encoding="utf-8")
    place = "{% block before %}"
    assert place in page
    (folder / "html/kit.html.j2").write_text(page.replace(place, place + before), encoding="utf-8")
    return folder


def for_ever(name: str) -> str:
    """Return a part of a template that never ends for a person.

    The sandbox has no range; loops in loops get far enough.
    """
    loops = "".join(f"{{% for n{n} in 'ten turns.' %}}" for n in range(12)) + "{% endfor %}" * 12
    return f"{{% if '{name}' in document.running_head %}}{loops}{{% endif %}}"


def kits(folder: Path) -> dict[str, str]:
    """Return the digest of each kit's file by its name."""
    found = (path for path in sorted(folder.iterdir()) if path.suffix in (".pdf", ".docx", ".html", ".txt"))
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in found}


def half_written(folder: Path) -> list[str]:
    """Return what a build that was cut off has left."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*.part"))


def torn(folder: Path, *whole: dict[str, str]) -> list[str]:
    """Return what is not whole in a folder of a class: kits in none of `whole`, and files half written."""
    found = [
        name for name, digest in kits(folder).items() if digest not in {each.get(name) for each in whole}
    ]
    report = folder / "report.json"
    if report.exists():
        json.loads(report.read_text(encoding="utf-8"))
    return found + half_written(folder)
