"""Word lists, dates, times and numbers the way the language does, and choose "a" or "an" by sound."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from babel.dates import format_date, format_time
from babel.lists import format_list
from babel.numbers import format_decimal

from pipeline.choices import Language

LOCALES = {Language.ENGLISH: "en_CA", Language.FRENCH: "fr_CA"}
# The tag for a document's language, after BCP 47.
TAGS = {Language.ENGLISH: "en-CA", Language.FRENCH: "fr-CA"}
_HOURS, _HOURS_AND_MINUTES = "H\u00a0'h'", "H\u00a0'h'\u00a0mm"
_DAY = {Language.ENGLISH: "EEEE, MMMM d", Language.FRENCH: "EEEE d MMMM"}

# Letters whose names begin with a vowel sound: "an RN", "an HVAC technician", but "a UX designer".
_VOWEL_NAMED = frozenset("AEFHILMNORSX")
_VOWELS = tuple("aeiouáàâéèêëíìîïóòôúùû8")
_SILENT_H = ("hour", "honest", "honor", "honour", "heir", "herb gard")
# Vowels that sound like "you" or "won": a user researcher, a European guide, a one-person shop, a union carpenter.
_LIKE_YOU = (
    "eu",
    "ewe",
    "uni",
    "use",
    "usu",
    "util",
    "ubiq",
    "uk",
    "ura",
    "uro",
    "ute",
    "one ",
    "one-",
    "once",
)
_NOT_LIKE_YOU = ("unim", "unin", "unil", "unid")


def article(words: str) -> str:
    """Return "a" or "an", whichever the first sound of the English `words` asks for."""
    start = words.lstrip("\"'“‘( ")
    first = start.split(" ", 1)[0]
    letters = first.replace(".", "").rstrip("s").split("/")[0].split("-")[0]
    # Five capitals and more are a word in capitals, not initials to spell out: "an ELECTRICIAN", "a WELDER".
    if letters.isupper() and len(letters) <= 4 and len(first) <= 5:
        return "an" if letters[0] in _VOWEL_NAMED else "a"
    lowered = start.casefold()
    if lowered.startswith(_SILENT_H):
        return "an"
    if lowered.startswith(_LIKE_YOU) and not lowered.startswith(_NOT_LIKE_YOU):
        return "a"
    return "an" if lowered.startswith(_VOWELS) else "a"


def listed(words: Sequence[str], language: Language) -> str:
    """Return the words as a list that ends in "and", as the language writes it."""
    return format_list(list(words), style="standard", locale=LOCALES[language])


def day(date: dt.date, language: Language) -> str:
    """Return the date with its weekday and no year: a kit looks weeks ahead, not years."""
    pattern = _DAY[language]
    if language is Language.FRENCH and date.day == 1:
        pattern = pattern.replace("d", "'1er'")  # the first day of a month alone is an ordinal in French
    return format_date(date, pattern, locale=LOCALES[language])


def clock(time: dt.time, language: Language) -> str:
    """Return the time of day; in French as the Office québécois writes it: 9 h, 9 h 05."""
    if language is Language.ENGLISH:
        return format_time(time, "short", locale=LOCALES[language])
    return format_time(time, _HOURS if time.minute == 0 else _HOURS_AND_MINUTES, locale=LOCALES[language])


def number(value: float, language: Language) -> str:
    """Return the number with the language's decimal sign, and no more digits than it has."""
    return format_decimal(value, locale=LOCALES[language])
