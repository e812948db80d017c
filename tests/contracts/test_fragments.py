"""What a person typed about themselves begins a line or a cell, or follows a label; its like is beside it.

`tests/fragments.yaml` holds three hundred real-looking fragments, and each is tried in every place where a
profile takes such words. The check looks at the structure alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

import pytest
import yaml

from interview_kit.model import document as d
from interview_kit.model.bank import BankText
from interview_kit.model.enums import AskBy, Channel, Language
from interview_kit.model.language import rules_of
from interview_kit.model.profile import Profile
from interview_kit.stages.assemble import assemble
from interview_kit.stages.assemble.formatting import kept_together
from interview_kit.stages.select import select
from tests.kits import bank
from tests.paths import ROOT

FRAGMENTS: dict[str, dict[str, list[str]]] = yaml.safe_load(
    (ROOT / "tests" / "fragments.yaml").read_text(encoding="utf-8")
)
# What may stand beside typed words in their line: a separator, quotation marks, a tick of a list.
ALONE = frozenset(" ·\u00a0“”«»")
SITUATIONS = ("secondary", "postsecondary", "newcomer", "laid-off", "returning")
WAYS = ((AskBy.PHONE, Channel.PHONE), (AskBy.EMAIL, Channel.VIDEO), (AskBy.MESSAGE, Channel.WRITTEN))


def people(language: Language) -> Iterator[tuple[Profile, set[str]]]:
    """Yield profiles that together type every fragment in every place, each with what was typed."""
    kinds = FRAGMENTS[language]
    typed = [*chain.from_iterable(kinds.values())]
    for number in range(0, len(typed), 5):
        some = [typed[(number + step) % len(typed)] for step in range(12)]
        about = {
            "interests": some[:2],
            "skills": some[2:4],
            "experience": some[4:6],
            "needs": some[6:8],
            "education": some[8],
            "introduction": some[9] if number % 3 == 0 else "",
            "summary": some[10] if number % 4 == 0 else "",
        }
        ask_by, channel = WAYS[number // 5 % 3]
        relationship = ("stranger", "arranged", "known")[number // 15 % 3]
        person = {
            "name": "Ada Obi",
            "language": language,
            "situation": [SITUATIONS[number // 5 % 5]],
            "decision": ("exploring", "narrowing", "committed")[number // 5 % 3],
            "target": {"occupation": "welder"},
            "about": {key: value for key, value in about.items() if value},
            "questions": {"keep": ["values-fit", "experience-feedback"]},
            "support": {"say": some[11]},
            "talk": {"ask_by": ask_by, "channel": channel, "minutes": 15, "availability": some[:3]},
            "contacts": [{"name": "Yves Roy", "relationship": relationship}],
        }
        grade = rules_of(language).names_a_grade(some[8])  # said as "I'm in Grade 10", whatever was typed
        yield Profile.model_validate(person), set(some) - ({some[8]} if grade else set())


def lines_of(inlines: d.Inlines) -> Iterator[list[d.Inline]]:
    """Yield the inlines of each line; marks of emphasis are taken off."""
    line: list[d.Inline] = []
    for part in flat(inlines):
        if isinstance(part, d.LineBreak):
            yield line
            line = []
        else:
            line.append(part)
    yield line


def flat(inlines: d.Inlines) -> Iterator[d.Inline]:
    for part in inlines:
        if isinstance(part, d.Strong | d.Emphasis | d.Foreign | d.Link):
            yield from flat(part.children)
        else:
            yield part


def crowded(inlines: d.Inlines, typed: set[str]) -> list[str]:
    """Return the lines that hold typed words, with their spaces or with unbroken ones, and anything else."""
    typed = typed | {d.inline_text(kept_together((d.Filled(each),))) for each in typed}
    return [
        d.inline_text(tuple(line))
        for line in map(without_label, lines_of(inlines))
        if any(isinstance(part, d.Filled) and part.text in typed for part in line)
        and not all(
            isinstance(part, d.Filled) or (isinstance(part, d.Text) and set(part.text) <= ALONE)
            for part in line
        )
    ]


def without_label(line: list[d.Inline]) -> list[d.Inline]:
    """Return a line without the label before its words: a text that ends with a colon."""
    match line:
        case [d.Text(text=label), *others] if label.rstrip().endswith(":"):
            return others
    return line


def contents(document: d.Document) -> Iterator[d.Inlines]:
    """Yield the inlines of each paragraph, list item, turn, question and cell."""
    kinds: tuple[type[Any], ...] = (d.Paragraph, d.Line, d.Heading, d.Tick, d.Cell)
    for block in d.parts_in(document, kinds):
        yield block.content
    for items in d.parts_in(document, d.ItemList):
        yield from items.items
    for question in d.parts_in(document, d.Question):
        yield from (*question.content, question.reason, question.probes)


def faults(language: Language, words: Any = None) -> list[str]:
    found: list[str] = []
    for person, typed in people(language):
        document = assemble(select(words or bank(), person), person, words or bank())
        found += [line for content in contents(document) for line in crowded(content, typed)]
    return found


def test_there_are_three_hundred_and_a_third_is_from_public_lists() -> None:
    kinds = list(FRAGMENTS.values())
    assert sum(len(some) for each in kinds for some in each.values()) == 300
    assert sum(len(each["listed"]) for each in kinds) == 100


@pytest.mark.parametrize("language", Language)
def test_any_fragment_fits_its_frame(language: Language) -> None:
    assert faults(language) == []


def test_a_fragment_spliced_into_a_sentence_is_found() -> None:
    spliced = BankText(en="I like {{ about.cues | dots }}.", fr="J’aime {{ about.cues | dots }}.")
    phrases = {
        **bank().phrases,
        "summary": (bank().phrases["summary"][0].model_copy(update={"text": spliced, "when": ""}),),
    }
    found = faults(Language("en"), bank().model_copy(update={"phrases": phrases}))
    assert [line for line in found if line.startswith("I like ")]
    assert all(line.startswith("I like ") for line in found)
