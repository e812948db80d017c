"""Find the profiles whose kits can be previewed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from interview_kit.stages.read.profiles import open_profile
from interview_kit.support.errors import InvalidInput
from interview_kit.tools.watch import files_of


@dataclass(frozen=True, slots=True)
class PreviewPerson:
    """One profile: its key on the page, its file, and what the list shows.

    `asks_for` names the page's check boxes that the profile itself turns on. A refused profile stays in the
    list under its file name.
    """

    key: str
    file: Path
    name: str
    work: str = ""
    language: str = ""
    asks_for: tuple[str, ...] = ()
    refused: bool = False


def people_in(sources: Iterable[Path]) -> tuple[PreviewPerson, ...]:
    """Return the people of profile files and folders of them, each file once and each key unique."""
    found: dict[str, PreviewPerson] = {}
    for file in dict.fromkeys(files_of(sources)):
        key, number = file.stem, 2
        while key in found:
            key, number = f"{file.stem}-{number}", number + 1
        found[key] = _person(key, file)
    return tuple(found.values())


def _person(key: str, file: Path) -> PreviewPerson:
    try:
        profile = open_profile(file).profile
    except InvalidInput:
        return PreviewPerson(key, file, file.name, refused=True)
    support = profile.support
    return PreviewPerson(
        key,
        file,
        profile.name,
        profile.target.work,
        profile.language.value,
        (*support.variant.sections, *(["plain"] if support.plain_language else [])),
    )
