"""Find the profiles whose kits can be previewed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from interview_kit.stages.read.profiles import open_profile, profiles_in
from interview_kit.support.errors import InvalidInput


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
    for file in dict.fromkeys(_files(sources)):
        key, number = file.stem, 2
        while key in found:
            key, number = f"{file.stem}-{number}", number + 1
        found[key] = _person(key, file)
    return tuple(found.values())


def _files(sources: Iterable[Path]) -> Iterator[Path]:
    for source in sources:
        if not source.is_dir():
            yield source
            continue
        try:
            yield from profiles_in(source)
        except InvalidInput:  # the folder is empty by now, and the page says so
            continue


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
