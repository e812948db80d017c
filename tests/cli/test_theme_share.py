"""`kit theme pack` and `add`, and themes of installed packages: the same kits elsewhere, and nothing else."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from interview_kit.cli import main
from interview_kit.stages.read.theme.chain import installed_themes
from tests.spreadsheets import zipped

FORMATS = ("-f", "docx", "-f", "pdf", "-f", "html")
FILES = {"works/theme.yaml": "tokens: {accent: '#24563a'}\n"}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def kit(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def kits(folder: Path) -> dict[str, bytes]:
    Path("zoe.yaml").write_text("name: Zoe\ntarget: {occupation: welder}\n", encoding="utf-8")
    built = kit("build", "zoe.yaml", "-t", "north", "-o", str(folder), *FORMATS)
    assert built.exit_code == 0, built.output
    return {path.name: path.read_bytes() for path in folder.glob("zoe.*")}


def test_a_packed_theme_gives_the_same_kits_elsewhere(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert kit("theme", "new", "Works", "--colour", "#24563a").exit_code == 0
    assert kit("theme", "new", "North", "--extends", "works", "--colour", "#0b5563").exit_code == 0
    assert kit("theme", "pack", "north").stdout == "north.zip: works, north\n"
    first = kits(here / "out")
    elsewhere = here / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    added = kit("theme", "add", "../north.zip")
    assert added.exit_code == 0, added.output
    assert added.stdout.splitlines()[-1].endswith("theme check north")
    assert kits(elsewhere / "out") == first
    again = kit("theme", "add", "../north.zip")
    assert (again.exit_code, "there already" in again.stdout) == (0, True)


def test_a_file_has_any_name_that_every_system_takes(here: Path) -> None:
    """Others are refused when they are packed: nobody gets a file that cannot be added."""
    assets = Path("themes/north/assets")
    assets.mkdir(parents=True)
    Path("themes/north/theme.yaml").write_text("extends: base\n", encoding="utf-8")
    (assets / "logo (1), l’été & co.png").write_bytes(b"x")
    assert kit("theme", "pack", "north").exit_code == 0
    first = Path("themes").rename("first")
    assert kit("theme", "add", "north.zip").exit_code == 0
    assert [path.name for path in assets.iterdir()] == ["logo (1), l’été & co.png"]
    (first / "north/assets/a:b.css").write_bytes(b"x")
    Path("north.zip").unlink()
    result = kit("theme", "pack", "first/north")
    assert (result.exit_code, "north/assets/a:b.css" in result.stderr) == (2, True)
    assert not Path("north.zip").exists()


def test_nothing_is_added_where_a_name_is_taken(here: Path) -> None:
    Path("works.zip").write_bytes(zipped(FILES | {"other/theme.yaml": ""}))
    Path("themes/works").mkdir(parents=True)
    Path("themes/works/theme.yaml").write_text("description: mine\n", encoding="utf-8")
    result = kit("theme", "add", "works.zip")
    assert (result.exit_code, result.stderr.partition(":")[0]) == (2, "themes/works")
    assert [path.name for path in Path("themes").iterdir()] == ["works"]
    assert Path("themes/works/theme.yaml").read_text(encoding="utf-8") == "description: mine\n"


@pytest.mark.parametrize(
    "files",
    [
        pytest.param({"../theme.yaml": ""}, id="above"),
        pytest.param({"works/../../theme.yaml": ""}, id="inside-and-out"),
        pytest.param({"/works/theme.yaml": ""}, id="absolute"),
        pytest.param({"works\\..\\theme.yaml": ""}, id="backslash"),
        pytest.param({"c:/theme.yaml": ""}, id="drive"),
        pytest.param(FILES | {"works/a\n.css": ""}, id="line-end"),
        pytest.param(FILES | {"Works/theme.yaml": "", "works/THEME.yaml": ""}, id="one-file-twice"),
        pytest.param(FILES | {"works/a.css": "x" * 2_000_000}, id="grows"),
        pytest.param({"works/words.yaml": ""}, id="no-theme"),
        pytest.param({}, id="empty"),
        pytest.param({f"{each}/theme.yaml": "" for each in "abcdefghi"}, id="too-many"),
    ],
)
def test_an_archive_that_no_pack_writes_is_refused_and_writes_nothing(
    here: Path, files: dict[str, str]
) -> None:
    Path("x.zip").write_bytes(zipped(files))
    result = kit("theme", "add", "x.zip")
    assert (result.exit_code, result.stderr.partition(":")[0]) == (2, "x.zip"), result.output
    assert [path.name for path in here.iterdir()] == ["x.zip"]


@pytest.mark.parametrize("data", [b"", b"PK", b"no zip"])
def test_what_is_no_archive_is_refused(here: Path, data: bytes) -> None:
    Path("x.zip").write_bytes(data)
    assert (kit("theme", "add", "x.zip").exit_code, kit("theme", "add", "y.zip").exit_code) == (2, 2)


def test_a_folder_that_a_desktop_packed_is_taken_without_what_it_added(here: Path) -> None:
    added = {"__MACOSX/._theme.yaml": "x", ".DS_Store": "x", "theme.yaml": "", "assets/.DS_Store": "x"}
    Path("hill.zip").write_bytes(zipped(added))
    assert kit("theme", "add", "hill.zip").exit_code == 0
    assert [str(path) for path in Path("themes").rglob("*")] == ["themes/hill", "themes/hill/theme.yaml"]


def test_a_theme_of_an_installed_package_is_named_and_its_code_never_runs(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = here / "site"
    for path, text in {
        "agency_looks/__init__.py": "raise SystemExit('imported')",
        "agency_looks/north/theme.yaml": "description: The north\nextends: base\n",
        "agency_looks-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: agency-looks\nVersion: 1.0\n",
        "agency_looks-1.0.dist-info/entry_points.txt": "[interview_kit.themes]\nnorth = agency_looks.north\n",
    }.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text(text, encoding="utf-8")
    monkeypatch.setattr(sys, "path", [str(site), *sys.path])
    installed_themes.cache_clear()
    try:
        listed = kit("theme", "list").stdout.splitlines()
        assert f"north\textends base\t{site}/agency_looks/north\tThe north" in listed
        assert set(kits(here / "out")) == {"zoe.docx", "zoe.pdf", "zoe.html"}
        Path("class").mkdir()
        Path("class/kit.yaml").write_text(
            "theme: north\n", encoding="utf-8"
        )  # its folder is not that of site
        assert kit("build", str(Path("zoe.yaml").rename("class/zoe.yaml")), "-f", "txt").exit_code == 0
    finally:
        installed_themes.cache_clear()
    assert "agency_looks" not in sys.modules
