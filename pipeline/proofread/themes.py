"""Look over the words of a theme before kits are made with them, in a moment: the rest is for `proofread`."""

from __future__ import annotations

import os
from collections.abc import Iterable

from pipeline.assemble import composers
from pipeline.bank import Bank
from pipeline.choose import select
from pipeline.errors import Problem
from pipeline.proofread.findings import Findings
from pipeline.proofread.job_asking import job_asking
from pipeline.proofread.names import Names, looping_phrases
from pipeline.proofread.references import check_references
from pipeline.proofread.samples import sample_people
from pipeline.proofread.sentence_rules import fixed_words
from pipeline.proofread.trial import values_of_reasons
from pipeline.proofread.walk import Said, Spot, parts_of, place_of, wordings_of


def mistakes_in_themes(bank: Bank, folders: Iterable[str]) -> tuple[Problem, ...]:
    """Return what keeps kits from being made with the words of the themes in `folders`.

    These are names that mean nothing, parts that do not fit together, and words that ask for a job.
    """
    beginnings = tuple(os.path.join(folder, "") for folder in folders)

    def theirs(spot: Spot) -> bool:
        return place_of(bank, spot).file.startswith(beginnings)

    findings = Findings(bank)
    people = sample_people(bank.languages[0], plain=False)
    chosen = [(person, select(bank, person)) for person in people]
    person, selection = chosen[0]
    names = Names(bank, composers(selection, person, bank)[0], values_of_reasons(chosen))
    names.check(findings, only=lambda spot: spot.kind == "phrases" or theirs(spot))
    looping_phrases(bank, names, findings)
    check_references(bank, findings)
    for part in parts_of(bank):
        if isinstance(part, Said):
            for written in wordings_of(part):
                if written.language in bank.languages and theirs(written.spot):
                    asked = job_asking(fixed_words(written.source), written.language)
                    if asked:
                        findings.asks_for_a_job(written.spot, asked)
    return tuple(found for found in findings.in_order() if isinstance(found, Problem))
