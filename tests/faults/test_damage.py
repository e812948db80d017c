"""What a build left is damaged, byte by byte: the next one says so, and makes it whole again."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from interview_kit.cli import main
from tests.build.people import make_class
from tests.shared import LONG

RECORD, KIT = ".kit/person-01.json", "person-01.txt"


def build(folder: Path) -> Result:
    arguments = ["build", str(folder / "class/p01.yaml"), "-o", str(folder / "out"), "-f", "txt"]
    return CliRunner().invoke(main, arguments)


def damage(data: bytes, place: int) -> bytes:
    """Change a byte, cut the rest off, or put a byte in, by turns."""
    return (
        data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :],
        data[:place],
        data[:place] + b" " + data[place:],
    )[place % 3]


@pytest.mark.spread(2)
@pytest.mark.parametrize(
    ("name", "said"),
    [
        (RECORD, "the record of this kit is damaged, so it is built again"),
        (KIT, f"not as it was built, so it is built again: {KIT}"),
    ],
)
def test_whichever_byte_is_damaged_the_next_build_mends_it(tmp_path: Path, name: str, said: str) -> None:
    people = make_class(tmp_path / "class", 1)
    assert build(tmp_path).exit_code == 0
    whole = {each: (tmp_path / "out" / each).read_bytes() for each in (RECORD, KIT)}
    target, size = tmp_path / "out" / name, len(whole[name])
    for place in range(0, size, (1 if name == RECORD else size // 97) if LONG else size // 7):
        target.write_bytes(damage(whole[name], place))
        mended = build(tmp_path)
        assert (mended.exit_code, mended.stderr) == (0, f"{people}/p01.yaml: note: {said}\n"), place
        assert {each: (tmp_path / "out" / each).read_bytes() for each in whole} == whole, place


@pytest.mark.parametrize("name", [RECORD, KIT])
def test_what_is_missing_is_made_again(tmp_path: Path, name: str) -> None:
    make_class(tmp_path / "class", 1)
    assert build(tmp_path).exit_code == 0
    target = tmp_path / "out" / name
    whole = target.read_bytes()
    target.unlink()
    assert build(tmp_path).exit_code == 0
    assert target.read_bytes() == whole
