"""Read names and lists as exports write them: the last name first, marks beside a name, commas in a list."""

from __future__ import annotations

import re

from interview_kit.model.enums import Language
from interview_kit.model.language import rules_of
from interview_kit.stages.read.roster.profile_keys import Key
from interview_kit.stages.read.roster.vocabulary import is_title_of, vocabulary
from interview_kit.stages.read.typed_values import names_a_day
from interview_kit.support.i18n import N_, _

TURNED = N_("this is written last name first, and is turned round")
BY_COMMA = N_("commas divide this list; write semicolons between entries that have commas")

_MOST_FIRST_NAMES = 4
_LAST_FIRST = re.compile(r"([^,]*\w[^,]*),\s*([^\W\d_][^,\d]*)")
_MARK = re.compile(r"\s*(\([^()]*\)|\[[^][]*\]|\*[^*]+\*|[*†‡]+)$")
_BULLET = re.compile(r"\s*(?:[•·▪◦‣*]|[-–—](?=\s))\s*")
# Lists of short entries; a comma in an experience, an availability or a question may be part of it.
_OF_WORDS = ("interests", "skills", "needs", "keep", "drop")


def name_of(cell: str, title: str) -> tuple[str, tuple[str, ...]]:
    """Return a person's name as it is spoken, and messages about what was changed.

    There is no message about the order of the names where the column's title tells it.
    """
    name = cell.strip()
    marks: list[str] = []
    while (found := _MARK.search(name)) and found.start():
        name = name[: found.start()]
        marks.insert(0, found[1])
    told = [_("“{marks}” is left out of the name", marks=" ".join(marks))] if marks else []
    turned = _turned(name)
    if turned != name and not is_title_of(vocabulary().last_name_first, title):
        told.append(_(TURNED))
    return (turned, tuple(told)) if marks or turned != name else (cell, ())


def _turned(name: str) -> str:
    """Return the name with the last name last, where a comma separates it from first names."""
    found = _LAST_FIRST.fullmatch(name)
    if not found:
        return name
    last, first = (" ".join(part.split()) for part in found.groups())
    after = any(re.fullmatch(rules_of(each).after_name, first, re.IGNORECASE) for each in Language)
    abbreviation = first.isupper() and not last.isupper() and len(first) > 1
    if after or abbreviation or len(first.split()) > _MOST_FIRST_NAMES:
        return name
    return " ".join(part.title() if part.isupper() and len(part) > 1 else part for part in (first, last))


def entries_of(cell: str, key: Key) -> tuple[list[str], str]:
    """Return the entries of a list in a cell, and a message where commas divide it, else "".

    Semicolons and line ends divide a list; where there is none, commas do, if all entries are words.
    """
    entries = [_BULLET.sub("", entry, count=1) for entry in re.split(r"[;\n]", cell)]
    parts = [part for part in map(_without_and, entries[0].split(",")) if part]
    if len(entries) > 1 or len(parts) < 2 or not _is_divided_by_commas(parts, key):
        return entries, ""
    return parts, _(BY_COMMA)


def _is_divided_by_commas(parts: list[str], key: Key) -> bool:
    return bool(key.choices) or key.last in _OF_WORDS or all(map(names_a_day, parts))


def _without_and(part: str) -> str:
    words = part.split()
    joining = {word for language in Language for word in rules_of(language).joining}
    return " ".join(words[1:] if len(words) > 1 and words[0].casefold() in joining else words)
