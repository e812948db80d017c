"""Compare what each reader takes for a file of n with one of 2n: twice is linear, four times is a square."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path

from interview_kit.model.form import Form, form_record, read_record
from interview_kit.stages.read.bank import read_bank
from interview_kit.stages.read.profiles import parse_profile
from interview_kit.stages.read.roster import parse_rosters
from interview_kit.stages.read.theme import load_theme
from interview_kit.stages.write.stylesheet import stylesheets
from interview_kit.stages.write.word.check_shell import check_shell
from interview_kit.support.errors import InvalidInput
from interview_kit.support.images import picture_size
from tests.agencies import agency
from tests.benchmarks.clock import in_turn
from tests.benchmarks.table import Row, at_most
from tests.spreadsheets import ods, ods_row, xlsx, xlsx_row
from tests.tools.collect.filling import read_kit

_MOST = 2.6
_TITLES = ("name", "target.field")
_ANA = "name: Ana\ntarget: {field: art}\n"

Make = Callable[[int], Callable[[], object]]
"""Makes the reading of a file of a size; reading may refuse the file."""


def rows(short: bool) -> Iterator[Row]:
    """Yield for each reader how many times longer it takes for twice as much."""
    rounds = 1 if short else 9
    with tempfile.TemporaryDirectory() as name:
        for what, (size, make) in _readers(Path(name)).items():
            small = max(2, size // 20) if short else size
            ways = {"n": partial(_read, make(small)), "2n": partial(_read, make(2 * small))}
            for way in ways.values():  # what is loaded or made once is no part of a size
                way()
            found = in_turn([ways], rounds)
            ratio = found.cpu_ratio("2n", "n")
            yield at_most(
                f"Reading {what}: {2 * small:,} over {small:,} ({rounds} × in turn)",
                f"{found.ratios('2n', 'n')}; {found.cpu('2n') * 1000:.0f} ms against "
                f"{found.cpu('n') * 1000:.0f} ms",
                ratio,
                _MOST,
                f"at most ×{_MOST:g} of processor",
            )


def _read(reading: Callable[[], object]) -> None:
    with suppress(InvalidInput):  # how long it takes to refuse a file counts too
        reading()


def _readers(folder: Path) -> Mapping[str, tuple[int, Make]]:
    # Imported here: they make a kit that is filled in.
    from tests.trust import test_collect_hostile as filled

    return {
        "a profile, by letters of a text": (
            200_000,
            lambda n: partial(
                parse_profile, f"{_ANA}about: {{education: {'word ' * (n // 5)}}}\n".encode(), "p"
            ),
        ),
        "a profile, by unknown keys": (
            2000,
            lambda n: partial(parse_profile, (_ANA + _lines(n, "nmae{}: x")).encode(), "p"),
        ),
        "CSV, by rows": (
            2000,
            lambda n: _roster("a.csv", ("name,target.field\n" + "Ana,art\n" * n).encode()),
        ),
        "CSV, by columns": (
            140,
            lambda n: _roster("a.csv", ("name," + ",".join(f"nam{i}" for i in range(n)) + "\n").encode()),
        ),
        "XLSX, by rows": (2000, lambda n: _roster("a.xlsx", xlsx([xlsx_row(*_TITLES), *_rows(xlsx_row, n)]))),
        "ODS, by rows": (2000, lambda n: _roster("a.ods", ods([ods_row(*_TITLES), *_rows(ods_row, n)]))),
        "a theme, by its words": (90, lambda n: _words(folder / f"words{n}", n)),
        "a style sheet, by rules": (500, lambda n: _styles(folder / f"style{n}", n)),
        "a drawing, by shapes": (2000, lambda n: partial(picture_size.__wrapped__, "a.svg", _drawing(n))),
        "a Word shell, by paragraphs": (
            2000,
            lambda n: partial(check_shell.__wrapped__, filled.body("<w:p/>" * n)),
        ),
        "a record, by fields": (2000, lambda n: partial(read_record, _record(n))),
        "a filled PDF, by remarks": (2000, lambda n: partial(read_kit, filled.remarks(n, 20))),
        "a filled Word file, by letters of an answer": (
            100_000,
            lambda n: partial(read_kit, filled.pasted("word " * (n // 5))),
        ),
        "a filled Word file, by fields and lines": (
            150,
            lambda n: partial(read_kit, filled.labels_and_lines(n, n)),
        ),
    }


def _lines(count: int, line: str) -> str:
    return "".join(f"{line.format(number)}\n" for number in range(count))


def _rows(row: Callable[..., str], count: int) -> Iterator[str]:
    return (row("Ana", "art") for _ in range(count))


def _roster(name: str, data: bytes) -> Callable[[], object]:
    return partial(parse_rosters, data, Path(name), "", {})


def _words(place: Path, count: int) -> Callable[[], object]:
    changed = "".join(f"  x.{number}: {{en: x}}\n" for number in range(count))
    layers = load_theme(agency(place, bank__a_dot_yaml=f"change:\n{changed}")).layers
    return lambda: read_bank(layers=layers)


def _styles(place: Path, count: int) -> Callable[[], object]:
    text = _lines(count, ".a{} {{ color: #000; margin: 0 1mm }}")
    theme = load_theme(agency(place, css__more_dot_css=text))
    return lambda: stylesheets(theme)


def _drawing(count: int) -> bytes:
    shapes = '<circle cx="1" cy="1" r="1"/>' * count
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 2">{shapes}</svg>'.encode()


def _record(count: int) -> str:
    from interview_kit.model.document import Owner
    from interview_kit.model.form import Field

    fields = (Field(f"notes/{number}", "text", "log", "", "", "Why") for number in range(count))
    return form_record(Form(Owner("Ana", "welder", "k"), "en", tuple(fields)))
