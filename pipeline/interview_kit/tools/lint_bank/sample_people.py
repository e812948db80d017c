"""Read the sample profiles a bank is linted with: every way to ask, relationships, few or many facts."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from interview_kit.model.enums import Language
from interview_kit.model.profile import Profile
from interview_kit.support.paths import TEMPLATES

_FILE = TEMPLATES / "samples" / "people.jsonl"


def sample_people(language: Language, *, plain: bool) -> Iterator[Profile]:
    """Yield sample profiles that together cover most of the facts that texts and conditions use."""
    for person in _people():
        support = person.support.model_copy(update={"plain_language": plain})
        yield person.model_copy(update={"language": language, "support": support})


@cache
def _people() -> tuple[Profile, ...]:
    return tuple(map(Profile.model_validate_json, _FILE.read_bytes().splitlines()))
