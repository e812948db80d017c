"""Read a profile's values as people type them: words of any language, a word processor's quotes, non-answers.

The words are those of the languages' folders: `language.yaml`, and for choices and yes or no `columns.yaml`.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import pairwise

from interview_kit.model.enums import Language
from interview_kit.model.language import LanguageRules, rules_of
from interview_kit.model.profile import Profile
from interview_kit.stages.read.coerce import Issue
from interview_kit.stages.read.roster.profile_keys import Key, KeyKind, known_key_at, known_keys
from interview_kit.stages.read.roster.vocabulary import cell_words, normal, titles
from interview_kit.support.i18n import _
from interview_kit.support.positions import Data, Items, Node, Parts, Text, mapped

NAME: Parts = ("name",)
# The keys of jobs, by their last part; a longer text is an answer.
_JOB = "occupation"
# The key of whether a person is a minor, which may be given as an age in years.
_MINOR = "minor"
OF_AGE = 18
_LONGEST_NON_ANSWER = 40
_LONGEST_ABBREVIATION = 4
# How YAML and JSON write that there is no value; in a roster it is a text.
_NULLS = ("null", "~")
_QUOTED = re.compile(r"“([^“”]+)[“”]|‘([^‘’]+)[‘’]|„([^„“”]+)[“”]|«\s*([^«»]+?)\s*»")
_QUOTE_LEFT_OPEN = re.compile(r"“[^”]*|‘[^’]*|„[^“”]*|«[^»]*")
_NO_LETTERS = re.compile(r"[-–—_?.…/\\*#~=\s]+")
_DASH = re.compile(r"[-–—]+")
_AROUND_AN_ADDRESS = re.compile(r"[\u200b\u2060\ufeff]|^\W*(?:mailto:)?|\W+$", re.IGNORECASE)
_BRACKETED = re.compile(r"[^<>@]*<([^<>]+@[^<>]+)>")
_YEAR_FIRST = re.compile(r"([0-9]{4})[/.]([0-9]{1,2})[/.]([0-9]{1,2})")
# Some programs write 10 as 10.0 in a column of numbers with empty cells.
_WHOLE_WITH_ZEROS = re.compile(r"(?P<n>-?[0-9]+)\.0+")


def as_meant(tree: Data) -> tuple[Data, tuple[Issue, ...]]:
    """Return a profile's data, or a part of it, with its values as the profile has them, and what to tell.

    A text that is no answer is removed, so that defaults apply; the `name` becomes "". Texts that are not
    understood stay as they are.
    """
    reader = _Reader()
    return mapped(_with_keys(tree), reader.change), tuple(reader.told)


def _with_keys(tree: Data) -> Data:
    """Return the data with the keys of a profile in place of their titles in rosters: `age` is `minor`."""
    whole = Data(tree.at, tree.places)
    for name, value in tree.items():
        if name not in Profile.model_fields:
            key = titles().get(normal(name), name)
            if key not in (*tree, normal(name)) and key in Profile.model_fields:
                whole.put(Text(key, name.at), value, tree.places[name])
                continue
        whole.put(name, value, tree.places[name])
    return whole


@dataclass(slots=True)
class _Reader:
    """Changes nodes for `mapped`; `told` are the remarks, and `empty` the paths of texts that say nothing."""

    told: list[Issue] = field(default_factory=list)
    empty: set[Parts] = field(default_factory=set)

    def change(self, node: Node, parts: Parts) -> Node | None:
        if isinstance(node, Data):
            for key in [each for each in node if (*parts, each) in self.empty and not node[each]]:
                del node[key]  # with its position kept, for what lacks it
            return node
        if isinstance(node, Items):
            self._look_for_a_comma(node, parts)
            return node
        listed = bool(parts) and isinstance(parts[-1], int)
        key = known_key_at(parts[:-1] if listed else parts)
        if node.plain and node.at.file and node in _NULLS:
            read = Text("", node.at)
        elif key is None:
            return node
        else:
            read = self._text(node, key, parts)
        if read or not node:
            return read
        if parts != NAME:
            self.empty.add(parts[:-1] if listed else parts)
        return None if listed else read

    def _text(self, node: Text, key: Key, parts: Parts) -> Text:
        """Return a text as its key needs it; "" where it says nothing."""
        if node.after:
            self._tell(node, parts, _("what follows # is not read; put all of it in quotes to keep it"))
        text = node.strip()
        if quoted := _QUOTED.fullmatch(text):
            text = next(filter(None, quoted.groups()))
            self._tell(node, parts, _("the quotes around it are left out"))
        meant = _meant(text, key)
        if meant != text and key.last == "email":
            self._tell(node, parts, _("read as {text}", text=meant))
        if meant == text and not (key.choices and text in key.choices):
            meant = self._answer(node, text, key, parts)
        if meant == node:
            return node
        return Text(meant, node.at, plain=node.plain or meant != text)

    def _answer(self, node: Text, text: str, key: Key, parts: Parts) -> str:
        """Return the text, or "" where it is no answer."""
        if parts == NAME and normal(text) in _words("doubtful_names"):
            self._tell(node, parts, _("this is kept as a name; leave it empty where none is known"))
        elif parts == NAME and text.isalpha() and text.istitle():  # Na is a name, and NA is none
            return text
        elif key.kind is KeyKind.TRUTH and _DASH.fullmatch(text):
            return ""
        elif _says_nothing(text, job=key.last == _JOB):
            message = _("“{text}” is no answer, and counts as empty", text=text)
            if parts == ("target", _JOB):
                message = _("“{text}” names no job, and counts as empty", text=text)
            self._tell(node, parts, message)
            return ""
        return text

    def _look_for_a_comma(self, node: Items, parts: Parts) -> None:
        """Add a notice for entries in brackets that seem to be one, split at its comma."""
        for one, two in pairwise(node):
            if not (isinstance(one, Text) and isinstance(two, Text) and one.plain and two.plain):
                continue
            in_brackets = one.at.line == two.at.line and one.at.column != two.at.column
            if in_brackets and (_goes_on(two) or _QUOTE_LEFT_OPEN.fullmatch(one)):
                message = _("a comma divides a list in brackets; put an entry that has one in quotes")
                self._tell(two, parts, message)

    def _tell(self, node: Text, parts: Parts, message: str) -> None:
        self.told.append(Issue(parts, node.at, message))


def _meant(text: str, key: Key) -> str:
    """Return the profile's value for a text in another form, or the text where none is known."""
    if key.kind is KeyKind.TEXT and not key.choices and key.last != "email":
        return text
    spaced = " ".join(text.split())
    if key.choices or key.kind in (KeyKind.TRUTH, KeyKind.TRUTH_OR_TEXT):
        known = text if text in key.choices else cell_words(key).get(normal(text), text)
        age = _matched(spaced, "age") if key.name == _MINOR and known == text else None
        return str(int(age["n"]) < OF_AGE).lower() if age else known
    match key.kind:
        case KeyKind.DATE:
            return _date(spaced) or text
        case KeyKind.TIME:
            return _time(spaced) or text
        case KeyKind.WHOLE:
            found = _WHOLE_WITH_ZEROS.fullmatch(spaced) or _matched(spaced, "minutes")
            return found["n"] if found else text
    if key.last == "email":
        bracketed = _BRACKETED.fullmatch(text)
        return _AROUND_AN_ADDRESS.sub("", bracketed[1] if bracketed else text) or text
    return text


def minor_in(text: str) -> str:
    """Return a cell about being a minor as "true" or "false", else its text; "" where it says nothing."""
    meant = _meant(text.strip(), known_keys()[_MINOR])
    return "" if _says_nothing(meant, job=False) else meant.casefold()


def _rules() -> tuple[LanguageRules, ...]:
    return tuple(map(rules_of, Language))


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(word for rules in _rules() for word in getattr(rules, name))


def _matched(text: str, name: str) -> re.Match[str] | None:
    """Return the match of a whole text with a pattern of a language, or None."""
    found = (re.fullmatch(getattr(rules, name), text, re.IGNORECASE) for rules in _rules())
    return next(filter(None, found), None)


@lru_cache(maxsize=4096)
def _says_nothing(text: str, *, job: bool) -> bool:
    if len(text) > _LONGEST_NON_ANSWER:
        return False
    words = normal(text)
    said = words in _words("no_answer") or (job and words in _words("no_job"))
    return said or (bool(text) and _NO_LETTERS.fullmatch(text) is not None)


def _goes_on(text: str) -> bool:
    return any(re.match(rules.continues, text, re.IGNORECASE) for rules in _rules())


def is_a_job(text: str) -> bool:
    """Return whether a text can be a job's name in a sentence: it is no sentence, and not in capitals."""
    patterns = (r"\d+[.)] ", *(rules.not_a_job for rules in _rules()))
    capitals = text.isupper() and max(map(len, text.split())) > _LONGEST_ABBREVIATION
    return not capitals and not any(re.search(pattern, text, re.IGNORECASE) for pattern in patterns)


def is_capitalised(text: str) -> bool:
    """Return whether a text begins with a capital that only the beginning of a line or a title gives it.

    True for "Nurse", "Video game developer" and "Registered Nurse", False for "RN" and "Red Seal welder".
    """
    first, *others = [word[:1].isupper() and word[1:].islower() for word in text.split()] or [False]
    return first and (all(others) or text[1:].islower())


@cache
def _calendar() -> tuple[dict[str, int], dict[str, int]]:
    """Return the number of each name of a month, and of each day of the week, from 0 for Monday."""
    from babel.dates import get_day_names, get_month_names

    locales = [rules.locale for rules in _rules()]
    months: dict[str, int] = {}
    for locale in locales:
        for named in (get_month_names("abbreviated", locale=locale), get_month_names("wide", locale=locale)):
            months |= {normal(name): number for number, name in named.items()}
    days = {normal(name): number for each in locales for number, name in get_day_names(locale=each).items()}
    return months, days


def names_a_day(text: str) -> bool:
    """Return whether a text names a day of the week."""
    return any(
        word in _calendar()[1] or word.removesuffix("s") in _calendar()[1] for word in normal(text).split()
    )


def _date(text: str) -> str:
    """Return a date that is written with a month's name, or with the year first, as YYYY-MM-DD, else ""."""
    if year_first := _YEAR_FIRST.fullmatch(text):
        return "{}-{:0>2}-{:0>2}".format(*year_first.groups())
    months, days = _calendar()
    ordinal = "|".join(filter(None, (rules.ordinal for rules in _rules())))
    found: dict[str, int] = {}
    words = [word for word in normal(text).split() if word not in ("of", "the", "le")]
    for word in words:
        if word in months:
            found["month"] = months[word]
        elif word in days:
            found["weekday"] = days[word]
        elif number := re.fullmatch(rf"([0-9]{{1,2}})(?:{ordinal})?", word):
            found["day"] = int(number[1])
        elif re.fullmatch("[0-9]{4}", word):
            found["year"] = int(word)
    try:
        date = dt.date(found["year"], found["month"], found["day"])
    except (KeyError, ValueError):
        return ""
    whole = len(found) == len(words) and date.weekday() == found.get("weekday", date.weekday())
    return date.isoformat() if whole else ""


def _time(text: str) -> str:
    """Return a time of day that is written in the way of a language as HH:MM, else ""."""
    found = _matched(text, "time")
    if not found:
        return ""
    given = found.groupdict()
    hour, half = int(given["hour"]), (given.get("half") or "").casefold()
    if half:
        if not 1 <= hour <= 12:
            return ""
        hour = hour % 12 + (12 if half == "p" else 0)
    return f"{hour:02}:{given['minute'] or '00'}"
