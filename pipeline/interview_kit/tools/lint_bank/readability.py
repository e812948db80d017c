"""Check the readability of a bank's texts, and that none asks for a job.

Graded are each script, message, reply and question, each section as a whole and each longer text in it, as
rendered for sample profiles, without names, job titles and blanks. A passage under 30 words is too short for
the formula: the short replies and questions of a file are graded together. Headings, labels, tables and
reasons are not graded. In any text, a sentence has at most 25 words.
"""

from __future__ import annotations

from collections.abc import Iterable

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


class Readability:
    """Collects the rendered passages of a bank in one language, plain wordings or not, and grades them."""

    def __init__(self, bank: Bank, language: Language, *, plain: bool) -> None:
        self._bank = bank
        self._language = language
        self._plain = plain
        self._units = tuple(self._graded(unit) for unit in passages_of(bank))
        self._read: dict[tuple[Location, str], None] = {}
        self._texts: dict[tuple[Passage, str], None] = {}
        self._short: dict[str, dict[tuple[Passage, str], None]] = {}

    def read(self, renderers: Iterable[TextRenderer], findings: Report) -> None:
        """Render every passage with each renderer; report texts that cannot be rendered."""
        for renderer in renderers:
            for unit in self._units:
                self._fill(unit, renderer, findings)

    def judge(self, findings: Report) -> None:
        """Report what is too hard, too long, or asks for a job."""
        for spot, text in self._read:
            wording = spot.below(*(("plain",) if self._plain else ()), self._language)
            check_sentences(wording, text, self._language, findings)
        hard: set[Location] = set()
        for unit, text in sorted(self._texts, key=lambda each: not each[0].spot.path):
            # A text that is too hard also makes its section too hard: report it once.
            if hard.isdisjoint(part.spot for part in unit.parts) or unit.spot in hard:
                found = measure(text, self._language)
                if self._judge(unit, found, "", findings):
                    hard.add(unit.spot)
        for texts in self._short.values():
            (first, _ignored), *_also_ignored = texts
            together = measure("\n".join(text for _, text in texts), self._language)
            if together.words >= FEWEST_WORDS:
                self._judge(first, together, _("the short texts of this file together: "), findings)

    def _graded(self, unit: Passage) -> Passage:
        parts = tuple(part for part in unit.parts if part.text.plain or not self._plain)
        return Passage(unit.spot, unit.spoken, parts)

    def _fill(self, unit: Passage, renderer: TextRenderer, findings: Report) -> None:
        texts = []
        for part in unit.parts:
            words = findings.tried(part.words, renderer)
            if words:
                texts.append(words)
                self._read[part.spot, words] = None
        text = "\n".join(texts)
        if len(words_of(text)) >= FEWEST_WORDS:
            self._texts[unit, text] = None
        elif text and unit.spoken:
            self._short.setdefault(self._bank.origin(*unit.spot.parts).file, {})[unit, text] = None

    def _judge(self, unit: Passage, found: ReadingCounts, which: str, findings: Report) -> bool:
        """Report a passage that is too hard or has too long sentences; return whether it was reported."""
        rules = rules_of(self._language)
        too_long = found.average > rules.sentences.usual
        if too_long:
            message = _(
                "{which}{average:.1f} words in a usual sentence, the most is {most}",
                which=which,
                average=found.average,
                most=rules.sentences.usual,
            )
            findings.worst(unit.spot, "average", found.average, message)
        if rules.reading is None:
            return too_long
        limits, level = rules.reading, found.level(rules.reading)
        limit = limits.plain if self._plain else limits.spoken if unit.spoken else limits.other
        wording = _("in its plain wording ") if self._plain else ""
        if limits.scale == "grade":
            too_hard, degree = level > limit, level
            template = N_("{which}{wording}grade {level:.1f}, the highest is {limit}")
        else:
            too_hard, degree = level < limit, -level
            template = N_("{which}{wording}reading ease {level:.0f}, the lowest is {limit}")
        if too_hard:
            message = _(template, which=which, wording=wording, level=level, limit=limit)
            findings.worst(unit.spot, f"level {self._plain}", degree, message)
        return too_long or too_hard
