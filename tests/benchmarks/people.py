"""Make up many people, no two alike, as rows of one roster, a folder of profiles, or tasks of a recipe."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml

from interview_kit.build.fingerprint import tool_versions
from interview_kit.build.tasks import BuildConfig, KitTask
from interview_kit.model.profile import Profile
from interview_kit.model.theme import ORDINARY
from interview_kit.stages.read.bank import read_bank
from interview_kit.stages.read.theme import load_themes

BOTH = ("pdf", "docx")

_FIRST = ("Amina", "Bruno", "Chantal", "Dmitri", "Élise", "Farid", "Grace", "Hugo", "Ines", "Jamal", "Kateri")
_MIDDLE = (
    "",
    " Jo",
    " Noor",
    " Lee",
    " Sky",
    " Wren",
    " Ash",
    " Kit",
    " Bay",
    " Fern",
    " Rey",
    " Sol",
    " Val",
)
_LAST = ("Adeyemi", "Bélanger", "Castillo", "Dhillon", "Eriksen", "Fontaine", "Gagnon", "Haddad", "Ivanova")
_JOBS = {
    "en": ("welder", "veterinary technician", "nurse", "cook", "electrician", "data analyst", "florist"),
    "fr": (
        "soudeur",
        "technicienne vétérinaire",
        "infirmier",
        "cuisinière",
        "électricien",
        "analyste",
        "fleuriste",
    ),
}
_LIKES = {
    "en": ("animals", "working with my hands", "numbers", "the outdoors", "helping people", "music"),
    "fr": ("les animaux", "le travail manuel", "les chiffres", "le plein air", "l’entraide", "la musique"),
}
_STRENGTHS = {
    "en": ("listening", "careful notes", "staying calm", "explaining things", "being on time"),
    "fr": ("l’écoute", "des notes soignées", "le calme", "l’art d’expliquer", "la ponctualité"),
}
_SITUATIONS = (
    "secondary",
    "postsecondary",
    "job-seeker",
    "laid-off",
    "career-changer",
    "newcomer",
    "returning",
)
_DECISIONS = ("exploring", "narrowing", "committed")
_GOALS = (("duties", "fit"), ("route-in",), ("outlook", "pay"), ("conditions", "fit", "duties"))
_CHANNELS = ("phone", "in-person", "video", "phone", "written")
_MINUTES = (10, 15, 20, 30)


def people(count: int) -> list[dict[str, Any]]:
    """Return so many people as somebody would type them; every other one is in French."""
    return [_person(number) for number in range(count)]


def profiles(count: int) -> list[Profile]:
    """Return so many people as profiles."""
    return [Profile.model_validate_json(json.dumps(each)) for each in people(count)]


def tasks(count: int) -> list[KitTask]:
    """Return so many people as tasks for a worker."""
    return [
        KitTask(each.model_dump_json(exclude_unset=True, by_alias=True), ORDINARY, each.name)
        for each in profiles(count)
    ]


def config(*formats: str) -> BuildConfig:
    """Return what all these people's kits share: the bank and the base theme as they come."""
    return BuildConfig(read_bank(), load_themes("base"), formats, tool_versions())


def write_roster(path: Path, persons: Iterable[dict[str, Any]]) -> Path:
    """Write people as one CSV roster, a row each."""
    rows = [dict(_cells(each)) for each in persons]
    titles = list(dict.fromkeys(title for row in rows for title in row))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, titles)
        writer.writeheader()
        writer.writerows(rows)
    return path


def write_folder(path: Path, persons: Iterable[dict[str, Any]]) -> Path:
    """Write people as a folder of profiles."""
    path.mkdir(parents=True, exist_ok=True)
    for number, each in enumerate(persons):
        words = yaml.safe_dump(each, allow_unicode=True, sort_keys=False)
        (path / f"p{number:05}.yaml").write_text(words, encoding="utf-8")
    return path


def _person(number: int) -> dict[str, Any]:
    """Return one person; the lists have lengths that fit each other badly, so that few people agree."""
    language = ("en", "fr")[number % 2]
    which = number // 2
    job, likes, strengths = (_turn(words[language], which) for words in (_JOBS, _LIKES, _STRENGTHS))
    first, middle = _FIRST[which % len(_FIRST)], _MIDDLE[which // len(_FIRST) % len(_MIDDLE)]
    last = f"{_LAST[number % len(_LAST)]}-{_LAST[number // len(_LAST) % len(_LAST)]}"
    person = {
        "name": f"{first}{middle} {last}",
        "id": f"n{number}",
        "language": language,
        "situation": [_SITUATIONS[which % len(_SITUATIONS)]],
        "decision": _DECISIONS[which % len(_DECISIONS)],
        "target": {"occupation": job[0]},
        "about": {"interests": likes[:2], "skills": strengths[:2]},
        "goals": list(_GOALS[which % len(_GOALS)]),
        "talk": {
            "channel": _CHANNELS[which % len(_CHANNELS)],
            "minutes": _MINUTES[which % len(_MINUTES)],
            "availability": ["mardi 15 h" if language == "fr" else "Tuesday after 3 pm"],
        },
    }
    contact = {"name": f"{_FIRST[(which + 3) % len(_FIRST)]} Roy", "phone": f"204-555-01{number % 100:02}"}
    return person | {"contacts": [contact]} if which % 3 else person


def _turn(words: tuple[str, ...], by: int) -> list[str]:
    by %= len(words)
    return [*words[by:], *words[:by]]


def _cells(person: Any, before: str = "") -> Iterator[tuple[str, str]]:
    """Yield what stands in each column, by the profile's own keys."""
    for key, value in person.items():
        match value:
            case dict():
                yield from _cells(value, f"{before}{key}.")
            case [dict(), *_]:
                for number, each in enumerate(value, 1):
                    yield from _cells(each, f"{before}{key}.{number}.")
            case list():
                yield f"{before}{key}", "; ".join(value)
            case _:
                yield f"{before}{key}", str(value)
