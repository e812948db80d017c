"""Compare the command's start, and one kit by the command, with the import of click and bare WeasyPrint."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from interview_kit.build.kit import make_document
from interview_kit.model.document import Document
from interview_kit.model.profile import Profile
from interview_kit.model.theme import ORDINARY, Theme
from interview_kit.stages.read.profiles import read_profile
from interview_kit.stages.write.fonts import FACES, font_file
from interview_kit.stages.write.html import render_page
from interview_kit.stages.write.stylesheet import stylesheets, theme_file
from tests.benchmarks import people
from tests.benchmarks.classes import anew, build, workplace
from tests.benchmarks.clock import in_turn, run
from tests.benchmarks.people import BOTH
from tests.benchmarks.table import Row, at_most
from tests.build.people import KIT
from tests.paths import ROOT

_MOST_TO_START, _MOST_FOR_ONE = 1.25, 0.85
_PERSON = ROOT / "profiles/leila.yaml"


def rows(short: bool) -> Iterator[Row]:
    """Yield `kit --help` over the import of click, and one kit over the bare WeasyPrint command."""
    rounds = 1 if short else 15
    yield _help(rounds)
    with workplace() as folder:
        config = people.config()
        profile: Profile = read_profile(_PERSON)
        write_bare(folder, make_document(profile, config.bank), config.themes[ORDINARY])
        yield from _one(folder, rounds)


def write_bare(folder: Path, document: Document, theme: Theme) -> None:
    """Write a kit as WeasyPrint's command takes it: page.html, kit.css, and beside them what that uses."""
    for path in theme.files:
        if path.startswith("assets/"):
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(theme_file(theme, path))
    style = "".join(sheet.text for sheet in stylesheets(theme))
    faces = "".join(_face(folder, theme.tokens.font, name) for name in FACES)
    (folder / "kit.css").write_text(faces + style.replace("theme:", ""), encoding="utf-8")
    (folder / "page.html").write_text(render_page(document, theme, None), encoding="utf-8")


def bare(folder: Path) -> list[str]:
    """Return WeasyPrint's command on what `write_bare` wrote, with the same option for PDF/UA."""
    files = ("-s", str(folder / "kit.css"), str(folder / "page.html"), str(folder / "bare.pdf"))
    return [sys.executable, "-m", "weasyprint", "--pdf-variant", "pdf/ua-1", *files]


def _help(rounds: int) -> Row:
    ways = {"kit": run([*KIT, "--help"]), "click": run([sys.executable, "-c", "import click"])}
    found = in_turn([ways], rounds)
    return at_most(
        f"`kit --help` over a Python that imports click ({rounds} × in turn)",
        f"{found.ratios('kit', 'click')}; {found.wall('kit') * 1000:.0f} ms",
        found.cpu_ratio("kit", "click"),
        _MOST_TO_START,
        f"at most ×{_MOST_TO_START:g} of processor",
    )


def _one(folder: Path, rounds: int) -> Iterator[Row]:
    ways: dict[str, Callable[[], None]] = {"WeasyPrint": run(bare(folder))}
    for formats in (("pdf",), BOTH):
        out = folder / "-".join(formats)
        ways[" and ".join(formats)] = anew(build(_PERSON, out, formats=formats), out)
    cold = folder / "cold"
    without = anew(build(_PERSON, cold, formats=BOTH), cold, KIT_CACHE="off")
    found = in_turn([ways | {"off": without}], rounds)
    yield Row(
        f"One kit as {' and '.join(BOTH)} with the cache of words and themes, over KIT_CACHE=off "
        f"({rounds} × in turn)",
        found.ratios(" and ".join(BOTH), "off"),
    )
    for way in list(ways)[1:]:
        yield at_most(
            f"One kit as {way}, the whole command, over the bare `weasyprint` command on its HTML, style "
            f"sheet, fonts and drawings in files ({rounds} × in turn)",
            f"{found.ratios(way, 'WeasyPrint')}; {found.wall(way):.2f} s against "
            f"{found.wall('WeasyPrint'):.2f} s",
            found.wall_ratio(way, "WeasyPrint"),
            _MOST_FOR_ONE,
            f"at most ×{_MOST_FOR_ONE:.2f} by the clock",
        )


def _face(folder: Path, family: str, name: str) -> str:
    weight, style = FACES[name]
    file = font_file(family, weight, style)
    shutil.copy(file, folder / file.name)
    return (
        f'@font-face{{font-family:"{family}";font-weight:{weight};font-style:{style};'
        f'src:url("{file.name}")}}\n'
    )
