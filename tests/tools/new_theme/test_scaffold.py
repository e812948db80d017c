"""A new theme: whatever is typed, what is written is a theme that builds, and its colours can be read."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_kit.stages.read.theme import load_theme
from interview_kit.support.colours import LEAST, WHITE, contrast
from interview_kit.support.command_line import VARIABLE
from interview_kit.support.errors import InvalidInput
from interview_kit.support.i18n import use_language
from interview_kit.support.paths import version
from interview_kit.tools.bank_source import words_of
from interview_kit.tools.new_theme.colours import can_be_read, proposals, read_colour, tint_of
from interview_kit.tools.new_theme.logo import Logo, read_logo
from interview_kit.tools.new_theme.scaffold import checked_name, extended_theme, theme_files
from tests.agencies import LOGO, picture
from tests.shared import examples

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
HOSTILE = 'A "b": #c {x} *d* [e](f) <g> & \\h | `i` é'


@pytest.mark.parametrize(
    ("typed", "colour"),
    [("#24563a", "#24563a"), ("24563A", "#24563a"), (" #fc0 ", "#ffcc00")],
)
def test_a_colour_is_read_as_people_type_it(typed: str, colour: str) -> None:
    assert read_colour(typed) == colour


@pytest.mark.parametrize("typed", ["green", "#12345", "#24563a1", "rgb(1, 2, 3)", ""])
def test_what_is_no_colour_is_refused(typed: str) -> None:
    with pytest.raises(InvalidInput, match="such as #24563a"):
        read_colour(typed)


@given(COLOURS)
def test_near_every_colour_there_are_some_that_can_be_read(colour: str) -> None:
    found = proposals(colour)
    assert found
    for one in found:
        assert can_be_read(one)
        assert contrast(one, WHITE) >= LEAST <= contrast(one, tint_of(one))


def test_the_nearest_colour_keeps_its_hue() -> None:
    assert proposals("#f2b705") == ("#876703", "#695103")


def write(folder: Path, name: str, accent: str, logo: Logo | None) -> Path:
    for path, data in theme_files(name, extended_theme("base", folder), accent, logo).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


@settings(max_examples=examples(15))
@given(COLOURS.filter(can_be_read))
def test_every_colour_that_can_be_read_makes_a_theme(
    tmp_path_factory: pytest.TempPathFactory, colour: str
) -> None:
    theme = load_theme(write(tmp_path_factory.mktemp("theme") / "ours", "Hill Works", colour, None))
    assert theme.tokens.accent == colour


@pytest.mark.parametrize("with_logo", [False, True])
def test_a_name_is_printed_as_it_is(tmp_path: Path, with_logo: bool) -> None:
    (tmp_path / "mark.svg").write_bytes(LOGO)
    logo = read_logo(tmp_path / "mark.svg") if with_logo else None
    theme = load_theme(write(tmp_path / "ours", checked_name(HOSTILE), "", logo))
    bank = words_of(theme)
    from interview_kit.build.kit import make_document
    from interview_kit.model.document import inline_text
    from interview_kit.model.enums import Language
    from tests.kits import PEOPLE

    for language in Language:
        document = make_document(PEOPLE["leila"].model_copy(update={"language": language}), bank)
        assert document.letterhead is not None
        said = document.letterhead.logo_alt if with_logo else inline_text(document.letterhead.contact_line)
        assert said == HOSTILE


def test_only_what_differs_is_written(tmp_path: Path) -> None:
    files = theme_files("Hill Works", extended_theme("base", tmp_path / "ours"), "", None)
    said = [line for line in files["theme.yaml"].decode().splitlines() if not line.lstrip().startswith("#")]
    assert [line.partition("   #")[0] for line in said] == [
        'description: "The kits of Hill Works"',
        'extends: "base"',
        f'made_for: "{version()}"',
    ]
    assert set(files) == {"theme.yaml", "bank/labels.yaml"}


def test_a_theme_that_may_be_given_away_says_nothing_of_this_computer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, "/home/ana/bin/kit")
    write(tmp_path / "ours", "Ours", "#24563a", None)
    texts = [file.read_text("utf-8") for file in (tmp_path / "ours").rglob("*.yaml")]
    assert texts
    assert not any("ana" in text for text in texts)


def test_a_french_computer_writes_french_comments_and_the_same_theme(tmp_path: Path) -> None:
    (tmp_path / "mark.svg").write_bytes(LOGO)
    logo, below = read_logo(tmp_path / "mark.svg"), extended_theme("base", tmp_path / "ours")
    for colour, shown in (("", None), ("#24563a", logo)):
        english = _lines(theme_files(HOSTILE, below, colour, shown))
        with use_language("fr"):
            french = _lines(theme_files(HOSTILE, below, colour, shown))
        assert [line.partition("   #")[0] for line in english if not line.startswith(("#", "desc"))] == [
            line.partition("   #")[0] for line in french if not line.startswith(("#", "desc"))
        ]
        assert f"# L’allure de {HOSTILE} : seulement ce qui change." in " ".join(french).replace("\xa0", " ")
        assert "kits of" not in " ".join(french)


def _lines(files: Mapping[str, bytes]) -> list[str]:
    return [line for name in ("theme.yaml", "bank/labels.yaml") for line in files[name].decode().splitlines()]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"GIF89a", "this is not a PNG, JPEG or SVG picture"),
        (picture()[:60], "this picture is damaged"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><text>x</text></svg>", "turn its letters into shapes"),
    ],
)
def test_a_logo_that_cannot_be_shown_is_refused(tmp_path: Path, data: bytes, message: str) -> None:
    (tmp_path / "logo.png").write_bytes(data)
    with pytest.raises(InvalidInput, match=message):
        read_logo(tmp_path / "logo.png")


@pytest.mark.parametrize(
    ("size", "width"), [((400, 100), 62), ((100, 100), 18), ((100, 300), 12), ((100, 420), 10)]
)
def test_a_logo_is_as_wide_as_its_shape_asks(tmp_path: Path, size: tuple[int, int], width: int) -> None:
    (tmp_path / "any.name").write_bytes(picture("JPEG", size))
    logo = read_logo(tmp_path / "any.name")
    assert (logo.path, logo.width_mm) == ("assets/logo.jpg", width)


def test_a_logo_too_tall_for_a_page_is_refused_before_there_is_a_theme(tmp_path: Path) -> None:
    (tmp_path / "tower.jpg").write_bytes(picture("JPEG", (20, 400)))
    with pytest.raises(InvalidInput, match="the logo would be 200 mm tall; the most is 45"):
        read_logo(tmp_path / "tower.jpg")


def test_the_address_of_the_agency_that_is_extended_stays(tmp_path: Path) -> None:
    main = write(tmp_path / "themes/bridge-works", "Bridge Works", "", None)
    labels = "letterhead.contact_line: {en: 1 Main Street, fr: '1, rue Principale'}\n"
    (main / "bank/labels.yaml").write_text(labels, encoding="utf-8")
    branch = main.parent / "thompson"
    files = theme_files("Bridge Works Thompson", extended_theme(main.name, branch), "", None)
    for path, data in files.items():
        (branch / path).parent.mkdir(parents=True, exist_ok=True)
        (branch / path).write_bytes(data)
    assert "Left out, they are those of bridge-works." in (branch / "bank/labels.yaml").read_text("utf-8")
    said = {str(words_of(load_theme(each)).labels["letterhead.contact_line"].en) for each in (main, branch)}
    assert said == {"1 Main Street"}
