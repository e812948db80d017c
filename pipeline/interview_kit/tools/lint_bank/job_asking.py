"""Find words that ask for a job, in English and French; the table below holds every pattern.

A kit never asks for a job, so no spoken or sent text may. A denial is allowed ("I am not asking for a job",
"sans demander un emploi"), and so is what others expect. A negation only applies within its clause, without
comma, full stop, "and" or "but" in between, so "I know you are not hiring, but hire me" is found. A question
such as "why not hire me" or "don't you have a job for me" is not a denial. A name such as "Job Bank" or the
word "job" alone is not matched.
"""

from __future__ import annotations

import re

from interview_kit.model.enums import Language

_A_JOB = (
    r"(?:an? |any |some |the )?(?:(?!on |about |of |at |in |to |your |advice |help )[\w-]+ ){0,2}?"
    r"(?:jobs?|positions?|openings?|vacanc(?:y|ies)|employment|work)"
)
_UN_EMPLOI = (
    r"(?:un |une |du |de l'|des |d')?(?:(?!ce |cet |le |la |les |son |leur |votre )\w+ )?"
    r"(?:emplois?|travail|postes?|jobs?|boulot|place|embauche)"
)

# Each line is a regular expression, matched against case-folded text in which ’ is replaced with '.
ASKING = {
    Language.ENGLISH: (
        rf"\b(?:ask|asks|asking|apply|applying|looking|hoping|searching|hunting) (?:\w+ )?for {_A_JOB}\b",
        rf"\b(?:give|offer|find|get|land|hand) (?:me|us) {_A_JOB}\b",
        rf"\b(?:want|need|would like|would love|i'd like|i'd love|seeking) {_A_JOB} (?:from|with|at) you\b",
        rf"\b(?:have|got|know of|are there|is there) {_A_JOB} (?:for me|open|available|free)\b",
        r"\b(?:have|got|are there) (?:any |an? |some )?(?:job |current )?(?:openings?|vacanc\w+|jobs?)\b",
        r"\b(?:hire|employ|recruit) me\b",
        r"\btake me on\b",
        r"\bare (?:you|they) (?:\w+ )?(?:hiring|recruiting)\b",
        r"\b(?:work|working) for (?:you|your \w+)\b",
        r"\bjoin your (?:team|company|firm|crew|staff)\b",
        r"\b(?:consider|recommend|refer) me for\b",
        r"\bkeep me in mind\b",
        r"\bput in a (?:good )?word for me\b",
        r"\b(?:here is|attach|enclose|sending|send|give|pass on) (?:you )?my (?:résumé|resume|cv)",
        r"\binterview (?:me )?for (?:an? |the |any )?(?:job|position)\b",
    ),
    Language.FRENCH: (
        rf"\b(?<!une )(?<!la )(?:demand|cherch|recherch|sollicit)(?:e|er|ons|ant|ais) {_UN_EMPLOI}\b",
        rf"\bà la recherche (?:d'|de ){_UN_EMPLOI}\b",
        rf"\b(?:me|m'|nous) ?(?:donn|trouv|offr|propos|procur)\w+ {_UN_EMPLOI}\b",
        rf"\b(?:donn|trouv|offr|propos|procur)\w+-moi {_UN_EMPLOI}\b",
        rf"\b(?:avez-vous|auriez-vous|as-tu|aurais-tu|y a-t-il|vous avez|tu as) {_UN_EMPLOI}\b",
        r"\bm'(?:embauch|recrut)\w+",
        r"\b(?:embauch|recrut|engag|prends|prenez)\w*-moi\b",
        r"\b(?:embauch|recrut)(?:ez-vous|es-tu)\b",
        r"\b(?:vous|tu) (?:embauch|recrut)(?:ez|es)\b",
        r"\bpostuler\b",
        r"\bma candidature\b",
        r"\b(?:travailler|travail) (?:pour|chez) (?:vous|toi)\b",
        r"\b(?:rejoindre|joindre) (?:à )?(?:votre|ton) (?:équipe|entreprise)\b",
        r"\b(?:voici|ci-joint|joins|envoie|envoyer|remettre|transmettre|regarder) mon (?:cv|curriculum)\b",
        r"\b(?:recommand\w+-moi|me recommander|glisser un mot pour moi)\b",
    ),
}
_DENIED = {
    Language.ENGLISH: r"\b(?:not|never|nobody|no one|nor|without|rather than|instead of|expects?|\w+n't)\b",
    Language.FRENCH: (
        r"\b(?:ne|pas|jamais|(?<!une )(?<!la )(?<!bonne )personne|sans|ni|aucune?|au lieu de|attend\w*)\b"
        r"|\bn'"
    ),
}
# A denial may also follow directly: "Demander un emploi, jamais."
_DENIED_AFTER = re.compile(r",? ?(?:never|no|jamais|non)[.!,]")
# Questions worded as a denial that still ask.
_ASKED_ANYWAY = {
    Language.ENGLISH: r"\bwhy not\b|\b\w+n't (?:you|there|they|your)\b",
    Language.FRENCH: r"\bpourquoi (?:ne )?pas\b|\bn'(?:avez|auriez)-vous\b|\bne \w+-vous\b|\bn'y a-t-il\b",
}
_CLAUSE_END = re.compile(r"[.!?;:,—\n]|\b(?:but|and|so|yet|mais|et|donc|alors)\b")


def job_asking(text: str, language: Language) -> str:
    """Return the first words in `text` that ask for a job, case-folded, or ""."""
    plain = re.sub("[ \u00a0\u202f]+", " ", text.replace("’", "'").casefold())
    for pattern in ASKING[language]:
        for found in re.finditer(pattern, plain):
            clause = _CLAUSE_END.split(plain[: found.start()])[-1] + found.group()
            denied = _DENIED_AFTER.match(plain, found.end()) or re.search(_DENIED[language], clause)
            if denied and re.search(_ASKED_ANYWAY[language], clause):
                denied = None
            if not denied:
                return " ".join(found.group().split())
    return ""
