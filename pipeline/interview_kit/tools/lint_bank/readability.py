"""Check the readability of a bank's texts, and that none asks for a job.

Graded are each script, message, reply and question, each section as a whole and each longer text in it, as
rendered for sample profiles, without names, job titles and blanks. A passage under 30 words is too short for
the formula: the short replies and questions of a file are graded together. Headings, labels, tables and
reasons are not graded. In any text, a sentence has at most 25 words.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

from interview_kit.model.bank import Bank
from interview_kit.model.enums import Language
from interview_kit.model.language import rules_of
from interview_kit.stages.assemble.renderer import TextRenderer
from interview_kit.support.i18n import N_, _
from interview_kit.tools.lint_bank.passages import Passage, passages_of
from interview_kit.tools.lint_bank.reading_grade import ReadingCounts, measure, words_of
from interview_kit.tools.lint_bank.report import Report
from interview_kit.tools.lint_bank.sentence_rules import check_sentences
from interview_kit.tools.lint_bank.walk import Location

FEWEST_WORDS = 30


@dataclass(frozen=True, slots=True)
class Readability:
    """The check of a bank in one language, of its plain wordings or not; its results go into `findings`."""

    bank: Bank
    language: Language
    plain: bool
    findings: Report

    def check(self, renderers: Iterable[TextRenderer]) -> None:
        """Render every passage with each renderer; report errors, and what is too hard or asks for a job."""
        read: dict[tuple[Location, str], None] = {}
        texts: dict[tuple[Passage, str], None] = {}
        short: dict[str, dict[tuple[Passage, str], None]] = {}
        caches: Iterable[tuple[TextRenderer, dict[Location, str]]] = ((each, {}) for each in renderers)
        for (renderer, known), unit in product(caches, passages_of(self.bank)):
            lines = []
            for part in unit.parts:
                if part.text.plain or not self.plain:
                    words = self.findings.tried(part.words, renderer, known)
                    if words:
                        lines.append(words)
                        read[part.spot, words] = None
            text = "\n".join(lines)
            if len(words_of(text)) >= FEWEST_WORDS:
                texts[unit, text] = None
            elif text and unit.spoken:
                short.setdefault(self.bank.origin(*unit.spot.parts).file, {})[unit, text] = None
        for spot, text in read:
            wording = spot.below(*(("plain",) if self.plain else ()), self.language)
            check_sentences(wording, text, self.language, self.findings)
        self._grade(texts)
        for some in short.values():
            (first, _ignored), *_also_ignored = some
            together = measure("\n".join(text for _, text in some), self.language)
            if together.words >= FEWEST_WORDS:
                self._judge(first, together, _("the short texts of this file together: "))

    def _grade(self, texts: Iterable[tuple[Passage, str]]) -> None:
        hard: set[Location] = set()
        for unit, text in sorted(texts, key=lambda each: not each[0].spot.path):
            # A text that is too hard also makes its section too hard: report it once.
            is_new = hard.isdisjoint(part.spot for part in unit.parts) or unit.spot in hard
            if is_new and self._judge(unit, measure(text, self.language), ""):
                hard.add(unit.spot)

    def _judge(self, unit: Passage, found: ReadingCounts, which: str) -> bool:
        """Report a passage that is too hard or has too long sentences; return whether it was reported."""
        rules = rules_of(self.language)
        too_long = found.average > rules.sentences.usual
        if too_long:
            message = _(
                "{which}{average:.1f} words in a usual sentence, the most is {most}",
                which=which,
                average=found.average,
                most=rules.sentences.usual,
            )
            self.findings.worst(unit.spot, "average", found.average, message)
        if rules.reading is None:
            return too_long
        limits, level = rules.reading, found.level(rules.reading)
        limit = limits.plain if self.plain else limits.spoken if unit.spoken else limits.other
        wording = _("in its plain wording ") if self.plain else ""
        if limits.scale == "grade":
            too_hard, degree = level > limit, level
            template = N_("{which}{wording}grade {level:.1f}, the highest is {limit}")
        else:
            too_hard, degree = level < limit, -level
            template = N_("{which}{wording}reading ease {level:.0f}, the lowest is {limit}")
        if too_hard:
            message = _(template, which=which, wording=wording, level=level, limit=limit)
            self.findings.worst(unit.spot, f"level {self.plain}", degree, message)
        return too_long or too_hard
