"""Record the digest of every example kit, and compare: a refactoring must leave all bytes as they are.

    python -m tests.kit_digests record FILE       build every kit and write its digest to FILE (JSON)
    python -m tests.kit_digests compare FILE      build every kit again; exit 1 and name each that differs

Built: the example profiles and the personas in both languages, all formats and every shipped theme; the
options of the looks on the base theme; a class of 30 with everything a class can get.
"""

from __future__ import annotations

import json
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from tests.paths import ROOT

KIT = Path(sysconfig.get_path("scripts")) / "kit"
FORMATS = ("-f", "pdf", "-f", "docx", "-f", "html", "-f", "txt")
LOOKS = ("--fillable", "--large-print", "--dyslexia-friendly", "--high-contrast", "--paper=a4")
CLASS = ("--print-file", "--class-sheet", "--zip", "--eml", "--ics", "--fillable")


def main() -> int:
    """Record or compare, as the command line says, and return the exit code."""
    command, file = sys.argv[1], Path(sys.argv[2])
    with tempfile.TemporaryDirectory() as folder:
        found = dict(sorted(digests(Path(folder))))
    if command == "record":
        file.write_text(json.dumps(found, indent=1), encoding="utf-8")
        print(f"{len(found)} files recorded")
        return 0
    recorded = json.loads(file.read_text(encoding="utf-8"))
    differing = sorted(
        name for name in found.keys() | recorded.keys() if found.get(name) != recorded.get(name)
    )
    print(*differing, f"{len(found)} files, {len(differing)} of them differ", sep="\n")
    return 1 if differing else 0


def digests(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the path of each file that the builds write into `folder`, with its SHA-256."""
    people = sorted((ROOT / "profiles").glob("*.yaml")) + sorted((ROOT / "tests/personas").glob("P*.yaml"))
    sources = [str(path) for path in people if ".expect." not in path.name]
    themes = sorted(path.name for path in (ROOT / "templates/themes").iterdir())
    for language in ("en", "fr"):
        for theme in themes:
            build(folder / language / theme, *sources, *FORMATS, "-t", theme, "-l", language)
        for look in LOOKS:
            build(folder / language / look.strip("-"), *sources, *FORMATS, look, "-l", language)
    roster = folder / "class.csv"
    rows = [f"Student {number:02},welder,{10 + number % 8}" for number in range(1, 31)]
    roster.write_text("\n".join(["Name,Occupation,Minutes", *rows]), encoding="utf-8")
    build(folder / "class", str(roster), *CLASS)
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and "/.kit" not in name and path.name not in ("report.json", "report.csv"):
            yield name, sha256(path.read_bytes()).hexdigest()


def build(output: Path, *arguments: str) -> None:
    """Run `kit build` into a folder. Raises CalledProcessError where it fails."""
    subprocess.run([KIT, "build", *arguments, "-q", "-o", output], cwd=ROOT, check=True)


if __name__ == "__main__":
    sys.exit(main())
