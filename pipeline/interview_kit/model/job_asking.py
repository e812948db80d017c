"""Find words that ask for a job, by the patterns of the language (`job_asking` in its language.yaml).

A kit never asks for a job, so no spoken or sent text may. A denial is allowed ("I am not asking for a job"),
and so is what others expect. A negation only applies within its clause, without comma, full stop, "and" or
"but" in between, so "I know you are not hiring, but hire me" is found. A question such as "why not hire me"
is not a denial.
"""

from __future__ import annotations

import re

from interview_kit.model.enums import Language
from interview_kit.model.language import rules_of


def job_asking(text: str, language: Language) -> str:
    """Return the first words in `text` that ask for a job, case-folded, or ""."""
    if not text:
        return ""
    rules = rules_of(language).job_asking
    plain = re.sub("[ \u00a0\u202f]+", " ", text.replace("’", "'").casefold())
    for pattern in rules.asking:
        for found in re.finditer(pattern.replace("{job}", rules.job), plain):
            clause = re.split(rules.clause_end, plain[: found.start()])[-1] + found.group()
            denied = re.compile(rules.denied_after).match(plain, found.end()) or re.search(
                rules.denied, clause
            )
            if not denied or re.search(rules.asked_anyway, clause):
                return " ".join(found.group().split())
    return ""
