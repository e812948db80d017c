"""Read which titles are mapped to which keys: by `--map "Title=key"`, and by `<stem>.map.yaml` beside it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from interview_kit.stages.read.roster.column_titles import column_for
from interview_kit.stages.read.roster.profile_keys import known_keys
from interview_kit.stages.read.roster.table import RosterTable
from interview_kit.stages.read.roster.vocabulary import normal, titles
from interview_kit.stages.read.strict_yaml import read_yaml
from interview_kit.support.errors import InvalidInput, Notice, Problem, did_you_mean
from interview_kit.support.i18n import N_, _
from interview_kit.support.positions import Text

OPTION = "--map"
_NO_KEY = N_("there is no key and no title {key}{near}")


def map_file(path: Path) -> Path:
    """Return the path of the file with the titles of a roster, beside it."""
    return path.with_name(f"{path.stem}.map.yaml")


def parse_map(pairs: Iterable[str]) -> dict[str, str]:
    """Return the key of each title in pairs such as `What next?=target.occupation`; "" leaves it unread.

    Raises InvalidInput for a pair that is none, and for an unknown key.
    """
    found: dict[str, str] = {}
    problems: list[Problem] = []
    for pair in pairs:
        title, sign, key = (part.strip() for part in pair.rpartition("="))
        if not (sign and title):
            message = _('write a title, = and a key, as in "What next?=target.occupation"')
            problems.append(Problem(OPTION, None, None, "", message))
        elif message := _wrong_key(key):
            problems.append(Problem(OPTION, None, None, "", message))
        found[title] = key
    if problems:
        raise InvalidInput(tuple(problems))
    return found


def read_map(path: Path) -> tuple[dict[str, str], tuple[Notice, ...]]:
    """Return the titles that the file beside a roster maps, and a notice of it. Raises InvalidInput."""
    file = map_file(path)
    if not os.path.exists(file):
        return {}, ()
    found: dict[str, str] = {}
    problems: list[Problem] = []
    tree = read_yaml(file)
    for title, key in tree.items():
        message = _wrong_key(key) if isinstance(key, Text) else _("write one key")
        if message:
            problems.append(tree.places[title].problem(title, message))
        found[title] = str(key)
    if problems:
        raise InvalidInput(tuple(problems))
    message = _("titles of columns are read as {file} says", file=str(file))
    return found, (Notice(str(path), None, None, "", message),)


def written_map(given: Mapping[str, str]) -> bytes:
    """Return the contents of the file with these titles."""
    lines = (f"{json.dumps(title, ensure_ascii=False)}: {json.dumps(key)}\n" for title, key in given.items())
    return "".join(lines).encode()


def check_titles(given: Mapping[str, str], tables: Iterable[RosterTable]) -> None:
    """Raise InvalidInput where a title is in none of the tables, or where its key is unknown."""
    every = {normal(each): each.strip() for table in tables for each in table.titles.cells if each.strip()}
    messages = [message for message in map(_wrong_key, given.values()) if message]
    for title in given:
        if normal(title) not in every:
            near = did_you_mean(title, every.values())
            messages.append(_("no column has the title {title}{near}", title=title, near=near))
    if messages:
        raise InvalidInput(tuple(Problem(OPTION, None, None, "", message) for message in messages))


def _wrong_key(key: str) -> str:
    """Return a message where a key is neither a key of a profile, nor a known title, nor ""."""
    if not key or column_for(1, "", key):
        return ""
    return _(_NO_KEY, key=key, near=did_you_mean(key, known_keys()) or did_you_mean(normal(key), titles()))
