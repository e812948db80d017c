"""Check a theme's texts quickly before each build; `lint` is the full check."""

from __future__ import annotations

import os
from collections.abc import Iterable

from interview_kit.model.bank import Bank
from interview_kit.stages.assemble import text_renderers
from interview_kit.stages.select import select
from interview_kit.support.errors import Problem
from interview_kit.tools.lint_bank.expression_names import Names, check_phrase_cycles
from interview_kit.tools.lint_bank.job_asking import job_asking
from interview_kit.tools.lint_bank.references import check_references
from interview_kit.tools.lint_bank.report import Report
from interview_kit.tools.lint_bank.sample_people import sample_people
from interview_kit.tools.lint_bank.sentence_rules import fixed_words
from interview_kit.tools.lint_bank.trial_kits import values_of_reasons
from interview_kit.tools.lint_bank.walk import Location, TextRef, parts_of, wordings_of


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
    for part in parts_of(bank):
        if isinstance(part, TextRef):
            for written in wordings_of(part):
                if written.language in bank.languages and theirs(written.spot):
                    asked = job_asking(fixed_words(written.source), written.language)
                    if asked:
                        findings.asks_for_a_job(written.spot, asked)
    return tuple(found for found in findings.in_order() if isinstance(found, Problem))
