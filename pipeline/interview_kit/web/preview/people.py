"""Find the people whose kits can be looked at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from interview_kit.stages.read.profiles import open_profile, profiles_in
from interview_kit.support.errors import InvalidInput


@dataclass(frozen=True, slots=True)
class PreviewPerson:
    """One profile: the key it goes by on the page, its file, and what the list shows of it.

    `asks_for` are the names of the boxes on the page that the profile itself ticks. One that is refused
    keeps its place in the list, under the name of its file.
    """

    key: str
    file: Path
    name: str
    work: str = ""
    language: str = ""
    asks_for: tuple[str, ...] = ()
    refused: bool = False


def people_in(sources: Iterable[Path]) -> tuple[PreviewPerson, ...]:
    """Return the people of profiles and folders of profiles, each file once."""
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
        except InvalidInput:  # the folder is empty by now; the page says that nobody is there
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
