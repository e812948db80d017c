"""Find and read the profiles that a command line names."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.bank import Bank
from pipeline.choose.wishes import wrong_wishes
from pipeline.errors import InvalidInput
from pipeline.read.profiles import ReadProfile, open_profile, parse_profile, profiles_in
from pipeline.read.text_file import LARGEST_FILE

STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class Source:
    """What one profile file says, or why it is refused; `folder` is the folder it was named by, else ""."""

    folder: str
    found: ReadProfile | InvalidInput


def profiles_from(sources: tuple[str, ...], bank: Bank) -> Iterator[Source]:
    """Return one result for each profile, checked against the bank; a folder without any is one refusal."""
    for source in sources:
        path = Path(source)
        if source == STANDARD_INPUT or not path.is_dir():
            yield Source("", _read(source, bank))
            continue
        folder = path.resolve().name
        try:
            names = profiles_in(path)
        except InvalidInput as error:
            yield Source(folder, error)
            continue
        yield from (Source(folder, _read(str(name), bank)) for name in names)


def _read(name: str, bank: Bank) -> ReadProfile | InvalidInput:
    try:
        if name == STANDARD_INPUT:
            typed = sys.stdin.buffer.read(LARGEST_FILE + 1) if sys.stdin else b""
            read = parse_profile(typed, name)
        else:
            read = open_profile(Path(name))
    except InvalidInput as error:
        return error
    wrong = wrong_wishes(bank, read.profile)
    return InvalidInput(tuple(read.problem(*each) for each in wrong)) if wrong else read
