"""Read a bank folder to data with source positions, kept until a file changes; make the bank of such data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import Field

from interview_kit.model.bank import (
    NOWHERE,
    Approach,
    Bank,
    BankModel,
    BankQuestion,
    BankSection,
    BankText,
    GroupItem,
    OutlineEntry,
    Phrase,
    Refusal,
    Script,
)
from interview_kit.model.enums import Language
from interview_kit.model.language import LanguageRules, all_rules
from interview_kit.model.selection_rules import SelectionRules
from interview_kit.stages.read.bank import bank_files
from interview_kit.stages.read.bank.elements import PREFIXES, elements_of
from interview_kit.stages.read.language_words import add_words
from interview_kit.stages.read.strict_yaml import read_yaml
from interview_kit.stages.read.validation import REQUIRED, check, from_data, partial_data
from interview_kit.support.errors import BankError, InvalidInput, Origin, Problem
from interview_kit.support.i18n import _
from interview_kit.support.positions import Data, Items, Text

# It refers to the union that it is a member of; the reference resolves only now.
GroupItem.model_rebuild()


class WordsFile(BankModel):
    """The schema of a YAML file of texts."""

    labels: dict[str, BankText] = Field(default_factory=dict)
    phrases: dict[str, tuple[Phrase, ...]] = Field(default_factory=dict)
    reasons: dict[str, BankText] = Field(default_factory=dict)
    approaches: tuple[Approach, ...] = ()
    asks: tuple[Script, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    questions: tuple[BankQuestion, ...] = ()
    sections: tuple[BankSection, ...] = ()
    outline: tuple[OutlineEntry, ...] = ()


# This file of a bank maps the ids of earlier versions to those of today.
RENAMED = "renamed.yaml"


@dataclass(slots=True)
class BankData:
    """The data of a bank: texts by the keys of `WordsFile`, selection rules, languages, sections added.

    `rules` are those of each language, in the country that a theme names.
    """

    words: Data
    choosing: Data
    languages: tuple[Language, ...] = tuple(Language)
    origin_of_languages: Origin | None = None
    added: list[str] = field(default_factory=list)
    not_asking: dict[str, str] = field(default_factory=dict)
    rules: dict[Language, LanguageRules] = field(default_factory=all_rules)

    def bank(self) -> Bank:
        """Return the bank. Raises BankError with all problems."""
        made: list[Any] = []
        problems: list[Problem] = []
        for model, data in ((WordsFile, self.words), (SelectionRules, self.choosing)):
            try:
                made.append(from_data(model, data, by_id=model is WordsFile))
            except InvalidInput as error:
                problems.extend(error.problems)
        if problems:
            raise BankError(tuple(problems))
        words, choosing = made
        source = Data(NOWHERE).put("choosing", self.choosing, NOWHERE)
        source.put("outline", self.words["outline"], NOWHERE)
        source.put("languages", self.languages, self.origin_of_languages or NOWHERE)
        for name, found in elements_of(self.words):
            source.put(name, found.data, found.at)
        return Bank(
            labels=words.labels,
            phrases=words.phrases,
            reasons=words.reasons,
            approaches={each.id.removeprefix("approach."): each for each in words.approaches},
            asks={each.id: each for each in words.asks},
            refusals={each.id: each for each in words.refusals},
            questions={each.id: each for each in words.questions},
            sections={each.id: each for each in words.sections},
            outline=words.outline,
            choosing=choosing,
            languages=self.languages,
            added=tuple(each.id for each in words.sections if each.id in self.added),
            not_asking=self.not_asking,
            rules=self.rules,
            source=source,
        )


def read_data(folder: Path) -> BankData:
    """Return the data of the bank in `folder`, which is kept: edit a copy of it.

    Raises BankError with the problems of all files.
    """
    return _read(folder, _files(folder))


def renamed_ids(folder: Path) -> dict[str, str]:
    """Return the ids of earlier versions with those of today, from `renamed.yaml`; {} without that file."""
    return _read_renamed(tuple(each for each in _files(folder) if each[0] == folder / RENAMED))


def _files(folder: Path) -> tuple[tuple[Path, int, int], ...]:
    """Return the YAML files of a bank with what changes when they are saved: the time and the size."""
    found = ((path, path.stat()) for path in bank_files(folder))
    return tuple((path, state.st_mtime_ns, state.st_size) for path, state in found)


@lru_cache(maxsize=4)
def _read_renamed(files: tuple[tuple[Path, int, int], ...]) -> dict[str, str]:
    return {
        key: value
        for path, *_ignored in files
        for key, value in read_yaml(path).items()
        if isinstance(value, Text)
    }


@lru_cache(maxsize=4)
def _read(folder: Path, files: tuple[tuple[Path, int, int], ...]) -> BankData:
    problems: list[Problem] = []
    start = Origin(str(folder / "choosing.yaml"), 1, 1)
    words, choosing = Data(start), Data(start)
    for name, info in WordsFile.model_fields.items():
        words.put(name, Data(start) if name in PREFIXES else info.default, start)
    first: dict[str, Origin] = {}
    for path, *_ignored in files:
        try:
            if path.name == "choosing.yaml":
                choosing = check(SelectionRules, read_yaml(path)).data
            elif not path.is_relative_to(folder):
                tree = _named(read_yaml(path), path)
                problems.extend(add_words(words, partial_data(WordsFile, tree, many_lines=True)))
            elif path.name != RENAMED:
                found = check(WordsFile, _named(read_yaml(path), path), many_lines=True).data
                problems.extend(_wrong_ids(found, first))
                join(words, found)
        except InvalidInput as error:
            problems.extend(error.problems)
    if not choosing and not problems:
        problems.append(Problem(start.file, None, None, "", _("a bank needs this file")))
    if problems:
        raise BankError(tuple(problems))
    return BankData(words, choosing)


def join(words: Data, more: Data) -> None:
    """Add the texts of a file to those of the bank: names to a mapping, entries to the end of a list."""
    for part, value in more.items():
        if isinstance(value, Data):
            words[part].take(value)
        else:
            words[part] += value


def name_lines(script: Data) -> None:
    """Give each line of a script that has no id the script's id and its own number, from 1."""
    for number, line in enumerate(script["lines"], 1):
        if "id" not in line:
            line.put("id", f"{script['id']}.{number}", line.at)


def _named(tree: Data, path: Path) -> Data:
    # labels, phrases and reasons.yaml are one mapping from names to texts, and a file in approaches/ is one
    # approach; in the others, the top-level keys are those of `WordsFile`.
    start = Origin(str(path), 1, 1)
    if path.stem in PREFIXES:
        return Data(start).add(Text(path.stem, start), tree)
    if path.parent.name == "approaches":
        return Data(start).add(Text("approaches", start), Items((tree,), start))
    return tree


def _wrong_ids(found: Data, first: dict[str, Origin]) -> Iterator[Problem]:
    """Yield a problem for each id that an earlier file or part has, and each script line without an id."""
    for name, element in elements_of(found):
        place = element.at
        if name in first:
            message = _(
                "this id stands twice, first in {file}:{line}; give one of them another id",
                file=first[name].file,
                line=first[name].line,
            )
            yield place.problem(name, message)
        first.setdefault(name, place)
    scripts = [each for approach in found.get("approaches", ()) for each in approach["scripts"]]
    for script in (*scripts, *found.get("asks", ())):
        for number, line in enumerate(script["lines"], 1):
            if "id" not in line:
                yield line.at.problem(f"{script['id']}.lines.{number}.id", _(REQUIRED))
