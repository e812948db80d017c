"""Compare with what people use instead, on the same words: the whole of each way, for a class."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate

from interview_kit.build.kit import build_kit
from interview_kit.model.profile import Profile
from interview_kit.model.theme import ORDINARY
from interview_kit.stages.write.html import write_html
from tests.benchmarks import people
from tests.benchmarks.classes import anew, build, workplace
from tests.benchmarks.clock import in_turn, run
from tests.benchmarks.start import bare, write_bare
from tests.benchmarks.table import Row, at_least, not_here
from tests.zip_files import pack, unpack

_HYPHEN = re.compile(rb"</w:t><w:noBreakHyphen/><w:t[^>]*>")  # in a name, within one text of docxtpl
_NAME = "{{ name }}"
_LEAST = 0.91  # ×1 is wanted; docs/speed.md says what is left
_OFFICE = "LibreOffice (soffice) is not installed"
_PANDOC = "pandoc is not installed"


def rows(short: bool) -> Iterator[Row]:
    """Yield what each other way takes, over the whole command `kit build -j 1` for the same class."""
    kits, rounds, rivals = (1, 1, _Rivals(1)) if short else (30, 3, _Rivals(30))
    each = f"{kits} kits, one language, {rounds} × in turn"
    with workplace() as folder:
        rivals.write(folder)
        for what, lacking, formats, work in rivals.ways(folder):
            if lacking:
                yield not_here(what, lacking)
                continue
            out = folder / "ours"
            ours = anew(build(folder / "class.csv", out, "-j1", formats=formats), out)
            found = in_turn([{"theirs": work, "ours": ours}], rounds)
            title = f"{what}, over `kit build -j 1` ({each})"
            measured = (
                f"{found.ratios('theirs', 'ours')}: {found.cpu('theirs') / kits * 1000:.0f} ms of processor "
                f"a kit against {found.cpu('ours') / kits * 1000:.0f}"
            )
            if formats == people.BOTH:
                ratio = found.cpu_ratio("theirs", "ours")
                mark = f"at least ×{_LEAST:g} of processor, ×1 wanted"
                yield at_least(title, measured, ratio, _LEAST, mark)
            else:
                yield Row(title, measured)


class _Rivals:
    """A class whose people differ in their names alone, as the templates of other tools can do it."""

    def __init__(self, kits: int) -> None:
        person = people.people(2)[0]
        self._persons = [
            person | {"name": each["name"], "id": each["id"]} for each in people.people(2 * kits)[::2]
        ]
        self._config = people.config("docx")

    def write(self, folder: Path) -> None:
        """Write the roster, and what each way begins with: a Word template, pages and their files."""
        people.write_roster(folder / "class.csv", self._persons)
        theme = self._config.themes[ORDINARY]
        for number, person in enumerate(self._persons):
            kit = build_kit(Profile.model_validate(person), self._config.bank, theme, ("docx",))
            if number == 0:
                (folder / "template.docx").write_bytes(_as_template(kit.files["docx"], person["name"]))
            place = folder / f"{number}"
            place.mkdir()
            write_bare(place, kit.document, theme)
            (place / "whole.html").write_bytes(write_html(kit.document, theme))

    def ways(self, folder: Path) -> Iterator[tuple[str, str, tuple[str, ...], Callable[[], object]]]:
        """Yield each way: what it is, why it is not here, the formats it makes, and the work."""
        numbers = range(len(self._persons))
        office, pandoc = shutil.which("soffice") or "", shutil.which("pandoc") or ""
        yield (
            "docxtpl and one call of LibreOffice, to Word and PDF",
            "" if office else _OFFICE,
            people.BOTH,
            partial(self._merged, folder, office),
        )
        pages = [bare(folder / f"{number}") for number in numbers]
        yield "A WeasyPrint process for each PDF, from HTML that is there", "", ("pdf",), _all(pages)
        words = [
            [pandoc, str(folder / f"{n}/whole.html"), "-o", str(folder / f"{n}/pandoc.docx")] for n in numbers
        ]
        yield (
            "A pandoc process for each Word file, from HTML that is there",
            "" if pandoc else _PANDOC,
            ("docx",),
            _all(words),
        )

    def _merged(self, folder: Path, office: str) -> None:
        merged = folder / "merged"
        shutil.rmtree(merged, ignore_errors=True)
        merged.mkdir()
        for number, person in enumerate(self._persons):
            template: Any = DocxTemplate(folder / "template.docx")
            template.render({"name": person["name"]}, autoescape=True)
            template.save(merged / f"{number}.docx")
        own = f"-env:UserInstallation={(folder / 'office').as_uri()}"
        files = sorted(map(str, merged.glob("*.docx")))
        run([office, own, "--headless", "--convert-to", "pdf", "--outdir", str(merged), *files])()
        assert len(list(merged.glob("*.pdf"))) == len(self._persons)


def _as_template(kit: bytes, name: str) -> bytes:
    """Return a Word kit as a template for docxtpl: the person's name is a placeholder wherever it stands."""
    parts = {part: _HYPHEN.sub(b"-", data) for part, data in unpack(kit).items()}
    found = {part: data for part, data in parts.items() if part.endswith(".xml") and name.encode() in data}
    assert "word/document.xml" in found
    return pack(parts | {part: data.replace(name.encode(), _NAME.encode()) for part, data in found.items()})


def _all(commands: list[list[str]]) -> Callable[[], None]:
    def work() -> None:
        for command in commands:
            run(command)()

    return work
