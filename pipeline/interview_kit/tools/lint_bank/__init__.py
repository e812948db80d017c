"""Proofread a bank: what its texts name, whether its parts fit, its translations, and how hard it is to
read.

`walk` finds every text and condition, `names` and `references` check them as they stand, `sentence_rules`
every text, `units` and `levels` what is read in one go as it is filled in for the people of `samples`,
`trial` whole kits. `themes` is a short look at what a theme says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from interview_kit.model.bank import Bank
from interview_kit.model.enums import Language
from interview_kit.stages.assemble import composers
from interview_kit.stages.assemble.renderer import TextRenderer, UnknownValue
from interview_kit.stages.select import select
from interview_kit.support.errors import Located
from interview_kit.tools.lint_bank.expression_names import Names, looping_phrases
from interview_kit.tools.lint_bank.readability import Readability
from interview_kit.tools.lint_bank.references import check_references, check_translations
from interview_kit.tools.lint_bank.report import Report
from interview_kit.tools.lint_bank.sample_people import sample_people
from interview_kit.tools.lint_bank.sentence_rules import check_fixed_words
from interview_kit.tools.lint_bank.themes import mistakes_in_themes
from interview_kit.tools.lint_bank.trial_kits import (
    Chosen,
    check_scripts,
    check_unused,
    try_out,
    values_of_reasons,
)
from interview_kit.tools.lint_bank.walk import TextRef, parts_of

__all__ = ["mistakes_in_themes", "proofread"]


def proofread(bank: Bank, languages: Iterable[Language] = ()) -> tuple[Located, ...]:
    """Return all there is to say about a bank, in the order of its files; by default in all its languages.

    A Problem refuses the bank, a Notice does not.
    """
    wanted = tuple(languages) or bank.languages
    findings = Report(bank)
    wordings = (False, True) if _has_plain(bank) else (False,)
    chosen = {(language, plain): _chosen(bank, language, plain) for language in wanted for plain in wordings}
    first = chosen[wanted[0], False]
    talks = [composer for person, selection in first for composer in composers(selection, person, bank)]
    names = Names(bank, talks[0], values_of_reasons(first))
    names.check(findings)
    looping_phrases(bank, names, findings)
    check_references(bank, findings)
    check_translations(bank, wanted, findings)
    check_scripts(bank, talks, findings)
    fits = not findings.refused
    check_fixed_words(bank, wanted, findings)
    for (language, plain), people in chosen.items():
        levels = Readability(bank, language, plain=plain)
        for person, selection in people:
            levels.read(composers(selection, person, bank), findings)
        levels.judge(findings)
    if fits:
        used = try_out(bank, chain(*chosen.values()), findings)
        if used is not None:
            check_unused(bank, used | _blanks(talks), names.used, findings)
    return findings.in_order()


def _has_plain(bank: Bank) -> bool:
    return any(isinstance(part, TextRef) and part.text.plain for part in parts_of(bank))


def _blanks(talks: Iterable[TextRenderer]) -> set[str]:
    """Return the labels of the blanks that stand for unknown facts, whether a text prints them or not."""
    facts = [fact for talk in talks for fact in talk.facts.values()]
    parts = chain(facts, *(fact.values() for fact in facts if isinstance(fact, dict)))
    return {part.label for part in parts if isinstance(part, UnknownValue)}


def _chosen(bank: Bank, language: Language, plain: bool) -> tuple[Chosen, ...]:
    return tuple((person, select(bank, person)) for person in sample_people(language, plain=plain))
