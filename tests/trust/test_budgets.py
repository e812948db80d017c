"""What a theme, a picture or a profile may take of time and memory: beyond it, the file is named.

Kits have seconds here in place of a minute, so that nobody waits long for what has no guard.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from interview_kit.stages.read.bank import read_bank
from interview_kit.stages.read.bank.overlay import MOST_PROBLEMS
from interview_kit.stages.read.theme import load_theme
from interview_kit.support.errors import BankError
from tests.agencies import LOGO, agency, picture
from tests.limited import NEEDS_LINUX, Told, run
from tests.saying import said
from tests.shared import some

pytestmark = NEEDS_LINUX

ANA = "name: Ana\ndecision: exploring\ntarget: {occupation: welder}\n"
PAGE = '{% extends "base/html/kit.html.j2" %}\n'
HUNDRED = "'" + "ten words." * 10 + "'"


def build(folder: Path, *options: str, before: str = "", patient: bool = False, **files: bytes | str) -> Told:
    """Build one kit with a theme of these files; `before` is put in front of each page."""
    if before:
        files["html__kit_dot_html_dot_j2"] = f"{PAGE}{{% block before %}}{before}{{% endblock %}}"
    agency(folder / "here/ours", **{"said": "extends: base\n", **files})  # type: ignore[arg-type]
    (folder / "here/p.yaml").write_text(ANA, encoding="utf-8")
    command = ("build", "p.yaml", "-t", "ours", "-o", "out", *options)
    return run(folder / "here", *command, for_a_kit=0 if patient else 3 if "html" in options else 8)


def refused(told: Told, place: str = "ours") -> None:
    """Assert that a kit is refused in time and that each line names the theme's file, or the kit's."""
    assert held(told, place).code in (1, 2) and told.lines, told


def held(told: Told, place: str = "ours") -> Told:
    """Return this, after asserting that a kit ends within its limits, and that each line names a file."""
    told.within_limits()
    assert all(line.startswith((place, "p.yaml")) for line in said(told.text)), told.text
    return told


def loops(count: int) -> str:
    return "".join(f"{{% for n{n} in {HUNDRED} %}}" for n in range(count)) + "{% endfor %}" * count


def again(count: int, start: str, step: str) -> str:
    """Return a template that takes a step over and over from a start."""
    return f"{{% set a = {start} %}}" + f"{{% set a = {step} %}}" * count + "{{ a|length if a is string }}"


TEMPLATES = {
    "loops in loops": loops(5),
    "a list of a thousand million": "{{ [1]|batch(1000000000, 0)|list|length }}",
    "a text in its own place": again(7, "'aaaaaaaaaa'", 'a|replace("a", a)'),
    "behind what the trial does not meet": "{% if 'Ana' in document.running_head %}"
    + loops(5)
    + "{% endif %}",
    # Five more of the kind.
    "squares of squares": "{% set n = 99 %}" + "{% set n = n * n %}" * 26 + "{{ n > 0 }}",
    "a text twice as long, over and over": again(45, HUNDRED, "a ~ a"),
    "a list twice as long, over and over": again(45, "[1]", "a + a"),
    "a macro that calls itself twice": "{% macro m(n) %}{% if n %}{{ m(n-1) }}{{ m(n-1) }}{% endif %}"
    "{% endmacro %}{{ m(45) }}",
    "brackets in brackets": "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}",
    "a number of thousands of digits": "{{ " + "9" * 5000 + " }}",
    "a number that is none": "{{ 'nan'|float|round(0, 'ceil') }}",
    "a macro that never ends": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
}


@pytest.mark.spread(3)
@pytest.mark.parametrize("case", some(TEMPLATES, 4))
def test_a_template_without_end_is_named(tmp_path: Path, case: str) -> None:
    refused(build(tmp_path, "-f", "html", before=TEMPLATES[case]))


def svg(inside: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 230 60">{inside}</svg>'


def uses(levels: int) -> str:
    """Return drawings each of which draws the one before it ten times."""
    told = '<defs><g id="g0"><path d="M0 0h1v1z"/></g>'
    for n in range(1, levels):
        told += f'<g id="g{n}">' + f'<use href="#g{n - 1}"/>' * 10 + "</g>"
    return told + f'</defs><use href="#g{levels - 1}"/>'


LOGOS = {
    "ten drawings in ten": svg(uses(12)),
    # Five more of the kind.
    "groups in groups": svg("<g>" * 20_000 + "</g>" * 20_000),
    "numbers without end": svg('<circle cx="1e308" cy="1e308" r="1e308"/>'),
    "a dashed line of a million pieces": svg(
        '<path stroke="#000" stroke-dasharray="0.0000001" d="M0 0h230v60z"/>'
    ),
    "a million corners": svg(f'<path d="M0 0{"l1 1l-1-1" * 90_000}z"/>'),
    "a pattern of crumbs": svg(
        '<defs><pattern id="p" width="0.00001" height="0.00001"><path d="M0 0h1"/></pattern></defs>'
        '<rect width="230" height="60" fill="url(#p)"/>'
    ),
}


@pytest.mark.spread(2)
@pytest.mark.parametrize("case", some(LOGOS, 2))
def test_a_logo_without_end_is_drawn_or_named_within_limits(tmp_path: Path, case: str) -> None:
    yaml = "extends: base\ntokens:\n  logo: assets/logo.svg\n"
    words = "letterhead.logo_alt: {en: Logo, fr: Logo}\n"
    files = {"said": yaml, "assets__logo_dot_svg": LOGOS[case], "bank__labels_dot_yaml": words}
    held(build(tmp_path, "-f", "pdf", **files))  # type: ignore[arg-type]


PAGES: dict[str, tuple[str, str]] = {
    "thousands of elements in one another": ("<div>" * 1500 + "</div>" * 1500, ""),
    "inline in inline": ("<em>" * 1000 + "-" + "</em>" * 1000, ""),
    "an absurd width": ("<p class='x'>-</p>", ".x { width: 99999999999px }"),
    "an absurd letter": ("<p class='x'>-</p>", ".x { font-size: 9999999999px }"),
    "a page of no size": ("", "@page { size: 0.01mm 0.01mm; margin: 0 }"),
    "a text that its style repeats": ("<p class='x'>-</p>", f'.x::before {{ content: "{"a" * 900_000}" }}'),
    # Five more of the kind.
    "margins of a thousand pages": ("<p class='x'>-</p>" * 3, ".x { margin: 9999999px 0 }"),
    "ten thousand columns": (
        "<div class='x'>a b c d e f</div>",
        ".x { column-count: 100000; column-gap: 0.001px }",
    ),
    "a table of a million columns": (
        "<table><tr><td colspan='1000000'>-</td></tr><tr><td>-</td></tr></table>",
        "",
    ),
    "tables in tables": ("<table><tr><td>" * 300 + "-" + "</td></tr></table>" * 300, ""),
    "a page for every word": ("<p class='x'>a</p>" * 30_000, ".x { break-before: page }"),
    # Pango's library ends its process where it gets no memory.
    "a tab as wide as memory": ("<p class='x'>\t-</p>", ".x { white-space: pre; tab-size: 99999999 }"),
}


@pytest.mark.spread(3)
@pytest.mark.parametrize("case", some(PAGES, 6))
def test_a_page_is_laid_out_or_named_within_limits(tmp_path: Path, case: str) -> None:
    before, style = PAGES[case]
    held(build(tmp_path, "-f", "pdf", before=before or "<p>-</p>", css__more_dot_css=style))


def png(width: int, height: int) -> bytes:
    """Return a black picture, which takes a thousandth of its pixels as a file."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes((width // 8 + 1) * height), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


PICTURES: dict[str, Callable[[], bytes]] = {
    "of too many points": lambda: png(30_000, 30_000),
    "that is torn": lambda: picture()[:60],
    "that is another kind of file": lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n",
    "that is no picture": lambda: b"name: Ana\n",
    "that is a drawing": lambda: svg(uses(12)).encode(),
    "with more data than it has points": lambda: picture().replace(b"\x00\x00\x00\xc8", b"\x00\x7f\xff\xff"),
}
SHOWN = {
    "the page": ("<img alt='-' src='theme:assets/a.png'>", ""),
    "the style": ("<p class='x'>-</p>", ".x { background: url('theme:assets/a.png') }"),
}


LOOKED_AT = [
    ("of too many points", "the style", "pdf"),
    *((case, "the page", form) for form in ("html", "pdf") for case in PICTURES),
    ("of too many points", "the style", "html"),
]


@pytest.mark.spread(3)
@pytest.mark.parametrize("shown", some(LOOKED_AT, 7), ids=str)
def test_a_picture_of_a_theme_is_looked_at_like_its_logo(tmp_path: Path, shown: tuple[str, str, str]) -> None:
    case, where, form = shown
    before, style = SHOWN[where]
    files: dict[str, bytes | str] = {"assets__a_dot_png": PICTURES[case](), "css__more_dot_css": style}
    told = build(tmp_path, "-f", form, patient=True, before=before, **files)
    refused(told)
    assert "assets/a.png" in told.text


def test_an_ordinary_picture_is_shown(tmp_path: Path) -> None:
    before, _ = SHOWN["the page"]
    _, style = SHOWN["the style"]
    files: dict[str, bytes | str] = {"assets__a_dot_png": picture(), "css__more_dot_css": style}
    told = build(tmp_path, "-f", "pdf", patient=True, before=before + "<p class='x'>-</p>", **files)
    assert (told.within_limits().code, told.lines) == (0, [])


TOKENS = "extends: base\ntokens: {logo: assets/logo.svg}\n"
LISTS = "\n".join(f"  - {n}" for n in range(9000))
READ: dict[str, tuple[str, str]] = {
    "a profile of unknown keys": ("p.yaml", ANA + "".join(f"nmae{n}: x\n" for n in range(4900))),
    "a profile of one long word": ("p.yaml", ANA + f"about: {{education: {'x' * 900_000}}}\n"),
    "a profile of marks": ("p.yaml", ANA + f"about: {{education: {'a' + chr(0x301) * 200_000}}}\n"),
    "a profile of one list": ("p.yaml", ANA + f"goals:\n{LISTS}\n"),
    "a profile of brackets": ("p.yaml", ANA + f"goals: {'[' * 500_000}\n"),
    "tokens without end": ("ours/theme.yaml", "tokens:\n" + "".join(f"  acent{n}: x\n" for n in range(4900))),
    "words of no place": (
        "ours/bank/a.yaml",
        "change:\n" + "".join(f"  x.{n}: {{en: x}}\n" for n in range(3000)),
    ),
    "a logo's words without end": (
        "ours/bank/labels.yaml",
        'letterhead.logo_alt: {en: "{{ [1]|batch(1000000000, 0)|list|length }}", fr: x}\n',
    ),
    "defaults without end": ("kit.yaml", "set:\n" + "".join(f"  nmae{n}: x\n" for n in range(4900))),
    "a class of unknown columns": (
        "r.csv",
        ",".join(f"nam{n}" for n in range(299)) + "\n" + "x," * 298 + "x\n",
    ),
}


@pytest.mark.spread(3)
@pytest.mark.parametrize("case", some(READ, 6))
def test_a_file_that_is_slow_to_read_is_named_in_time(tmp_path: Path, case: str) -> None:
    name, text = READ[case]
    agency(tmp_path / "here/ours", TOKENS, assets__logo_dot_svg=LOGO)
    for path, content in (("p.yaml", ANA), (name, text)):
        (tmp_path / "here" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "here" / path).write_text(content, encoding="utf-8")
    source = name if name == "r.csv" else "p.yaml"
    told = run(tmp_path / "here", "build", source, "-t", "ours", "-f", "txt", "-o", "out")
    told.within_limits()
    assert told.code == 2 and any(line.startswith((name, "ours: ")) for line in told.lines), told.text[:500]


def test_words_in_more_files_than_are_read_are_too_large(tmp_path: Path) -> None:
    files = {f"bank__a{n}_dot_yaml": f"# {'x' * 200_000}\n" for n in range(6)}
    agency(tmp_path / "here/ours", **files)
    (tmp_path / "here/p.yaml").write_text(ANA, encoding="utf-8")
    told = run(tmp_path / "here", "check", "p.yaml", "-t", "ours").within_limits()
    assert (told.code, told.lines[0].split(":")[0], len(told.lines)) == (2, "ours/bank", 1)


def test_of_a_thousand_mistakes_in_words_the_first_are_named(tmp_path: Path) -> None:
    hidden = "hide:\n" + "".join(f"  - x.{n}\n" for n in range(1000))
    theme = load_theme(agency(tmp_path / "ours", bank__a_dot_yaml=hidden))
    with pytest.raises(BankError) as refused:
        read_bank(layers=theme.layers)
    assert len(refused.value.problems) == MOST_PROBLEMS
