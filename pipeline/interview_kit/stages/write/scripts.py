"""Tell the scripts in a text apart: what is not Latin, Greek or Cyrillic, and what runs right to left."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

EMOJI = "Zsye"  # as ISO 15924 calls it
_ORDINARY = re.compile(
    "[\u0000-\u058f\u1d00-\u2bff\u2c60-\u2c7f\ua640-\ua69f\ua700-\ua7ff\ufb00-\ufb06\ufeff]*"
)
_EMOJI = re.compile("[\U0001f000-\U0001faff]")
_JOINER = "\u200d"
_WITH_ALPHABET = frozenset({"Latn", "Grek", "Cyrl", "Armn"})
_CHINESE_SIGNS = frozenset({"Hani", "Hira", "Kana", "Hang", "Bopo"})
_NO_LETTERS = frozenset({"Zyyy", "Zinh", "Zzzz"})
# What tells the language too, as a BCP 47 tag; Arabic, Devanagari or Chinese signs write several.
_LANGUAGES = {
    "Hebr": "he",
    "Taml": "ta",
    "Telu": "te",
    "Guru": "pa",
    "Gujr": "gu",
    "Thai": "th",
    "Jpan": "ja",
    "Kore": "ko",
}
# Nobody says in which language a person's name is written in Chinese signs. Of these encodings the first that
# has them tells, since each was made for the signs of one.
_BY_ENCODING = {"gb2312": "Hans", "big5": "Hant", "shift_jis": "Jpan"}


@dataclass(frozen=True, slots=True)
class ScriptRun:
    """A piece of a text in one script: its ISO 15924 code, or "" for what our own alphabets write."""

    text: str
    script: str = ""

    @property
    def right_to_left(self) -> bool:
        """Whether it is read from right to left."""
        return bool(self.script) and _runs_right_to_left(self.script)

    @property
    def language(self) -> str:
        """Its language, a BCP 47 tag, where the script tells, or ""."""
        return _LANGUAGES.get(self.script, "")


def is_ordinary(text: str) -> bool:
    """Return whether a text has no letter of another script, which most have not."""
    return _ORDINARY.fullmatch(text) is not None


def stretches(text: str) -> tuple[ScriptRun, ...]:
    """Return a text in its stretches, in their order.

    What stands between two letters of one script, such as spaces and digits, belongs to their stretch. So do
    the marks at its ends, such as a full stop, where the whole text runs from right to left.
    """
    if is_ordinary(text):
        return (ScriptRun(text),) if text else ()
    found: list[ScriptRun] = []
    end = 0
    for script, first, last in _spans(text):
        if first > end:
            found.append(ScriptRun(text[end:first]))
        found.append(ScriptRun(text[first:last], script))
        end = last
    if end < len(text):
        found.append(ScriptRun(text[end:]))
    return tuple(_with_marks(found) if begins_right_to_left(text) else found)


def begins_right_to_left(text: str) -> bool:
    """Return whether the first letter of a text is read from right to left, and so the whole of it."""
    if is_ordinary(text):
        return False
    from fontTools import unicodedata

    kinds = (unicodedata.bidirectional(letter) for letter in text)
    return next((kind != "L" for kind in kinds if kind in ("L", "R", "AL")), False)


def eastern_script(text: str) -> str:
    """Return whose signs those of a text are, `Hans`, `Hant`, `Jpan` or `Kore`: a guess, for fonts alone."""
    from fontTools import unicodedata

    signs = "".join(letter for letter in text if unicodedata.script(letter) == "Hani")
    guess = next((script for code, script in _BY_ENCODING.items() if _is_in(signs, code)), "Hans")
    return _own_signs(text) or guess


def _own_signs(text: str) -> str:
    """Return `Kore` or `Jpan` for a text with signs that no other language has."""
    scripts = {_script(letter) for letter in text}
    if "Hang" in scripts:
        return "Kore"
    return "Jpan" if scripts & {"Hira", "Kana"} else ""


def _with_marks(found: list[ScriptRun]) -> Iterator[ScriptRun]:
    """Yield stretches with the marks before the first and after the last, which are no stretches then."""
    first, last = found[0], found[-1]
    if not first.script and len(found) > 1:
        found[:2] = [ScriptRun(first.text + found[1].text, found[1].script)]
    if not last.script and len(found) > 1 and not any(letter.isalpha() for letter in last.text):
        found[-2:] = [ScriptRun(found[-2].text + last.text, found[-2].script)]
    yield from found


def _is_in(signs: str, encoding: str) -> bool:
    try:
        signs.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _spans(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield each stretch of another script with its start and its end."""
    script, start, end = "", 0, -1
    lead = 0  # where the marks begin that stand right before a letter and are no marks of ours
    for place, letter in enumerate(text):
        kind = _script(letter)
        ours = is_ordinary(letter)
        if kind in _NO_LETTERS:
            if end == place and (not ours or kind == "Zinh" or text[place - 1] == _JOINER):
                end = lead = place + 1
            elif ours:
                lead = place + 1
            continue
        if kind in _CHINESE_SIGNS:
            kind = _own_signs(text) or "Hani"
        if kind != script:
            if script:
                yield script, start, end
            script, start = ("", 0) if kind in _WITH_ALPHABET else (kind, min(lead, place))
        end = place + 1 if script else -1
        lead = place + 1
    if script:
        yield script, start, end


def _script(letter: str) -> str:
    from fontTools import unicodedata  # its tables take a while to load, and few texts need them

    return EMOJI if _EMOJI.match(letter) else str(unicodedata.script(letter))


def _runs_right_to_left(script: str) -> bool:
    from fontTools import unicodedata

    return bool(unicodedata.script_horizontal_direction(script, "LTR") == "RTL")
