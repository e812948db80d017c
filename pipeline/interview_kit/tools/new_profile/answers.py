"""Parse typed answers, and validate them with the profile reader."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from interview_kit.model.enums import SOURCE_LANGUAGE, Language
from interview_kit.model.language import Translated, rules_of
from interview_kit.stages.read.profiles import parse_profile
from interview_kit.stages.read.roster.profile_keys import KeyKind
from interview_kit.stages.read.roster.vocabulary import cell_words, normal
from interview_kit.stages.read.strict_yaml import read_yaml
from interview_kit.stages.read.text_rules import TextRefused, clean
from interview_kit.support.errors import InvalidInput, Problem
from interview_kit.support.positions import Data, Node, Parts, Text, path_for_people
from interview_kit.tools.new_profile.profile_text import profile_text
from interview_kit.tools.new_profile.questions import (
    ANY,
    NONE,
    WITH_REGISTERS,
    WizardQuestion,
    intake_words,
    known_key,
)

Answers = Mapping[str, tuple[str, ...]]
"""Answers: a mapping from profile keys, such as `contacts.1.name`, to their texts."""

WORK = ("target.occupation", "target.field")

_BETWEEN_NUMBERS = re.compile(r"[\s,;.&+]+")
_MINUTES = re.compile(r"(\d+)\s*min[a-z]*\.?", re.IGNORECASE)


class NotUnderstood(ValueError):
    """Raised for an invalid answer; `reason` is the message, `names` fill its placeholders."""

    def __init__(self, reason: Translated, *names: object) -> None:
        super().__init__(reason.said(SOURCE_LANGUAGE))
        self.reason = reason
        self.names = names


def parse_answer(question: WizardQuestion, typed: str, language: Language) -> dict[str, tuple[str, ...]]:
    """Return the texts of a typed answer for each key of a question, () if it is empty or the default.

    Raises NotUnderstood.
    """
    words = intake_words().talk
    try:
        text = clean(typed, one_line=True)
    except TextRefused as error:
        raise NotUnderstood(question.wrong or words.wrong) from error
    if question.switches:
        chosen = _chosen(question, text, language)
        return {f"{question.key}.{name}": ("true",) if name in chosen else () for name in question.switches}
    if not text:
        return {question.key: ()}
    if question.choices:
        chosen = _chosen(question, text, language)
        return {question.key: () if chosen == (question.usual,) else chosen}
    text, kind = completed(question, text, language), known_key(question.key).kind
    if kind is KeyKind.LIST:
        return {question.key: tuple(completed(question, each, language) for each in entries(text))}
    found = _MINUTES.fullmatch(text) if kind is KeyKind.WHOLE else None
    return {question.key: (found[1] if found else text,)}


def completed(question: WizardQuestion, text: str, language: Language) -> str:
    """Return what completes the question's stem: the text without a stem typed before it."""
    stems = question.stem.of(language) if question.stem else ()
    folded = text.replace("'", "’").casefold()
    typed = (stem for stem in stems if folded.startswith(f"{stem.casefold()} "))
    return text[len(max(typed, key=len, default="")) :].strip()


def entries(text: str) -> Iterator[str]:
    """Yield the entries of a list, separated by semicolons, or by commas where there is no semicolon."""
    return (entry for part in text.split(";" if ";" in text else ",") if (entry := part.strip()))


def given(options: Mapping[str, tuple[str, ...]]) -> Answers:
    """Return the answers given as command-line options: lists split at semicolons, without defaults."""
    usual = {question.key: question.usual for question in intake_words().questions}
    found = {
        key: tuple(entries(";".join((*texts, "")))) if known_key(key).kind is KeyKind.LIST else texts
        for key, texts in options.items()
    }
    return {key: texts for key, texts in found.items() if texts != (usual.get(key),)}


def _chosen(question: WizardQuestion, text: str, language: Language) -> tuple[str, ...]:
    names = tuple(question.labels)
    said = _by_words(question, text, language)
    if said:
        return (said,)
    ands = {normal(each) for each in intake_words().and_words.all()}
    numbers = [part for part in _BETWEEN_NUMBERS.split(text) if part and normal(part) not in ands]
    talk = intake_words().talk
    if not all(part.isdecimal() and 1 <= int(part) <= len(names) for part in numbers):
        raise NotUnderstood(talk.not_a_choice if question.several else talk.not_one_choice, len(names))
    if len(numbers) > 1 and not question.several:
        raise NotUnderstood(talk.not_one_choice, len(names))
    return tuple(dict.fromkeys(names[int(part) - 1] for part in numbers))


def _by_words(question: WizardQuestion, text: str, language: Language) -> str:
    """Return the choice whose name, label or word of a roster was typed instead of its number, or ""."""
    labels = {} if question.switches else cell_words(known_key(question.key))
    labels |= {normal(label.said(language)): name for name, label in question.labels.items()}
    if "true" in question.choices:
        words = intake_words()
        labels |= dict.fromkeys(words.yes_words.all(), "true")
        labels |= dict.fromkeys(words.no_words.all(), "false")
    return (labels | {normal(name): name for name in question.labels}).get(normal(text), "")


def applies(question: WizardQuestion, answers: Answers) -> bool:
    """Return whether a question's `only_if` and `not_if` conditions allow it after these answers."""
    is_excluded = any(_is(answers, key, wanted) for key, wanted in question.not_if.items())
    return are_true(question.only_if, answers) and not is_excluded


def are_true(conditions: Mapping[str, tuple[str, ...]], answers: Answers) -> bool:
    """Return whether each key of the conditions has an answer that they name."""
    return all(_is(answers, key, wanted) for key, wanted in conditions.items())


def _is(answers: Answers, key: str, wanted: tuple[str, ...]) -> bool:
    given = answers.get(key, ())
    if WITH_REGISTERS in wanted:
        return any(rules_of(language).registers for language in Language if language in given)
    return any(
        (NONE in wanted and not given, ANY in wanted and bool(given), *(one in wanted for one in given))
    )


def missing(answers: Answers) -> tuple[str, ...]:
    """Return the required keys without an answer: the name; the occupation, if the field is missing too."""
    lacking = () if answers.get("name") else ("name",)
    return lacking if any(answers.get(key) for key in WORK) else (*lacking, WORK[0])


def problems_with(answers: Answers, language: Language) -> tuple[Problem, ...]:
    """Return the problems of a profile with these answers, except for required keys still missing."""
    whole = {**answers, **dict.fromkeys(missing(answers), ("x",))}
    try:
        parse_profile(profile_text(whole, language).encode(), "profile")
    except InvalidInput as error:
        return error.problems
    return ()


def answers_in(path: Path, language: Language) -> Answers:
    """Return the answers in a profile of a language, or {} where it has more than answers, or mistakes."""
    try:
        found = {key: texts for key, texts in texts_in(read_yaml(path)) if texts}
    except InvalidInput:
        return {}
    is_ours = found.pop("language", (SOURCE_LANGUAGE.value,)) == (language.value,)
    known = {key for question in intake_words().questions for key in question.keys}
    return found if is_ours and found.keys() <= known else {}


def texts_in(node: Node, parts: Parts = ()) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each key of a file's data with its texts."""
    if isinstance(node, Data):
        for key, value in node.items():
            yield from texts_in(value, (*parts, key))
    elif isinstance(node, tuple) and not all(isinstance(each, Text) for each in node):
        for place, value in enumerate(node):
            yield from texts_in(value, (*parts, place))
    else:
        texts = node if isinstance(node, tuple) else (node,)
        yield path_for_people(parts), tuple(str(text) for text in texts if text)
