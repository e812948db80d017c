"""Split a text into runs by script, with direction and language; Latin, Greek, Cyrillic, Armenian are one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

EMOJI = "Zsye"  # as ISO 15924 calls it
is_ordinary = re.compile(
    "[\u0000-\u058f\u1d00-\u2bff\u2c60-\u2c7f\ua640-\ua69f\ua700-\ua7ff\ufb00-\ufb06\ufeff]*"
).fullmatch
"""Match a text that is Latin, Greek, Cyrillic or Armenian alone, as most texts are."""

_EMOJI = re.compile("[\U0001f000-\U0001faff]")
_JOINER = "\u200d"
_CHINESE_SIGNS = frozenset({"Hani", "Hira", "Kana", "Hang", "Bopo"})
_NO_LETTERS = frozenset({"Zyyy", "Zinh", "Zzzz"})
# A run of another script, in a text with four characters for each letter: the code of its script, or for
# what several scripts share `sign`, if ordinary `zinh` (inherited), `join` (the joiner) or `mark`. Signs
# before the first letter belong to the run, so does all between two letters, and what is attached to the
# last.
_RUN = re.compile(
    "(?:(?<!sign)(?:sign)+)?(?P<script>(?!Latn|Grek|Cyrl|Armn)[A-Z][a-z]{3})"
    "(?:(?:sign|zinh|join|mark)*(?P=script))*(?:sign|zinh|join|(?<=join)mark)*"
)
_KIND = 4
# Scripts that imply a language, a BCP 47 tag; Arabic, Devanagari or Han characters write several.
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
# The language of a name in Han characters is not stated. The first of these encodings that can hold them
# decides, since each was made for one language.
_BY_ENCODING = {"gb2312": "Hans", "big5": "Hant", "shift_jis": "Jpan"}


@dataclass(frozen=True, slots=True)
class ScriptRun:
    """A run of text in one script: an ISO 15924 code, or "" for Latin, Greek, Cyrillic and Armenian."""

    text: str
    script: str = ""

    @property
    def right_to_left(self) -> bool:
        """Return whether the script is read from right to left."""
        return bool(self.script) and _runs_right_to_left(self.script)

    @property
    def language(self) -> str:
        """Return the language that the script implies, a BCP 47 tag, or ""."""
        return _LANGUAGES.get(self.script, "")


def script_runs(text: str) -> tuple[ScriptRun, ...]:
    """Return the runs of a text, in order.

    Characters between two letters of one script, such as spaces and digits, belong to their run. So does
    punctuation at the ends of a text whose direction is right to left.
    """
    if is_ordinary(text):
        return (ScriptRun(text),) if text else ()
    found: list[ScriptRun] = []
    end = 0
    han = _own_signs(text) or "Hani"
    for run in _RUN.finditer("".join(_kind(letter, han) for letter in text)):
        first, last = (edge // _KIND for edge in run.span())
        if first > end:
            found.append(ScriptRun(text[end:first]))
        found.append(ScriptRun(text[first:last], run["script"]))
        end = last
    if end < len(text):
        found.append(ScriptRun(text[end:]))
    return tuple(_with_marks(found) if begins_right_to_left(text) else found)


def begins_right_to_left(text: str) -> bool:
    """Return whether a text's first letter, and so its direction as a whole, is right to left."""
    if is_ordinary(text):
        return False
    from fontTools import unicodedata

    kinds = (unicodedata.bidirectional(letter) for letter in text)
    return next((kind != "L" for kind in kinds if kind in ("L", "R", "AL")), False)


def eastern_script(text: str) -> str:
    """Return the East Asian script of a text: `Hans`, `Hant`, `Jpan` or `Kore`; a guess for Han alone."""
    from fontTools import unicodedata

    signs = "".join(letter for letter in text if unicodedata.script(letter) == "Hani")
    fitting = (
        script for code, script in _BY_ENCODING.items() if signs.encode(code, "ignore").decode(code) == signs
    )
    return _own_signs(text) or next(fitting, "Hans")


def _own_signs(text: str) -> str:
    """Return `Kore` for a text with hangul, `Jpan` for one with kana, else ""."""
    scripts = {_script(letter) for letter in text}
    if "Hang" in scripts:
        return "Kore"
    return "Jpan" if scripts & {"Hira", "Kana"} else ""


def _with_marks(found: list[ScriptRun]) -> Iterator[ScriptRun]:
    """Yield the runs, with punctuation before the first and after the last merged into them."""
    first, last = found[0], found[-1]
    if not first.script and len(found) > 1:
        found[:2] = [ScriptRun(first.text + found[1].text, found[1].script)]
    if not last.script and len(found) > 1 and not any(letter.isalpha() for letter in last.text):
        found[-2:] = [ScriptRun(found[-2].text + last.text, found[-2].script)]
    yield from found


def _kind(letter: str, han: str) -> str:
    """Return what `_RUN` calls a letter, in four characters; `han` is the script of East Asian letters."""
    script = _script(letter)
    if script in _CHINESE_SIGNS:
        return han
    if script not in _NO_LETTERS:
        return script
    if not is_ordinary(letter):
        return "sign"
    return "join" if letter == _JOINER else "zinh" if script == "Zinh" else "mark"


def _script(letter: str) -> str:
    from fontTools import unicodedata  # its tables take a while to load, and few texts need them

    return EMOJI if _EMOJI.match(letter) else str(unicodedata.script(letter))


def _runs_right_to_left(script: str) -> bool:
    from fontTools import unicodedata

    return bool(unicodedata.script_horizontal_direction(script, "LTR") == "RTL")
