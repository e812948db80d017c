"""Lint a bank: its names, references, translations, sentence length and readability.

`walk` finds every text and condition. `expression_names`, `references` and `sentence_rules` check the source
texts; `passages` and `readability` the texts rendered for the profiles of `sample_people`; `trial_kits` whole
kits. `mistakes_in_themes` is a quick check before a build.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from itertools import chain

from interview_kit.model.bank import Bank, BankText
from interview_kit.model.enums import Language
from interview_kit.model.job_asking import job_asking
from interview_kit.stages.assemble import text_renderers
from interview_kit.stages.assemble.formatting import UnknownValue
from interview_kit.stages.assemble.renderer import TextRenderer
from interview_kit.stages.select import select
from interview_kit.support.errors import Located, Problem
from interview_kit.tools.lint_bank.expression_names import Names, check_phrase_cycles
from interview_kit.tools.lint_bank.readability import Readability
from interview_kit.tools.lint_bank.references import (
    check_profile_words,
    check_references,
    check_rules,
    check_translations,
)
from interview_kit.tools.lint_bank.report import Report
from interview_kit.tools.lint_bank.sample_people import sample_people
from interview_kit.tools.lint_bank.sentence_rules import check_fixed_words, fixed_words
from interview_kit.tools.lint_bank.spoken_words import check_spoken_words
from interview_kit.tools.lint_bank.trial_kits import (
    Chosen,
    assemble_samples,
    check_scripts,
    check_unused,
    values_of_reasons,
)
from interview_kit.tools.lint_bank.walk import Location, elements_of, wordings_of

__all__ = ["lint", "mistakes_in_themes"]


def lint(bank: Bank, languages: Iterable[Language] = ()) -> tuple[Located, ...]:
    """Return what is found in a bank, sorted by file and position; by default for all of its languages.

    A Problem is an error in the bank, a Notice is only advice.
    """
    wanted = tuple(languages) or bank.languages
    findings = Report(bank)
    has_plain = any(text.plain for _, text in elements_of(bank, BankText))
    wordings = (False, True) if has_plain else (False,)
    chosen = {(language, plain): _chosen(bank, language, plain) for language in wanted for plain in wordings}
    first = chosen[wanted[0], False]
    talks = [renderer for person, selection in first for renderer in text_renderers(selection, person, bank)]
    names = Names(bank, talks[0], values_of_reasons(first))
    names.check(findings)
    check_phrase_cycles(bank, names, findings)
    check_references(bank, findings)
    check_profile_words(findings)
    check_rules(wanted, findings)
    check_translations(bank, wanted, findings)
    check_scripts(bank, talks, findings)
    fits = not findings.refused
    check_fixed_words(bank, wanted, findings)
    check_spoken_words(bank, wanted, findings)
    for (language, plain), people in chosen.items():
        renderers = (text_renderers(selection, person, bank) for person, selection in people)
        Readability(bank, language, plain, findings).check(chain.from_iterable(renderers))
    if fits:
        used = assemble_samples(bank, chain(*chosen.values()), findings)
        if used is not None:
            check_unused(bank, used | _blanks(talks), names.used, findings)
    return findings.in_order()


def _blanks(talks: Iterable[TextRenderer]) -> set[str]:
    """Return the label ids of the blanks for unknown facts, whether or not a text prints them."""
    facts = [fact for talk in talks for fact in talk.facts.values()]
    parts = chain(facts, *(fact.values() for fact in facts if isinstance(fact, dict)))
    return {part.label for part in parts if isinstance(part, UnknownValue)}


def _chosen(bank: Bank, language: Language, plain: bool) -> tuple[Chosen, ...]:
    return tuple((person, select(bank, person)) for person in sample_people(language, plain=plain))


def mistakes_in_themes(bank: Bank, folders: Iterable[str]) -> tuple[Problem, ...]:
    """Return the problems that stop a build with the texts of the themes in `folders`.

    These are unknown names, broken references, and words that ask for a job.
    """
    beginnings = tuple(os.path.join(folder, "") for folder in folders)

    def theirs(spot: Location) -> bool:
        return bank.origin(*spot.parts).file.startswith(beginnings)

    findings = Report(bank)
    people = sample_people(bank.languages[0], plain=False)
    chosen = [(person, select(bank, person)) for person in people]
    person, selection = chosen[0]
    names = Names(bank, text_renderers(selection, person, bank)[0], values_of_reasons(chosen))
    names.check(findings, only=lambda spot: spot.kind == "phrases" or theirs(spot))
    check_phrase_cycles(bank, names, findings)
    check_references(bank, findings)
    for spot, language, source in wordings_of(bank):
        if language in bank.languages and theirs(spot):
            asked = job_asking(fixed_words(source), language)
            if asked:
                findings.asks_for_a_job(spot, asked)
    return tuple(found for found in findings.in_order() if isinstance(found, Problem))
