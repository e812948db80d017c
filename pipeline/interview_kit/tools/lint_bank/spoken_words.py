"""Lint spoken texts: contractions, idioms, registers, and typed values on lines of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from interview_kit.model.bank import Bank, BankText, ScriptLine, Speaker
from interview_kit.model.enums import Language
from interview_kit.model.language import keys_of, rules_of
from interview_kit.support.i18n import N_, _
from interview_kit.tools.lint_bank.report import Report
from interview_kit.tools.lint_bank.walk import Location, elements_of

_EXPRESSION = re.compile(r"\{\{.*?\}\}", re.DOTALL)
# What a person typed about themselves, in an expression; a school grade is worded by the language.
_TYPED = re.compile(r"\{\{ *(?:about\.(?!grade\b)\w+|talk\.availability|support\.say)\b.*?\}\}", re.DOTALL)
_LINE_BREAK = re.compile(r" {2,}\n|\n\n")
_ALONE = re.compile(r"[\s*_·“”«»]*")
_NAME_FIRST = re.compile(r"(?:^|[.!?]\s+)\{\{ *(?:referral\.name|programme\.teacher|programme\.course) *\}\}")
_SPLICE = N_("what a person typed has a line of its own; this line also says {words!r}")
_NAME = N_("a sentence begins with a typed name, which may be “my aunt”")
_IDIOM = N_("an idiom, which not everybody knows: {words!r}")
_LONG_FORM = N_("nobody says {words!r}; write it as it is said")
_REGISTER = N_("{words!r} is not for a person called {register}")


def check_spoken_words(bank: Bank, languages: Iterable[Language], findings: Report) -> None:
    """Note idioms in every wording, and in spoken ones long forms, wrong registers and splices."""
    wanted = tuple(languages)
    cues = {line.id for _spot, line in elements_of(bank, ScriptLine) if line.who is Speaker.CUE}
    for spot, text in elements_of(bank, BankText):
        spoken = _is_spoken(spot) and spot.name not in cues
        for language in wanted:
            for key in keys_of(language):
                for wording in filter(None, (text, text.plain)):
                    if source := getattr(wording, key):
                        for message in _faults(source, language, key, spoken):
                            findings.note(spot.below(key), message)


def _is_spoken(spot: Location) -> bool:
    """Return whether a text is addressed to the contact; the reason of a question is not."""
    return spot.kind in ("approaches", "asks", "refusals") or (
        spot.kind == "questions" and "why" not in spot.path
    )


def _faults(source: str, language: Language, key: str, spoken: bool) -> Iterator[str]:
    rules = rules_of(language).spoken
    words = _EXPRESSION.sub("", source)
    if found := re.search(rules.idioms, words, re.IGNORECASE):
        yield _(_IDIOM, words=found[0])
    if not spoken:
        return
    if found := re.search(rules.long_forms, words):
        yield _(_LONG_FORM, words=found[0])
    register = key.partition("_")[2] or (rules_of(language).registers or ("",))[0]
    if found := re.search(rules.not_for.get(str(register), "(?!)"), words, re.IGNORECASE):
        yield _(_REGISTER, words=found[0], register=register)
    if _NAME_FIRST.search(source):
        yield _(_NAME)
    for line in _LINE_BREAK.split(source):
        beside = _TYPED.sub("", line)
        if beside != line and not _ALONE.fullmatch(beside):
            yield _(_SPLICE, words=" ".join(beside.split()))
