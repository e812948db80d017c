"""Check every text of a bank: no sentence is too long, and none asks for a job."""

from __future__ import annotations

from collections.abc import Iterable

from interview_kit.model.bank import Bank
from interview_kit.model.document import Inlines, ItemList, LineBreak, Paragraph, Text, parts_in
from interview_kit.model.enums import Language
from interview_kit.model.job_asking import job_asking
from interview_kit.model.language import rules_of
from interview_kit.stages.assemble.parsed_text import parse_blocks
from interview_kit.support.i18n import _
from interview_kit.tools.lint_bank.reading_grade import sentences, words_of
from interview_kit.tools.lint_bank.report import Report
from interview_kit.tools.lint_bank.walk import Location, wordings_of


def check_sentences(spot: Location, text: str, language: Language, findings: Report) -> None:
    """Report the longest sentence of a text if it is too long, and the first words that ask for a job."""
    longest = max(sentences(text), key=lambda each: len(words_of(each)), default="")
    count = len(words_of(longest))
    most = rules_of(language).sentences.longest
    if count > most:
        words = " ".join(longest.split())
        message = _(
            "{count} words in one sentence, the most is {most}: {words!r}",
            count=count,
            most=most,
            words=words,
        )
        findings.worst(spot, "sentence", count, message)
    asked = job_asking(text, language)
    if asked:
        findings.asks_for_a_job(spot, asked)


def check_fixed_words(bank: Bank, languages: Iterable[Language], findings: Report) -> None:
    """Check the literal words of every text, including those that no sample kit prints."""
    wanted = frozenset(languages)
    for spot, language, source in wordings_of(bank):
        if language in wanted:
            check_sentences(spot, fixed_words(source), language, findings)


def fixed_words(source: str) -> str:
    """Return a text without its expressions, one line for each paragraph or list entry.

    Return "" where the Markdown is malformed.
    """
    try:
        return own_words(parse_blocks(source))
    except ValueError:  # reported by `expression_names`
        return ""


def own_words(blocks: Iterable[Paragraph | ItemList]) -> str:
    """Return the bank's own words, without values from the profile and blanks, a line for each of a block."""
    lines = (
        line
        for block in blocks
        for line in (block.items if isinstance(block, ItemList) else (block.content,))
    )
    return "\n".join(map(_own_words, lines))


def _own_words(content: Inlines) -> str:
    found = parts_in(content, (Text, LineBreak))
    return "".join(part.text if isinstance(part, Text) else "\n" for part in found)
