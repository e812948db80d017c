"""What `kit build` makes for a whole class: a file to print, a sheet for the teacher, an archive."""

from __future__ import annotations

import io
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from interview_kit.cli import main
from interview_kit.tools.lint_theme.pdf_text import page_texts
from tests.build.people import make_class
from tests.reading import docx_text

CLASS_FILES = ("--print-file", "--print-volume", "2", "--class-sheet", "--zip")


def kit(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["build", *map(str, arguments)])


def desk_files(folder: Path) -> dict[str, str]:
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in sorted(folder.glob("_*"))}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder where a class of three was built, one of them refused."""
    base = tmp_path_factory.mktemp("class")
    people = make_class(base / "class", 4)
    (people / "p02.yaml").write_text("name: Nobody\nminor: perhaps\n", encoding="utf-8")
    result = kit(people, "-o", base / "out", "-f", "docx", "-j", "2", *CLASS_FILES)
    assert result.exit_code == 1, result.stderr
    return base


def test_the_desk_gets_its_files_of_the_kits_that_stand(built: Path) -> None:
    folder = built / "out/class"
    names = ["_class-sheet.docx", "_class-sheet.pdf", "_kits.zip", "_print-1.pdf", "_print-2.pdf"]
    assert list(desk_files(folder)) == names
    sheet = docx_text((folder / "_class-sheet.docx").read_bytes())
    assert [n for n in range(1, 5) if f"Person {n:02}" in sheet] == [1, 3, 4]
    pages = [page_texts((folder / name).read_bytes()) for name in names[3:]]
    assert "Interview kit for Person 01" in pages[0][0]
    volumes = ["\n".join(each) for each in pages]
    assert [[n for n in range(1, 5) if f"kit for Person {n:02}" in text] for text in volumes] == [[1], [3, 4]]
    with zipfile.ZipFile(io.BytesIO((folder / "_kits.zip").read_bytes())) as archive:
        assert archive.namelist() == [f"person-{n:02}/person-{n:02}.docx" for n in (1, 3, 4)]


def test_what_is_up_to_date_is_left(built: Path) -> None:
    before = desk_files(built / "out/class")
    result = kit(built / "class", "-o", built / "out", "-f", "docx", "-v", *CLASS_FILES)
    assert result.stdout.count("up to date)") == 3 + 3
    assert desk_files(built / "out/class") == before


def test_one_process_makes_the_same_bytes_as_several(built: Path) -> None:
    kit(built / "class", "-o", built / "alone", "-f", "docx", "-j", "1", *CLASS_FILES)
    assert desk_files(built / "alone/class") == desk_files(built / "out/class")
