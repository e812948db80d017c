"""Give the bank's texts in one language the spelling, the places and the sources of a country."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from interview_kit.model.enums import Language
from interview_kit.model.language import keys_of, region_of, rules_of
from interview_kit.stages.read.bank.bank_editor import BankEditor
from interview_kit.stages.read.bank.elements import ElementRef
from interview_kit.stages.read.bank.overlay_schema import override_of
from interview_kit.support.positions import Data

# What is filled in, and addresses: nothing in them is a word.
_NO_WORDS = re.compile(r"(\{\{.*?\}\}|\{%.*?%\}|\]\([^)]*\))", re.DOTALL)
_ANY_ENDING = "*"


def apply_region(editor: BankEditor, language: Language, tag: str) -> None:
    """Change the texts of a bank to those of a country, in place, by the file of its language's folder.

    Raises KeyError for an id that the bank lacks.
    """
    region = region_of(language, tag)
    editor.rules[language] = rules_of(language, tag)
    key, *registers = keys_of(language)
    if region.spelling:
        _respell({key, *registers}, _speller(region.spelling), editor.words)
    for name, text in region.texts.items():
        for wording in _wordings(editor.index[name]):
            wording.put(key, text, wording.places.get(key, wording.at))
            for register in registers:
                wording.pop(register, None)


def _wordings(found: ElementRef) -> Iterator[Data]:
    """Yield the main texts of an element, all cases of a phrase, with their variants in plain language."""
    if found.kind == "phrase":
        texts = [each["text"] for each in found.data]
    else:
        main = override_of(found.kind)[1]
        texts = [found.data[main] if main else found.data]
    for text in texts:
        yield text
        if isinstance(text.get("plain"), Data):
            yield text["plain"]


def _speller(spelling: Mapping[str, str]) -> Callable[[str], str]:
    """Return a function that replaces words, those at the start of a sentence too."""
    words = {**spelling, **{_capital(old): _capital(new) for old, new in spelling.items()}}
    known = {old.rstrip(_ANY_ENDING): new.rstrip(_ANY_ENDING) for old, new in words.items()}
    ends = ((each.rstrip(_ANY_ENDING), "" if each.endswith(_ANY_ENDING) else r"\b") for each in words)
    parts = (re.escape(word) + end for word, end in sorted(ends, reverse=True))
    found = re.compile(r"\b(" + "|".join(parts) + ")")

    def respelled(text: str) -> str:
        pieces = _NO_WORDS.split(text)
        pieces[::2] = (found.sub(lambda word: known[word[0]], piece) for piece in pieces[::2])
        return "".join(pieces)

    return respelled


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _respell(keys: set[str], respelled: Callable[[str], str], value: Any) -> None:
    """Change every text under one of the keys, in place."""
    if isinstance(value, Data):
        for key, inside in value.items():
            if key in keys and isinstance(inside, str):
                value[key] = respelled(inside)
            else:
                _respell(keys, respelled, inside)
    elif isinstance(value, tuple):
        for inside in value:
            _respell(keys, respelled, inside)
